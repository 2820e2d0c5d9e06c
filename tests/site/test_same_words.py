"""Whatever a page is made of, all outputs say the same words in the same order.

Pages are made at random of what the style guide has, nested as Markdown allows. Each word is a
number, counted up through the page, so that what is lost, said twice or out of place is seen.
Some pages have one form that is refused, which is told at its line, and costs no other word.

``HANDBOOK_PAGES=200`` tries so many batches of pages, each time others; else always the same few.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from own_pages import FRONT, project
from page_words import (
    BUILDERS,
    book_words,
    printed,
    search_words,
    site_words,
    told_by,
    twin_words,
)

pytestmark = pytest.mark.slow

BATCHES = int(os.environ.get("HANDBOOK_PAGES", "0"))
PAGES = 8  # in a batch, which is built once for each output
WORD = re.compile(r"(?<![^\W_])[kf]\d+x\d+q(?![^\W_])")  # whole, close to nothing but signs
# What is refused, and a part of what is told of it.
REFUSED = {
    "<div>@</div>": "raw HTML",
    "```{nonsense}\n```\n\n@": "Unknown directive type",
    "{nonsense}`x` @": "Unknown interpreted text role",
    "[@](#no-such-label)": "no heading or label",
    "[@](no-such-page.md)": "no page has this path",
    "{term}`no-such-term` @": "term not in glossary",
    "@ ![words](no-such.png)": "image file not readable",
    "Cost {math}`x` @": "the handbook has no formulas",
    "@[^none]": "no footnote has this name",
}

Lines = list[str]


@dataclass
class Words:
    """Gives the words of a page, one after the other, and keeps its notes for its end."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    notes: Lines = field(default_factory=list)

    def __call__(self) -> str:
        return f"k{next(self.numbers)}q"

    def note(self) -> str:
        name = len(self.notes) + 1
        self.notes.append(f"[^n{name}]: f{name}q")
        return f"{self()}[^n{name}]"


# What is drawn is a function that writes itself with the page's next words.
Inline = Callable[[Words], str] if TYPE_CHECKING else Any
Block = Callable[[Words], Lines] if TYPE_CHECKING else Any

INLINES: dict[str, Inline] = {
    "word": lambda w: w(),
    "words": lambda w: f"{w()} {w()}, {w()}.",
    "emphasis": lambda w: f"*{w()} {w()}*",
    "strength": lambda w: f"**{w()}**",
    "both": lambda w: f"**{w()} *{w()}***",
    "code": lambda w: f"`{w()} --{w()}`",
    "struck": lambda w: f"~~{w()}~~",
    "link": lambda w: f"[{w()} `{w()}`](https://example.org/x)",
    "page": lambda w: f"[{w()}](index.md)",
    "badge": lambda w: f"{{bdg-success}}`{w()}`",
    "signs": lambda w: rf"\*{w()} \[{w()}\] \_{w()} <{w()} & \~~{w()}",
    "break": lambda w: f"{w()}<br>{w()}",
    "note": lambda w: w.note(),
    "keys": lambda w: f"{{kbd}}`{w()}` ({{sub}}`{w()}`)",
    "address": lambda w: f"<https://example.org/{w()}>",
    "entities": lambda w: f"{w()}&nbsp;{w()} &amp; {w()} &lt;{w()}&gt; \N{NO-BREAK SPACE}{w()} 🙂",
    "struck phrase": lambda w: f"~~{w()} **{w()}** `{w()}`~~",
}


@st.composite
def lines(draw: st.DrawFn) -> Block:
    """Draw a paragraph of one line or, by hard breaks, of several."""
    parts = draw(st.lists(st.sampled_from(sorted(INLINES)), min_size=1, max_size=4))
    end = draw(st.sampled_from(["\\", "  ", ""]))
    more = draw(st.lists(st.sampled_from(sorted(INLINES)), max_size=2))

    def write(words: Words) -> Lines:
        first = " ".join(INLINES[part](words) for part in parts)
        if not more:
            return [first]
        return [f"{first}{end}", " ".join(INLINES[part](words) for part in more)]

    return write


@st.composite
def text(draw: st.DrawFn) -> Inline:
    """Draw what stands on one line: in a cell, a title, a term."""
    parts = draw(st.lists(st.sampled_from(sorted(INLINES)), min_size=1, max_size=3))
    return lambda words: " ".join(INLINES[part](words) for part in parts)


def together(blocks: list[Block], words: Words) -> Lines:
    """Write blocks with an empty line between them."""
    written: Lines = []
    for block in blocks:
        written += [*([""] if written else []), *block(words)]
    return written


def within(before: str, inner: Lines) -> Lines:
    """Write lines behind a mark, or below it as far in as it is long."""
    room = "> " if before.startswith(">") else " " * len(before)
    return [f"{before}{inner[0]}", *(f"{room}{line}".rstrip() for line in inner[1:])]


def fenced(head: str, inner: Lines) -> Lines:
    """Write a directive with as many colons as what it holds asks for."""
    longest = max(
        (len(m[0]) for line in inner if (m := re.match(r"\s*>?\s*:{3,}", line))), default=2
    )
    colons = ":" * (max(longest, 2) + 1)
    return [*f"{colons}{head}".split("\n"), *inner, colons]


def boxes(inner: st.SearchStrategy[list[Block]]) -> st.SearchStrategy[Block]:
    """Draw a block that holds others."""

    @st.composite
    def draw_one(draw: st.DrawFn) -> Block:
        kind = draw(st.sampled_from(sorted(HOLDERS)))
        parts = draw(st.lists(inner, min_size=1, max_size=3))
        return lambda words: HOLDERS[kind](words, parts)

    return draw_one()


def _list(mark: str) -> Callable[[Words, list[list[Block]]], Lines]:
    return lambda words, parts: [
        line for part in parts for line in within(mark, together(part, words))
    ]


def _alert(words: Words, parts: list[list[Block]]) -> Lines:
    return ["> [!NOTE]", *within("> ", together(parts[0], words))]


def _quote(words: Words, parts: list[list[Block]]) -> Lines:
    return within("> ", together(parts[0], words))


def _titled(head: str) -> Callable[[Words, list[list[Block]]], Lines]:
    def write(words: Words, parts: list[list[Block]]) -> Lines:
        title = head.replace("@", words())
        return fenced(title, together(parts[0], words))

    return write


def _set(outer: str, head: str) -> Callable[[Words, list[list[Block]]], Lines]:
    def write(words: Words, parts: list[list[Block]]) -> Lines:
        items = [_titled(head)(words, [part]) for part in parts]
        return fenced(outer, [line for item in items for line in item])

    return write


def _list_table(words: Words, parts: list[list[Block]]) -> Lines:
    rows: Lines = []
    for part in parts:
        rows += within("* - ", [words()])
        rows += within("  - ", together(part, words))
    return fenced("{list-table}", rows)


def _definition(words: Words, parts: list[list[Block]]) -> Lines:
    return [words(), *within(": ", together(parts[0], words))]


HOLDERS: dict[str, Callable[[Words, list[list[Block]]], Lines]] = {
    "bullets": _list("- "),
    "numbers": _list("1. "),
    "tasks": lambda words, parts: [
        line
        for part in parts
        for line in within("- ", together([lambda w: [f"[ ] {w()}"], *part], words))
    ],
    "from three": _list("3. "),
    "quote": _quote,
    "alert": _alert,
    "warning": _titled("{warning}"),
    "with options": _titled("{tip}\n:class: x\n"),
    "card": _titled("{card} @"),
    "admonition": _titled("{admonition} @"),
    "dropdown": _titled("{dropdown} @"),
    "tabs": _set("{tab-set}", "{tab-item} @"),
    "cards": _set("{grid} 1 2 2 2", "{grid-item-card} @"),
    "list table": _list_table,
    "definition": _definition,
}


@st.composite
def table(draw: st.DrawFn) -> Block:
    rows = draw(st.lists(st.tuples(text(), text()), min_size=2, max_size=4))

    has_caption = draw(st.booleans())

    def write(words: Words) -> Lines:
        caption = words() if has_caption else ""
        written = [f"| {left(words)} | {right(words)} |" for left, right in rows]
        written = [written[0], "|---|:-:|", *written[1:]]
        return fenced(f"{{table}} {caption}", written) if has_caption else written

    return write


@st.composite
def listing(draw: st.DrawFn) -> Block:
    language = draw(st.sampled_from(["", "text", "console", "markdown", "python"]))
    size = draw(st.integers(1, 3))
    has_caption = draw(st.booleans())
    return lambda words: [
        *(
            [f"```{{code-block}} {language or 'text'}", f":caption: {words()}", ""]
            if has_caption
            else [f"```{language}"]
        ),
        *(f"{'$ ' if language == 'console' else ''}{words()} {words()}" for _ in range(size)),
        "```",
    ]


BLOCKS: st.SearchStrategy[list[Block]] = st.recursive(
    st.lists(st.one_of(lines(), lines(), table(), listing()), min_size=1, max_size=2),
    lambda inner: st.lists(st.one_of(boxes(inner), lines()), min_size=1, max_size=2),
    max_leaves=6,
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, int, str]:
    """Draw a page: its source, and the line and words of what is told of it, if anything is."""
    words = Words()
    source = [*FRONT.splitlines(), f"# {words()}", "", f"**{words()}.**", ""]
    refused = draw(st.one_of(st.none(), st.none(), st.sampled_from(sorted(REFUSED))))
    line = 0
    for number in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            source += [f"## {words()} {draw(text())(words)}", ""]
        if number == 0 and refused:
            line = len(source) + 1
            source += [*refused.replace("@", words()).splitlines(), ""]
        source += [*together(draw(BLOCKS), words), "", words(), ""]
    return "\n".join([*source, *words.notes, ""]), line, REFUSED.get(refused or "", "")


def order(words: str, kind: str) -> list[str]:
    return [word for word in WORD.findall(words) if word[0] == kind]


@settings(
    max_examples=BATCHES or 2,
    derandomize=not BATCHES,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a page of the batch is short enough to read
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(pages(), min_size=PAGES, max_size=PAGES))
def test_all_outputs_say_the_same_words_in_the_same_order(
    drawn: list[tuple[str, int, str]],
) -> None:
    sources = [
        # A word of its own for each page of the book
        re.sub(r"(?<![^\W_])([kf])(\d+q)", rf"\g<1>{n}x\2", source)
        for n, (source, _line, _told) in enumerate(drawn)
    ]
    names = [f"page-{n}" for n in range(len(drawn))]
    with TemporaryDirectory() as folder:
        top = Path(folder)
        project(top, dict(zip(names, sources, strict=True)), settings="")

        told = {builder: told_by(top, builder) for builder in BUILDERS}

        faults = [*told_amiss(told, names, drawn), *lost(top, names, sources)]
        assert not faults, "\n\n".join(faults)


def told_amiss(
    told: dict[str, list[str]], names: list[str], drawn: list[tuple[str, int, str]]
) -> Iterator[str]:
    """Give each refusal that was not told, and each message that none of them is due to."""
    expected = [(f"{n}.md:{d[1]}: ", d[2], d[0]) for n, d in zip(names, drawn, strict=True) if d[2]]
    for place, said, source in expected:
        if not any(line.startswith(place) and said in line for line in told["html"]):
            yield f"not told at {place}{said}\n{source}"
    for line in [line for lines in told.values() for line in lines]:
        if not any(line.startswith(place) for place, *_rest in expected):
            yield f"{line}\n{drawn[names.index(line.partition('.md')[0])][0]}"


def lost(top: Path, names: list[str], sources: list[str]) -> Iterator[str]:
    """Give each page whose words an output has not, or not in their order."""
    for name, source in zip(names, sources, strict=True):
        wanted, notes = order(source, "k"), set(order(source, "f"))
        for read in (site_words, twin_words, search_words, book_words):
            found = read(top, name)
            as_meant = order(found, "k") == wanted and set(order(found, "f")) == notes
            if not as_meant or "<svg" in found:  # which draws an icon
                yield f"{read.__name__}: {order(found, 'k')} of {len(wanted)}\n{source}\n{found}"
    words = re.findall(r"k\d+x\d+q", printed(top))
    wanted = [word for source in sources for word in order(source, "k")]
    # The contents come first, and name headings; a table repeats its head on the next sheet.
    found = list(dict.fromkeys(words[words.index(wanted[1]) - 1 :]))
    if found != wanted:
        at = next(n for n, pair in enumerate(zip_longest(found, wanted)) if pair[0] != pair[1])
        near = " ".join(found[max(at - 3, 0) : at + 3])
        yield f"PDF: {near}, not {wanted[at]}\n{sources[int(wanted[at][1:].partition('x')[0])]}"
