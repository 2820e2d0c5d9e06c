"""The block structure of a page, line by line: what MyST drops or swallows without a word.

This is no parser: it follows fences, lists, quotes and tables as closely as a line allows, in a
few microseconds each. Where an author hides from it, :mod:`handbook.check.guard` still sees
the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.check.preflight import foreign, tables
from handbook.core.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

# markdown-it drops what lies on level 20: quotes count once, list items twice. Fewer are readable.
MAX_LEVEL = 12
# Each directive within another costs a dozen calls of Python's stack of a thousand.
MAX_DIRECTIVES = 8
# Sphinx's time grows with its square: 10,000 headings took a minute and a half.
MAX_HEADINGS = 500

FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})\s*(?:\{([^}\s]+)\}\s*(.*)|(.*))")
MARKER = re.compile(r"(?:[-*+:]|\d{1,9}[.)])(?:\s+|$)")
QUOTES = re.compile(r"^(?:\s{0,3}> ?)*")
NAMED = re.compile(r"\{#[^}]*\}\s*$")
RULE = re.compile(r"([-*_])\s*(?:\1\s*){2,}")
NO_WORDS = re.compile(r"!\[\s*\]\(")
# Directives whose content is not Markdown.
# fmt: off
LITERAL = frozenset({
    "code", "code-block", "sourcecode", "csv-table", "download", "eval-rst", "highlight", "image",
    "include", "literalinclude", "math", "mermaid", "parsed-literal", "raw", "toctree",
})
# fmt: on
PICTURES = frozenset({"figure", "image"})


@dataclass(frozen=True)
class Directive:
    """One directive: where it stands, counted from 1, and the lines between its fences."""

    name: str
    argument: str
    line: int
    content: tuple[str, ...]


@dataclass
class Structure:
    """What a file holds, and what is wrong in it: (line, message, whether it stops a build)."""

    headings: list[tuple[int, int, str]] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    faults: list[tuple[int, str, bool]] = field(default_factory=list)


def scan(text: str) -> Structure:
    """Follow the blocks of a file with Markdown."""
    lines = text.split("\n")
    result = Structure()
    _Scan(lines, result).run(_after_front_matter(lines), len(lines), 0)
    return result


def findings(path: str, structure: Structure, *, is_page: bool) -> Iterator[Finding]:
    """Judge one file; headings only where it is a page of its own."""
    for line, message, stops in structure.faults:
        yield Finding(path, line, message, stops=stops)
    if is_page:
        for line, message, stops in _heading_faults(structure.headings):
            yield Finding(path, line, message, stops=stops)


def _after_front_matter(lines: list[str]) -> int:
    if not lines[0].startswith("---"):
        return 0
    ends = (n + 1 for n in range(1, len(lines)) if lines[n].startswith(("---", "...")))
    return next(ends, len(lines))


def _heading_faults(headings: list[tuple[int, int, str]]) -> Iterator[tuple[int, str, bool]]:
    if len(headings) > MAX_HEADINGS:
        line = headings[MAX_HEADINGS][0]
        yield line, f"more than {MAX_HEADINGS} headings on one page: split the page", True
        return
    titles: dict[str, int] = {}
    tops: list[int] = []
    for line, level, title in headings:
        if level == 1:
            tops.append(line)
            if len(tops) > 1:
                yield (
                    line,
                    f"a second top heading, after line {tops[0]}: a page has one title; use ##",
                    False,
                )
        key = " ".join(title.lower().split())
        if key in titles:
            yield (
                line,
                f"the heading repeats line {titles[key]}, so that its address ends in a number,"
                " which changes with those above it: reword one",
                False,
            )
        titles.setdefault(key, line)


class _Scan:
    """One walk over the lines of a file."""

    def __init__(self, lines: list[str], result: Structure) -> None:
        self.lines = lines
        self.result = result
        self.offsets: list[int] = []
        self.told = (-1, "")
        self.base = 0
        """The column from which a directive's content is read: that of its fence."""

    def fault(self, number: int, message: str, *, stops: bool = False) -> None:
        """Note a fault; lines are counted from 0 here."""
        self.result.faults.append((number + 1, message, stops))

    def run(self, number: int, stop: int, depth: int, base: int = 0) -> None:
        """Walk over a range of lines, inside so many directives."""
        outer, self.offsets, self.base = (self.offsets, self.base), [], base
        blank = True
        while number < stop:
            line = self.lines[number]
            text = line.lstrip()
            if not text:
                blank, number = True, number + 1
                continue
            indent = self.width(line, text)
            while self.offsets and indent < self.offsets[-1]:
                self.offsets.pop()
            if indent - (self.offsets[-1] if self.offsets else 0) >= 4 and blank:
                number += 1  # indented code
                continue
            blank = False
            number = self.block(number, stop, depth, indent, text)
        self.offsets, self.base = outer

    def width(self, line: str, text: str) -> int:
        """Give the column where a line's text begins, as its directive's content has it."""
        return max(_width(line, text) - self.base, 0)

    def block(self, number: int, stop: int, depth: int, indent: int, text: str) -> int:
        """Read what begins on a line, and give the number of the line after it."""
        quotes = 0
        if not text[0].isalpha():
            indent, text, quotes = self.containers(number, indent, text)
            if not text or text[0] == "%":
                return number + 1
            if text[0] in "`~:" and (match := FENCE.fullmatch(text.rstrip())):
                info = match[4] or ""
                if not (text[0] == "`" and "`" in info):
                    return self.fence(number, stop, depth, match, indent if not quotes else -1)
            if text[0] == "#":
                self.heading(number, text, nested=bool(depth or quotes or self.offsets))
            if tables.is_rule(text):
                edge = self.base + (self.offsets[-1] if self.offsets else 0)
                return tables.read(self.lines, number, stop, edge, self.fault, self.words)
            if text[0] == "|" and tables.is_none(self.lines, number, text):
                self.fault(number, "bars alone make no table: write |---|---| below the first row")
        self.words(number, text)
        return number + 1

    def words(self, number: int, text: str) -> None:
        """Judge a line of running text."""
        plain = foreign.without_code(text) if "`" in text else text
        if "![" in text and NO_WORDS.search(plain):
            self.fault(number, "the picture has no words: say what it shows, ![like this](…)")
        if message := foreign.fault(text, plain):
            if self.told != (number - 1, message):  # once for lines in a row
                self.fault(number, message)
            self.told = number, message

    def containers(self, number: int, indent: int, text: str) -> tuple[int, str, int]:
        """Step into the quotes and list items that begin on a line."""
        quotes = 0
        while text and quotes + 2 * len(self.offsets) <= MAX_LEVEL:
            if text[0] == ">":
                quotes += 1
                rest = text[1:].lstrip()
            elif (match := MARKER.match(text)) and not RULE.fullmatch(text.rstrip()):
                rest = text[match.end() :]
                self.offsets.append(indent + match.end() if rest else indent + 2)
            else:
                break
            indent += len(text) - len(rest)
            text = rest
        if quotes + 2 * len(self.offsets) > MAX_LEVEL:
            self.fault(
                number,
                "lists and quotes are nested so deep that their text gets lost: at most"
                f" {MAX_LEVEL // 2} lists, or {MAX_LEVEL} quotes; flatten it",
            )
        return indent, text, quotes

    def heading(self, number: int, text: str, *, nested: bool) -> None:
        level = len(text) - len(title := text.lstrip("#"))
        if level > 6 or not title[:1].isspace():
            return
        if nested:
            self.fault(
                number,
                "a heading in a box, a list or a quote is in no contents: put it outside of it, or"
                " write **bold** words",
            )
            return
        if NAMED.search(title):
            self.fault(number, "a heading's own name stands on a line above it: (name)=")
        title = title.strip()
        words = title.rstrip("#")
        if not words or words[-1].isspace():  # closed by hashes, unlike "# C#"
            title = words.rstrip()
        self.result.headings.append((number + 1, level, title))

    def fence(self, number: int, stop: int, depth: int, match: re.Match[str], indent: int) -> int:
        """Read a fenced block up to its end.

        :param indent: where it stands; -1 for inside a quote.
        """
        end = self.closing(number + 1, stop, match[1], indent)
        name, marks = match[2], match[1]
        if end is None:
            what = f"{marks}{{{name}}}" if name else marks
            more = (
                "; if a fence like it stands within, the outer one needs more colons"
                if marks[0] == ":"
                else ""
            )
            self.fault(
                number,
                f"{what} opens here and is never closed, so that it swallows what follows:"
                f" close it with {marks} on a line of its own{more}",
            )
            end = stop
        if marks[0] == ":" and not name and match[4]:
            self.fault(number, foreign.box(marks, match[4].strip("{} ")))
        if name == "only" and (message := foreign.output(match[3])):
            self.fault(number, message)
        if name:
            content = tuple(self.lines[number + 1 : end])
            self.result.directives.append(Directive(name, match[3].strip(), number + 1, content))
            self.picture(number, name, content)
        if (name and name not in LITERAL) or (not name and marks[0] == ":"):
            if depth >= MAX_DIRECTIVES:
                self.fault(
                    number,
                    f"more than {MAX_DIRECTIVES} directives inside each other: flatten them",
                    stops=True,
                )
            else:
                self.run(number + 1, end, depth + 1, self.base + max(indent, 0))
        return end + 1

    def closing(self, number: int, stop: int, marks: str, indent: int) -> int | None:
        """Find the line that closes a fence; ``None`` where its container ends before."""
        # In a quote, the column of the list that holds the fence is taken from the fence.
        opening = _quoted(self.lines[number - 1]) if indent < 0 else 0
        for n in range(number, stop):
            line = self.lines[n]
            text = line.lstrip()
            if indent < 0:
                if not text.startswith(">"):
                    return None
                inside = _quoted(line) - opening
                text = QUOTES.sub("", text, count=1).lstrip()
            else:
                inside = self.width(line, text) - (self.offsets[-1] if self.offsets else 0)
                if text and inside < 0:
                    return None
            # Four columns in, it is the content's own.
            if inside < 4 and text.startswith(marks) and not text.strip(f"{marks[0]} \t"):
                return n
        return None

    def picture(self, number: int, name: str, content: tuple[str, ...]) -> None:
        if name in PICTURES and not any(re.match(r"\s*:?alt:\s*\S", line) for line in content):
            self.fault(number, f"{{{name}}} has no words: say what it shows with :alt:")


def _quoted(line: str) -> int:
    """Give the column where a line's text begins, behind the marks of quotes."""
    rest = QUOTES.sub("", line.lstrip(), count=1)
    return _width(rest, rest.lstrip())


def _width(line: str, text: str) -> int:
    """Give the column where a line's text begins."""
    space = line[: len(line) - len(text)]
    return len(space.expandtabs(4)) if "\t" in space else len(space)
