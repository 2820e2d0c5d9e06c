"""The specimen, a small book that holds every kind of node, built once; and how to read a PDF."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import groupby
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Build

SPECIMEN = Path(__file__).parents[1] / "roots" / "test-pdf-specimen"
DAY = "1796000000"  # 30 November 2026
# What pdfium gives for a hyphen at the end of a line that the typesetter put there.
SOFT_END = re.compile("(?:\x02|\ufffe|\xad)\\s*")
CELL_EDGE = re.compile("(?<=[a-z])(?=[A-Z])")
# Ends of these elements end a word, though no space stands there.
BLOCKS = ["br", "dd", "div", "dt", "figcaption", "input", "label", "li", "p", "summary", "td", "th"]
# Numbers apart from letters: the number of a note stands close to the word before it.
WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Heading:
    depth: int
    title: str


@dataclass(frozen=True)
class Tag:
    """One element of the structure tree."""

    kind: str
    alt: str


@dataclass(frozen=True)
class Printed:
    """A PDF, and what can be asked of it."""

    path: Path
    warnings: str = ""

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page."""
        with pypdfium2.PdfDocument(self.path) as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
        return [text.replace("\r\n", "\n") for text in texts]

    @cached_property
    def text(self) -> str:
        return "\n".join(self.pages)

    @cached_property
    def words(self) -> Counter[str]:
        # A hyphen at the end of a line may be the typesetter's or the word's own.
        joined, kept = SOFT_END.sub("", self.text), SOFT_END.sub("-", self.text)
        # Cells of a row stand so close that pdfium may read "now" and "Later" as one word.
        apart = [CELL_EDGE.sub(" ", text) for text in (joined, kept)]
        return reduce(or_, (Counter(WORD.findall(text)) for text in (joined, kept, *apart)))

    @staticmethod
    def words_of(text: str) -> Counter[str]:
        """Count the words of any text as those of the PDF are counted."""
        return Counter(WORD.findall(text))

    @cached_property
    def file(self) -> pikepdf.Pdf:
        return pikepdf.open(self.path)

    @cached_property
    def bookmarks(self) -> list[Heading]:
        def walk(items: Any, depth: int) -> Iterator[Heading]:
            for item in items:
                yield Heading(depth, item.title)
                yield from walk(item.children, depth + 1)

        with self.file.open_outline() as outline:
            return list(walk(outline.root, 0))

    @cached_property
    def links(self) -> list[pikepdf.Object]:
        """Every link annotation, in order."""
        annotations = (note for page in self.file.pages for note in page.get("/Annots", []))
        return [note for note in annotations if note.Subtype == "/Link"]

    @cached_property
    def internal_links(self) -> list[pikepdf.Object]:
        return [note for note in self.links if "/A" not in note or "/URI" not in note.A]

    @cached_property
    def broken_links(self) -> list[pikepdf.Object]:
        """The places inside the file that a link names and that are on no page."""
        pages = {page.obj.objgen for page in self.file.pages}
        named = pikepdf.NameTree(self.file.Root.Names.Dests)
        places = [note.Dest if "/Dest" in note else note.A.D for note in self.internal_links]
        explicit = [named[str(p)] if isinstance(p, pikepdf.String) else p for p in places]
        return [place for place in explicit if place[0].objgen not in pages]

    @cached_property
    def addresses(self) -> set[str]:
        return {str(note.A.URI) for note in self.links if "/A" in note and "/URI" in note.A}

    @cached_property
    def tags(self) -> list[Tag]:
        def walk(element: Any) -> Iterator[Tag]:
            if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
                return
            yield Tag(str(element.S), str(element.get("/Alt", "")))
            below = element.get("/K", [])
            for child in below if isinstance(below, pikepdf.Array) else [below]:
                yield from walk(child)

        top = self.file.Root.StructTreeRoot.K
        roots = top if isinstance(top, pikepdf.Array) else [top]
        return [tag for root in roots for tag in walk(root)]

    def overflow(self) -> list[str]:
        """Return what reaches over the edge of its page: page number and place, in points."""
        found = []
        with pypdfium2.PdfDocument(self.path) as document:
            for number, page in enumerate(document, start=1):
                width = page.get_width()
                for item in page.get_objects(max_depth=1):
                    left, _bottom, right, _top = item.get_bounds()
                    if item.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT and (left < 0 or right > width):
                        found.append(f"page {number}: {left:.0f} to {right:.0f} of {width:.0f}")
        return found

    def line_starts(self, *texts: str) -> list[float]:
        """Return where the first run of text begins that starts with each text, in points."""
        starts = {}
        with pypdfium2.PdfDocument(self.path) as document:
            for page in document:
                words = page.get_textpage()
                for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                    left, bottom, right, top = item.get_bounds()
                    said = words.get_text_bounded(left, bottom, right, top)
                    for text in texts:
                        if said.startswith(text):
                            starts.setdefault(text, left)
        return [starts[text] for text in texts]

    def rules(self, at_least: float) -> list[float]:
        """Return how high each level line of a length stands, from the top, in points."""
        level = {
            round(bottom, 1)
            for left, bottom, right, top in self.shapes()
            if right - left > at_least and top - bottom < 2
        }
        return sorted(level, reverse=True)

    def heights(self) -> list[float]:
        """Return how high each drawn shape is, in points."""
        return [top - bottom for _left, bottom, _right, top in self.shapes()]

    def shapes(self) -> list[tuple[float, float, float, float]]:
        """Return left, bottom, right and top of each drawn shape, in points."""
        with pypdfium2.PdfDocument(self.path) as document:
            return [
                item.get_bounds()
                for page in document
                for item in page.get_objects(max_depth=3)
                if item.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
            ]

    def blank_runs(self) -> list[float]:
        """Return the highest empty band of each page above its foot, as a share of the sheet."""
        foot = 40  # points, with the page's number
        shares = []
        with pypdfium2.PdfDocument(self.path) as document:
            for page in document:
                picture = page.render(scale=0.5, grayscale=True)
                rows, wide = bytes(picture.buffer), picture.stride
                high = picture.height - foot // 2
                inked = [min(rows[y * wide : y * wide + picture.width]) < 235 for y in range(high)]
                runs = [len(list(run)) for dark, run in groupby(inked) if not dark]
                shares.append(max(runs, default=0) / picture.height)
        return shares


@dataclass(frozen=True)
class Site:
    """The same pages as HTML, the independent witness of what a page says."""

    soup: BeautifulSoup

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(WORD.findall(self.soup.get_text()))


def run(builder: str, folder: Path, source: Path, **settings: Any) -> str:
    """Build ``source`` into ``folder``.

    :return: the warnings.
    """
    warnings = io.StringIO()
    with patch_docutils(source), docutils_namespace():
        Sphinx(
            source,
            source,
            folder,
            folder / ".doctrees",
            builder,
            confoverrides={"nitpicky": True, **settings},
            status=None,
            warning=warnings,
        ).build()
    return warnings.getvalue()


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("specimen")
    source = shutil.copytree(SPECIMEN, folder / "source")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        warnings = run("typstpdf", folder / "out", source)
    return Printed(folder / "out" / "specimen.pdf", warnings)


@pytest.fixture(scope="session")
def specimen_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the specimen's pages in the book's order, without what only a screen has."""
    folder = tmp_path_factory.mktemp("specimen-site")
    run("html", folder, SPECIMEN, html_theme="basic", html_permalinks=False)
    pages = ["index", "words", "lists", "blocks", "tables", "components", "reference"]
    bodies = []
    for page in pages:
        text = (folder / f"{page}.html").read_text(encoding="utf-8")
        bodies.append(str(BeautifulSoup(text, "html.parser").select_one("div.body")))
    soup = BeautifulSoup("\n".join(bodies), "html.parser")
    for element in soup.select(".linenos, .toctree-wrapper, script, style, .backrefs, .label"):
        element.decompose()
    for element in soup.find_all(BLOCKS):
        element.append("\n")
    return Site(soup)


@pytest.fixture
def rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printed:
    """Return the specimen, built once more from a copy in another folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    run("typstpdf", tmp_path / "out", shutil.copytree(SPECIMEN, tmp_path / "elsewhere"))
    return Printed(tmp_path / "out" / "specimen.pdf")


class Print(Protocol):
    def __call__(self, pages: dict[str, str], conf: str) -> Printed: ...


@pytest.fixture
def printed(build: Build) -> Print:
    """Return a function that prints a book of some pages, and opens it."""

    def run(pages: dict[str, str], conf: str) -> Printed:
        return Printed(build(pages, builder="typstpdf", conf=conf).out / "book.pdf")

    return run


class Read(Protocol):
    def __call__(self, path: Path) -> Printed: ...


@pytest.fixture(scope="session")
def read() -> Read:
    """Return a function that opens a PDF for questions."""
    return Printed
