"""A reader learns what a PDF is before downloading it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from repository import DOCS

from handbook.content.changes import newest
from handbook.core.config import Settings
from handbook.paper.downloads import readable

if TYPE_CHECKING:
    from conftest import Build

CONF = """
project = "Book"
extensions = ["myst_parser", "handbook.paper.downloads"]
html_theme = "basic"
html_baseurl = "https://handbook.example.org/"
release = "2026.11"
typst_documents = [{"name": "book"}, {"name": "pack", "title": "Pack", "pages": ["index"]}]
typst_worksheets = "_forms/*.light.md"
html_extra_path = ["pdfs"]
exclude_patterns = ["_*", "pdfs"]
"""
SHEET = "# Charter: *area*\n\n- **Teams:** *by name*\n"


def page(link: str) -> dict[str, str]:
    files = {
        "pdfs/pack.pdf": "x" * 193_400,
        "pdfs/worksheets/charter.pdf": "x" * 25_600,
    }
    return {"index.md": f"# Book\n\n{link}\n", "_forms/charter.light.md": SHEET, **files}


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (1, "1 kB"),
        (25_552, "26 kB"),
        (999_400, "999 kB"),
        (999_600, "1.0 MB"),
        (3_931_310, "3.9 MB"),
    ],
)
def test_a_size_is_shown_as_browsers_show_it(size: int, shown: str) -> None:
    assert readable(size).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("{pdf}`pack`", ("Pack", "pack.pdf", " (PDF, 193 kB, edition 2026.11)")),
        ("{pdf}`on paper <pack>`", ("on paper", "pack.pdf", " (PDF, 193 kB, edition 2026.11)")),
        (
            "{pdf}`worksheets/charter`",
            ("Charter", "worksheets/charter.pdf", " (PDF, 26 kB)"),
        ),
    ],
)
def test_a_link_says_the_size_and_edition(
    build: Build, link: str, shown: tuple[str, str, str]
) -> None:
    project = build(page(link), builder="html", conf=CONF)

    html = project.text("index.html").replace("\xa0", " ")
    found = re.search(
        r'<a class="download[^"]*" href="([^"]*)">([^<]*)</a>'
        r'<span class="download-facts">([^<]*)</span>',
        html,
    )
    assert (found[2], found[1], found[3]) == shown
    assert (project.out / shown[1]).is_file()


def test_a_file_that_is_not_built_yet_is_linked_without_a_size(build: Build) -> None:
    html = build(page("{pdf}`book`"), builder="html", conf=CONF).text("index.html")

    assert 'href="book.pdf">Book</a></p>' in html


def test_the_first_is_called_handbook_whatever_its_title(build: Build) -> None:
    project = build(page("{pdf}`all <handbook>`"), builder="html", conf=CONF)

    assert 'href="book.pdf">all</a>' in project.text("index.html")


def test_a_pdf_that_nobody_makes_is_named(build: Build) -> None:
    project = build(page("{pdf}`booklet`"), builder="html", conf=CONF)

    assert project.warnings == [
        "index.md:3: WARNING: there is no PDF 'booklet' to link to;"
        " there are handbook, book, pack, worksheets/charter [handbook.pdf]"
    ]


def test_outside_the_site_the_link_leads_to_the_site(build: Build) -> None:
    source = build(page("{pdf}`pack`"), builder="typst", conf=CONF).text("book.typ")

    assert '"https://handbook.example.org/pack.pdf"' in source
    assert "kB" not in source


@pytest.mark.parametrize("name", ["index.html", "reference/source-map.html"])
def test_the_sidebar_offers_both_pdfs_with_size_and_edition(
    pages: dict[str, BeautifulSoup], site: Path, settings: Settings, name: str
) -> None:
    entries = pages[name].select(".sidebar-download li")

    facts = [entry.select_one("span").text.replace("\xa0", " ") for entry in entries]
    files = [(site / name).parent / entry.select_one("a")["href"] for entry in entries]
    assert len(files) == 2
    edition = settings.handbook.edition or newest(DOCS)
    said = [f"PDF, {readable(file.stat().st_size)}, edition {edition}" for file in files]
    assert facts == [fact.replace("\xa0", " ") for fact in said]


def test_each_template_page_offers_its_worksheet(
    pages: dict[str, BeautifulSoup], site: Path
) -> None:
    templates = {n: s for n, s in pages.items() if re.fullmatch(r"templates/(?!index).*\.html", n)}

    found = {
        name: soup.select_one("article a.download[href*=worksheets]")
        for name, soup in templates.items()
    }
    forms = list((DOCS / "_data" / "templates").glob("*.light.md"))
    assert len(found) == len(forms) > 0
    assert [
        n for n, a in found.items() if not a or not (site / "templates" / a["href"]).is_file()
    ] == []


def test_a_new_size_shows_though_no_page_changed(build: Build) -> None:
    files = page("{pdf}`pack`")
    build(files, builder="html", conf=CONF)

    project = build({**files, "pdfs/pack.pdf": "x" * 250_000}, builder="html", conf=CONF)

    html = project.text("index.html").replace("\xa0", " ")
    assert "(PDF, 250 kB, edition 2026.11)" in html
