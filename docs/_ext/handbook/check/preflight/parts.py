"""What the walk over a page's lines keeps, and how it measures a line."""

import re
from dataclasses import dataclass, field

QUOTES = re.compile(r"^(?:\s{0,3}> ?)*")
# markdown-it drops what lies on level 20: quotes count once, list items twice. Fewer are readable.
MAX_LEVEL = 12
MARKER = re.compile(r"(?:[-*+:]|\d{1,9}[.)])(?:\s+|$)")
RULE = re.compile(r"([-*_])\s*(?:\1\s*){2,}")


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


@dataclass(frozen=True)
class Paragraph:
    """The last line of running text, counted from 0: of so many in a row, in so many lists."""

    number: int = -2
    lines: int = 0
    lists: int = 0
    text: str = ""
    told: str = ""

    def length(self, number: int) -> int:
        """Give how many lines of it stand right above another line."""
        return self.lines if self.number == number - 1 else 0


def quoted(line: str) -> int:
    """Give the column where a line's text begins, behind the marks of quotes."""
    rest = QUOTES.sub("", line.lstrip(), count=1)
    return width(rest, rest.lstrip())


def width(line: str, text: str) -> int:
    space = line[: len(line) - len(text)]
    return len(space.expandtabs(4)) if "\t" in space else len(space)


class Walk:
    """Where a walk over the lines of a file stands: in which lists, quotes and directives."""

    def __init__(self, lines: list[str], result: Structure) -> None:
        self.lines = lines
        self.result = result
        self.offsets: list[int] = []
        self.columns: list[int] = []
        """Where the items' texts and their marks begin, of the lists around a line."""
        self.base = 0
        """The column from which a directive's content is read: that of its fence."""

    def fault(self, number: int, message: str, *, stops: bool = False) -> None:
        """Note a fault; lines are counted from 0 here."""
        self.result.faults.append((number + 1, message, stops))

    def width(self, line: str, text: str) -> int:
        """Give the column where a line's text begins, as its directive's content has it."""
        return max(width(line, text) - self.base, 0)

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

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
                self.columns.append(indent)
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
