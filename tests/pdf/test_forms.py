"""Forms with room to write, from the Markdown that readers copy; and what of a page is printed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from repository import ROOT

from handbook.core.credit import LICENCE_ADDRESS
from handbook.core.warnings import BuildError

if TYPE_CHECKING:
    from conftest import Build, Print, Read

SHEETS = sorted((ROOT / "docs" / "_data" / "templates").glob("*.light.md"))
CONF = """
project = "Book"
language = "en-GB"
extensions = ["myst_parser", "handbook.paper.pdf"]
exclude_patterns = ["_*"]
html_baseurl = "https://handbook.example.org/"
typst_documents = [
    {"name": "book"},
    {"name": "pack", "pages": ["first#part"], "forms": ["_form.md"]},
]
typst_worksheets = "_*.md"
"""
FORM = """\
# Charter: *area* of *whom*

- **Teams:** *two to four, by name*
- [ ] **Owner:** *who answers*

## Checks

- [ ] somebody has tried it

| Option | Gain |
|---|---|
| *Do nothing* | *…* |
"""
PAGES = {
    "index.md": "# Book\n\n```{toctree}\nfirst\nlast\n```\n",
    "first.md": "# First\n\nBefore.\n\n(part)=\n## Part\n\nSee [the last](last.md).\n\n## Rest\n",
    "last.md": "# Last\n",
    "_form.md": FORM,
}


def lines(path: Path) -> int:
    """Count the lines to write on: straight, level and thin."""
    with pypdfium2.PdfDocument(path) as document:
        paths = [
            item.get_bounds()
            for page in document
            for item in page.get_objects(max_depth=3)
            if item.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
        ]
    return sum(right - left > 300 and top - bottom < 2 for left, bottom, right, top in paths)


@pytest.fixture(scope="module")
def sheets(pdf: Path) -> Path:
    """Return the folder of the handbook's worksheets."""
    return pdf.parent / "worksheets"


def test_a_form_keeps_its_words_and_gains_lines(build: Build, read: Read) -> None:
    project = build(PAGES, builder="typstpdf", conf=CONF)

    sheet = read(project.out / "worksheets" / "_form.pdf")
    pieces = ["Charter", "area of whom", "Teams: two to four, by name", "Owner: who answers"]
    pieces += ["Checks", "somebody has tried it", "Option", "Gain", "Do nothing"]
    assert [piece for piece in pieces if piece not in sheet.text] == []
    assert sheet.text.count("☐") == 2
    assert "…" not in sheet.text
    assert lines(sheet.path) > 12


def test_a_worksheet_is_one_accessible_sheet_named_like_its_form(build: Build, read: Read) -> None:
    project = build(PAGES, builder="typstpdf", conf=CONF)

    sheet = read(project.out / "worksheets" / "_form.pdf")
    assert len(sheet.pages) == 1
    assert sheet.file.docinfo["/Title"] == "Charter · Book"
    assert [(m.depth, m.title) for m in sheet.bookmarks] == [(0, "Charter"), (1, "Checks")]
    assert b"pdfuaid:part" in sheet.file.Root.Metadata.read_bytes()
    assert sheet.file.check_pdf_syntax() == []


def test_the_cells_of_a_worksheet_have_room_for_two_lines_by_hand(build: Build, read: Read) -> None:
    project = build(PAGES, builder="typstpdf", conf=CONF)

    rules = read(project.out / "worksheets" / "_form.pdf").rules(at_least=200)
    steps = [round(above - below) for above, below in pairwise(rules)]
    assert steps.count(51) >= 3  # points: 18 mm


def test_a_pack_holds_the_chosen_section_and_the_forms(build: Build, read: Read) -> None:
    project = build(PAGES, builder="typstpdf", conf=CONF)

    pack = read(project.out / "pack.pdf")
    assert [(m.depth, m.title) for m in pack.bookmarks] == [
        (0, "Part"),
        (0, "Charter"),
        (1, "Checks"),
    ]
    assert "Before." not in pack.text
    assert "Rest" not in pack.text


def test_links_out_of_a_pack_lead_to_the_site_without_a_note(build: Build, read: Read) -> None:
    project = build(PAGES, builder="typstpdf", conf=CONF)

    pack = read(project.out / "pack.pdf")
    assert pack.addresses == {"https://handbook.example.org/last.html", LICENCE_ADDRESS}
    assert "handbook.example.org" not in pack.text


def test_a_template_that_a_page_shows_is_set_as_what_it_says(printed: Print) -> None:
    shown = "# Last\n\n```{literalinclude} _form.md\n:language: markdown\n```\n"

    book = printed({**PAGES, "last.md": shown}, f'{CONF}typst_templates = "_*.md"\n')
    assert "Charter area of whom\n• Teams: two to four, by name" in book.text
    assert "Checks\n☐ somebody has tried it\nOption Gain" in book.text
    assert not {"**", "- [ ]", "|"} & set(book.text.split())
    assert [m.title for m in book.bookmarks] == ["First", "Part", "Rest", "Last"]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("root='nowhere'", "root: there is no page 'nowhere'"),
        ("pages=['nowhere']", "pages: there is no page 'nowhere'"),
        ("pages=['first#gone']", "pages: 'first' has no section 'gone'"),
        ("pages=['first'], forms=['_gone.md']", "forms: there is no file '_gone.md'"),
    ],
)
def test_a_choice_that_is_not_there_is_named(build: Build, entry: str, told: str) -> None:
    conf = f"{CONF}typst_documents = [dict(name='pack', {entry})]\n"

    with pytest.raises(BuildError, match=f"typst_documents: {told}"):
        build(PAGES, builder="typst", conf=conf)


@pytest.mark.parametrize("source", SHEETS, ids=lambda path: path.name)
def test_each_template_of_the_handbook_is_one_light_sheet(
    sheets: Path, read: Read, source: Path
) -> None:
    sheet = read(sheets / f"{source.name.partition('.')[0]}.pdf")

    assert len(sheet.pages) == 1
    assert sheet.path.stat().st_size < 60_000
    assert sheet.overflow() == []
    assert sheet.text.count("☐") == source.read_text("utf-8").count("- [ ]")


@pytest.mark.upstream  # how many sheets depends on the paper and on an organisation's words
def test_the_onboarding_pack_has_the_path_its_checklist_and_its_forms_on_few_pages(
    pdf: Path, read: Read
) -> None:
    pack = read(pdf.with_name("onboarding-pack.pdf"))

    top = [mark.title for mark in pack.bookmarks if mark.depth == 0]
    assert top[:3] == ["Who does what", "The twelve-week path", "Twelve weeks on one page"]
    assert len(top) == 15
    assert len(pack.pages) <= 15
    assert pack.overflow() == []


def test_the_handbook_is_packed(pdf: Path) -> None:
    with pikepdf.open(pdf) as book:
        pages, packed = len(book.pages), "/Type" in book.trailer

    assert packed
    assert pdf.stat().st_size < pages * 9_000
