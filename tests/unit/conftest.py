"""For this layer: a small good site to publish."""

from __future__ import annotations

import json
import shutil
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PAGES = ("how-to/decide", "how-to/index", "index")


@dataclass(frozen=True)
class SmallSite:
    """A built site of three pages, and the parts to change it with."""

    folder: Path

    @staticmethod
    def page(body: str = "") -> str:
        words = "A tech lead answers for the whole. " * 10
        return f'<!DOCTYPE html><html><body id="top"><p>{words}</p>{body}</body></html>\n'

    @staticmethod
    def inventory(names: Sequence[str]) -> bytes:
        """Return an objects.inv that lists pages."""
        lines = "".join(f"{name} std:doc -1 {name}.html Title\n" for name in names)
        head = b"# Sphinx inventory version 2\n# Project: H\n# Version: 1\n# zlib\n"
        return head + zlib.compress(lines.encode())

    def index(self, names: Sequence[str]) -> None:
        """Write a search index of pages, in place of what there was."""
        shutil.rmtree(self.folder / "search-index", ignore_errors=True)
        self.write("search-index/table.js", 'handbookSearch.receive("table",{})')
        for number, name in enumerate(names):
            page = json.dumps({"url": f"{name}.html"})
            script = f'handbookSearch.receive("pages/{number}",{page})\n'
            self.write(f"search-index/0123abcd/pages/{number}.js", script)

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def small_site(tmp_path: Path) -> SmallSite:
    """Return a site with which publishing finds no fault."""
    site = SmallSite(tmp_path / "site")
    site.write("_static/handbook.css", "p {}")
    links = '<a href="how-to/decide.html#top">a</a><a href="#top">b</a> <a href="how-to/">c</a>'
    site.write("index.html", site.page(links))
    links = '<link href="../_static/handbook.css?v=1"><a href="../index.html">d</a>'
    site.write("how-to/decide.html", site.page(links))
    site.write("how-to/index.html", site.page('<a href="https://a.example/b">e</a>'))
    site.write("search.html", site.page())
    site.write("objects.inv", site.inventory(PAGES))
    site.write("records.atom", "<feed/>")
    site.index(PAGES)
    return site
