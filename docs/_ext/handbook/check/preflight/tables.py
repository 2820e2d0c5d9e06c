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
CAPTION = (
    "a table's caption stands above it: write :::{table} and the words, and ::: below the table"
)


def is_rule(text: str) -> bool:
    """Tell whether a line, without the marks before it, is the one below a table's head."""
    return text[0] in "|-:" and "|" in text and "-" in text and not text.strip("|-: \t")


def is_caption(lines: Sequence[str], begin: int, end: int, *, below: bool) -> bool:
    """Tell whether a text is a table's caption as Pandoc has it, above the table or below it.

    :param below: whether a table ends right above the text.
    """
    if not lines[begin].strip("> \t").startswith(": "):
        return False
    head, *rest = (line.strip("> \t") for line in [*lines[end : end + 3], "", "", ""])
    rule = rest[0] if head else rest[1]
    is_apart = not begin or not lines[begin - 1].strip("> \t")
    return below or (is_apart and rule != "" and is_rule(rule))


def none(above: str, text: str, below: str) -> str:
    """Judge a line of text, by its neighbours in the same text: none of them makes a table.

    Between bars, one row looks like one; without them, the next has to have as many.
    """
    if "|" not in text:
        return ""
    if not above and is_rule(text) and "|" in below:
        return "a table needs a header's row above |---|: write | | | where there is none"
    if above and is_rule(text):
        columns, header = cells(text), cells(above)
        return (
            f"{columns} columns under a header of {header} make no table: give both the same"
            " number of cells"
        ) * ("|" in above and columns != header)
    if below and is_rule(below):
        return ""
    count = bars(text)
    if text[0] == "|":
        is_row = text.endswith("|") and count > 1 and not above.startswith("|")
    else:
        is_row = count == bars(below) > 1 and bars(above) != count and " | " in text
    return "bars alone make no table: write |---|---| below the first row" * is_row


def bars(text: str) -> int:
    return len(PIPE.findall(CODE.sub("", text)))


def read(
    lines: Sequence[str],
    begin: int,
    end: int,
    fault: Callable[..., None],
    words: Callable[[int, str], object],
) -> None:
    """Read the lines of a table.

    :param fault: takes a line's number, what is wrong in it, and perhaps ``stops``.
    :param words: judges the text of a row.
    """
    rows = [MARKS.sub("", line) for line in lines[begin:end]]
    columns, missing = cells(rows[0]), 0
    words(begin, rows[0])
    for n, row in enumerate(rows[2:], start=begin + 2):
        if lines[n].strip("> \t").startswith(": "):
            fault(n, CAPTION)
            continue
        if row and is_rule(row) and "---" in row:
            fault(n, "below the first row alone, |---| makes a table: remove this row")
            continue
        if "|" not in row:
            fault(n, "the line becomes a row of the table above it: leave an empty line between")
            continue
        if (found := cells(row)) > columns:
            fault(
                n,
                f"the row has {found} cells, the header {columns}, and the rest would be lost:"
                " join them, or write \\| for a bar within a cell",
            )
        below = MARKS.sub("", lines[n + 1]) if n + 1 < end else "|"
        if "|" not in (row.rstrip()[-1:], below[:1]) and rows[0][0] == row[0] == "|":
            fault(n, "a cell stands on one line: join the next one to it, or write <br> between")
        words(n, row)
        missing += max(columns - found, 0)
        if missing > MAX_MISSING:
            fault(n, f"{MISSING}: write them, or a table with fewer columns", stops=True)
            return
    if len(rows) - 2 > MAX_ROWS:
        message = f"more than {MAX_ROWS:,} rows in one table: split it, or offer a file"
        fault(begin + 2 + MAX_ROWS, message, stops=True)


def cells(row: str) -> int:
    row = row.strip()
    row = row[1:] if row.startswith("|") else row
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return len(PIPE.findall(row)) + 1
