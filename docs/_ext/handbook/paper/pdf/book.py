"""One tree of all pages, in reading order, and what its parts refer to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder

from handbook.core.warnings import BuildError
from handbook.paper.pdf.documents import Document
from handbook.paper.pdf.templates import set_templates

URI_MARK = "%"  # first character of the address of a page inside the document


class part(nodes.Part, nodes.TextElement):  # noqa: N801 (docutils names nodes in lower case)
    """The title of a part: the caption of a toctree of the first page."""


@dataclass
class Book:
    """The assembled tree, and what the translator must know before it meets it."""

    document: Document
    tree: nodes.document
    body: list[str] = field(default_factory=list)
    """The translated tree."""
    titles: list[tuple[str, str]] = field(default_factory=list)
    """Role and markup of what the contents list, in order; without forms and the index."""
    names: dict[str, str] = field(default_factory=dict)
    """The titles of pages and sections, by label."""
    labels: set[str] = field(default_factory=set)
    """Every place that can be linked to: ``page`` or ``page:id``."""
    targets: set[str] = field(default_factory=set)
    """The places that something links to."""
    notes: dict[tuple[str, str], nodes.Element] = field(default_factory=dict)
    """Footnotes by page and id."""
    index: list[Any] = field(default_factory=list)
    """As :meth:`IndexEntries.create_index` gives it."""
    terms: set[str] = field(default_factory=set)
    """The places of the glossary's terms."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """Of a short document: the page of the whole handbook on which each label is, as printed."""
    uses: dict[str, list[str]] = field(default_factory=dict)
    """Labels of the places where the text uses a term, for the index; the translator notes them."""


def assemble(builder: Builder, document: Document) -> Book:
    """Put the pages of a document into one tree, with references resolved."""
    env = builder.env
    start = document.root or env.config.root_doc
    if start not in env.found_docs:
        raise BuildError(f"typst_documents: root: there is no page {start!r}")
    tree = env.get_doctree(start)
    toctrees = list(tree.findall(addnodes.toctree))
    for toctree in toctrees:
        toctree.parent.remove(toctree)
    opening = start_of_file(document.root, tree)
    tree.children = []
    if document.root:
        tree += opening
    if document.excerpt:
        for page in document.pages:
            if page != document.root:
                tree += chosen(builder, page)
    else:
        inline(builder, document, tree, toctrees)
    tree["docname"] = start
    env.resolve_references(tree, start, builder)
    set_templates(tree, env.config.typst_templates, Path(env.srcdir))
    return survey(Book(document, tree))


def inline(
    builder: Builder, document: Document, tree: nodes.document, toctrees: list[addnodes.toctree]
) -> None:
    """Add all pages of the toctrees; the toctrees' captions become parts."""
    seen = {document.root, *document.leaves_out}
    for toctree in toctrees:
        caption = toctree.get("caption") or ""
        new = [page for page in toctree["includefiles"] if page not in seen]
        if caption and new:
            tree += part(caption, caption)
        for page in new:
            if page not in seen:
                tree += start_of_file(page, subtree(builder, page, seen))


def subtree(builder: Builder, page: str, seen: set[str]) -> nodes.document:
    """Return a page with the pages below it at its end, each once in the whole document."""
    seen.add(page)
    tree: nodes.document = builder.env.get_doctree(page)
    sections = (child for child in tree.children if isinstance(child, nodes.section))
    top: nodes.Element = next(sections, tree)
    for toctree in list(tree.findall(addnodes.toctree)):
        toctree.parent.remove(toctree)
        for below in toctree["includefiles"]:
            if below not in seen:
                # A toctree often stands in a page's last section; its pages are no part of that.
                top += start_of_file(below, subtree(builder, below, seen))
    return tree


def chosen(builder: Builder, choice: str) -> addnodes.start_of_file:
    """Return a page, or the section of a page that ``page#section`` names, without pages below.

    :raises BuildError: there is no such page or section.
    """
    page, _mark, name = choice.partition("#")
    if page not in builder.env.found_docs:
        raise BuildError(f"typst_documents: pages: there is no page {page!r} (of {choice!r})")
    tree: nodes.document = builder.env.get_doctree(page)
    for toctree in list(tree.findall(addnodes.toctree)):
        toctree.parent.remove(toctree)
    if not name:
        return start_of_file(page, tree)
    for section in tree.findall(nodes.section):
        if name in section["ids"]:
            node = addnodes.start_of_file(docname=page, section=section["ids"][0])
            node += section
            return node
    raise BuildError(f"typst_documents: pages: {page!r} has no section {name!r}")


def start_of_file(docname: str, tree: nodes.document) -> addnodes.start_of_file:
    node = addnodes.start_of_file(docname=docname)
    node += tree.children
    return node


def survey(book: Book) -> Book:
    for element, docname in elements(book.tree, book.document.root):
        # A page of which only a section is printed is elsewhere.
        if isinstance(element, addnodes.start_of_file) and "section" not in element:
            book.labels.add(docname)
        ids: list[str] = element.get("ids", [])
        if isinstance(element, nodes.section) and (title := element.next_node(nodes.title)):
            book.names.setdefault(docname, title.astext())
            book.names.update((f"{docname}:{own}", title.astext()) for own in ids)
        book.labels.update(f"{docname}:{name}" for name in ids)
        if isinstance(element, nodes.term):
            book.terms.update(f"{docname}:{name}" for name in element["ids"])
        elif isinstance(element, nodes.footnote):
            book.notes.update({(docname, name): element for name in element["ids"]})
        elif isinstance(element, nodes.reference) and (target := target_of(element, docname)):
            book.targets.add(target)
    return book


def add_index(book: Book, index: list[Any]) -> None:
    """Keep the index entries that lead into this document, and note their places."""
    book.labels.add("genindex")
    for letter, entries in index:
        kept = []
        for name, (direct, below, key) in entries:
            own = [link for link in direct if label_of(link[1]) in book.labels]
            sub = [
                (text, [link for link in links if label_of(link[1]) in book.labels])
                for text, links in below
            ]
            sub = [(text, links) for text, links in sub if links]
            book.targets.update(label_of(link[1]) for link in own)
            book.targets.update(label_of(link[1]) for _text, links in sub for link in links)
            if own or sub:
                kept.append((name, (own, sub, key)))
        if kept:
            book.index.append((letter, kept))


def elements(root: nodes.Element, docname: str) -> Iterator[tuple[nodes.Element, str]]:
    """Walk the elements in order, each with the page that it is on."""
    waiting: list[tuple[nodes.Element, str]] = [(root, docname)]
    while waiting:
        element, page = waiting.pop()
        if isinstance(element, addnodes.start_of_file):
            page = element["docname"]
        yield element, page
        waiting.extend(
            (child, page)
            for child in reversed(element.children)
            if isinstance(child, nodes.Element)
        )


def label_of(uri: str) -> str:
    """Return the label for ``%page#id``."""
    page, _mark, name = uri.removeprefix(URI_MARK).partition("#")
    return f"{page}:{name}" if name else page


def target_of(node: nodes.Element, docname: str) -> str | None:
    """Return the label that a reference on page ``docname`` leads to; None: outside."""
    if node.get("refid"):
        return f"{docname}:{node['refid']}"
    uri: str = node.get("refuri", "")
    return label_of(uri) if uri.startswith(URI_MARK) else None
