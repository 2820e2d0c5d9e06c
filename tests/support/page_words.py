"""The words of a page in each output, and what was told when it was built."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
from bs4 import BeautifulSoup
from own_pages import build

if TYPE_CHECKING:
    from pathlib import Path

BUILDERS = ("html", "typstpdf", "epub")
HEAD = 60  # points of a sheet, with its running head


def told_by(top: Path, builder: str) -> list[str]:
    """Build one output, and give what was told."""
    built = build(top, builder)
    assert "Traceback" not in built.said, built.said
    assert built.code in (0, 1), built.said
    return [line for line in built.said.splitlines() if re.match(r"\S+\.md:", line)]


def site_words(top: Path, name: str) -> str:
    page = BeautifulSoup((top / "html" / f"{name}.html").read_text("utf-8"), "lxml")
    section = page.select_one("[role=main] section")
    notes = page.select("[role=main] aside.footnote-list")
    assert section
    return " ".join(part.get_text(" ") for part in [section, *notes])


def twin_words(top: Path, name: str) -> str:
    return (top / "html" / f"{name}.md").read_text("utf-8").partition("\n---\n\n")[2]


def search_words(top: Path, name: str) -> str:
    """Give what search knows of a page's sections, which one of its tables holds."""
    for table in (top / "html" / "search-index").glob("*/pages/*.js"):
        text = table.read_text("utf-8")
        page = json.loads(text[text.index("{") : text.rindex("}") + 1])
        if page["url"] == f"{name}.html":
            parts = [[one["title"], one["text"], one.get("aside", "")] for one in page["sections"]]
            return " ".join(part for section in parts for part in section)
    return ""


def book_words(top: Path, name: str) -> str:
    with zipfile.ZipFile(next((top / "epub").glob("*.epub"))) as book:
        page = BeautifulSoup(book.read(f"{name}.xhtml"), "xml")
    body = page.find("body")
    assert body
    return body.get_text(" ")


def below_head(page: pypdfium2.PdfPage) -> str:
    """Give the text of a sheet below its running head; a narrow cell may break any word."""
    text = page.get_textpage().get_text_bounded(top=page.get_height() - HEAD)
    return re.sub(r"\s|\N{ZERO WIDTH SPACE}", "", text)


def printed(top: Path) -> str:
    """Give the text of the PDF, its sheets one behind the other, without spaces."""
    with pypdfium2.PdfDocument(top / "typstpdf" / "book.pdf") as pdf:
        return "".join(map(below_head, pdf))
