"""The block structure of a page, line by line: what MyST drops or swallows without a word.

This is no parser: it follows fences, lists, quotes and tables as closely as a line allows, in a
few microseconds each. Where an author hides from it, :mod:`handbook.check.guard` still sees
the page.
"""

import re
from collections.abc import Iterator

from handbook.check.preflight import foreign, headings, tables
from handbook.check.preflight.parts import QUOTES, Directive, Paragraph, Structure, quoted, width
from handbook.core import frontmatter
from handbook.core.errors import Finding

# markdown-it drops what lies on level 20: quotes count once, list items twice. Fewer are readable.
MAX_LEVEL = 12
# Each directive within another costs a dozen calls of Python's stack of a thousand.
MAX_DIRECTIVES = 8

FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})\s*(?:\{([^}\s]+)\}\s*(.*)|(.*))")
MARKER = re.compile(r"(?:[-*+:]|\d{1,9}[.)])(?:\s+|$)")
ATTRIBUTES = re.compile(r"\{[^}]*\}\s*$")
LABEL = re.compile(r"\([^()]+\)=\s*$")
OPTION = re.compile(r"[>\s]*:[\w-]+:")
RULE = re.compile(r"([-*_])\s*(?:\1\s*){2,}")
NO_WORDS = re.compile(r"!\[\s*\][(\[]")
# Directives whose content is not Markdown.
# fmt: off
LITERAL = frozenset({
    "code", "code-block", "sourcecode", "csv-table", "download", "eval-rst", "highlight", "image",
    "include", "literalinclude", "math", "mermaid", "parsed-literal", "raw", "toctree",
})
# fmt: on
PICTURES = frozenset({"figure", "image"})


def scan(text: str) -> Structure:
    lines = text.split("\n")
    result = Structure()
    _Scan(lines, result).run(frontmatter.length(lines), len(lines), 0)
    return result


def findings(path: str, structure: Structure, *, is_page: bool) -> Iterator[Finding]:
    """Judge one file; headings only where it is a page of its own."""
    for line, message, stops in structure.faults:
        yield Finding(path, line, message, stops=stops)
    if is_page:
        for line, message, stops in headings.faults(structure.headings):
            yield Finding(path, line, message, stops=stops)


class _Scan:
    """One walk over the lines of a file."""

    def __init__(self, lines: list[str], result: Structure) -> None:
        self.lines = lines
        self.result = result
        self.offsets: list[int] = []
        self.told: tuple[int, set[str]] = (-1, set())
        self.paragraph = Paragraph()
        self.marked = (-2, "")
        self.title = self.table = -2
        """The last line of a heading that begins with hashes, and the first below a table."""
        self.open: list[tuple[int, str, str]] = []
        """The directives around a line: where each opens, its marks, and what opens it."""
        self.is_astray = False
        """The ends of listings are told from their beginnings no more."""
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
        return max(width(line, text) - self.base, 0)

    def block(self, number: int, stop: int, depth: int, indent: int, text: str) -> int:
        """Read what begins on a line, and give the number of the line after it."""
        quotes, lists = 0, len(self.offsets)
        if not text[0].isalpha():
            above = self.paragraph.length(number) if self.paragraph.lists == lists else 0
            if message := foreign.marks(text, above):
                if self.marked != (number - 1, message):  # once for lines in a row
                    self.fault(number, message)
                self.marked = number, message
            elif text.startswith(": ") and number - self.table in (0, 1) and not lists:
                self.fault(
                    number,
                    "a table's caption stands above it: write :::{table} and the words,"
                    " and ::: below the table",
                )
            indent, text, quotes = self.containers(number, indent, text)
            if not text or text[0] == "%":
                return number + 1
            if text[0] in "`~:" and (match := FENCE.fullmatch(text.rstrip())):
                info = match[4] or ""
                if not (text[0] == "`" and "`" in info):
                    return self.fence(number, stop, depth, match, indent if not quotes else -1)
            if tables.is_rule(text):
                edge = self.base + (self.offsets[-1] if self.offsets else 0)
                self.table = tables.read(self.lines, number, stop, edge, self.fault, self.words)
                return self.table
        if "|" in text and self.marked[0] != number and tables.is_none(self.lines, number, text):
            self.fault(number, "bars alone make no table: write |---|---| below the first row")
        nested = bool(depth or quotes or self.offsets)
        self.running(number, text, nested=nested, begins=len(self.offsets) > lists)
        return number + 1

    def running(self, number: int, text: str, *, nested: bool, begins: bool) -> None:
        """Read a line of running text, or of a heading.

        :param begins: whether a list's item begins on it.
        """
        self.words(number, text)
        if LABEL.match(text):
            return
        above = 0 if begins else self.paragraph.length(number)
        if text[0] == "#" and (level := headings.level(text)):
            if level == 1 and (self.paragraph.length(number) or self.title == number - 1):
                self.fault(
                    number, "one # makes a page's title: begin an item with `1. `, or write code"
                )
            else:
                self.heading(number, level, text[level:], nested=nested)
            self.title = number
        elif above and not nested and headings.UNDERLINE.fullmatch(text):
            if message := headings.underlined(self.paragraph.text, text, above):
                self.fault(number, message)
            self.heading(number - 1, 1 + (text[0] == "-"), self.paragraph.text, nested=False)
        elif above or not ATTRIBUTES.match(text):
            was, lists = self.paragraph, len(self.offsets)
            message = foreign.pair(was.text, text, in_list=lists > 0) if above else ""
            if message and was.told != message:
                self.fault(number - 1, message)
            self.paragraph = Paragraph(number, above + 1, lists, text, message)

    def words(self, number: int, text: str) -> None:
        plain = foreign.without_code(text) if "`" in text else text
        if "![" in text and NO_WORDS.search(plain):
            self.fault(number, "the picture has no words: say what it shows, ![like this](…)")
        messages = set(foreign.faults(text, plain))
        above = self.told[1] if self.told[0] == number - 1 else set()
        for message in messages - above:  # once for lines in a row
            self.fault(number, message)
        self.told = number, messages

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

    def heading(self, number: int, level: int, title: str, *, nested: bool) -> None:
        if message := headings.fault(title, nested=nested):
            self.fault(number, message)
        if not nested:
            self.result.headings.append((number + 1, level, headings.words(title)))

    def fence(self, number: int, stop: int, depth: int, match: re.Match[str], indent: int) -> int:
        """Read a fenced block up to its end.

        :param indent: where it stands; -1 for inside a quote.
        """
        if message := foreign.opening(match[1], match):
            self.fault(number, message)
            self.is_astray |= message == foreign.MOVE
        end = self.closing(number + 1, stop, match[1], indent)
        name, marks = match[2], match[1]
        what = f"{marks}{{{name}}}" if name else marks
        if end is None:
            outer = self.open[-1] if self.open else (0, "", "")
            message = (
                f"{outer[2]} is still open on line {number + 1}, where {what} opens: close it"
                " before, or give it more signs than what it holds"
                if outer[1] == marks
                else f"{what} opens here and is never closed, so that it swallows what follows:"
                f" close it with {marks} on a line of its own"
            )
            if not self.is_astray:
                self.fault(outer[0] if outer[1] == marks else number, message)
            self.is_astray |= outer[1] == marks
            end = stop
        elif marks[0] != ":" and (not name or name in LITERAL):
            self.within(number + 1, end, marks)
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
                begin = number + 1
                while begin < end and OPTION.match(self.lines[begin]):
                    begin += 1
                self.open.append((number, marks, what))
                self.run(begin, end, depth + 1, self.base + max(indent, 0))
                self.open.pop()
        return end + 1

    def within(self, number: int, stop: int, marks: str) -> None:
        """Find a line of a listing that is meant to open another, or to close this one."""
        for n in range(number, stop):
            text = self.lines[n].strip("> \t")
            if not self.is_astray and text.startswith(marks) and text[len(marks) :][:1].isalpha():
                self.fault(
                    n,
                    f"within a listing, {text[:20]} opens and closes nothing: give the outer one"
                    " more signs, or the words a line of their own",
                )
                self.is_astray = True

    def closing(self, number: int, stop: int, marks: str, indent: int) -> int | None:
        """Find the line that closes a fence; ``None`` where its container ends before."""
        # In a quote, the column of the list that holds the fence is taken from the fence.
        opening = quoted(self.lines[number - 1]) if indent < 0 else 0
        for n in range(number, stop):
            line = self.lines[n]
            text = line.lstrip()
            if indent < 0:
                if not text.startswith(">"):
                    return None
                inside = quoted(line) - opening
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
