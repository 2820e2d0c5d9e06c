"""What holds for every page: that it is there, its length, and its ids.

That each has an owner and a day of review, the strict build itself says; that links lead to each,
test_questions.py.
"""

import copy

import pytest
from bs4 import BeautifulSoup, Tag
from repository import DOCS

from handbook.core import sources

# What Sphinx or our own modules write, from no page of ours.
GENERATED = ("404.html", "genindex.html", "search.html")
CHAPTERS = ("role-overview", "architecture", "robustness", "representation", "tradeoffs")
# A chapter is read in one sitting and still answers its questions.
FEWEST_WORDS, MOST_WORDS = 900, 2600

SOURCES = [path.relative_to(DOCS).as_posix() for path in sources.pages(DOCS)]


@pytest.fixture(scope="module")
def written(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """Return the pages that somebody wrote."""
    return {name: page for name, page in pages.items() if name not in GENERATED}


def text_of(page: BeautifulSoup) -> Tag:
    """Return what the page's author wrote, without what surrounds it."""
    (article,) = copy.copy(page).select("article")  # other tests read the page as it is
    for around in article.select(".page-head, .page-facts, .headerlink"):
        around.decompose()
    return article


def test_every_source_is_a_page_of_the_site(written: dict[str, BeautifulSoup]) -> None:
    assert {source.removesuffix(".md") + ".html" for source in SOURCES} == set(written)


@pytest.mark.upstream  # a copy's words and inserts may be longer
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_is_neither_a_stub_nor_a_book(
    written: dict[str, BeautifulSoup], chapter: str
) -> None:
    words = len(text_of(written[f"{chapter}.html"]).get_text(" ").split())

    assert FEWEST_WORDS <= words <= MOST_WORDS


def test_no_id_stands_twice_on_a_page(pages: dict[str, BeautifulSoup]) -> None:
    ids = {name: [str(tag["id"]) for tag in page.select("[id]")] for name, page in pages.items()}

    twice = {
        name: sorted({place for place in places if places.count(place) > 1})
        for name, places in ids.items()
    }

    assert {name: places for name, places in twice.items() if places} == {}
