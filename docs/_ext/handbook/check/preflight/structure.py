"""The block structure of a page, line by line: what MyST drops or swallows without a word.

This is no parser: it follows fences, lists, quotes and tables as closely as a line allows, in a
few microseconds each. Where an author hides from it, :mod:`handbook.check.guard` still sees
the page.
"""

import re
from collections.abc import Iterator

from handbook.check.preflight import fences, foreign, forms, headings, lost, tables
from handbook.check.preflight.parts import Directive, Paragraph, Structure, Walk
from handbook.core import frontmatter
from handbook.core.errors import Finding

# Each directive within another costs a dozen calls of Python's stack of a thousand.
MAX_DIRECTIVES = 8

ATTRIBUTES = re.compile(r"\{(?:[.#%]|\w+=)[^}]*\}\s*$")
LABEL = re.compile(r"\([^()]+\)=\s*$")
OPTION = re.compile(r"[>\s]*:[\w-]+:")
ORDERED = re.compile(r"\d{1,9}[.)]\s+\S")
DEFINED = re.compile(r"^[\s>]*\[([^\]\s]+)\]:", re.MULTILINE)
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
    begin = frontmatter.length(lines)
    if not begin and (begin := lost.front_matter(lines)):
        result.faults.append((1, lost.FRONT, False))
    _Scan(lines, result).run(begin, len(lines), 0)
    return result


def findings(path: str, structure: Structure, *, is_page: bool) -> Iterator[Finding]:
    """Judge one file; headings only where it is a page of its own."""
    for line, message, stops in structure.faults:
        yield Finding(path, line, message, stops=stops)
    if is_page:
        for line, message, stops in headings.faults(structure.headings):
            yield Finding(path, line, message, stops=stops)


class _Scan(Walk):
    """One walk over the lines of a file."""

    def __init__(self, lines: list[str], result: Structure) -> None:
        super().__init__(lines, result)
        self.labels = set(DEFINED.findall("\n".join(lines)))
        self.told: tuple[int, set[str]] = (-1, set())
        self.paragraph = Paragraph()
        self.marked = (-2, "")
        self.title = self.table = -2
        """The last line of a heading that begins with hashes, and the first below a table."""
        self.open: list[tuple[int, str, str]] = []
        """The directives around a line: where each opens, its marks, and what opens it."""
        self.is_astray = False
        """The ends of listings are told from their beginnings no more."""

    def run(self, number: int, stop: int, depth: int, base: int = 0) -> None:
        """Walk over a range of lines, inside so many directives."""
        outer, self.base = (self.offsets, self.columns, self.base), base
        self.offsets, self.columns = [], []
        blank = True
        while number < stop:
            line = self.lines[number]
            text = line.lstrip()
            is_odd = line.strip("> \t").isspace()
            if is_odd:
                self.fault(number, "a no-break space alone makes no empty line: remove it")
            if is_odd or not text:
                blank, number = True, number + 1
                continue
            indent = self.width(line, text)
            while self.offsets and indent < self.offsets[-1]:
                if indent > self.columns[-1] + 1 and ORDERED.match(text):
                    self.fault(
                        number,
                        "a step within a step begins where the words of the outer one do, or it"
                        f" becomes one of it: indent it by {self.offsets[-1] + self.base} spaces",
                    )
                    break
                self.offsets.pop()
                self.columns.pop()
            if indent - (self.offsets[-1] if self.offsets else 0) >= 4 and blank:
                number += 1  # indented code
                continue
            blank = False
            number = self.block(number, stop, depth, indent, text)
        self.offsets, self.columns, self.base = outer

    def block(self, number: int, stop: int, depth: int, indent: int, text: str) -> int:
        """Read what begins on a line, and give the number of the line after it."""
        quotes, lists = 0, len(self.offsets)
        if not text[0].isalpha():
            above = self.paragraph.length(number) if self.paragraph.lists == lists else 0
            if self.marks(number, text, above) != lost.OTHER_NUMBER:
                indent, text, quotes = self.containers(number, indent, text)
            if not text:
                return number + 1
            if after := self.unseen(number, text):
                return min(after, stop)
            if text[0] in "`~:" and (match := fences.FENCE.fullmatch(text.rstrip())):
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

    def marks(self, number: int, text: str, above: int) -> str:
        """Judge the marks that begin a line below so many of running text."""
        message = foreign.marks(text, above)
        if text.startswith(": ") and self.open and self.open[-1][2].endswith("{glossary}"):
            message = (
                "a glossary's explanation has no colon: leave it out, and indent by two spaces"
            )
        elif text.startswith(": ") and number - self.table in (0, 1) and not self.offsets:
            message = (
                "a table's caption stands above it: write :::{table} and the words,"
                " and ::: below the table"
            )
        elif above and lost.is_other_number(self.paragraph.text, text, self.line(number + 1)):
            message = lost.OTHER_NUMBER
        if message:
            if self.marked != (number - 1, message):  # once for lines in a row
                self.fault(number, message)
            self.marked = number, message
        return message

    def unseen(self, number: int, text: str) -> int:
        """Step over a comment or a formula; give the number of the line after it, or 0."""
        if text[0] == "%":
            if lost.is_comment_in_text(self.line(number - 1), self.line(number + 1)):
                self.fault(number, lost.COMMENT)
            return number + 1
        if after := lost.formula(self.lines, number, text):
            self.fault(number, forms.FORMULA)
        return after

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
            if above:  # lazily, a paragraph goes on without the indent of its list
                lists = max(was.lists, lists)
            is_first = not above or text[1:].partition("]")[0] in self.labels
            message = "" if is_first else foreign.pair(was.text, text, in_list=lists > 0)
            if message and was.told != message:
                self.fault(number - 1, message)
            self.paragraph = Paragraph(number, above + 1, lists, text, message)
        elif text[1] in ".#" and not self.line(number + 1).strip():
            self.fault(
                number,
                "a line of attributes belongs to what is right below it: leave no empty line, or"
                " write it as code",
            )

    def words(self, number: int, text: str) -> None:
        plain = foreign.without_code(text) if "`" in text else text
        if "![" in text and NO_WORDS.search(plain):
            self.fault(number, "the picture has no words: say what it shows, ![like this](…)")
        if "[@" in text:
            for label in self.labels:
                plain = plain.replace(f"[{label}]", "")
        messages = set(foreign.faults(text, plain))
        above = self.told[1] if self.told[0] == number - 1 else set()
        for message in messages - above:  # once for lines in a row
            self.fault(number, message)
        self.told = number, messages

    def heading(self, number: int, level: int, title: str, *, nested: bool) -> None:
        if message := headings.fault(title, nested=nested):
            self.fault(number, message)
        if not nested:
            self.result.headings.append((number + 1, level, headings.words(title)))

    def fence(self, number: int, stop: int, depth: int, match: re.Match[str], indent: int) -> int:
        """Read a fenced block up to its end.

        :param indent: where it stands; -1 for inside a quote.
        """
        if message := fences.opening(match[1], match):
            self.fault(number, message)
            self.is_astray |= message == fences.MOVE
        end = self.closing(number + 1, stop, match[1], indent)
        name, marks = match[2], match[1]
        length = len(self.paragraph.text) if self.paragraph.length(number) == 1 else 0
        if marks == match[0] and marks[0] == "~" and length and not abs(length - len(marks)) > 1:
            self.fault(number, forms.REST_HEADING)
            return number + 1
        what = f"{marks}{{{name}}}" if name else marks
        if end is None:
            self.unclosed(number, stop, marks, what)
            end = stop
        elif marks[0] != ":" and (not name or name in LITERAL):
            self.within(number + 1, end, marks, closed=True)
        if name == "only" and (message := fences.output(match[3])):
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
                begin = self.below_options(number + 1, end)
                self.open.append((number, marks, what))
                self.run(begin, end, depth + 1, self.base + max(indent, 0))
                self.open.pop()
        return end + 1

    def below_options(self, number: int, stop: int) -> int:
        """Give the line below a directive's options, as lines of their own or between rules."""
        if number < stop and self.lines[number].strip("> \t") == "---":
            ends = (n + 1 for n in range(number + 1, stop) if self.lines[n].strip("> \t") == "---")
            return next(ends, number)
        while number < stop and OPTION.match(self.lines[number]):
            number += 1
        return number

    def unclosed(self, number: int, stop: int, marks: str, what: str) -> None:
        """Tell of a fence without an end, where its author has to look."""
        outer, begin = self.open[-1] if self.open else (0, "", ""), number + 1
        if outer[1] == marks:
            message = (
                f"{outer[2]} is still open on line {number + 1}, where {what} opens: close it"
                " before, or give it more signs than what it holds"
            )
            number = outer[0]
        else:
            message = (
                f"{what} opens here and is never closed, so that it swallows what follows:"
                f" close it with {marks} on a line of its own"
            )
        if not self.within(begin, stop, marks, closed=False):
            self.fault(number, message)
        self.is_astray |= outer[1] == marks

    def within(self, number: int, stop: int, marks: str, *, closed: bool) -> bool:
        """Tell of a line in a listing that is meant to open another, or to close this one."""
        if self.is_astray:
            return True
        if (place := fences.astray(self.lines[number:stop], marks, closed=closed)) < 0:
            return False
        shown = self.lines[number + place].strip("> \t")[:20]
        self.fault(
            number + place,
            f"within a listing, {shown} opens and closes nothing: give the outer one more signs,"
            " or the words a line of their own",
        )
        self.is_astray = True
        return True

    def picture(self, number: int, name: str, content: tuple[str, ...]) -> None:
        if name in PICTURES and not any(re.match(r"\s*:?alt:\s*\S", line) for line in content):
            self.fault(number, f"{{{name}}} has no words: say what it shows with :alt:")
