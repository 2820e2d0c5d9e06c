"""Find text of a PDF that runs over other text or into the margin, whatever brought it about.

Each text of the translator has places to break, but a table of thirty columns has no room for a
letter. So the finished pages are looked at: the boxes of their texts tell of every such fault.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import pypdfium2
from pypdfium2 import PdfPage, raw

# In points. Letters may lean over their neighbours, and signs hang into the margin.
LEANING = 2.0
HANGING = 5.0


@dataclass(frozen=True, order=True)
class Box:
    """One run of text on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    number: int
    """Among what the page paints."""

    def covers(self, other: Self) -> bool:
        """Tell whether a box that begins further right stands on this one's line and under it."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        on_line = shared > min(self.top - self.bottom, other.top - other.bottom) / 2
        return on_line and min(self.right, other.right) - other.left > LEANING


@dataclass(frozen=True)
class Overflow:
    """Text that does not fit."""

    page: int
    """Counted from 1."""
    texts: tuple[str, ...]
    """What it is, and what it runs over if that is not the margin."""


def overflows(pdf: bytes, margin: float) -> Iterator[Overflow]:
    """Yield what does not fit, page by page.

    :param margin: at the right of each page, in points.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            edge = page.get_width() - margin + HANGING
            for fault in unfit(boxes(page), edge):
                yield Overflow(number, tuple(text_of(page, box) for box in fault))


def unfit(found: list[Box], edge: float) -> Iterator[tuple[Box, ...]]:
    """Yield each box that reaches over the edge, and each two of which one lies on the other.

    :param found: from left to right.
    """
    for place, box in enumerate(found):
        if box.right > edge or box.bottom < 0:
            yield (box,)
        for other in found[place + 1 :]:
            if other.left > box.right - LEANING:
                break
            if box.covers(other):
                yield box, other


def boxes(page: PdfPage) -> list[Box]:
    """Return the texts of a page from left to right."""
    corners = [ctypes.c_float() for _corner in range(4)]
    found = []
    for number in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_GetBounds(item, *corners)
            left, bottom, right, top = (corner.value for corner in corners)
            found.append(Box(left, bottom, right, top, number))
    return sorted(found)


def text_of(page: PdfPage, box: Box) -> str:
    item, words = raw.FPDFPage_GetObject(page, box.number), page.get_textpage()
    size = raw.FPDFTextObj_GetText(item, words, None, 0)
    text = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(item, words, text, size)
    return bytes(text).decode("utf-16-le").rstrip("\0")
