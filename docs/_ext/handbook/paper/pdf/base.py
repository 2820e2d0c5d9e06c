"""What every part of the translator uses: output, places, numbers."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.docutils import SphinxTranslator

from handbook.core.fonts import describe, missing
from handbook.core.warnings import Subtype, warn
from handbook.paper.pdf import own_files
from handbook.paper.pdf.book import Book
from handbook.paper.pdf.escape import breakable, clean, string

# Characters that a line of a page surely holds, also in a list in a box.
LINE = 60
# Signs that make one where a font knows it, such as a woman and a laptop.
_SIGN = "[\u2190-\u2bff\U0001f000-\U0001faff]"
JOINED = re.compile(f"{_SIGN}(?:\u200d{_SIGN})+")


class TranslatorBase(SphinxTranslator):
    """Collects Typst markup in ``body``.

    A visitor renders the children of its node itself and writes one call of a template function, so
    that what it writes is always balanced; only one that has a departure leaves them to the walk.
    """

    def __init__(self, document: nodes.document, builder: Builder, book: Book) -> None:
        super().__init__(document, builder)
        self.book = book
        self.body: list[str] = []
        self.docname = book.tree["docname"]
        self.inside: list[str] = []
        """The kinds of node that hold the current one and change how it is set."""
        self.place: str = self.docname
        """The last place in the sources that a node was known to come from."""
        self.room = LINE
        """How many characters a line surely holds here; what is longer can break."""
        self.held_heading = ""
        """A heading that waits for the table below it."""
        self.told: set[tuple[str, str]] = set()
        self.own_points = own_files.points(own_files.files(self.config, Path(builder.srcdir)))
        self.lacking: dict[str, tuple[str, dict[str, None]]] = {}
        """For each page the first place of a character that no font has, and all of them."""
        self.placed: set[str] = set()
        self.waiting_notes: list[tuple[str, str]] = []
        """Addresses of links, and how they are printed at the end of their sentence."""

    # -- Output ----------------------------------------------------------------------------

    def put(self, text: str) -> None:
        self.body.append(text)

    def render(self, children: Iterable[nodes.Node]) -> str:
        """Return the markup of nodes, without writing it."""
        outer, self.body = self.body, []
        for child in children:
            child.walkabout(self)
        inner, self.body = self.body, outer
        return "".join(inner).strip()

    def within(self, kind: str, children: Iterable[nodes.Node]) -> str:
        """Return the markup of nodes that know themselves to be in ``kind``."""
        with self.held(kind):
            return self.render(children)

    @contextmanager
    def narrow(self, room: int) -> Iterator[None]:
        """Know that lines hold fewer characters, at least one."""
        outer, self.room = self.room, max(1, min(room, self.room))
        try:
            yield
        finally:
            self.room = outer

    @contextmanager
    def held(self, kind: str) -> Iterator[None]:
        self.inside.append(kind)
        try:
            yield
        finally:
            self.inside.pop()

    def notes(self) -> str:
        waiting, self.waiting_notes = self.waiting_notes, []
        numbers = (f"#address-note({string(uri)}, [{shown}])" for uri, shown in waiting)
        return "#super[,]".join(numbers)

    def inline(self, function: str, node: nodes.Element) -> NoReturn:
        """Write ``#function[children]`` into a line of text."""
        self.put(f"{self.anchors(node)}#{function}[{self.render(node.children)}]")
        raise nodes.SkipNode

    def block(
        self, call: str, node: nodes.Element, children: Iterable[nodes.Node] | None = None
    ) -> NoReturn:
        """Write ``#call[children]`` as a block of its own."""
        self.mark(node)
        body = self.render(node.children if children is None else children)
        self.put(f"{self.anchors(node)}#{call}[{body}{self.notes()}]\n\n")
        raise nodes.SkipNode

    def text(self, text: str, node: nodes.Node) -> str:
        """Return escaped text, with the characters that no font can show as their codes."""
        return breakable(self.printable(clean(text), node), self.room)

    def code(self, node: nodes.Element) -> str:
        """Return the text of code, which becomes a string and not markup, likewise."""
        return self.printable(clean(node.astext()), node)

    def printable(self, text: str, node: nodes.Node) -> str:
        for char in missing(text, self.own_points):
            text = text.replace(char, f"[U+{ord(char):04X}]")
            self.lacking.setdefault(self.docname, (self.where(node), {}))[1][char] = None
        for sign in JOINED.findall(text):
            warn(
                Subtype.PDF,
                "the sign %s is several that are joined, which the PDF prints one beside the"
                " other: write a sign that is one, or its words",
                sign,
                location=self.where(node),
            )
        return text

    def tell_lacking(self) -> None:
        """Warn of the page's characters that no font has, in one message."""
        place, chars = self.lacking.pop(self.docname, ("", {}))
        if chars:
            first = next(iter(chars))
            others = f" and {len(chars) - 1} more on this page" if len(chars) > 1 else ""
            warn(
                Subtype.PDF,
                "no font of the PDF has the character %s%s; each is printed as its code, such as"
                " [U+%04X]: name a font that has it as `fonts` in handbook.toml, or write it in"
                " another way",
                describe(first),
                others,
                ord(first),
                location=place,
            )

    # -- Places ----------------------------------------------------------------------------

    def mark(self, node: nodes.Element) -> None:
        """Leave a comment with the node's place, which a fault of the compiler is traced to."""
        if node.source and node.line:
            self.place = f"{node.source}:{node.line}"
            if path := shown_path(node.source, str(self.builder.srcdir)):
                self.put(f"/*@{path}:{node.line}*/\n")

    def where(self, node: nodes.Node) -> str:
        """Return ``file:line`` of a node, or of what holds it."""
        climbing: nodes.Node | None = node
        while climbing is not None:
            source, line = getattr(climbing, "source", None), getattr(climbing, "line", None)
            if source and line:
                return f"{source}:{line}"
            climbing = climbing.parent
        return self.place

    def anchors(self, node: nodes.Element) -> str:
        """Return marks for those ids of a node that something links to."""
        ids: list[str] = node.get("ids", [])
        return "".join(self.anchor(f"{self.docname}:{name}") for name in ids)

    def anchor(self, name: str) -> str:
        """Return a mark for a label, once, if something links to it."""
        if name not in self.book.targets or name in self.placed:
            return ""
        self.placed.add(name)
        return f"#anchor({string(name)})"

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit a node, and mark those of its ids that its visitor has not marked.

        :raises SkipNode: the visitor has written the children too.
        """
        try:
            super().dispatch_visit(node)
        finally:
            # A section's ids belong after its title, which marks them.
            if isinstance(node, nodes.Element) and not isinstance(node, nodes.section):
                self.put(self.anchors(node))
        kinds = (kind.__name__ for kind in type(node).__mro__)
        visited = next((kind for kind in kinds if hasattr(self, f"visit_{kind}")), "")
        if visited and not hasattr(self, f"depart_{visited}"):
            raise nodes.SkipNode

    def place_rest(self) -> None:
        """At the end of a page, mark what its visitors passed over, so that no link dangles."""
        own = {n for n in self.book.targets & self.book.labels if n.startswith(f"{self.docname}:")}
        self.put("".join(self.anchor(name) for name in sorted(own - self.placed)))

    # -- Numbers ---------------------------------------------------------------------------

    def number(self, kind: str, node: nodes.Element) -> str:
        """Return what stands before a caption, such as ``("Table", "2.1")``, or ``none``."""
        if not self.config.numfig:
            return "none"
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        ids: list[str] = node.get("ids", [])
        for name in ids:
            if name in numbers:
                written = self.config.numfig_format[kind] % ".".join(map(str, numbers[name]))
                word, _space, digits = written.rpartition(" ")
                return f"({string(word)}, {string(digits)})"
        return "none"

    # -- Nodes that nobody knows -----------------------------------------------------------

    def unknown_visit(self, node: nodes.Node) -> None:
        kind = type(node).__name__
        if "unknown" not in self.inside and (self.docname, kind) not in self.told:
            self.told.add((self.docname, kind))
            warn(
                Subtype.PDF,
                "the PDF has no form for a node %r; its text alone is printed: use a component that"
                " the style guide shows",
                kind,
                location=self.where(node),
            )
        if isinstance(node, nodes.TextElement) and not any(node.findall(nodes.reference)):
            # Some nodes know more of their text than their children do.
            self.put(self.text(node.astext(), node))
            node.children = []
        self.inside.append("unknown")  # what it holds is told with it

    def unknown_departure(self, node: nodes.Node) -> None:
        self.inside.pop()
        if not isinstance(node, nodes.Inline):
            self.put("\n\n")


def _pass(self: TranslatorBase, node: nodes.Node) -> None:
    """Leave a node to its children."""


for _kind in (
    *("PassthroughTextElement", "compound", "document", "glossary", "inline", "list_item"),
    *("problematic", "target"),
):
    setattr(TranslatorBase, f"visit_{_kind}", _pass)
    setattr(TranslatorBase, f"depart_{_kind}", _pass)


@cache
def shown_path(source: str, srcdir: str) -> str:
    """Return the path that a comment names a source by; empty: a comment cannot hold it."""
    path = Path(source)
    if path.is_relative_to(srcdir):
        path = path.relative_to(srcdir)
    return "" if "*" in path.name else path.as_posix()


def child_of(node: nodes.Element, kind: type[nodes.Element]) -> nodes.Element | None:
    return next((child for child in node.children if isinstance(child, kind)), None)


def rest_of(node: nodes.Element, *kinds: type[nodes.Element]) -> list[nodes.Node]:
    return [child for child in node.children if not isinstance(child, kinds)]
