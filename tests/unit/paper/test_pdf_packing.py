"""Packing makes a file smaller and leaves its objects as they are."""

import io

import pikepdf
import pytest

from handbook.paper.pdf.packing import pack


@pytest.fixture(scope="module")
def plain() -> bytes:
    """Return a PDF of many small objects, each written as plain text."""
    file = pikepdf.new()
    file.add_blank_page()
    file.Root.Titles = file.make_indirect(
        pikepdf.Array(file.make_indirect(pikepdf.Dictionary(Title=f"{n}")) for n in range(300))
    )
    written = io.BytesIO()
    file.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return written.getvalue()


def objects(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as file:
        return sorted(title.unparse(resolved=True) for title in file.Root.Titles)


def test_a_packed_file_is_smaller_sound_and_holds_the_same(plain: bytes) -> None:
    packed = pack(plain)

    assert len(packed) < len(plain) / 2
    assert objects(packed) == objects(plain)
    with pikepdf.open(io.BytesIO(packed)) as file:
        assert file.check_pdf_syntax() == []


def test_the_same_document_gives_the_same_bytes_and_another_one_another_identifier(
    plain: bytes,
) -> None:
    other = plain.replace(b"(299)", b"(998)")

    identifiers = []
    for data in (plain, other):
        with pikepdf.open(io.BytesIO(pack(data))) as file:
            identifiers.append(bytes(file.trailer.ID[1]))

    assert pack(plain) == pack(plain)
    assert identifiers[0] != identifiers[1]
