"""What MyST drops or swallows of a page without a word: one walk over the blocks that it reads.

The words within a block are not taken apart. What only a page that is built can show, its
renderer tells: :mod:`handbook.check.guard`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from handbook.check import blocks
from handbook.check.blocks import LITERAL, Directive
from handbook.check.preflight import (
    alike,
    containers,
    fences,
    foreign,
    forms,
    headings,
    lost,
    tables,
)
from handbook.core import frontmatter
from handbook.core.errors import Finding

# Each directive within another costs a dozen calls of Python's stack of a thousand.
MAX_DIRECTIVES = 8
DEFINED = re.compile(r"^[\s>]*\[([^\]\s]+)\]:", re.MULTILINE)

_PARSER = blocks.parser(words=False)


@dataclass
class Structure:
    """What a file holds, and what is wrong in it: (line, message, whether it stops a build)."""

    headings: list[tuple[int, int, str]] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    faults: list[tuple[int, str, bool]] = field(default_factory=list)


def scan(text: str) -> Structure:
    lines = text.split("\n")
    walk = _Walk(lines)
    begin = frontmatter.length(lines)
    if not begin and (begin := lost.front_matter(lines)):
        walk.fault(0, lost.FRONT)
    walk.read("\n".join([*lines[begin:], ""]), begin)
    return walk.result


def findings(path: str, structure: Structure, *, is_page: bool) -> Iterator[Finding]:
    """Judge one file; headings only where it is a page of its own."""
    for line, message, stops in structure.faults:
        yield Finding(path, line, message, stops=stops)
    if is_page:
        for line, message, stops in headings.faults(structure.headings):
            yield Finding(path, line, message, stops=stops)


class _Walk:
    """One walk over the blocks of a file; its lines are counted from 0 here."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.result = Structure()
        self.labels = set(DEFINED.findall("\n".join(lines)))
        self.told: dict[str, int] = {}
        """Where each message was told last."""
        self.text: tuple[int, list[str]] = (-1, [])
        """The last lines of running text, and the first line below them."""
        self.items = containers.Items()
        self.open: list[tuple[int, str, str]] = []
        """The directives around a block: where each opens, its marks, and what opens it."""
        self.is_astray = False
        """The ends of listings are told from their beginnings no more."""
        self.below_table = -9

    def fault(self, number: int, message: str, *, stops: bool = False) -> None:
        self.result.faults.append((number + 1, message, stops))

    def once(self, number: int, message: str) -> None:
        """Tell once for lines in a row."""
        if self.told.get(message) != number - 1:
            self.fault(number, message)
        self.told[message] = number

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def read(self, text: str, first: int) -> None:
        """Walk over a text that begins on a line of the file."""
        tokens = _PARSER.parse(text)
        for token, following in zip(tokens, [*tokens[1:], None], strict=False):
            self.items.see(token)
            if token.map is None:
                continue
            begin, end = (first + number for number in token.map)
            if not (self.open or token.level or token.type.endswith("list_open")):
                self.items.clear()
            if token.type in _READERS:
                content = following.content if following else ""
                _READERS[token.type](self, token, begin, end, content)

    def _table(self, _token: Token, begin: int, end: int, _content: str) -> None:
        tables.read(self.lines, begin, end, self.fault, self.words)
        self.below_table = end

    def _paragraph(self, token: Token, begin: int, end: int, content: str) -> None:
        lines = [line.lstrip(" \t") for line in content.split("\n")]
        if tables.is_caption(self.lines, begin, end, below=begin - self.below_table in (0, 1)):
            self.fault(begin, tables.CAPTION)
        raw = [self.line(begin + n) for n in range(len(lines))]
        for number in self.items.taken_in(begin, raw) if token.level else ():
            self.once(number, containers.LAZY)
        if (below := self.line(end).strip("> \t")).startswith("~ "):  # as a definition may
            lines.append(below)
        self.running(lines, begin)

    def _comment(self, _token: Token, begin: int, end: int, _content: str) -> None:
        if message := lost.comment(self.line(begin), self.line(begin - 1), self.line(end)):
            self.fault(begin, message)

    def _indented(self, token: Token, begin: int, _end: int, _content: str) -> None:
        if begin == self.items.first or lost.is_prose(token.content):
            self.fault(begin, lost.INDENTED)
        self.result.faults += foreign.unseen(token.content, begin + 1)

    def _line(self, token: Token, begin: int, end: int, _content: str) -> None:
        """Read a line of its own: a rule, a break, or attributes."""
        text, below = (self.line(number).strip("> \t") for number in (begin, end))
        told = self.words(begin, text)
        if token.type == "attrs_block" and text[1] in ".#" and not (below or told):
            self.fault(begin, lost.ATTRIBUTES)

    def _container(self, token: Token, begin: int, _end: int, _content: str) -> None:
        """Read how a quote, a definition or an item begins."""
        if message := containers.beginning(token.level, self.line(begin)):
            self.fault(begin, message)

    def _item(self, token: Token, begin: int, end: int, content: str) -> None:
        """Read how an item of a list begins, and where."""
        self._container(token, begin, end, content)
        if message := self.items.enter(token, begin, self.line(begin)):
            self.fault(begin, message)

    def _heading(self, token: Token, begin: int, end: int, title: str) -> None:
        nested = bool(self.open or token.level)
        if token.markup[0] == "#":
            is_item, self.text = token.tag == "h1" and self.text[0] == begin, (end, [])
            self.words(begin, f"{token.markup} {title}")
            if is_item:
                self.fault(
                    begin, "one # makes a page's title: begin an item with `1. `, or write code"
                )
                return
        else:
            lines = [line.lstrip(" \t") for line in title.split("\n")]
            self.running(lines, begin)
            if fault := headings.underlined(lines, self.line(end - 1)):
                self.fault(end - 1, fault)
                nested = False
        if message := headings.fault(title, nested=nested):
            self.fault(begin, message)
        if not nested:
            self.result.headings.append((begin + 1, int(token.tag[1]), title))

    def running(self, lines: list[str], begin: int) -> None:
        """Read the lines of running text."""
        after = 0
        for n, text in enumerate(lines):
            number = begin + n
            if self.line(number).strip("> \t").isspace():
                self.fault(number, "a no-break space alone makes no empty line: remove it")
            if n < after or not text:
                continue
            if after := lost.formula(lines, n):
                self.fault(number, forms.FORMULA if text.startswith("\\[") else forms.LATEX)
                continue
            above, below = lines[n - 1] if n else "", (lines[n + 1 :] or [""])[0]
            self.words(number, text)
            message = lost.mark(text, n, above, below) or tables.none(above, text, below)
            if message := message or (alike.first(text) if n and self.items.depth else ""):
                number += 1
            elif n and text[1:].partition("]")[0] not in self.labels:
                message = foreign.pair(above, text)
            if message:
                self.once(number - 1, message)
        self.text = begin + len(lines), lines

    def words(self, number: int, text: str) -> bool:
        """Read the words of a line, and say whether something was told of them."""
        plain = foreign.without_code(text) if "`" in text else text
        if "![" in text and foreign.NO_WORDS.search(plain):
            self.fault(number, "the picture has no words: say what it shows, ![like this](…)")
        if "[@" in text:
            for label in self.labels:
                plain = plain.replace(f"[{label}]", "")
        messages = set(foreign.faults(text, plain)) if text else set()
        for message in messages:
            self.once(number, message)
        return bool(messages)

    def _fence(self, token: Token, begin: int, end: int, _content: str) -> None:
        """Read a fenced block, and a directive's content."""
        marks, info, lines = token.markup, token.info.strip(), token.content.split("\n")
        words = self.text[1] if self.text[0] == begin else []
        is_bare = marks[0] == "~" and not info and len(words) == 1
        if is_bare and abs(len(words[0]) - len(marks)) <= 1:
            self.fault(begin, forms.REST_HEADING)
            self.read(token.content, begin + 1)
            return
        if message := fences.opening(marks, info):
            self.fault(begin, message)
            self.is_astray |= message == fences.MOVE
        made = blocks.directive(token, begin)
        what = f"{marks}{{{made.name}}}" if made else marks
        is_literal = made.name in LITERAL if made else marks[0] != ":"
        if end - begin < len(lines) + 1:
            self.unclosed(begin, lines, marks, what)
        elif is_literal and marks[0] != ":":
            self.within(begin + 1, lines, marks, closed=True)
        if made:
            self.directive(made, begin)
        if is_literal:
            if not made or "code" in made.name:
                self.result.faults += foreign.unseen(token.content, begin + 2)
            return
        if len(self.open) >= MAX_DIRECTIVES:
            message = f"more than {MAX_DIRECTIVES} directives inside each other: flatten them"
            self.fault(begin, message, stops=True)
            return
        self.open.append((begin, marks, what))
        body, line = (made.body, made.line) if made else (lines, begin + 1)
        self.read("\n".join(body), line)
        self.open.pop()

    def directive(self, made: Directive, number: int) -> None:
        self.result.directives.append(made)
        self.result.faults += [(number + 1, told, False) for told in fences.faults(made)]
        if made.name == "glossary":
            for n, line in enumerate(made.body):
                if line.strip().startswith(": "):
                    self.fault(made.line + n, lost.GLOSSARY)
                    made.body[n] = line.replace(":", " ", 1)

    def unclosed(self, number: int, lines: list[str], marks: str, what: str) -> None:
        """Tell of a fence without an end, where its author has to look."""
        outer, place = self.open[-1] if self.open else (0, "", ""), number
        if outer[1] == marks:
            message = (
                f"{outer[2]} is still open on line {number + 1}, where {what} opens: close it"
                " before, or give it more signs than what it holds"
            )
            place = outer[0]
        else:
            message = (
                f"{what} opens here and is never closed, so that it swallows what follows:"
                f" close it with {marks} on a line of its own"
            )
        if not self.within(number + 1, lines, marks, closed=False):
            self.fault(place, message)
        self.is_astray |= outer[1] == marks

    def within(self, number: int, lines: list[str], marks: str, *, closed: bool) -> bool:
        """Tell of a line in a listing that is meant to open another, or to close this one."""
        if self.is_astray:
            return True
        if (place := fences.astray(lines, marks, closed=closed)) < 0:
            return False
        shown = lines[place].strip("> \t")[:20]
        self.fault(
            number + place,
            f"within a listing, {shown} opens and closes nothing: give the outer one more signs,"
            " or the words a line of their own",
        )
        self.is_astray = True
        return True


_READERS: dict[str, Callable[[_Walk, Token, int, int, str], None]] = {
    "alert_open": _Walk._container,
    "attrs_block": _Walk._line,
    "blockquote_open": _Walk._container,
    "code_block": _Walk._indented,
    "colon_fence": _Walk._fence,
    "dd_open": _Walk._container,
    "dt_open": _Walk._paragraph,
    "fence": _Walk._fence,
    "heading_open": _Walk._heading,
    "hr": _Walk._line,
    "list_item_open": _Walk._item,
    "myst_block_break": _Walk._line,
    "myst_line_comment": _Walk._comment,
    "paragraph_open": _Walk._paragraph,
    "table_open": _Walk._table,
}
