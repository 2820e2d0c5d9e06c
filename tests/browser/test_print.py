"""A page printed from the browser has all of its words, and nothing of the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


# What an address gains or loses where it goes on in the next line.
LINE_ENDS = re.compile(r"[\W_]")
# A page that many outside links stand on.
OUTWARD = "/reference/reading-list.html"


def printed(page: Page, path: str) -> list[str]:
    """Print a page as a reader would; return the text of each sheet, one space between words."""
    page.goto(path, wait_until="networkidle")
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as document:
        return [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document]


def test_every_tab_and_closed_dropdown_is_printed(page: Page) -> None:
    text = " ".join(printed(page, "/about/style-guide.html"))

    pieces = ["One team", "Decide; no record.", "Two teams", "A line in both teams", "28 days have"]
    places = [text.find(piece) for piece in pieces]
    assert -1 not in places
    assert places == sorted(places)


def test_addresses_of_outside_links_are_printed(page: Page) -> None:
    text = LINE_ENDS.sub("", "".join(printed(page, OUTWARD)))

    links = page.locator("article a.reference.external[href^='https:']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert links
    assert [link for link in links if LINE_ENDS.sub("", link) not in text] == []


def test_the_file_of_a_download_is_not_printed(page: Page) -> None:
    assert "rfc.pdf" not in "".join(printed(page, "/templates/rfc.html"))


@pytest.mark.parametrize("path", ["/templates/rfc.html", "/about/style-guide.html"])
def test_nothing_of_the_screen_is_printed(page: Page, path: str) -> None:
    text = " ".join(printed(page, path))

    controls = ["Download the PDF", "Skip to content", "Back to top", "Ask in chat"]
    assert [words for words in controls if words in text] == []
    page.emulate_media(media="print")
    assert page.locator("input[type=search]:visible").count() == 0


def test_no_sheet_is_left_nearly_empty(page: Page) -> None:
    sheets = printed(page, "/about/style-guide.html")

    assert [sheet for sheet in sheets[:-1] if len(sheet) < 200] == []
