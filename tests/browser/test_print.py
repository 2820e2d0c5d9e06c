"""A page printed from the browser has all of its words, and nothing of the screen."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag
    from playwright.sync_api import Page
    from pypdfium2 import PdfPage
    from reader import Reader


# What an address gains or loses where it goes on in the next line.
LINE_ENDS = re.compile(r"[\W_]")
# Points; no engine prints a drawing narrower on A4, or one that is high, as high as the style
# sheet lets it be, lower.
NARROWEST = 300
LOWEST = 200
DARK = 200  # of 255, which is white
# A page that many outside links stand on.
OUTWARD = "/reference/reading-list.html"


def printed(page: Page, path: str) -> list[str]:
    """Print a page as a reader would; return the text of each sheet, one space between words."""
    page.goto(path, wait_until="networkidle")
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as document:
        return [words_of(sheet) for sheet in document]


def words_of(sheet: PdfPage) -> str:
    return " ".join(sheet.get_textpage().get_text_bounded().split())


def test_no_line_and_no_figure_is_cut_by_the_end_of_a_sheet(
    reader: Reader, site: Path, tmp_path: Path
) -> None:
    page = BeautifulSoup((site / "architecture.html").read_bytes(), "lxml")
    figures = page.select("figure:has(img.drawing)")

    with pypdfium2.PdfDocument(reader.print("/architecture.html", tmp_path / "page.pdf")) as file:
        lines = [sheet.get_textpage().get_text_bounded().strip().splitlines() for sheet in file]
        shown = {figure["id"]: quarters(figure, list(file)) for figure in figures}

    # A line that is cut stands on both sheets, half of it out of sight on either.
    ends = [(above[-1], below[0]) for above, below in pairwise(lines)]
    assert len(ends) > 4
    assert [end for end, start in ends if end == start] == []
    assert len(shown) > 2
    assert {name: inked for name, inked in shown.items() if not all(inked)} == {}


def quarters(figure: Tag, sheets: list[PdfPage]) -> list[int]:
    """Return how much ink each quarter of a drawing has, from its caption up."""
    caption, drawing = figure.select_one(".caption-text"), figure.select_one("img")
    assert caption is not None
    assert drawing is not None
    start = " ".join(caption.get_text().split()[:4])
    sheet, top = next(
        (sheet, place) for sheet in sheets if (place := top_of(start, sheet)) is not None
    )
    height = min(LOWEST, NARROWEST * int(str(drawing["height"])) / int(str(drawing["width"])))
    return [ink(sheet, top + height * n / 4, top + height * (n + 1) / 4) for n in range(4)]


def top_of(text: str, sheet: PdfPage) -> float | None:
    """Return how far above the sheet's foot a text begins, in points."""
    page = sheet.get_textpage()
    found = page.search(text).get_next()
    return page.get_charbox(found[0])[3] if found else None


def ink(sheet: PdfPage, bottom: float, top: float) -> int:
    """Return how many pixels between two heights are dark; none where the sheet has ended."""
    picture = sheet.render(scale=1, grayscale=True)
    first, last = round(picture.height - top), round(picture.height - bottom)
    pixels = bytes(picture.buffer)[max(0, first) * picture.stride : last * picture.stride]
    return sum(pixel < DARK for pixel in pixels) if first >= 0 else 0


def test_without_scripts_every_tab_and_closed_dropdown_is_printed(
    reader: Reader, without_scripts: str, tmp_path: Path
) -> None:
    printed = reader.print(f"{without_scripts}/about/style-guide.html", tmp_path / "page.pdf")

    with pypdfium2.PdfDocument(printed) as document:
        text = " ".join(map(words_of, document))
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
