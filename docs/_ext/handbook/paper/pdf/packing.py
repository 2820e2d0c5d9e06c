"""Finish what the compiler made: name each link by what it leads to, and make the file smaller.

The compiler describes a link within the document by kind and page alone, "section, page 6", and
that is all that a listener learns of it who goes from link to link.

It writes each of the many small objects that tag a document as plain text of its own. Here they
move into compressed object streams (ISO 32000-1, 7.5.7), which PDF/A-2 and PDF/UA-1 allow; that
leaves a third of the size.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import pypdfium2

if TYPE_CHECKING:
    from pikepdf import Pdf

# What the compiler writes, in any language: perhaps a kind, then a word and a number.
WRITTEN = re.compile(r"(?:.*, )?(?P<page>\S+ \S+)")
PAGE_NUMBER = re.compile(r"\s*\([^()]*\d\)$")


def pack(pdf: bytes, names: Mapping[str, str] | None = None) -> bytes:
    """Return the same document in fewer bytes; the same document gives the same bytes.

    :param names: of the targets of its links, by label.
    """
    from pikepdf import ObjectStreamMode, Pdf

    packed = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as document:
        name_links(document, pdf, names or {})
        document.save(
            packed,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,  # else the identifier tells the time
            fix_metadata_version=False,  # the compiler's metadata are what the standards ask for
        )
    return packed.getvalue()


def name_links(document: Pdf, pdf: bytes, names: Mapping[str, str]) -> None:
    """Put a name before the page that each link within the document tells.

    :param names: of headings, by label; what leads elsewhere is named by its own words.
    """
    with document.open_outline() as outline:
        headings = dict(places(outline.root))
    with pypdfium2.PdfDocument(pdf) as seen:
        for number, page in enumerate(document.pages):
            words = None
            for note in page.get("/Annots", ()):
                written = WRITTEN.fullmatch(str(note.get("/Contents", "")))
                if "/Dest" not in note or written is None:
                    continue
                name = names.get(str(note.Dest)) or headings.get(place(note.Dest))
                if not name:
                    words = words or seen[number].get_textpage()
                    name = PAGE_NUMBER.sub("", linked(note, words))
                if name:
                    note.Contents = f"{name}, {written['page']}"


def printed_pages(pdf: bytes) -> dict[str, str]:
    """Return the number of the page, as printed, on which each label is that a link leads to."""
    from pikepdf import NameTree, Pdf

    with Pdf.open(io.BytesIO(pdf)) as document:
        # A property, whatever its stub says.
        numbers = {page.obj.objgen: str(page.label) for page in document.pages}
        found = NameTree(document.Root.Names.Dests) if "/Names" in document.Root else {}
        return {str(name): numbers[cast("Any", target)[0].objgen] for name, target in found.items()}


def places(items: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """Yield place and title of each bookmark."""
    for item in items:
        yield place(item.destination), item.title
        yield from places(item.children)


def place(target: Any) -> str:
    """Return a target as something to compare it by."""
    from pikepdf import Array

    if not isinstance(target, Array):
        return str(target)
    return f"{target[0].objgen} {[str(number) for number in list(target)[1:]]}"


def linked(note: Any, words: pypdfium2.PdfTextPage) -> str:
    """Return the words of a link, line by line from its boxes."""
    corners = [float(number) for number in note.get("/QuadPoints", note.Rect)]
    size = 8 if "/QuadPoints" in note else 4
    boxes = (corners[at : at + size] for at in range(0, len(corners), size))
    lines = (
        words.get_text_bounded(min(box[::2]), min(box[1::2]), max(box[::2]), max(box[1::2]))
        for box in boxes
    )
    return " ".join(" ".join(lines).split())
