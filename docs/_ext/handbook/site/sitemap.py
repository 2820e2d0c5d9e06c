"""``sitemap.xml`` and ``robots.txt`` beside the site (https://www.sitemaps.org/protocol.html).

Both need the site's own address, ``html_baseurl``; without it neither is written.
"""

from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import base_address, on_site_written, write

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


def sitemap(base: str, pages: Iterable[str]) -> str:
    """List pages in the order of their addresses.

    :param base: the site's address, ending in a slash.
    :param pages: the pages' addresses relative to it.
    """
    lines = [f"<url><loc>{escape(base + quote(page))}</loc></url>" for page in sorted(pages)]
    return "\n".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines,
            "</urlset>\n",
        )
    )


def robots(base: str) -> str:
    """Let everybody read everything, and say where the list is."""
    return f"User-agent: *\nAllow: /\nSitemap: {base}{SITEMAP}\n"


def _write(app: Sphinx) -> None:
    if base := base_address(app.config):
        pages = [app.builder.get_target_uri(name) for name in app.env.all_docs]
        write(app.outdir / SITEMAP, sitemap(base, pages))
        write(app.outdir / ROBOTS, robots(base))


def setup(app: Sphinx) -> ExtensionMetadata:
    on_site_written(app, _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
