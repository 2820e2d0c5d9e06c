"""What PDF/UA-1 asks of a file, read from the file itself and not from the compiler's word.

A part of the standard's machine checks (ISO 14289-1, the Matterhorn protocol): no tool that runs
all of them comes from a package registry. What only a person can judge is no part of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest

if TYPE_CHECKING:
    from conftest import Printed

# One of these holds every text, so that a listener hears where it ends.
HOLDERS = {
    *("P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TD", "TH", "TOCI", "Title"),
    *("Caption", "Note", "Figure", "Formula", "BlockQuote", "Code"),
}
# Number of a page's object, and of a content marked on it.
Mark = tuple[tuple[int, int], int]
ENDED = re.compile(r"[.!?…]\W*$")  # a sentence
PAINT = {"Tj", "TJ", "'", '"', "S", "s", "f", "f*", "F", "B", "B*", "b", "b*", "Do", "sh", "INLINE"}


def kind(element: Any) -> str:
    return str(element.S)[1:]


@dataclass
class Structure:
    """The structure tree of a PDF, and the marks of its pages' content."""

    file: pikepdf.Pdf
    elements: list[Any] = field(default_factory=list)
    """Every element, in reading order."""
    content: list[tuple[Mark, tuple[Any, ...]]] = field(default_factory=list)
    """Mark and holders of every content that the tree names, in reading order."""
    holders: list[str] = field(default_factory=list)
    """What holds each heading."""
    annotations: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._read(self.file.Root.StructTreeRoot.K, None, ())

    def _read(self, node: Any, page: Any, path: tuple[Any, ...]) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                self._read(child, page, path)
        elif not isinstance(node, pikepdf.Dictionary):
            self.content.append(((page.objgen, int(node)), path))
        elif node.get("/Type") == "/MCR":
            self.content.append(((node.get("/Pg", page).objgen, int(node.MCID)), path))
        elif node.get("/Type") == "/OBJR":
            self.annotations.add(node.Obj.objgen)
        else:
            if str(node.S)[2:].isdigit() and path:  # a heading
                self.holders.append(kind(path[-1]))
            self.elements.append(node)
            self._read(node.get("/K", pikepdf.Array()), node.get("/Pg", page), (*path, node))

    def of_kind(self, kind: str) -> list[Any]:
        return [element for element in self.elements if f"/{kind}" == element.S]

    @cached_property
    def headings(self) -> list[int]:
        names = [kind(element) for element in self.elements]
        return [int(name[1:]) for name in names if name[0] == "H" and name[1:].isdigit()]

    @cached_property
    def marked(self) -> set[Mark]:
        """Every marked content on the pages."""
        return {mark for mark, _operator in self._marks() if mark is not None}

    @cached_property
    def unmarked(self) -> int:
        """How much is painted that is neither content nor an artifact."""
        return sum(operator in PAINT for mark, operator in self._marks() if mark is None)

    def _marks(self) -> Iterator[tuple[Mark | None, str]]:
        for page in self.file.pages:
            depth = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BMC", "BDC"):
                    depth += 1
                    if name == "BDC" and "/MCID" in operands[1]:
                        yield (page.obj.objgen, int(operands[1].MCID)), name
                elif name == "EMC":
                    depth -= 1
                elif not depth:
                    yield None, name

    @cached_property
    def texts(self) -> dict[Mark, str]:
        """The words of each content."""
        found: dict[Mark, str] = defaultdict(str)
        with pypdfium2.PdfDocument(self.file.filename) as seen:
            for page, shown in zip(self.file.pages, seen, strict=True):
                words = shown.get_textpage()
                for piece in shown.get_objects([raw.FPDF_PAGEOBJ_TEXT], textpage=words):
                    number = raw.FPDFPageObj_GetMarkedContentID(piece.raw)
                    found[page.obj.objgen, number] += piece.extract()
        return found


@pytest.fixture(scope="module", params=["specimen", "handbook", "onboarding-pack", "worksheet"])
def structure(request: pytest.FixtureRequest) -> Structure:
    if request.param == "specimen":
        specimen: Printed = request.getfixturevalue("specimen")
        return Structure(specimen.file)
    book: Path = request.getfixturevalue("pdf")
    names = {"onboarding-pack": "onboarding-pack.pdf", "worksheet": "worksheets/rfc.pdf"}
    return Structure(pikepdf.open(book.parent / names.get(request.param, book.name)))


def test_the_file_says_that_it_is_tagged_and_in_which_language(structure: Structure) -> None:
    root = structure.file.Root

    assert root.MarkInfo.Marked
    assert not root.MarkInfo.get("/Suspects", False)
    assert str(root.Lang)
    assert root.ViewerPreferences.DisplayDocTitle


def test_all_content_is_in_the_tree_once_or_an_artifact(structure: Structure) -> None:
    named = Counter(mark for mark, _holders in structure.content)

    assert set(named) == structure.marked
    assert set(named.values()) <= {1}
    assert structure.unmarked == 0


def test_every_text_is_in_a_block(structure: Structure) -> None:
    held = [[*map(kind, holders)] for _mark, holders in structure.content]

    loose = Counter(" > ".join(path) for path in held if not HOLDERS & {*path})

    assert loose == Counter()


def test_headings_start_at_one_and_skip_no_level(structure: Structure) -> None:
    levels = structure.headings

    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_no_heading_lies_in_a_paragraph(structure: Structure) -> None:
    assert "P" not in structure.holders


def test_every_link_within_the_file_is_named_by_its_target(structure: Structure) -> None:
    """The compiler alone says no more than "section, page 6"."""
    told = {
        str(note.Contents)
        for page in structure.file.pages
        for note in page.get("/Annots", [])
        if note.Subtype == "/Link" and "/Dest" in note
    }

    assert {
        text for text in told if re.fullmatch(r"((part|chapter|page|section), )?page \d+", text)
    } == set()


def test_every_figure_and_formula_has_words(structure: Structure) -> None:
    pictures = structure.of_kind("Figure") + structure.of_kind("Formula")

    assert [picture for picture in pictures if not str(picture.get("/Alt", "")).strip()] == []


def test_every_head_of_a_table_says_what_it_heads(structure: Structure) -> None:
    for head in structure.of_kind("TH"):
        facts = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
        assert {str(fact.get("/Scope", "")) for fact in facts} & {"/Column", "/Row", "/Both"}


def test_every_link_is_in_the_tree_with_words_for_it(structure: Structure) -> None:
    for page in structure.file.pages:
        notes = [note for note in page.get("/Annots", []) if note.Subtype == "/Link"]
        assert all(str(note.Contents) and "/StructParent" in note for note in notes)
        assert {note.objgen for note in notes} <= structure.annotations
        assert not notes or page.Tabs == "/S"


def test_an_address_is_read_where_its_sentence_or_its_block_ends(structure: Structure) -> None:
    torn = []
    said: dict[Any, str] = defaultdict(str)
    noted: set[Any] = set()
    for mark, holders in structure.content:
        kinds, words = [*map(kind, holders)], structure.texts[mark]
        if "Lbl" in kinds:
            continue
        if "Note" in kinds:
            *_, block, note = holders[: kinds.index("Note") + 1]
            if not said[note.objgen] and words.startswith("http"):  # no author's own note
                noted.add(block.objgen)
            said[note.objgen] += words
        elif words.strip(" ,"):
            around = {holder.objgen for holder in holders}
            torn += [said[one] + words for one in noted & around if not ENDED.search(said[one])]
            noted -= around
            said |= {one: f"{said[one]}{words}".rstrip() for one in around}
    assert torn == []


def test_every_note_has_a_name_of_its_own(structure: Structure) -> None:
    names = [str(note.ID) for note in structure.of_kind("Note")]

    assert len(names) == len(set(names))


def test_every_font_is_embedded(structure: Structure) -> None:
    fonts = {
        font.objgen: font
        for page in structure.file.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }

    for font in fonts.values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
        assert "/ToUnicode" in font
