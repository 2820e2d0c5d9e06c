"""Compile Typst source to PDF; say what failed in terms of the handbook's own pages."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from typst import TypstWarning

from handbook.core.fonts import FOLDER, families
from handbook.core.warnings import Subtype, warn
from handbook.paper.pdf.escape import string

PLACE = re.compile(r"┌─ (?P<file>[^\s:]+):(?P<line>\d+):\d+")
MARK = re.compile(r"/\*@(?P<place>[^*]*?)\*/")
# The compiler's own faults in tagging, https://github.com/typst/typst/issues/8776.
TAGGING = re.compile(r"tags weren't properly closed|internal error|tag tree", re.IGNORECASE)
UNKNOWN_FONT = re.compile(r"unknown font family: (?P<name>.*)")
UNSETTLED = "did not converge"
# Of HTML in an SVG, whose text the judge of pictures has found beside it, or told as missing.
FOREIGN = "image contains foreign object"


class PdfError(Exception):
    """The PDF could not be made."""

    def __init__(self, message: str, place: str) -> None:
        super().__init__(message)
        self.place = place
        """``file:line`` of the page that is at fault, else the compiled file."""


def compile_pdf(
    source: Path,
    root: Path,
    srcdir: Path,
    standards: list[str],
    date: dt.date,
    fonts_too: Path | None = None,
) -> bytes:
    """Compile one document.

    :param root: the folder that holds what it includes; "/" in paths means this folder.
    :param srcdir: the folder of the pages, which messages name.
    :param standards: PDF standards that the file must meet, such as ``ua-1``.
    :param date: the day that the file says it was made.
    :param fonts_too: a folder of fonts beside the vendored ones.
    :raises PdfError: with the page and line that the compiler stumbled over.
    """
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(f) for f in (FOLDER, fonts_too) if f],
    )
    if absent := sorted(families() - set(fonts.families())):
        msg = f"{FOLDER} lacks the font {', '.join(absent)}; restore the files of that folder"
        raise PdfError(msg, f"{source}:1")
    compiler = typst.Compiler(str(source), root=str(root), font_paths=fonts)
    stamp = int(dt.datetime.combine(date, dt.time(), tzinfo=dt.UTC).timestamp())
    lines = source.read_text(encoding="utf-8").splitlines()

    def attempt(**options: Any) -> tuple[bytes, list[TypstWarning]]:
        settings: dict[str, Any] = {"pdf_standards": standards, **options}
        result: Any = compiler.compile_with_warnings(format="pdf", timestamp=stamp, **settings)
        return result

    def settled(**options: Any) -> tuple[bytes, list[TypstWarning]]:
        pdf, notes = attempt(**options)
        if any(UNSETTLED in note.message for note in notes):
            # Page numbers beside links moved the links back and forth, or figures the text; with
            # all numbers printed and all figures in place, there is nothing left to decide.
            pdf, notes = attempt(sys_inputs={"page-numbers": "always", "floats": "none"})
        return pdf, notes

    try:
        try:
            pdf, notes = settled()
        except typst.TypstError as error:
            if not TAGGING.search(error.message):
                raise
            # It is figures away from their place that bring it about.
            pdf, notes = settled(sys_inputs={"floats": "none"})
    except typst.TypstError as error:
        if not TAGGING.search(error.message):
            place = explain_place(error, source, lines, srcdir)
            raise PdfError(explain(error), place) from None
        warn(
            Subtype.PDF,
            "the compiler failed to tag the PDF (%s); it is written without tags, so it is not"
            " accessible: report the case to the compiler's authors",
            error.message,
            location=explain_place(error, source, lines, srcdir),
        )
        pdf, notes = attempt(pdf_standards=[], pdf_tags=False)
    tell(notes, source, lines, srcdir)
    return pdf


def tell(notes: list[TypstWarning], source: Path, lines: list[str], srcdir: Path) -> None:
    """Warn of what the compiler warned of.

    :raises PdfError: the template names a font that is not there.
    """
    for note in notes:
        if FOREIGN in note.message:
            continue
        if family := UNKNOWN_FONT.search(note.message):
            msg = f"the template names the font {family['name']}, which is not in {FOLDER}"
            raise PdfError(msg, f"{source}:1")
        place = explain_place(note, source, lines, srcdir)
        warn(Subtype.PDF, "%s", note.message, location=place)


def explain(error: object) -> str:
    """Return the compiler's reason and advice as one line."""
    message: str = getattr(error, "message", str(error))
    hints = "; ".join(getattr(error, "hints", []))
    return " ".join(f"{message} ({hints})".split()) if hints else " ".join(message.split())


def explain_place(error: object, source: Path, lines: list[str], srcdir: Path) -> str:
    """Return ``file:line`` for a diagnostic: in a page if the translator left a mark there."""
    told = "\n".join([getattr(error, "diagnostic", ""), *getattr(error, "trace", [])])
    # What the compiler warned of before it failed stands above the failure.
    told = told[max(told.rfind("\nerror:"), 0) :]
    for found in PLACE.finditer(told):
        if found["file"].endswith(source.name):
            until = int(found["line"])
        else:
            until = line_that_names(found["file"], source, lines)
        if place := place_before(until - 1, lines, srcdir):
            return place
    return f"{source}:1"


def place_of(texts: Sequence[str], source: Path, srcdir: Path) -> str:
    """Return ``file:line`` of the block that holds all of some printed texts."""
    lines = source.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        plain = line.replace("#zw;", "").replace("\\", "")
        # What stands before the first page, such as the list of titles, has no place.
        if all(text.strip() in plain for text in texts) and (
            place := place_before(number, lines, srcdir)
        ):
            return place
    return f"{source}:1"


def place_before(number: int, lines: Sequence[str], srcdir: Path) -> str:
    """Return the place that the translator marked last before a line; empty: none."""
    for line in reversed(lines[: number + 1]):
        if marks := MARK.findall(line):
            return str(srcdir / marks[-1])
    return ""


def line_that_names(file: str, source: Path, lines: list[str]) -> int:
    """Return the number of the first line that uses a file, such as a picture; 0: none."""
    _folder, _name, path = file.rpartition(f"{source.parent.name}/")
    name = string(f"/{path}")
    return next((number for number, line in enumerate(lines, start=1) if name in line), 0)
