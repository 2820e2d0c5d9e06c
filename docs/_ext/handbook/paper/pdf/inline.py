"""What stands within a line of text."""

import re
from collections.abc import Callable

from docutils import nodes

from handbook.core.doctree import line_break
from handbook.paper.pdf.base import TranslatorBase
from handbook.paper.pdf.escape import parts, string

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
    "struck": "strike",
}


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

    def visit_literal(self, node: nodes.literal) -> None:
        text = self.code(node)
        call = f"#literal({string(text)})"
        if max(map(len, text.split()), default=0) > min(self.room, LONG_NAME):
            marked = BREAK.join(parts(text, min(self.room, LONG_PART), longest=0))
            call = f"#literal({string(marked)}, long: true)"
        self.put(f"{self.anchors(node)}{call}")

    def visit_line_break(self, node: line_break) -> None:
        self.put("#linebreak()")


def _wrapper(function: str) -> Callable[[InlineMixin, nodes.Element], None]:
    def visit(self: InlineMixin, node: nodes.Element) -> None:
        self.inline(function, node)

    return visit


for _name, _function in WRAPPERS.items():
    setattr(InlineMixin, f"visit_{_name}", _wrapper(_function))
