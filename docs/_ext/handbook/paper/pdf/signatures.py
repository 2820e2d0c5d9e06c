"""Descriptions of programming interfaces, as Sphinx's domains make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from handbook.paper.pdf.base import TranslatorBase

if TYPE_CHECKING:
    from collections.abc import Callable

BRACKETS = {
    "desc_parameterlist": ("(", ")"),
    "desc_type_parameter_list": ("[", "]"),
    "desc_optional": ("[", "]"),
}
PLAIN = (
    "desc",
    "desc_addname",
    "desc_annotation",
    "desc_inline",
    "desc_signature_line",
    "desc_type",
    "desc_type_parameter",
    "desc_sig_element",
    "desc_sig_name",
    "desc_sig_operator",
    "desc_sig_punctuation",
    "desc_sig_keyword",
    "desc_sig_keyword_type",
    "desc_sig_literal_number",
    "desc_sig_literal_string",
    "desc_sig_literal_char",
)


class SignaturesMixin(TranslatorBase):
    """Writes signatures and their descriptions."""

    def visit_desc_signature(self, node: nodes.Element) -> None:
        with self.held("term"):
            self.block("signature", node)

    def visit_desc_content(self, node: nodes.Element) -> None:
        self.block("indented", node)

    def visit_desc_name(self, node: nodes.Element) -> None:
        self.inline("strong", node)

    def visit_desc_parameter(self, node: nodes.Element) -> None:
        self.inline("emph", node)

    def visit_desc_returns(self, node: nodes.Element) -> None:
        self.put(f" → {self.render(node.children)}")
        raise nodes.SkipNode

    def visit_desc_sig_space(self, node: nodes.Element) -> None:
        self.put("~")
        raise nodes.SkipNode

    def bracketed(self, node: nodes.Element) -> None:
        left, right = BRACKETS[type(node).__name__]
        parts = [self.render([child]) for child in node.children]
        self.put(f"\\{left}{', '.join(parts)}\\{right}")
        raise nodes.SkipNode


def _plain(_self: SignaturesMixin, _node: nodes.Element) -> None:
    """Let the children speak."""


def _bracketed(self: SignaturesMixin, node: nodes.Element) -> None:
    self.bracketed(node)


_visitors: dict[str, Callable[[SignaturesMixin, nodes.Element], None]] = {
    **{f"visit_{name}": _plain for name in PLAIN},
    **{f"depart_{name}": _plain for name in PLAIN},
    **{f"visit_{name}": _bracketed for name in BRACKETS},
}
for _name, _visitor in _visitors.items():
    setattr(SignaturesMixin, _name, _visitor)
