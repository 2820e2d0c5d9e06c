"""Read a page as a reader does: its words, line by line, without code and options.

The parser is the one below MyST, with the plug-ins for what our pages use, but without Sphinx:
all pages are read in a moment.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markdown_it.token import Token

from handbook.check import blocks
from handbook.core import frontmatter

# Stands for a code span: one word that no rule knows.
CODE = "§"
# Directives whose argument a reader sees, as a title or a caption.
TITLED = frozenset(
    ("admonition", "card", "dropdown", "grid-item-card", "rubric", "tab-item", "table")
)
# Roles that lead elsewhere.
LINKS = ("doc", "download", "ref", "tradeoff")
ROLE_TARGET = re.compile(r"(?P<text>.+?)\s*<(?P<target>[^<>]+)>", re.DOTALL)


@dataclass
class Line:
    """What a reader sees of one source line.

    :ivar number: counted from 1.
    :ivar text: the words, with ``CODE`` for each code span.
    :ivar unlinked: the words outside links, each link left out.
    :ivar links: the words of each link.
    :ivar terms: the glossary terms that the line links to, with where they stand in ``unlinked``.
    :ivar breaks: whether its author ends it here.
    """

    number: int
    text: str = ""
    unlinked: str = ""
    links: list[str] = field(default_factory=list)
    terms: list[tuple[str, int]] = field(default_factory=list)
    breaks: bool = False


@dataclass
class Block:
    """A paragraph, a heading, a table's cell, or the title of a box.

    :ivar kind: ``paragraph``, ``heading``, ``cell``, ``name`` (what a definition defines)
        or ``title``.
    :ivar level: of a heading, from 1.
    :ivar bold: the words in bold with which it opens.
    :ivar is_odd: whether preflight tells of one of its lines.
    """

    kind: str
    lines: list[Line]
    level: int = 0
    bold: str = ""
    is_odd: bool = False

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass
class Page:
    """One source file.

    :ivar path: relative to the folder of the sources, with slashes.
    :ivar front_matter: the text of its head; empty where it has none.
    """

    path: str
    front_matter: str = ""
    blocks: list[Block] = field(default_factory=list)

    @cached_property
    def title(self) -> str:
        return next((b.text for b in self.blocks if b.kind == "heading" and b.level == 1), "")

    @cached_property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


_PARSER = blocks.parser(words=True)
_KINDS = {"td_open": "cell", "th_open": "cell", "dt_open": "name", "heading_open": "heading"}


def read(path: str, text: str) -> Page:
    """Read a page.

    :param path: under which the page reports.
    :param text: its whole source.
    """
    lines = text.split("\n")
    begin = frontmatter.length(lines)
    page = Page(path, "\n".join(lines[:begin]))
    _read_into(page, lines[begin:], begin + 1)
    return page


def _read_into(page: Page, lines: list[str], first: int) -> None:
    """Add the blocks of lines of which the first has the given number."""
    opening: Token | None = None
    for token in _PARSER.parse("\n".join(lines)):
        line = first + (token.map[0] if token.map else 0)
        if token.type in blocks.FENCES:
            _read_directive(page, token, line)
        elif token.type == "inline" and token.map:  # an alert's title has no line
            kind = _KINDS.get(opening.type, "paragraph") if opening else "paragraph"
            level = int(opening.tag[1]) if opening and kind == "heading" else 0
            children = token.children or []
            page.blocks.append(Block(kind, _lines(children, line), level, _bold(children)))
        if token.nesting:
            opening = token


def _read_directive(page: Page, token: Token, line: int) -> None:
    made = blocks.directive(token, line)
    if made is None:
        return
    if made.name in TITLED and made.argument:
        children = _PARSER.parseInline(made.argument)[0].children or []
        page.blocks.append(Block("title", _lines(children, line)))
    if made.name in blocks.LITERAL:
        return
    count = len(page.blocks)
    is_glossary = made.name == "glossary"
    _read_into(page, _as_definitions(made.body) if is_glossary else made.body, made.line)
    if any(option.startswith(":link:") for option in made.options):
        for shown in (shown for block in page.blocks[count:] for shown in block.lines):
            shown.unlinked = ""  # the whole card is the text of one link


def _as_definitions(body: list[str]) -> list[str]:
    """Write a glossary's entries as a definition list, with the same lines."""
    pairs = zip(["", *body], body, strict=False)
    return [
        f": {line.strip()}" if line.startswith(" ") and before and before[0] != " " else line
        for before, line in pairs
    ]


def _lines(tokens: Sequence[Token], number: int) -> list[Line]:
    """Take the inline content of a block apart at its line ends."""
    lines = [Line(number)]
    link_line: Line | None = None  # where the link began that is open
    for token in tokens:
        line = lines[-1]
        if token.type in ("softbreak", "hardbreak"):
            line.breaks |= token.type == "hardbreak"
            lines.append(Line(line.number + 1))
        elif token.type == "link_open":
            link_line = line
            line.links.append("")
        elif token.type == "link_close":
            link_line = None
        else:
            line.breaks = token.type == "html_inline" and token.content.startswith("<br")
            shown = _shown(token, line)
            line.text += shown
            if link_line:
                link_line.links[-1] += shown
            elif token.type != "myst_role":
                line.unlinked += shown
    return lines


def _shown(token: Token, line: Line) -> str:
    """Give what a reader sees of a piece, and note a term."""
    if token.type == "myst_role":
        content = token.content.replace("\n", " ")
        match = ROLE_TARGET.fullmatch(content)
        name, text = token.meta["name"], match["text"] if match else content
        if name == "term":
            target = match["target"] if match else content
            line.terms.append((target.casefold(), len(line.unlinked)))
        elif name in LINKS:
            line.links.append(text)
        return text if name in ("term", *LINKS) and name != "tradeoff" else CODE
    if token.type == "code_inline":
        return CODE
    return token.content if token.type == "text" else ""


def _bold(tokens: Sequence[Token]) -> str:
    # The box of a task comes as a piece of HTML.
    shown = [
        t for t in tokens if t.type != "html_inline" and (t.type != "text" or t.content.strip())
    ]
    if not shown or shown[0].type != "strong_open":
        return ""
    return "".join(_inside(shown[1:]))


def _inside(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "strong_close":
            return
        yield "" if token.type.endswith(("_open", "_close")) else token.content
