"""Callouts, and the components of sphinx-design: all that a page hides, paper shows."""

import re
from collections.abc import Callable

from docutils import nodes
from sphinx.locale import admonitionlabels

from handbook.paper.pdf.base import TranslatorBase, child_of, rest_of
from handbook.paper.pdf.escape import string
from handbook.paper.pdf.page_breaks import UNBROKEN
from handbook.paper.pdf.templates import template

ROW_COLUMNS = re.compile(r"sd-row-cols-(?:[a-z]+-)?(\d+)")
COLOUR = re.compile(r"sd-(?:bg|outline|btn|btn-outline)-([a-z]+)$")
# Components, and the function of the template that sets what they hold.
BLOCKS = {name: name for name in ("card-title", "card-header", "card-footer")} | {"tab-set": "tabs"}
# More cards in a row than this are too narrow on paper.
MOST_CARDS = 3


class ComponentsMixin(TranslatorBase):
    """Writes callouts and components."""

    # -- Callouts --------------------------------------------------------------------------

    def callout(self, node: nodes.Element, kind: str, title: str) -> None:
        self.block(f"admonition({string(kind)}, [{title}])", node, rest_of(node, nodes.title))

    def visit_admonition(self, node: nodes.Element) -> None:
        title = child_of(node, nodes.title)
        kind = next((c for c in node["classes"] if c in admonitionlabels), "note")
        self.callout(node, kind, self.render(title.children) if title else "")

    # -- Components ------------------------------------------------------------------------

    def visit_container(self, node: nodes.container) -> None:
        design = node.get("design_component", "")
        part = "literal_block" if node.get("literal_block") else design.replace("-", "_")
        if function := UNBROKEN if UNBROKEN in node["classes"] else BLOCKS.get(design):
            self.block(function, node)
        if handler := getattr(self, f"component_{part}", None):
            self.mark(node)
            handler(node)
        self.put(self.anchors(node))

    def depart_container(self, node: nodes.container) -> None:
        self.put("\n\n")

    def component_grid_row(self, node: nodes.container) -> None:
        items = [child for child in node.children if isinstance(child, nodes.Element)]
        counts = [int(m[1]) for c in node["classes"] if (m := ROW_COLUMNS.fullmatch(c))]
        columns = max(1, min(max(counts, default=2), MOST_CARDS, len(items)))
        cards = [card for item in items if (card := only_card(item)) is not None]
        of_cards = len(cards) == len(items)
        with self.narrow(self.room // (MOST_CARDS + 1)):
            inner = zip(items, cards if of_cards else items, strict=True)
            cells = ", ".join(self.cell(item, held) for item, held in inner)
        function = "cards" if of_cards else "columned"
        self.put(f"{self.anchors(node)}#{function}({columns}, {cells})\n\n")
        raise nodes.SkipNode

    def cell(self, item: nodes.Element, inner: nodes.Element) -> str:
        marks = self.anchors(item) + (self.anchors(inner) if inner is not item else "")
        return f"[{marks}{self.within('card', inner.children)}]"

    def component_card(self, node: nodes.container) -> None:
        with self.held("card"):
            self.block("card", node)

    def component_tab_item(self, node: nodes.container) -> None:
        label = child_of(node, nodes.rubric)
        title = self.anchors(label) + self.render(label.children) if label else ""
        self.block(f"tab([{title}])", node, rest_of(node, nodes.rubric))

    def component_dropdown(self, node: nodes.container) -> None:
        titled = bool(node.get("has_title")) and len(node) > 0
        head = child_of(node, nodes.rubric) if titled else None
        title = self.anchors(head) + self.render(head.children) if head is not None else ""
        self.block(f"dropdown([{title}])", node, node.children[1 if titled else 0 :])

    def visit_template(self, node: template) -> None:
        title, *rest = node.children
        label = title.next_node(nodes.Text) or nodes.Text("")
        prompt = [child for child in title.children if child is not label]
        self.mark(node)
        with self.held("template"):
            heads = f"[{self.text(label.rstrip(': '), node)}], [{self.render(prompt)}]"
            self.put(f"#template({heads})[{self.render(rest)}]\n\n")

    # -- Within a line ---------------------------------------------------------------------

    def visit_sd_badge(self, node: nodes.Element) -> None:
        colours = (m[1] for c in node["classes"] if (m := COLOUR.match(c)))
        self.inline(f"badge({string(next(colours, 'secondary'))})", node)


def only_card(item: nodes.Element) -> nodes.Element | None:
    inner = [child for child in item.children if isinstance(child, nodes.Element)]
    card = len(inner) == 1 and inner[0].get("design_component") == "card"
    return inner[0] if card else None


def _labelled(kind: str) -> Callable[[ComponentsMixin, nodes.Element], None]:
    def visit(self: ComponentsMixin, node: nodes.Element) -> None:
        self.callout(node, kind, self.text(str(admonitionlabels[kind]), node))

    return visit


for _kind in admonitionlabels:
    setattr(ComponentsMixin, f"visit_{_kind}", _labelled(_kind))
