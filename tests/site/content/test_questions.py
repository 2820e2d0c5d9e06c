"""Readers' questions: each answer exists, and is three clicks at most from the front page."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from repository import DOCS

from handbook.core import left_out, sources
from handbook.site.search.questions import Question, read

REGISTER = DOCS / "_data" / "questions.toml"
LEFT_OUT = left_out.read(DOCS)[0].pages  # by the organisation whose copy this is
QUESTIONS = [question for question in read(REGISTER) if question.docname not in LEFT_OUT]
FRONT = "index.html"
CLICKS = 3
UNREACHED = 99  # more clicks than any way has

each_answer = pytest.mark.parametrize(
    "question",
    {(question.docname, question.anchor): question for question in QUESTIONS}.values(),
    ids=lambda question: f"{question.docname}#{question.anchor}",
)
each_page = pytest.mark.parametrize(
    "page", dict.fromkeys(f"{question.docname}.html" for question in QUESTIONS)
)


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


@pytest.fixture(scope="module")
def clicks_anywhere(clicks: Callable[[str], dict[str, int]]) -> dict[str, int]:
    return clicks("a[href]")


@pytest.fixture(scope="module")
def clicks_in_text(clicks: Callable[[str], dict[str, int]]) -> dict[str, int]:
    """Return the clicks of a reader who never opens the sidebar, as on a phone."""
    return clicks("article a[href]")


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


@each_answer
def test_the_answer_exists(question: Question, pages: dict[str, BeautifulSoup]) -> None:
    page, anchor = f"{question.docname}.html", question.anchor

    assert page in pages, f"{page} is not in the site; correct {REGISTER.name}:{question.line}"
    selector = f'article [id="{anchor}"]' if anchor else "article"
    assert pages[page].select_one(selector), (
        f"{page} has no anchor {anchor!r}; restore it or correct {REGISTER.name}:{question.line}"
    )


@each_page
def test_the_answer_is_near(
    page: str, clicks_anywhere: dict[str, int], clicks_in_text: dict[str, int]
) -> None:
    assert clicks_anywhere.get(page, UNREACHED) <= CLICKS, (
        f"{page} is {clicks_anywhere.get(page)} clicks from the front page"
        f" ({clicks_in_text.get(page)} by links in the text)"
    )


@each_page
def test_the_answer_is_near_without_the_sidebar(page: str, clicks_in_text: dict[str, int]) -> None:
    assert clicks_in_text.get(page, UNREACHED) <= CLICKS, (
        f"{page} is {clicks_in_text.get(page)} clicks from the front page by links in the text;"
        " link to it from a page that is nearer"
    )
