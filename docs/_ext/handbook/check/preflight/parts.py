"""What the walk over a page's lines keeps, and how it measures a line."""

import re
from dataclasses import dataclass, field

QUOTES = re.compile(r"^(?:\s{0,3}> ?)*")


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
