"""What stands within a line of text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.core.warnings import Subtype, warn
from handbook.paper.pdf.base import TranslatorBase
from handbook.paper.pdf.escape import escape, string
from handbook.paper.pdf.formula import FormulaError, to_typst

if TYPE_CHECKING:
    from collections.abc import Callable

WRAPPERS = {
    "emphasis": "emph",
    "title_reference": "emph",
    "literal_emphasis": "emph",
    "strong": "strong",
    "literal_strong": "strong",
    "manpage": "emph",
    "superscript": "super",
    "subscript": "sub",
    "s": "strike",
    "strikethrough": "strike",
}
# Raw HTML within a line that has a printed form; of all other tags only the text is kept.
HTML_TAGS = {
    "s": "strike",
    "del": "strike",
    "strike": "strike",
    "ins": "underline",
    "u": "underline",
    "b": "strong",
    "strong": "strong",
    "i": "emph",
    "em": "emph",
    "cite": "emph",
    "sub": "sub",
    "sup": "super",
    "mark": "marked",
    "small": "small",
    "kbd": "key",
}
SPAN_CLASSES = {"guilabel": "guilabel", "menuselection": "guilabel", "strike": "strike"}
# Sphinx writes the steps of a menu with a sign that few fonts have.
MENU_STEP = str.maketrans("\N{TRIANGULAR BULLET}", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")


class InlineMixin(TranslatorBase):
    """Writes text and its marks."""

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        if "parsed" in self.inside:
            self.put(self.preformatted(node))
        else:
            self.put(self.text(node.astext().translate(MENU_STEP), node))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        pass

    def preformatted(self, node: nodes.Text) -> str:
        """Keep the spaces and line ends of a text."""
        lines = node.astext().expandtabs(4).split("\n")
        return "#linebreak()".join(self.text(line, node).replace("  ", "~~") for line in lines)

    def visit_inline(self, node: nodes.Element) -> None:
        for name, function in SPAN_CLASSES.items():
            if name in node["classes"]:
                self.inline(function, node)
        self.put(self.anchors(node))

    def depart_inline(self, node: nodes.Element) -> None:
        pass

    visit_generated = visit_problematic = visit_inline
    depart_generated = depart_problematic = depart_inline
    visit_PassthroughTextElement = visit_inline  # noqa: N815
    depart_PassthroughTextElement = depart_inline  # noqa: N815

    def visit_literal(self, node: nodes.literal) -> None:
        text = self.code(node)
        self.put(self.anchors(node))
        if "kbd" in node["classes"]:
            self.put(f"#key[{escape(text)}]")
        else:
            self.put(f"#literal({string(text)})")
        raise nodes.SkipNode

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """Spell an abbreviation out where it is met first: paper has no pointer to hover with."""
        full = node.get("explanation", "")
        self.put(self.render(node.children))
        # In a signature Sphinx uses abbreviations to explain signs.
        if full and "term" not in self.inside and ("abbreviation", full) not in self.told:
            self.told.add(("abbreviation", full))
            self.put(f" \\({self.text(full, node)}\\)")
        raise nodes.SkipNode

    visit_acronym = visit_abbreviation

    # -- Formulas --------------------------------------------------------------------------

    def visit_math(self, node: nodes.Element) -> None:
        self.put(f"{self.anchors(node)}{self.formula(node, block=False)}")
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.Element) -> None:
        self.mark(node)
        number = self.builder.env.toc_fignumbers.get(self.docname, {}).get("displaymath", {})
        own = [n for name in node["ids"] for n in [number.get(name)] if n]
        label = ".".join(map(str, own[0])) if own else str(node.get("number") or "")
        body = self.formula(node, block=True)
        self.put(f"{self.anchors(node)}#equation({string(label)})[{body}]\n\n")
        raise nodes.SkipNode

    def formula(self, node: nodes.Element, *, block: bool) -> str:
        source = " ".join(node.astext().split())
        try:
            formula = to_typst(source)
        except FormulaError as error:
            warn(
                Subtype.PDF,
                "the PDF cannot set %s in a formula; its source is printed: write it more simply",
                error,
                location=self.where(node),
            )
            return f"#literal({string(source)})"
        return (
            f"#formula({string(source)}, $ {formula} $)"
            if block
            else (f"#formula({string(source)}, ${formula}$)")
        )

    # -- HTML that Markdown leaves as it is ------------------------------------------------

    def visit_raw(self, node: nodes.Element) -> None:
        formats = node.get("format", "").split()
        if "typst" in formats:
            self.put(node.astext())
        elif "html" in formats:
            block = not isinstance(node.parent, nodes.TextElement)
            reader = HtmlReader(self, node)
            outer, self.open_html = self.open_html, [] if block else self.open_html
            reader.feed(node.astext())
            reader.close()
            if block:
                self.put("]" * len(self.open_html) + "\n\n")
                self.open_html = outer
        raise nodes.SkipNode


class HtmlReader(HTMLParser):
    """Turns a fragment of HTML into markup: its text, and the few tags that print."""

    def __init__(self, translator: InlineMixin, node: nodes.Element) -> None:
        super().__init__(convert_charrefs=True)
        self.translator = translator
        self.node = node
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.translator.put("#linebreak()")
        elif tag == "input":
            self.tick(dict(attrs))
        elif tag in ("script", "style", "svg"):
            self.silent += 1
        elif tag in HTML_TAGS:
            self.translator.open_html.append(tag)
            self.translator.put(f"#{HTML_TAGS[tag]}[")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "svg"):
            self.silent = max(self.silent - 1, 0)
        elif self.translator.open_html and self.translator.open_html[-1] == tag:
            self.translator.open_html.pop()
            self.translator.put("]")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.translator.put(self.translator.text(data, self.node))

    def tick(self, attrs: dict[str, str | None]) -> None:
        """Print a box, unless the list that holds it prints one as its bullet."""
        if attrs.get("type") == "checkbox" and "task" not in self.translator.inside[-1:]:
            self.translator.put(f"#tick-box({str('checked' in attrs).lower()})")


def _wrapper(function: str) -> Callable[[InlineMixin, nodes.Element], None]:
    def visit(self: InlineMixin, node: nodes.Element) -> None:
        self.inline(function, node)

    return visit


for _name, _function in WRAPPERS.items():
    setattr(InlineMixin, f"visit_{_name}", _wrapper(_function))
