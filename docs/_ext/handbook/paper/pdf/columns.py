"""How wide the columns of a table are: so that it is as low as it can be.

All measures are in characters of the table's type, which is near enough: no line of a cell is set
by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from docutils import nodes

# Between two columns.
GAP = 3
# Cells up to this length are never broken, and text beyond the second asks for no more room.
SHORT_CELL = 18
PROSE = 120
# The part of a line's characters that also fit if they are capitals, code or bold.
SURELY = 0.75
# Of a block of code, on both sides.
FRAME = 5
# Rows that decide the widths: more would only take time.
SAMPLE = 60


@dataclass
class Column:
    """What decides a column's width."""

    natural: int = 0
    """The longest cell."""
    word: int = 0
    """The longest word."""


def texts(rows: Sequence[nodes.Element], count: int) -> list[list[str]]:
    """Return the text of the cells, of those rows that have no spans."""
    return [[printed(cell) for cell in row.children] for row in rows if len(row.children) == count]


def printed(cell: nodes.Node) -> str:
    """Return the text of a cell with something like what printing adds to it.

    That is the page number after a link, and around code its frame and a wider type.
    """
    text = cell.astext()
    if any(cell.findall(nodes.literal_block)):
        text = "\n".join(f"{line} {'x' * (len(line) // 8 + FRAME)}" for line in text.splitlines())
    return f"{text} (99)" if text and any(cell.findall(nodes.reference)) else text


def measure(cells: Sequence[Sequence[str]], count: int) -> list[Column]:
    columns = [Column() for _number in range(count)]
    for row in cells:
        for column, text in zip(columns, row, strict=True):
            column.natural = max(column.natural, *(len(line) for line in text.splitlines() or [""]))
            column.word = max(column.word, *(len(word) for word in text.split() or [""]))
    return columns


def weight(column: Column) -> float:
    """Return a long column's claim: more text, more width, but less than in proportion."""
    return min(column.natural, PROSE) ** 0.7


def widths(cells: Sequence[Sequence[str]], count: int, given: list[int], line: int) -> list[str]:
    """Return the columns' widths, as Typst writes them.

    What fits on lines of its own stays unbroken, also against the widths that the author gave.

    :param given: shares that the author gave; empty: none.
    :param line: how many characters a line of the table holds.
    """
    if not cells:
        return [f"{width}fr" for width in given or [1] * count]
    columns = measure(cells, count)
    if sum(column.natural + GAP for column in columns) <= line:
        # Who gives widths wants the whole line.
        return ["auto"] * (count - 1) + ["1fr" if given else "auto"]
    if given:
        return [f"{width}fr" for width in given]
    best = lowest(cells[:SAMPLE], columns, line)
    return [
        "auto" if width >= column.natural and column.natural <= SHORT_CELL else f"{width + GAP}fr"
        for width, column in zip(best, columns, strict=True)
    ]


def rooms(shares: Sequence[str], columns: Sequence[Column], line: int) -> list[int]:
    """Return how many characters a line of each column surely holds."""
    total = sum(float(share.removesuffix("fr")) for share in shares if share != "auto")
    short = [c.natural for share, c in zip(shares, columns, strict=True) if share == "auto"]
    rest = (line - sum(short) - GAP * len(short)) * SURELY
    return [
        column.natural
        if share == "auto"
        else int(rest * float(share.removesuffix("fr")) / total - GAP)
        for share, column in zip(shares, columns, strict=True)
    ]


def lowest(cells: Sequence[Sequence[str]], columns: list[Column], line: int) -> list[int]:
    """Return widths that give few lines.

    Each column starts with its longest word; what room is left goes, again and again, where it
    saves most lines for a character.
    """
    even = max(line // len(columns) - GAP, 1)
    found = [min(column.word, max(even, SHORT_CELL)) for column in columns]
    room = line - GAP * len(columns) - sum(found)
    while room > 0:
        now = height(cells, found)
        gains = []
        for number, column in enumerate(columns):
            for more in steps(found[number], column.natural, room):
                tried = [w + more * (n == number) for n, w in enumerate(found)]
                gains.append(((now - height(cells, tried)) / more, -more, -number))
        gain, less, number = max(gains, default=(0, 0, 0))
        if gain <= 0:
            break
        found[-number] -= less
        room += less
    return spread(found, columns, room)


def height(cells: Sequence[Sequence[str]], tried: list[int]) -> int:
    """Return a measure of the lines of all rows, and a little of those beside longer cells."""
    counts = [[lines(text, width) for text, width in zip(row, tried, strict=True)] for row in cells]
    return sum(10 * max(row) + sum(row) for row in counts)


def steps(width: int, natural: int, room: int) -> list[int]:
    """Return how much wider a column may be tried: every width at first, then fewer."""
    most = min(natural - width, room)
    return [more for more in range(1, most + 1) if more <= 12 or more % 4 == 0 or more == most]


def spread(found: list[int], columns: list[Column], room: int) -> list[int]:
    """Give the room that saves no line to the columns that hold most."""
    claims = [weight(c) if c.natural > w else 0.0 for c, w in zip(columns, found, strict=True)]
    total = sum(claims)
    if not total or room <= 0:
        return found
    return [width + int(room * claim / total) for width, claim in zip(found, claims, strict=True)]


@cache
def lines(text: str, width: int) -> int:
    """Return how many lines of ``width`` characters a text takes."""
    count = 0
    for paragraph in text.splitlines() or [""]:
        count, left = count + 1, width
        for word in paragraph.split():
            size = len(word)
            if size > left and left < width:
                count, left = count + 1, width
            while size > width:
                count, size = count + 1, size - width
            left -= size + 1
    return count
