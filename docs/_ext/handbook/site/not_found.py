"""``404.html``: what a reader meets at an address that leads nowhere.

A web server answers with this page at any depth, so that its links can't be relative.
They begin with the path of ``html_baseurl``: the page works on a site below a path too.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import is_site, on_site_written, write

PAGE = "404"
TEMPLATE = "404.html"
# Attributes that hold an address; those left alone are absolute, or a place in the page.
_RELATIVE = re.compile(
    r'(?P<attribute> (?:href|src|action|data-content_root|content_root)=")'
    r"(?P<address>(?![a-z][a-z0-9+.-]*:|/|#)[^\"]*)\"",
    re.IGNORECASE,
)


def make_absolute(html: str, base_path: str) -> str:
    """Let every relative address of a page at the site's top begin with a path.

    :param base_path: where the site lies on its host, beginning and ending in a slash.
    """

    def absolute(match: re.Match[str]) -> str:
        address = match["address"].removeprefix("./")
        return f'{match["attribute"]}{base_path}{address}"'

    return _RELATIVE.sub(absolute, html)


def base_path(site: str) -> str:
    path = urlsplit(site).path.strip("/")
    return f"/{path}/" if path else "/"


def _collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if is_site(app.builder):
        # Copies of the page are of no use: neither listed nor offered to search engines.
        context = {"title": "Page not found", "metatags": '<meta name="robots" content="noindex">'}
        yield PAGE, context, TEMPLATE


def _finish(app: Sphinx) -> None:
    path = app.outdir / f"{PAGE}.html"
    if path.is_file():
        write(path, make_absolute(path.read_text("utf-8"), base_path(app.config.html_baseurl)))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("html-collect-pages", _collect)
    on_site_written(app, _finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
