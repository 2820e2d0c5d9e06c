"""Judge a built site before readers get it: complete, whole, consistent, of sane size.

A build that ends well can still leave a wrong site: written to a full disk, cut short, or built on
a stale cache.  Each check reads only the files.
"""

import contextlib
import json
import posixpath
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx.util.inventory import InventoryFile

from handbook.check import kinds, pictures
from handbook.keep.publish.storage import MARK

REQUIRED = ("index.html", "search.html", "search-index/table.js", "objects.inv", MARK)
LARGEST_PAGE = 1_000_000  # bytes
SMALLEST_PAGE = 200  # bytes
# A site with less than this share of the pages that readers have now has lost some.
SMALLEST_SHARE = 0.5
# Of the pages, search may leave out few: those that a page's author took out of it.
LEAST_INDEXED = 0.9

_ATTRIBUTE = re.compile(r'\s(href|src|id|name)="([^"]*)"')


# Stay in a site that was built to read here; :func:`tidy` takes them out of one to publish.
BUILDERS_NOTES = (".buildinfo", ".buildinfo.bak")


def tidy(site: Path) -> None:
    """Remove what a builder leaves for itself."""
    for name in BUILDERS_NOTES:
        (site / name).unlink(missing_ok=True)


def faults(site: Path, live: Path | None = None) -> list[str]:
    """Find what would harm a reader.

    :param live: the site that readers have now, for comparison.
    :returns: one line for each fault, in order; none when the site is good.
    """
    missing = [f"{name}: missing or empty" for name in REQUIRED if not _has_content(site / name)]
    if missing:
        return missing
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    pages = {name: (site / name).read_bytes() for name in names}
    return [
        *_of_other_kinds(site),
        *_incomplete(pages),
        *_uncounted(site, pages),
        *_shrunk(pages, live),
        *_dead_links(site, pages),
    ]


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _of_other_kinds(site: Path) -> Iterator[str]:
    """Find what a browser may run, or no reader has asked for, whatever put it there."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield f"{name}: neither a file nor a folder; copy the file itself"
        elif path.is_dir():
            continue
        elif name not in BUILDERS_NOTES and not kinds.is_published(name):
            yield (
                f"{name}: of a kind that no handbook publishes; remove it, put it into a .zip, or"
                " build into an empty folder"
            )
        elif name.startswith("_images/") and (reason := pictures.fault(path)):
            yield f"{name}: {reason}"


def _incomplete(pages: dict[str, bytes]) -> Iterator[str]:
    for name, content in pages.items():
        if name.startswith("_"):
            continue  # downloads and templates are parts of pages
        if len(content) < SMALLEST_PAGE or not content.rstrip().endswith(b"</html>"):
            yield f"{name}: cut short; build again"
        elif len(content) > LARGEST_PAGE:
            yield f"{name}: {len(content)} bytes, more than {LARGEST_PAGE}; split the page"


def _uncounted(site: Path, pages: dict[str, bytes]) -> Iterator[str]:
    """Compare the pages with the two lists that the build makes of them."""
    listed = _inventory(site / "objects.inv")
    searched = _searched(site / "search-index")
    if not listed:
        yield "objects.inv: can't be read, or lists no page; build again"
    for name in sorted(listed | searched if listed else ()):
        if f"{name}.html" not in pages:
            yield f"{name}.html: is listed but was not written; build again"
        elif name not in listed:
            yield f"{name}.html: is missing in objects.inv; build again"
    if len(searched) < len(listed) * LEAST_INDEXED:
        yield f"search-index: holds {len(searched)} of {len(listed)} pages; build again"


def _inventory(path: Path) -> set[str]:
    """Read the names of the pages from an inventory, as intersphinx does."""
    try:
        return set(InventoryFile.loads(path.read_bytes(), uri="").data.get("std:doc", ()))
    except (ValueError, zlib.error):
        return set()


def _searched(index: Path) -> set[str]:
    """Read the names of the pages that search finds; a file that is cut short names none."""
    found = set()
    for path in index.glob("*/pages/*.js"):
        text = path.read_text(encoding="utf-8", errors="replace").strip()
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            found.add(json.loads(text[text.index("{") : -1])["url"].removesuffix(".html"))
    return found


def _shrunk(pages: dict[str, bytes], live: Path | None) -> Iterator[str]:
    before = sum(1 for _ in live.rglob("*.html")) if live else 0
    if len(pages) < before * SMALLEST_SHARE:
        yield (
            f"{len(pages)} pages, but readers have {before} now;"
            " if that is meant, publish with --allow-shrink"
        )


def _dead_links(site: Path, pages: dict[str, bytes]) -> Iterator[str]:
    """Find what a page points at within the site, and is not there."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    found = {
        name: _ATTRIBUTE.findall(content.decode("utf-8", "replace"))
        for name, content in pages.items()
    }
    places = {
        name: {value for key, value in attributes if key in ("id", "name")}
        for name, attributes in found.items()
    }
    for name, attributes in found.items():
        targets = {value for key, value in attributes if key in ("href", "src")}
        for target in sorted(targets):
            if reason := _reason(name, target, files, places):
                yield f"{name}: {target} {reason}"


def _reason(page: str, target: str, files: set[str], places: dict[str, set[str]]) -> str:
    """Say why a link leads nowhere; nothing when it is good or leads elsewhere."""
    parts = urlsplit(target.replace("&amp;", "&"))
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    path = page
    if parts.path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        if target.endswith("/") or path == ".":
            path = posixpath.normpath(posixpath.join(path, "index.html"))
    if path not in files:
        return "leads to a file that is not in the site; mend the link"
    place = unquote(parts.fragment)
    if place and path in places and place not in places[path]:
        return "leads to a place that is not in the page; mend the link"
    return ""
