"""Quotes and items of lists: how they begin, and what they take in that was not meant for them."""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

# markdown-it drops what lies on level 20: quotes count once, list items twice. Fewer are readable.
MAX_LEVEL = 12
DEEP = (
    "lists and quotes are nested so deep that their text gets lost: at most {} lists, or {} quotes;"
    " flatten it"
)
GITLAB = "GitLab's >>> quotes nothing: begin each line of the quote with >"
LAZY = (
    "the line becomes part of the quote, item, meaning or note above it: leave an empty line"
    " between, or begin it as that goes on"
)
STEP = (
    "a step within a step begins where the words of the outer one do, or it becomes one of it:"
    " indent it by {} spaces"
)
PARTED = (
    "the list begins at 1 again below a listing: indent that as the words of its step, or write the"
    " next number"
)
_QUOTES = re.compile(r"(?:\s{0,3}> ?)*")
_MARK = re.compile(r"\s*(?:[-*+:]|\d{1,9}[.)]|\[\^[^\]]+\]:)\s")
_ENDED = re.compile(r"[.!?:\u2026]\W*$")


def beginning(level: int, line: str) -> str:
    """Judge how a quote, a definition or an item begins."""
    if level >= MAX_LEVEL:
        return DEEP.format(MAX_LEVEL // 2, MAX_LEVEL)
    return GITLAB * (line.startswith(">>>") and not line.strip("> \t"))


class Items:
    """The items around a block, and the last one before it.

    :ivar first: the line on which the last one begins.
    :ivar depth: how many are open.
    """

    def __init__(self) -> None:
        self.first = -1
        self.depth = 0
        self._seen: deque[str] = deque(maxlen=4)
        """What the last blocks are, and the ends of those that hold others."""
        self._columns: list[tuple[int, int]] = []
        """Where the mark and the words of each begin."""

    def clear(self) -> None:
        self._columns = []

    def see(self, token: Token) -> None:
        """Note a block, or its end, before it is read."""
        self.depth += token.nesting * token.type.startswith("list_item")
        self._seen.append(token.type)

    def enter(self, token: Token, number: int, line: str) -> str:
        """Note where an item begins, and judge whether it is of the list that its author means."""
        self.first, raw = number, _unquoted(line)
        mark = token.info + token.markup
        column = raw.find(mark)
        while self._columns and column < self._columns[-1][1]:
            if token.info and column > self._columns[-1][0] + 1:
                return STEP.format(self._columns[-1][1])
            self._columns.pop()
        self._columns.append((column, len(raw) - len(raw[column + len(mark) :].lstrip())))
        above = ["ordered_list_close", "fence", "ordered_list_open", "list_item_open"]
        return PARTED * (token.info == "1" and list(self._seen) == above)

    def taken_in(self, number: int, lines: Sequence[str]) -> Iterator[int]:
        """Give the lines of a nested paragraph that begin as one outside of it would.

        :param number: that of the first of the lines.
        """
        mark, quotes = self._mark(lines[0]), _quotes(lines[0])
        for n in range(1, len(lines)):
            more = _quotes(lines[n]) - quotes
            is_outside = more < 0 or (not more and _indent(lines[n]) <= mark)
            if is_outside and _ENDED.search(lines[n - 1]):
                yield number + n

    def _mark(self, line: str) -> int:
        """Give where the mark stands of the item, meaning or note that holds a line, or -1."""
        if _MARK.match(_unquoted(line)):
            return _indent(line)
        marks = (mark for mark, words in self._columns if words <= _indent(line))
        return max(marks, default=-1) if self.depth else -1


def _unquoted(line: str) -> str:
    return _QUOTES.sub("", line, count=1).expandtabs(4)


def _indent(line: str) -> int:
    text = _unquoted(line)
    return len(text) - len(text.lstrip())


def _quotes(line: str) -> int:
    marks = _QUOTES.match(line)
    return marks[0].count(">") if marks else 0
