"""The picture that a chat or a ticket shows beside a link to the handbook (``og:image``).

Drawn when the site is built, from the title, the organisation and the accent of handbook.toml, by
the compiler and with the fonts of the PDF: the same values give the same bytes. Previews need a
whole address, so there is a picture only where the site's own address is known.

Source: https://ogp.me for the tags; 1200 by 630 pixels is the size that all previews show whole.
"""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.core.fonts import FOLDER
from handbook.core.output import base_address, is_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

SOURCE = Path(__file__).with_name("share.typ")
SIZE = (1200, 630)  # pixels; the source's points


def words(config: Config) -> dict[str, str]:
    """Return what the picture says and its colour, by the names that the source reads."""
    return {
        "title": config.project,
        "subtitle": str(config.typst_description),
        "organisation": config.author,
        "accent": str(config.typst_accent),
    }


def name(said: dict[str, str]) -> str:
    """Return the file's name, which changes when the picture does."""
    content = SOURCE.read_text(encoding="utf-8") + "\0".join(said.values())
    return f"share-{hashlib.sha256(content.encode()).hexdigest()[:8]}.png"


def draw(said: dict[str, str]) -> bytes:
    """Return the picture as a PNG file."""
    import typst

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


def tags(address: str, alt: str) -> str:
    """Write the tags that lead to the picture."""
    width, height = SIZE
    values = {
        "og:image": address,
        "og:image:width": width,
        "og:image:height": height,
        "og:image:alt": alt,
    }
    return "\n".join(
        f'<meta property="{name}" content="{escape(str(value))}">' for name, value in values.items()
    )


def _wanted(app: Sphinx) -> bool:
    return bool(app.config.html_baseurl) and is_site(app.builder)


def _draw_once(app: Sphinx, error: Exception | None) -> None:
    if error or not _wanted(app):
        return
    said = words(app.config)
    file = Path(app.outdir, "_static", name(said))
    if not file.is_file():
        file.write_bytes(draw(said))


def _add(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if doctree is None or not _wanted(app):
        return
    said = words(app.config)
    made = tags(
        f"{base_address(app.config)}_static/{name(said)}",
        f"{said['title']}, {said['organisation']}",
    )
    context["metatags"] = f"{context['metatags']}\n{made}"


def setup(app: Sphinx) -> ExtensionMetadata:
    # For the words, the colour and the fonts.
    app.setup_extension("handbook.paper.pdf")
    app.connect("html-page-context", _add)
    app.connect("build-finished", _draw_once)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
