"""A page printed from the browser has all of its words, and nothing of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


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
    text = "".join(printed(page, "/templates/rfc.html")).replace(" ", "")

    assert "(https://github.com/guardian/recommendations/blob/HEAD/RFCs.md)" in text
    assert "rfc.pdf" not in text


@pytest.mark.parametrize("path", ["/templates/rfc.html", "/about/style-guide.html"])
def test_nothing_of_the_screen_is_printed(page: Page, path: str) -> None:
    text = " ".join(printed(page, path))

    controls = ["Search", "Download the PDF", "Skip to content", "Back to top", "Ask in chat"]
    assert [words for words in controls if words in text] == []


def test_no_sheet_is_left_nearly_empty(page: Page) -> None:
    sheets = printed(page, "/about/style-guide.html")

    assert [sheet for sheet in sheets[:-1] if len(sheet) < 200] == []
