"""The picture that a chat or a ticket shows beside a link to the handbook (``og:image``).

Drawn when the site is built, from the title, the organisation and the accent of handbook.toml, by
the compiler and with the fonts of the PDF: the same values give the same bytes. Previews need a
whole address, so there is a picture only where the site's own address is known.

Source: https://ogp.me for the tags; 1200 by 630 pixels is the size that all previews show whole.
"""

import hashlib
from pathlib import Path
from typing import Any

import typst
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from handbook.core.config import settings
from handbook.core.fonts import FOLDER
from handbook.core.output import SitePage, base_address, on_page, on_site_written, write
from handbook.site.head.metatags import properties

SOURCE = Path(__file__).with_name("share.typ")
SIZE = (1200, 630)  # pixels; the source's points


def words(config: Config) -> dict[str, str]:
    return {
        "title": config.project,
        "subtitle": str(config.typst_description),
        "organisation": config.author,
        "accent": settings(config).handbook.accent,
    }


def name(said: dict[str, str]) -> str:
    """Return the file's name, which changes when the picture does."""
    content = SOURCE.read_text(encoding="utf-8") + "\0".join(said.values())
    return f"share-{hashlib.sha256(content.encode()).hexdigest()[:8]}.png"


def draw(said: dict[str, str]) -> bytes:
    png: Any = typst.compile(
        str(SOURCE),
        root=str(SOURCE.parent),
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        format="png",
        ppi=72,
        sys_inputs=said,
    )
    return bytes(png)


def _draw_once(app: Sphinx) -> None:
    said = words(app.config)
    file = Path(app.outdir, "_static", name(said))
    if base_address(app.config) and not file.is_file():
        write(file, draw(said))


def _add(page: SitePage) -> None:
    if base := base_address(page.app.config):
        said = words(page.app.config)
        values = {
            "og:image": f"{base}_static/{name(said)}",
            "og:image:width": SIZE[0],
            "og:image:height": SIZE[1],
            "og:image:alt": f"{said['title']}, {said['organisation']}",
        }
        page.add_to_head(properties(values))


def setup(app: Sphinx) -> ExtensionMetadata:
    # For the words, the colour and the fonts.
    app.setup_extension("handbook.paper.pdf")
    on_page(app, _add)
    on_site_written(app, _draw_once)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
