"""Faster, and byte for byte the same."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from sphinx.search.en import SearchEnglish

from handbook.speedups import CachedEnglish

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.conftest import Build

PAGES = {
    "index.md": "# Deciding\n\nDecisions, decided and deciding; running runners ran.\n",
    "a.md": "---\norphan: true\n---\n# Runners\n\n"
    "The decision's costs: costly runners, costing, cost.\n",
}
STOCK = 'extensions = ["myst_parser"]\nlanguage = "en-GB"\n'
OURS = 'extensions = ["myst_parser", "handbook.speedups"]\nlanguage = "en-GB"\n'


@pytest.fixture(autouse=True)
def collector() -> Generator[None]:
    """Leave the garbage collector as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def search_files(folder: Path) -> dict[str, bytes]:
    names = ("searchindex.js", "_static/language_data.js", "search.html")
    return {name: (folder / name).read_bytes() for name in names}


@pytest.mark.parametrize("language", ["en-GB", "en", "de"])
def test_the_search_index_is_the_stock_one(build: Build, language: str) -> None:
    stock = build(PAGES, builder="html", conf=STOCK.replace("en-GB", language))
    expected = search_files(stock.out)

    ours = build(PAGES, builder="html", conf=OURS.replace("en-GB", language))

    assert search_files(ours.out) == expected


def test_a_word_is_cut_to_its_stem_once(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    words: list[str] = []
    stock = SearchEnglish.stem

    def counted(self: SearchEnglish, word: str) -> str:
        words.append(word)
        return stock(self, word)

    monkeypatch.setattr(SearchEnglish, "stem", counted)

    build(PAGES, builder="html", conf=OURS)

    assert "runners" in words
    assert len(words) == len(set(words))


def test_sphinx_still_forgets_stems_after_each_page(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When this fails, Sphinx keeps them itself: remove ``CachedEnglish``."""
    words: list[str] = []
    stock = CachedEnglish.stem

    def counted(self: CachedEnglish, word: str) -> str:
        words.append(word)
        return stock(self, word)

    monkeypatch.setattr(CachedEnglish, "stem", counted)

    build(PAGES, builder="html", conf=OURS)

    assert words.count("runners") > 1


def test_the_collector_keeps_working(build: Build) -> None:
    build(PAGES, conf=OURS)

    assert gc.isenabled()
    assert gc.get_threshold()[0] > 700
