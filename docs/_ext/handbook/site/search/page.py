"""What search knows of a page: its words by section, and the words that other pages link with.

The text is taken from the resolved doctree, so that the theme's own words never enter it.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from docutils import nodes
from sphinx import addnodes

from handbook.core.doctree import ONWARD, first_paragraph, line_break, top_section

UNREAD = (
    nodes.comment,
    nodes.substitution_definition,
    nodes.footnote_reference,  # a number, close to the word before it
    nodes.label,
    nodes.raw,  # the drawing of an icon
    addnodes.toctree,
)
# How the others are read: the first that fits.
FORMS = (nodes.Text, line_break, nodes.literal_block, nodes.image, nodes.TextElement, nodes.Element)
# What an excerpt leaves out, because it reads as no text; it is found all the same.
FACTS = (nodes.field_list, nodes.docinfo)
CONTENTS = "toctree-wrapper"  # the class of the contents that a toctree becomes
MAX_BESIDE = 40  # words
# In a template that is shown as Markdown; what stands within a word is none: C#, max_retry.
MARKUP = re.compile(r"\[[ x]\]|(?<!\w)[*_#>|`]+|[*_>|`]+(?!\w)|<!--|-->")
WHITESPACE = re.compile(r"\s+")


@dataclass
class Section:
    """A part of a page with an address.

    :ivar id: the anchor; empty for what stands above the first heading.
    :ivar level: 1 for the page's title, 2 and more for headings, 0 for a glossary term.
    :ivar aside: what is found here and shown in no excerpt: facts, lists of links.
    """

    id: str
    title: str
    level: int
    text: str
    aside: str = ""


@dataclass
class Link:
    """Words that lead from this page to another: ``target`` is a URI below the site's root."""

    target: str
    words: str


@dataclass
class PageText:
    """One page as search sees it.

    :ivar kind: the name of its kind, such as ``template``; empty for none.
    :ivar record: the id of the record that the page is; empty for none.
    :ivar keywords: words that the page's author wants it found by.
    :ivar words: its words, each with its stem.
    :ivar said: the stems of its names, its headings and its text, as postings.py keeps them.
    """

    docname: str
    url: str
    title: str
    kind: str
    owner: str
    record: str
    keywords: str
    answer: str
    sections: list[Section] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    said: list[list[str]] = field(default_factory=list)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        sections = [Section(**section) for section in data.pop("sections")]
        links = [Link(**link) for link in data.pop("links")]
        return cls(**data, sections=sections, links=links)


def sections(doctree: nodes.document) -> list[Section]:
    """Cut a page into its sections and glossary terms, in reading order."""
    top = top_section(doctree)
    notes = {name: note for note in doctree.findall(nodes.footnote) for name in note["ids"]}
    return list(_sections(top, 1, notes)) if top is not None else []


def answer(doctree: nodes.document) -> str:
    """Give the text of the page's first paragraph."""
    first = first_paragraph(doctree)
    return squeeze(text_of(first)) if first is not None else ""


def links(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Give the address and the words of each link to another page, and what stands beside it.

    A link in a list of definitions or in a table has a neighbour that says what it leads to:
    in a router, that is the reader's own question.
    """
    for reference in doctree.findall(nodes.reference):
        uri = reference.get("refuri", "")
        if not reference.get("internal") or not uri or uri.startswith("#"):
            continue
        if _parent(reference, nodes.compound, CONTENTS) is not None:
            continue
        yield uri, squeeze(text_of(reference))
        beside = _beside(reference)
        words = squeeze(" ".join(text_of(node) for node in beside)).split()
        if words:
            yield uri, " ".join(words[:MAX_BESIDE])


def _beside(reference: nodes.reference) -> list[nodes.Node]:
    """Give the nodes that describe what a link leads to, if its place is one that does."""
    if (item := _parent(reference, nodes.definition_list_item)) is not None:
        return _beside_in_definition(reference, item)
    if (row := _parent(reference, nodes.row)) is not None:
        entry = _parent(reference, nodes.entry)
        is_first = next(row.findall(nodes.reference)) is reference
        return row[1:2] if is_first and entry is row[0] else []
    return []


def _beside_in_definition(reference: nodes.reference, item: nodes.Element) -> list[nodes.Node]:
    terms = [child for child in item if isinstance(child, nodes.term)]
    definitions = [child for child in item if isinstance(child, nodes.definition)]
    if _parent(reference, nodes.term) is not None:
        return [*definitions]
    if _parent(item, addnodes.glossary) is not None:
        # The page on which a term is used is about what the term's first sentence says.
        paragraph = next(
            (node for one in definitions for node in one.findall(nodes.paragraph)), None
        )
        return [*terms, paragraph] if paragraph is not None else [*terms]
    is_first = next(item.findall(nodes.reference)) is reference
    return [*terms] if is_first else []


def text_of(node: nodes.Node, asides: list[str] | None = None) -> str:
    """Give the words of a node as a reader meets them, with alternative text for pictures.

    :param asides: takes what a node says beside its text: facts, and links that lead away.
    """
    form = _form(type(node))  # type: ignore[arg-type]
    if form is nodes.Text:
        return str(node)
    if form is line_break:
        return " "
    if form is nodes.literal_block:
        return MARKUP.sub(" ", node.astext())
    if form is nodes.image:
        return str(node.get("alt", ""))  # type: ignore[attr-defined]
    if form is None or (isinstance(node, nodes.compound) and CONTENTS in node["classes"]):
        return ""
    if _is_aside(node):
        if asides is not None:
            asides.append(squeeze(node.astext()))
        return ""
    if form is nodes.TextElement:
        return "".join([text_of(child) for child in node.children])
    return _blocks(node.children, asides)


@functools.cache
def _form(kind: type[nodes.Node]) -> type[nodes.Node] | None:
    """Give how a kind of node is read; None for what is not."""
    if issubclass(kind, UNREAD):
        return None
    return next((form for form in FORMS if issubclass(kind, form)), None)


def _blocks(blocks: Iterable[nodes.Node], asides: list[str] | None) -> str:
    """Join what stands one below the other."""
    text = ""
    for block in blocks:
        words = text_of(block, asides).strip()
        text += f"{_between(text, block)}{words}" if words else ""
    return text


def _between(before: str, following: nodes.Node) -> str:
    """Part what stands in boxes of its own, unless it ends as a sentence does."""
    if not before or before[-1] in ".,;:!?·…":
        return " " if before else ""
    return ": " if isinstance(following, nodes.definition) else " · "


def _is_aside(node: nodes.Node) -> bool:
    if isinstance(node, nodes.TextElement):
        is_paragraph = isinstance(node, nodes.paragraph) and len(node) > 0
        return is_paragraph and node[0].astext().startswith(ONWARD)
    return isinstance(node, FACTS) or (
        isinstance(node, (nodes.bullet_list, nodes.enumerated_list))
        and all(_is_link(item) for item in node.children)
    )


def _is_link(item: nodes.Node) -> bool:
    """Tell whether a list's item is a link and nothing else."""
    linked = "".join(link.astext() for link in item.findall(nodes.reference))
    return bool(linked) and squeeze(item.astext()).rstrip(".") == squeeze(linked).rstrip(".")


def squeeze(text: str) -> str:
    return WHITESPACE.sub(" ", text).strip()


def _sections(
    section: nodes.section, level: int, notes: dict[str, nodes.footnote]
) -> Iterator[Section]:
    """Cut a section; a footnote, which stands below all of them, belongs to the first that asks."""
    title = next((child for child in section if isinstance(child, nodes.title)), None)
    blocks = [child for child in section if not isinstance(child, (nodes.section, nodes.title))]
    asides: list[str] = []
    text = _blocks((one for one in blocks if not isinstance(one, addnodes.glossary)), asides)
    for child in [*blocks, *([title] if title is not None else [])]:
        for reference in child.findall(nodes.footnote_reference):
            if note := notes.pop(reference.get("refid", ""), None):
                text += f" {text_of(note)}"
    yield Section(
        section["ids"][0] if level > 1 and section["ids"] else "",
        squeeze(text_of(title)) if title is not None else "",
        level,
        squeeze(text),
        " · ".join(asides),
    )
    for child in section:
        if isinstance(child, nodes.section):
            yield from _sections(child, level + 1, notes)
        elif isinstance(child, addnodes.glossary):
            yield from _terms(child)


def _terms(glossary: addnodes.glossary) -> Iterator[Section]:
    for item in glossary.findall(nodes.definition_list_item):
        names = [child for child in item if isinstance(child, nodes.term)]
        definition = " ".join(text_of(child) for child in item if child not in names)
        for name in names:
            anchor = name["ids"][0] if name["ids"] else ""
            # A term ends with the index entry that Sphinx adds, which has no text.
            yield Section(anchor, squeeze(text_of(name)), 0, squeeze(definition))


def _parent(
    node: nodes.Node, kind: type[nodes.Element], css_class: str = ""
) -> nodes.Element | None:
    """Give the nearest element of a kind, and of a class if one is named, around a node."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kind) and (not css_class or css_class in parent["classes"]):
            break
        parent = parent.parent
    return parent
