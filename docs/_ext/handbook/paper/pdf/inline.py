"""What stands within a line of text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.paper.pdf.base import TranslatorBase
from handbook.paper.pdf.escape import parts, string

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE_END = re.compile(r"[.!?…][”\N{RIGHT SINGLE QUOTATION MARK})»]*(?=\s|$)")
# Code of this length, in characters, may break after its signs, and its parts of the other length
# everywhere.
LONG_NAME, LONG_PART = 20, 40
BREAK = "\N{ZERO WIDTH SPACE}"  # as the template knows it
WRAPPERS = {
    "emphasis": "emph",
    "strong": "strong",
    "superscript": "super",
    "subscript": "sub",
}
# What MyST writes as HTML and has a printed form; of all other tags only the text is kept.
HTML_TAGS = {"s": "strike"}


class InlineMixin(TranslatorBase):
    """Writes text and its marks."""

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        if not self.waiting_notes:
            self.put(self.text(node.astext(), node))
            return
        ended = SENTENCE_END.search(node.astext())
        until = ended.end() if ended else len(node)
        self.put(self.text(node[:until], node))
        if ended:
            self.put(self.notes())
        self.put(self.text(node[until:], node))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        pass

    def visit_inline(self, node: nodes.Element) -> None:
        self.put(self.anchors(node))

    def depart_inline(self, node: nodes.Element) -> None:
        pass

    visit_problematic = visit_inline
    depart_problematic = depart_inline
    visit_PassthroughTextElement = visit_inline  # noqa: N815
    depart_PassthroughTextElement = depart_inline  # noqa: N815

    def visit_literal(self, node: nodes.literal) -> None:
        text = self.code(node)
        call = f"#literal({string(text)})"
        if max(map(len, text.split()), default=0) > min(self.room, LONG_NAME):
            marked = BREAK.join(parts(text, min(self.room, LONG_PART), longest=0))
            call = f"#literal({string(marked)}, long: true)"
        self.put(f"{self.anchors(node)}{call}")
        raise nodes.SkipNode

    # -- HTML that Markdown leaves as it is ------------------------------------------------

    def visit_raw(self, node: nodes.Element) -> None:
        if "html" in node.get("format", "").split():
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


def _wrapper(function: str) -> Callable[[InlineMixin, nodes.Element], None]:
    def visit(self: InlineMixin, node: nodes.Element) -> None:
        self.inline(function, node)

    return visit


for _name, _function in WRAPPERS.items():
    setattr(InlineMixin, f"visit_{_name}", _wrapper(_function))
