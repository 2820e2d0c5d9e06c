"""Tables of Markdown, line by line: what would be lost of them, or no table at all."""

import re
from collections.abc import Callable, Sequence

MAX_ROWS = 1_000  # Sphinx's time grows with their square
# A short line for each row can stand for as many cells as the head has.
MAX_MISSING = 200
MISSING = f"the rows of this table lack more than {MAX_MISSING} cells"
PIPE = re.compile(r"(?<!\\)\|")
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
# Marks of quotes and of list items before a row.
MARKS = re.compile(r"^(?:[>\s]+|(?:[-*+:]|\d{1,9}[.)])\s+)*")
# What ends a table though no empty line stands between.
BLOCK = re.compile(r"#{1,6}\s|`{3}|~{3}|:{3}|>|[-*+]\s|\d{1,9}[.)]\s|%|<|[-*_]{3}")


def is_rule(text: str) -> bool:
    """Tell whether a line, without the marks before it, is the one below a table's head."""
    return text[0] in "|-:" and "|" in text and "-" in text and not text.strip("|-: \t")


def is_none(lines: Sequence[str], number: int, text: str) -> bool:
    """Tell whether a row begins what looks like a table and is none.

    Between bars, one row does; without them, the next has to have as many.
    """
    above, below = (_bare(lines, n) for n in (number - 1, number + 1))
    if below and is_rule(below):
        return False
    if text[0] == "|":
        return text.rstrip().endswith("|") and bars(text) > 1 and not above.startswith("|")
    return bars(text) == bars(below) > 1 and bars(above) != bars(text) and " | " in text


def bars(text: str) -> int:
    return len(PIPE.findall(CODE.sub("", text)))


def _bare(lines: Sequence[str], number: int) -> str:
    return MARKS.sub("", lines[number]).strip() if 0 <= number < len(lines) else ""


def read(
    lines: Sequence[str],
    number: int,
    stop: int,
    edge: int,
    fault: Callable[..., None],
    words: Callable[[int, str], None],
) -> int:
    """Read a table from the line below its head.

    :param edge: the column where the table's container has its text.
    :param fault: takes a line's number, what is wrong in it, and perhaps ``stops``.
    :param words: judges the text of a row.
    :returns: the number of the line after it.
    """
    columns, missing = cells(MARKS.sub("", lines[number])), 0
    header = MARKS.sub("", lines[number - 1])
    if number and "|" in header and cells(header) != columns:
        fault(
            number,
            f"{columns} columns under a header of {cells(header)} make no table: give both"
            " the same number of cells",
        )
    for rows, n in enumerate(range(number + 1, stop), start=1):
        line = lines[n]
        text = line.strip("> \t")
        outside = len(line) - len(line.lstrip()) < edge
        if not text or outside or BLOCK.match(text):
            return n
        if "|" not in text:
            if not line.lstrip().startswith(">"):
                fault(
                    n, "the line becomes a row of the table above it: leave an empty line between"
                )
            return n
        if (found := cells(text)) > columns:
            fault(
                n,
                f"the row has {found} cells, the header {columns}, and the rest would be lost:"
                " join them, or write \\| for a bar within a cell",
            )
        words(n, text)
        missing += max(columns - found, 0)
        if rows == MAX_ROWS + 1:
            message = f"more than {MAX_ROWS:,} rows in one table: split it, or offer a file"
            fault(n, message, stops=True)
        elif missing > MAX_MISSING:
            fault(n, f"{MISSING}: write them, or a table with fewer columns", stops=True)
            return stop
    return stop


def cells(row: str) -> int:
    row = row.strip()
    row = row[1:] if row.startswith("|") else row
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return len(PIPE.findall(row)) + 1
