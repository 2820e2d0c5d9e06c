"""The fonts of the PDF: which families there are, and which characters they can show.

The families are named here and nowhere else; the template reads them from the file that the
builder writes.

Source: https://learn.microsoft.com/typography/opentype/spec/cmap for the character tables.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

# Each voice ends with every other family: what one cannot show, the next one does, and one list
# of printable characters holds for all of them.
VOICES = {
    "serif": ("IBM Plex Serif", "IBM Plex Sans", "IBM Plex Mono"),
    "sans": ("IBM Plex Sans", "IBM Plex Serif", "IBM Plex Mono"),
    "mono": ("IBM Plex Mono", "IBM Plex Sans", "IBM Plex Serif"),
}
FALLBACK = ("Noto Sans Symbols 2", "Noto Emoji")

# Categories that print nothing by themselves: controls, format characters, line separators.
INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})


def families() -> frozenset[str]:
    return frozenset(name for voice in VOICES.values() for name in voice) | {*FALLBACK}


@cache
def printable() -> frozenset[int]:
    """Return the code points that the vendored fonts can show."""
    points: set[int] = set()
    for path in sorted(FOLDER.glob("*.ttf")):
        if path.stem.endswith(("-Regular", "-Subset")):
            points.update(code_points(path))
    return frozenset(points)


def missing(text: str, more: frozenset[int] = frozenset()) -> list[str]:
    """Return the characters of ``text`` that no font has, each once, sorted.

    :param more: code points that fonts of the organisation can show.
    """
    known = printable() | more
    return sorted(
        char
        for char in set(text)
        if ord(char) not in known and unicodedata.category(char) not in INVISIBLE
    )


def describe(char: str) -> str:
    """Name one character, such as ``“猫” (U+732B, CJK UNIFIED IDEOGRAPH-732B)``."""
    return f"“{char}” (U+{ord(char):04X}, {unicodedata.name(char, 'no name')})"


def code_points(path: Path) -> frozenset[int]:
    """Read which code points a TrueType or OpenType file maps to a glyph.

    :raises ValueError: the file has no Unicode character table.
    """
    data = path.read_bytes()
    # A collection begins with the places of its fonts, which are of one family.
    head = struct.unpack_from(">L", data, 12)[0] if data[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", data, head + 4) if len(data) > head + 12 else (0,)
    for number in range(tables):
        tag, _sum, start, _length = struct.unpack_from(">4sLLL", data, head + 12 + 16 * number)
        if tag == b"cmap":
            return frozenset(_read_cmap(data, start))
    msg = f"{path} has no character table"
    raise ValueError(msg)


def _read_cmap(data: bytes, start: int) -> Iterator[int]:
    (subtables,) = struct.unpack_from(">H", data, start + 2)
    for number in range(subtables):
        platform, _encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if platform in (0, 3) and kind == 4:
            yield from _segments(data, start + offset)
        elif platform in (0, 3) and kind == 12:
            yield from _groups(data, start + offset)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: the Basic Multilingual Plane, as segments."""
    (count,) = struct.unpack_from(">H", data, at + 6)
    count //= 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(max(first, 0x20), last + 1)


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Format 12: all of Unicode, as groups."""
    (count,) = struct.unpack_from(">L", data, at + 12)
    for number in range(count):
        first, last, _glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * number)
        yield from range(max(first, 0x20), last + 1)
