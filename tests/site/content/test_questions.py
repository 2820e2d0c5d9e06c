"""Readers' questions: each answer exists, and is three clicks at most from the front page."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from repository import DOCS

from handbook.core import left_out, sources
from handbook.site.search.questions import read

REGISTER = DOCS / "_data" / "questions.toml"
LEFT_OUT = left_out.read(DOCS)[0].pages  # by the organisation whose copy this is
QUESTIONS = [question for question in read(REGISTER) if question.docname not in LEFT_OUT]
FRONT = "index.html"
CLICKS = 3

PAGES = sorted({f"{question.docname}.html" for question in QUESTIONS})


@pytest.fixture(scope="module")
def clicks(pages: dict[str, BeautifulSoup], site: Path) -> Callable[[str], dict[str, int]]:
    """Return a function that counts the clicks to each page, on the links that a selector finds."""

    def count(selector: str) -> dict[str, int]:
        depth = {FRONT: 0}
        reached = [FRONT]
        for page in reached:  # grows while it is read: nearest pages first
            for target in targets(page, pages[page], selector, site):
                if target in pages and target not in depth:
                    depth[target] = depth[page] + 1
                    reached.append(target)
        return depth

    return count


def targets(page: str, soup: BeautifulSoup, selector: str, site: Path) -> list[str]:
    """Return the path below the site of each page that the selected links lead to."""
    addresses = [urldefrag(str(link["href"])).url for link in soup.select(selector)]
    inside = [address for address in addresses if address and not urlsplit(address).scheme]
    root = site.resolve()
    paths = [((root / page).parent / unquote(address)).resolve() for address in inside]
    return [path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)]


def test_every_kind_of_reader_asks() -> None:
    assert {question.who for question in QUESTIONS} == {
        "a new lead",
        "a sitting lead",
        "an engineer",
        "a product owner",
        "an engineering manager",
        "a user of a service",
        "a keeper of the handbook",
    }


def test_every_page_answers_a_question(pages: dict[str, BeautifulSoup]) -> None:
    answering = {f"{question.docname}.html" for question in QUESTIONS}
    written = {
        path.with_suffix(".html").relative_to(DOCS).as_posix() for path in sources.pages(DOCS)
    }
    ours = {page for page in written & pages.keys() if not page.startswith("local/")}

    assert ours - answering == set()


def test_every_answer_exists(pages: dict[str, BeautifulSoup]) -> None:
    anchors = {
        page: {tag["id"] for tag in pages[page].article.find_all(id=True)}
        for page in PAGES
        if page in pages
    }
    gone = []
    for question in QUESTIONS:
        page, place = f"{question.docname}.html", f"correct {REGISTER.name}:{question.line}"
        if page not in pages:
            gone.append(f"{page} is not in the site; {place}")
        elif question.anchor and question.anchor not in anchors[page]:
            gone.append(f"{page} has no anchor {question.anchor!r}; restore it or {place}")

    assert gone == []


def test_every_answer_is_near(clicks: Callable[[str], dict[str, int]]) -> None:
    assert far(clicks("a[href]")) == {}


def test_every_answer_is_near_without_the_sidebar(
    clicks: Callable[[str], dict[str, int]],
) -> None:
    """As on a phone; link to a page that is far, or an orphan, from the text of one nearer."""
    assert far(clicks("article a[href]:not(.page-head *, .page-facts *)")) == {}


def far(clicks: dict[str, int]) -> dict[str, int | None]:
    """Return the pages that take more clicks than they may, or that no way leads to."""
    return {page: clicks.get(page) for page in PAGES if clicks.get(page, CLICKS + 1) > CLICKS}
