"""What a page's tree holds, asked in one way by all who ask.

A page has one section at its top, whose title is the page's. What modules put below that title
stands in the order of :class:`Slot`, whichever module comes first. The page's answer is its first
paragraph. What MyST writes as HTML, and each output in a form of its own, is a node here: pictures
that we draw, the boxes of a list to tick, line breaks, struck words.
"""

import re
from enum import IntEnum

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

# How a paragraph begins that only leads away from the page.
ONWARD = ("Next:", "See also:")
# Up to this length, in characters, all names of a list fit beside what they mean.
SHORT_TERM = 14
BESIDE = "beside"  # the class of such a list
_BOX = re.compile(
    r'<input class="task-list-item-checkbox" (checked="checked" )?(disabled="disabled" )?'
    r'type="checkbox">'
)


class Slot(IntEnum):
    """What may stand below a page's title, in this order."""

    OVERDUE = 1  # whoever relies on the page has to know first
    LOCAL = 2  # what is different here, where the page has no paragraph to put it below
    RECORD = 3


class picture(nodes.General, nodes.Element):  # noqa: N801  (docutils names nodes so)
    """Something drawn, whose text says in words what it shows: search and twins read that.

    A kind of figure is a subclass, with a visitor for each builder that has a form of its own for
    it; for all others, a transform makes an image of it.
    """


class tick_box(nodes.Inline, nodes.Element):  # noqa: N801
    """A box at the head of a task; ``ticked`` says whether it is done."""


class line_break(nodes.Inline, nodes.Element):  # noqa: N801
    """Where an author ends a line; between words, it parts them as a space does."""

    def astext(self) -> str:
        return " "


class struck(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words that no longer hold, and are shown as such."""


def top_section(doctree: nodes.document) -> nodes.section | None:
    """Give the section whose title is the page's; ``None`` for a page without a heading."""
    return doctree.next_node(nodes.section)


def is_for_dark(node: nodes.Node) -> bool:
    """Tell what Furo shows in its dark scheme alone, in the place of what is ``only-light``."""
    return isinstance(node, nodes.Element) and "only-dark" in node["classes"]


def first_paragraph(doctree: nodes.document) -> nodes.paragraph | None:
    """Give the page's answer: the first paragraph with words that stands in no box or list.

    Of a record that is being written, it is the choice.
    """
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section) and paragraph.astext().strip():
            return paragraph
    return None


def put_below_title(doctree: nodes.document, node: nodes.Element, slot: Slot) -> None:
    """Put a node below the page's title, in its place among others; a page without one has none."""
    if (section := top_section(doctree)) is None:
        return
    node["slot"] = slot.value
    before = [other for other in section.children if _slot(other) <= slot]
    section.insert(1 + len(before), node)


def _slot(node: nodes.Node) -> int:
    return node.get("slot", max(Slot) + 1) if isinstance(node, nodes.Element) else max(Slot) + 1


def find_boxes(doctree: nodes.document) -> None:
    """Make a node of each box to tick, which MyST writes as HTML."""
    for raw in list(doctree.findall(nodes.raw)):
        if box := _BOX.fullmatch(raw.astext()):
            raw.replace_self(tick_box(ticked=bool(box[1])))


def drop_empty_heads(doctree: nodes.document) -> None:
    """Make tables without a head of those whose head says nothing: Markdown can write no other."""
    for head in list(doctree.findall(nodes.thead)):
        if not head.astext().strip() and not any(head.findall(nodes.image)):
            head.parent.remove(head)


def mark_short_terms(doctree: nodes.document) -> None:
    """Mark lists whose names are so short that they stand beside what they mean."""
    for listed in doctree.findall(nodes.definition_list):
        pairs = [[type(part) for part in item.children] for item in listed.children]
        terms = [term for item in listed.children for term in item.children[:1]]
        if (
            len(terms) > 1
            and not isinstance(listed.parent, addnodes.glossary)
            and all(pair == [nodes.term, nodes.definition] for pair in pairs)
            and all(len(term.astext()) <= SHORT_TERM and not _leads(term) for term in terms)
        ):
            listed["classes"].append(BESIDE)


def _leads(term: nodes.Node) -> bool:
    """Tell whether a name is a link, which on paper needs room for its page number."""
    return any(isinstance(n, nodes.reference | addnodes.pending_xref) for n in term.findall())


def _visit_html(self: HTML5Translator, node: tick_box) -> None:
    name, ticked = ("Done", ' checked="checked"') if node["ticked"] else ("To do", "")
    self.body.append(
        f'<input aria-label="{name}" class="task-list-item-checkbox"{ticked}'
        ' disabled="disabled" type="checkbox">'
    )
    raise nodes.SkipNode


def _break_html(self: HTML5Translator, node: line_break) -> None:
    self.body.append("<br />\n")
    raise nodes.SkipNode


def _struck_html(self: HTML5Translator, node: struck) -> None:
    self.body.append(self.starttag(node, "s", ""))


def _struck_html_end(self: HTML5Translator, node: struck) -> None:
    self.body.append("</s>")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(tick_box, html=(_visit_html, None))
    app.add_node(line_break, html=(_break_html, None))
    app.add_node(struck, html=(_struck_html, _struck_html_end))
    for mend in (find_boxes, drop_empty_heads, mark_short_terms):
        # Before anybody looks at a page's nodes.
        app.connect("doctree-read", lambda _app, doctree, mend=mend: mend(doctree), priority=50)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
