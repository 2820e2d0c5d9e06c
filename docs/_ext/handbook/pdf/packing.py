"""Make a PDF smaller without changing what it holds.

The compiler writes each of the many small objects that tag a document as plain text of its own.
Here they move into compressed object streams (ISO 32000-1, 7.5.7), which PDF/A-2 and PDF/UA-1
allow; pages, fonts and pictures stay as they are, byte by byte.

The same file gives the same bytes wherever Python has the same zlib.
"""

from __future__ import annotations

import re
import struct
import zlib

TAIL = re.compile(rb"trailer\s*<<(?P<trailer>.*)>>\s*startxref\s+(?P<start>\d+)\s+%%EOF\s*", re.S)
SIZE = re.compile(rb"/Size\s+\d+")
ENTRY = re.compile(rb"(?P<offset>\d{10}) \d{5} (?P<kind>[fn])\s\s")
ROW = 20  # bytes of an entry in the compiler's table of objects
LEVEL = 8  # 9 takes a third more time, and saves a byte in ten thousand
ROOM = 200  # objects in one stream: a reader unpacks all of them to see one


def pack(pdf: bytes) -> bytes:
    """Return the same document in fewer bytes; what is written in another way is left alone."""
    tail = TAIL.search(pdf, pdf.rfind(b"trailer"))
    if tail is None:
        return pdf
    start = int(tail["start"])
    objects = _objects(pdf, start)
    if objects is None:
        return pdf
    small = [number for number, body in objects.items() if not body.endswith(b"endstream")]
    large = [number for number, body in objects.items() if body.endswith(b"endstream")]
    places = {0: (0, 0, 65535)}
    parts = [pdf[: pdf.index(b"1 0 obj")]]
    length = len(parts[0])

    def add(number: int, body: bytes) -> None:
        nonlocal length
        places[number] = (1, length, 0)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        length += len(parts[-1])

    for number in large:
        add(number, objects[number])
    free = max(objects) + 1
    for first in range(0, len(small), ROOM):
        numbers = small[first : first + ROOM]
        add(free, _object_stream(numbers, objects))
        places.update({number: (2, free, place) for place, number in enumerate(numbers)})
        free += 1
    places[free] = (1, length, 0)
    trailer = SIZE.sub(b"", tail["trailer"])
    parts.append(b"%d 0 obj\n%b\nendobj\n" % (free, _table(places, trailer)))
    parts.append(b"startxref\n%d\n%%%%EOF" % length)
    packed = b"".join(parts)
    return packed if len(packed) < len(pdf) else pdf


def _objects(pdf: bytes, start: int) -> dict[int, bytes] | None:
    """Read what the table at ``start`` lists: the objects by number, in the order of the file."""
    head = re.compile(rb"xref\s+0 (\d+)\s+").match(pdf, start)
    if head is None:
        return None
    rows = range(head.end(), head.end() + ROW * int(head[1]), ROW)
    entries = [match for row in rows if (match := ENTRY.match(pdf, row))]
    if len(entries) != len(rows):
        return None
    offsets = sorted(int(entry["offset"]) for entry in entries if entry["kind"] == b"n")
    found = {}
    for offset, end in zip(offsets, [*offsets[1:], start], strict=True):
        number, mark, rest = pdf[offset:end].partition(b" 0 obj")
        body = rest.strip()
        if not (mark and number.isdigit() and body.endswith(b"endobj")):
            return None
        found[int(number)] = body.removesuffix(b"endobj").rstrip()
    return found if len(found) + 1 == int(head[1]) else None


def _object_stream(numbers: list[int], objects: dict[int, bytes]) -> bytes:
    index, bodies, offset = [], [], 0
    for number in numbers:
        index.append(b"%d %d" % (number, offset))
        bodies.append(objects[number])
        offset += len(objects[number]) + 1
    head = b" ".join(index) + b"\n"
    facts = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head))
    return _stream(facts, head + b"\n".join(bodies))


def _table(places: dict[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    """Return the stream that says where each object is: kind, place, and number in its stream."""
    data = b"".join(struct.pack(">BIH", *places[number]) for number in range(len(places)))
    return _stream(b"/Type/XRef/W[1 4 2]/Size %d%b" % (len(places), trailer), data)


def _stream(facts: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, LEVEL)
    head = b"<<%b/Filter/FlateDecode/Length %d>>" % (facts, len(packed))
    return b"%b\nstream\n%b\nendstream" % (head, packed)
