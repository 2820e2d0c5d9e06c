"""The looks that the site shares with the PDF's cover: its rings, its ground and its type.

The landing page opens with a cover: the title, the first paragraph and what follows, up to the
first section. ``_static/theme/cover.css`` draws it.

Headings are set in the face of the PDF's headings and of the figures. One small file has the
letters of Western Europe; others come from the reader's system. A first page on a slow line is
shown without it, and keeps the system's face: no line ever moves. Nothing asks for the file ahead
of the style sheet, since browsers refuse just that to a page opened from a disk, aloud. Text is set
in the system's own face: a second and third file would weigh more than all of a page's text.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import SitePage, on_page, with_digest

FONT = Path(__file__).parents[4] / "_static" / "fonts" / "handbook-sans-bold.woff2"
FAMILY = "Handbook Sans"


def font_name() -> str:
    """Return the font's name below ``_static``, which changes when the file does."""
    return with_digest(f"fonts/{FONT.name}", FONT.read_bytes())


def write_font(static: Path) -> None:
    path = static / font_name()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(FONT.read_bytes())


def font_face() -> str:
    """Write the rule that names the font, for a style sheet in ``_static``."""
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: 600 700; font-display: optional;'
        f' src: url("{font_name()}") format("woff2"); }}'
    )


def with_cover(body: str) -> str:
    """Wrap what stands before the first section of a page, if it has one."""
    start = body.find("<h1>")
    end = body.find("<section", start)
    if start < 0 or end < 0:
        return body
    return f'{body[:start]}<header class="cover">{body[start:end]}</header>\n{body[end:]}'


def _add(page: SitePage) -> None:
    if page.name == page.app.config.root_doc:
        page.context["body"] = with_cover(page.context["body"])


def setup(app: Sphinx) -> ExtensionMetadata:
    on_page(app, _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
