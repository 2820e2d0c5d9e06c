"""The handbook's own PDF says what its site says, and can be found one's way in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from repository import DOCS

from handbook.core.config import Settings

if TYPE_CHECKING:
    from conftest import Printed, Read

# What Sphinx adds for the screen; the book has an index of its own.
NOT_PRINTED = {"genindex", "search", "404"}
# Left out of the book, with all pages below it: they are for keepers.
KEEPERS = "about/index.html"
# Two lines offer the site's feeds, which are nothing on paper.
FEEDS = {"Or", "Atom", "JSON"}
ON_SCREEN = re.compile(r"^(:{3,})\{only\} html$(.*?)^\1$", re.DOTALL | re.MULTILINE)
INCLUDED = re.compile(r"\{(?:literal)?include\} (\S+)")
# What a link on paper says of its page.
NUMBER = re.compile(r"\(p\.\s(\d+)\)")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Return the text of each page of the site, without its controls."""
    texts = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).with_suffix("").as_posix()
        if name in NOT_PRINTED or name.startswith("_"):
            continue
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        text = page.select_one("article section")
        if text is None:  # a redirect
            continue
        if name.startswith("about/") or page.select_one(f".breadcrumbs [href$='{KEEPERS}']"):
            continue
        for control in text.select(
            ".headerlink, .download, .download-facts, button, script, .toctree-wrapper,"
            " .glossary-letters, .glossary-letter"
        ):
            control.decompose()
        for block in text.select("br, dd, div, dt, li, p, td, th, label, summary, figcaption"):
            block.append("\n")
        texts[name] = text
    return texts


@pytest.fixture(scope="module")
def book(pdf: Path, read: Read) -> Printed:
    return read(pdf)


def test_the_reader_is_told_title_author_and_language(book: Printed, settings: Settings) -> None:
    with book.file.open_metadata() as metadata:
        assert metadata["dc:title"] == settings.handbook.title
        assert metadata["dc:creator"] == [settings.organisation.name]
    assert str(book.file.Root.Lang) == "en-GB"


def test_every_page_of_the_site_is_a_bookmark(
    book: Printed, pages: dict[str, BeautifulSoup], settings: Settings
) -> None:
    titles = {" ".join(page.select_one("h1").get_text().split()) for page in pages.values()}

    bookmarks = {mark.title for mark in book.bookmarks}
    assert titles - {settings.handbook.title} - bookmarks == set()


def test_the_five_chapters_stand_first_below_their_part(book: Printed) -> None:
    titles = [mark.title for mark in book.bookmarks if mark.depth <= 1]

    part = titles.index("The role")
    assert titles[part + 1 : part + 6] == [
        "Role overview",
        "Architecture",
        "Robustness",
        "Representation",
        "Tradeoffs",
    ]


def test_no_link_inside_the_book_is_broken(book: Printed) -> None:
    assert len(book.internal_links) > 500
    assert book.broken_links == []


def test_no_link_tells_the_number_of_its_own_page(book: Printed) -> None:
    """When the layout does not settle, all links bear a number: compiling again costs as much."""
    own = [page.label for page in book.file.pages]

    # Below the page's first lines, where a link may end that began on the page before.
    told = [set(NUMBER.findall(text.split("\n", 3)[-1])) for text in book.pages]
    assert set().union(*told) & set(own)
    assert [label for label, numbers in zip(own, told, strict=True) if label in numbers] == []


def shown_on_screen_alone() -> Iterator[str]:
    """Give the sources of blocks that paper does without, such as a blank form beside a filled."""
    for source in DOCS.rglob("*.md"):
        for _, block in ON_SCREEN.findall(source.read_text("utf-8")):
            yield block
            for included in INCLUDED.findall(block):
                yield (source.parent / included).read_text("utf-8")


def test_every_word_of_the_pages_is_in_the_book(
    book: Printed, pages: dict[str, BeautifulSoup]
) -> None:
    said = Counter()
    for page in pages.values():
        said.update(book.words_of(page.get_text()))

    on_screen = "\n".join(shown_on_screen_alone())
    lost = said - book.words - book.words_of(on_screen)
    assert said.total() > 30_000
    assert {word for word in lost if word not in book.words} <= FEEDS
    # A word that is broken over two lines in two ways can't be counted exactly.
    assert lost.total() < said.total() / 2_000


@pytest.mark.upstream
def test_the_book_is_no_longer_than_a_reader_was_promised(book: Printed) -> None:
    assert len(book.pages) <= 240


@pytest.mark.upstream
def test_few_sheets_are_blank_for_more_than_a_third(book: Printed) -> None:
    blank = [number for number, share in enumerate(book.blank_runs(), start=1) if share > 1 / 3]

    assert len(blank) <= 10, f"sheets {blank}"
