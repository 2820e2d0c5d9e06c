"""Packing makes a file smaller and leaves its objects as they are."""

from __future__ import annotations

import io

import pikepdf
import pytest

from handbook.pdf.packing import ROOM, pack


def pdf(*bodies: bytes) -> bytes:
    """Write a PDF as the compiler does: numbered objects, a table of their places."""
    head = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
    parts, places = [head], [b"0000000000 65535 f" + b"\r\n"]
    for number, body in enumerate(bodies, start=1):
        places.append(b"%010d 00000 n\r\n" % sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = sum(map(len, parts))
    table = b"xref\n0 %d\n%b" % (len(places), b"".join(places))
    trailer = b"trailer\n<</Size %d/Root 1 0 R/ID[(a)(b)]>>" % len(places)
    return b"".join([*parts, table, trailer, b"\nstartxref\n%d\n%%%%EOF" % start])


def document(count: int) -> bytes:
    title = b"<</Title(upstream: a stream of words)/Next 1 0 R>>"
    stream = b"<</Length 12>>\nstream\nBT ET BT ET \nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents 4 0 R>>"
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return pdf(catalog, pages, page, stream, *[title] * count)


def objects(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as file:
        return [item.unparse(resolved=True) for item in file.objects]


@pytest.mark.parametrize("count", [20, ROOM - 3, ROOM - 2, 3 * ROOM])
def test_every_object_keeps_its_number_and_content(count: int) -> None:
    plain = document(count)

    packed = pack(plain)

    assert len(packed) < len(plain)
    assert objects(packed)[: count + 4] == objects(plain)


def test_the_packed_file_is_sound_and_keeps_its_trailer() -> None:
    with pikepdf.open(io.BytesIO(pack(document(300)))) as file:
        faults, trailer = file.check_pdf_syntax(), file.trailer

    assert faults == []
    assert bytes(trailer.ID[0]) == b"a"
    assert trailer.Root.Type == "/Catalog"


def test_streams_stay_where_a_reader_finds_them() -> None:
    packed = pack(document(300))

    assert b"4 0 obj\n<</Length 12>>\nstream\nBT ET BT ET \nendstream\nendobj\n" in packed
    assert packed.startswith(b"%PDF-1.7\n%\x80\x80\x80\x80\n")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no PDF at all",
        document(20).replace(b"trailer", b"tailer"),
        document(20).replace(b"xref\n0", b"xref\n5"),
        document(20).replace(b" 00000 n\r\n", b" 00000 n\n"),
        document(20).replace(b"3 0 obj", b"3 1 obj"),
        document(20)[:-40],
    ],
)
def test_what_is_written_in_another_way_is_left_alone(data: bytes) -> None:
    assert pack(data) == data


def test_a_file_that_would_grow_is_left_alone() -> None:
    small = document(0)

    assert pack(small) == small
