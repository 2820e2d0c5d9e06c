"""What a browser loads with a page, read from the page: compressed sizes and a count."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

FONT = re.compile(r'url\("?([^"?)]+\.woff2)')


@dataclass(frozen=True)
class Parts:
    """A page and its files; sizes in bytes, as gzip sends them.

    :ivar fonts: of those that the styles name; fonts are compressed in themselves.
    :ivar words: in the page's text, without menus.
    :ivar requests: at most, with every picture that one scheme shows.
    """

    html: int
    code: int
    fonts: int
    words: int
    requests: int


def parts_of(site: Path, name: str) -> Parts:
    """Read one page of a built site, by its path below the root.

    :raises FileNotFoundError: where it names a file that is not there.
    """
    page = site / name
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    styles = [link["href"] for link in soup.select('link[rel~="stylesheet"]')]
    scripts = [script["src"] for script in soup.select("script[src]")]
    icons = [link["href"] for link in soup.select('link[rel~="icon"]')]
    pictures = [image["src"] for image in soup.select("img:not(.only-dark)")]

    def files(addresses: list[str]) -> list[Path]:
        # An address from the root, as on the page for lost readers, starts there.
        return [
            (site if address.startswith("/") else page.parent)
            / address.partition("?")[0].lstrip("/")
            for address in dict.fromkeys(map(str, addresses))
        ]

    fonts = [
        file.parent / address
        for file in files(styles)
        for address in FONT.findall(file.read_text("utf-8"))
    ]
    text = soup.select_one("article")
    return Parts(
        html=compressed(page),
        code=sum(compressed(file) for file in files(styles + scripts)),
        fonts=sum(file.stat().st_size for file in fonts),
        words=len(text.get_text(" ").split()) if text else 0,
        requests=1 + len({*styles, *scripts, *map(str, fonts), *icons, *pictures}),
    )


def compressed(file: Path) -> int:
    """Return the size of a file in bytes, as the published twin for gzip has it."""
    return len(gzip.compress(file.read_bytes(), compresslevel=9, mtime=0))


def pages_of(site: Path) -> list[str]:
    """Return the paths of a site's pages below its root, sorted; a page that moved is none."""
    found = (
        path.relative_to(site)
        for path in site.rglob("*.html")
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    )
    return sorted(path.as_posix() for path in found if "_static" not in path.parts)
