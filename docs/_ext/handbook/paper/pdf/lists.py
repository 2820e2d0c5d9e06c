"""Lists: bulleted, numbered, to tick, of definitions, fields, options and steps."""

from docutils import nodes

from handbook.core.doctree import BESIDE, tick_box
from handbook.paper.pdf.base import TranslatorBase, rest_of
from handbook.paper.pdf.escape import array, boolean, string
from handbook.paper.pdf.page_breaks import keeps_on

NUMBERING = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
# From this mean length, in characters, items read better as paragraphs.
LONG_ITEM = 110
# Longer names of fields share the line with what they mean.
LONG_NAME = 24
# Characters in a line of a field, and the lines that are never broken.
FIELD_LINE = 75
FIELD_LINES = 12


class ListsMixin(TranslatorBase):
    """Writes lists."""

    def items(self, node: nodes.Element) -> list[str]:
        return [f"[{self.anchors(i)}{self.render(i.children)}]" for i in list_items(node)]

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self.mark(node)
        boxes = [checkbox(item) for item in list_items(node)]
        if any(boxes):
            with self.held("task"):
                items = ", ".join(self.items(node))
            done = array("none" if b is None else boolean(b["ticked"]) for b in boxes)
            call = f"#checklist({done}, {items})"
        else:
            call = f"#list(..spaced({boolean(tight(node))}), {', '.join(self.items(node))})"
        call = f"#keep[{call}]" if keeps_on(node) else call
        self.put(f"{self.anchors(node)}{call}\n\n")

    def visit_tick_box(self, node: tick_box) -> None:
        """Print a box, unless the list that holds it prints one as its bullet."""
        if "task" not in self.inside[-1:]:
            self.put(f"#tick-box({boolean(node['ticked'])})~")

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        self.mark(node)
        # In Markdown by a line before the list: {style=lower-alpha}
        kind = NUMBERING.get(node.get("enumtype", ""), "1")
        pattern = f"{node.get('prefix', '')}{kind}{node.get('suffix') or '.'}"
        arguments = [
            f"..spaced({boolean(tight(node))})",
            f"start: {node.get('start', 1)}",
            f"numbering: {string(pattern)}",
            *self.items(node),
        ]
        self.put(f"{self.anchors(node)}#enum({', '.join(arguments)})\n\n")

    # -- Pairs -----------------------------------------------------------------------------

    def visit_definition_list(self, node: nodes.Element) -> None:
        kind = "glossary" if "glossary" in node["classes"] else "definitions"
        bodies = [pair.children[-1] for pair in node.children]
        of_text = all(isinstance(body.next_node(), nodes.paragraph) for body in bodies)
        option = "short: true, " if BESIDE in node["classes"] and of_text else ""
        self.pairs(kind, node, nodes.term, nodes.definition, option)

    def visit_field_list(self, node: nodes.Element) -> None:
        # Facts are looked up: on one page, if they surely fit there.
        lines = sum(1 + len(p.astext()) // FIELD_LINE for p in node.findall(nodes.paragraph))
        option = "breakable: false, " if lines <= FIELD_LINES else ""
        if any(len(name.astext()) > LONG_NAME for name in node.findall(nodes.field_name)):
            option += "names: 34%, "
        self.pairs("fields", node, nodes.field_name, nodes.field_body, option)

    def pairs(
        self,
        function: str,
        node: nodes.Element,
        name: type[nodes.Element],
        body: type[nodes.Element],
        option: str = "",
    ) -> None:
        """Write a list of names and what they mean."""
        self.mark(node)
        written = []
        names = LONG_NAME - 6 if "names" in option else self.room
        for item in node.children:
            if not isinstance(item, nodes.Element):
                continue
            with self.narrow(names):
                heads = [
                    f"{self.anchors(child)}{self.within('term', child.children)}"
                    for child in item.children
                    if isinstance(child, name)
                ]
            tails = [child for child in item.children if isinstance(child, body)]
            tail = self.within(function, (c for t in tails for c in t.children))
            extra = self.render(rest_of(item, name, body))
            written.append(f"([{self.anchors(item)}{', '.join(heads)}], [{extra}{tail}])")
        self.put(f"{self.anchors(node)}#{function}({option}{', '.join(written)})\n\n")
        raise nodes.SkipNode


def list_items(node: nodes.Element) -> list[nodes.Element]:
    return [child for child in node.children if isinstance(child, nodes.list_item)]


def checkbox(item: nodes.Element) -> tick_box | None:
    return next((box for child in item.children[:1] for box in child.findall(tick_box)), None)


def tight(node: nodes.Element) -> bool:
    """Tell whether a list's items are lines rather than paragraphs."""
    items = list_items(node)
    texts = [
        sum(len(c.astext()) for c in item.children if isinstance(c, nodes.paragraph))
        for item in items
    ]
    several = any(
        sum(isinstance(child, nodes.paragraph) for child in item.children) > 1 for item in items
    )
    return not several and sum(texts) <= LONG_ITEM * max(len(items), 1)
