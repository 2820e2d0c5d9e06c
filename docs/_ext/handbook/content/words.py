"""Say what a reader meets in the organisation's words: ``[words]`` of ``handbook.toml``.

One transform of each upstream page, before anything asks for its titles, so that menus, contents,
search, the PDF and the EPUB have them too. Addresses were made before, and stay. What is no page
asks :func:`of` itself: records, drawings, forms, the words of search.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from unicodedata import normalize

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from handbook.content.local import INSERT_CLASS
from handbook.core import words
from handbook.core.config import settings
from handbook.core.doctree import picture
from handbook.core.sources import is_local
from handbook.core.warnings import Subtype, warn

TEMPLATES = "_data/templates"
# Of listings that hold no code: what a reader copies to send or to fill in.
TO_SEND = ("markdown", "text")
# How the handbook is written and kept: there a listing shows what stands in a file.
FOR_KEEPERS = "about/"
# Code, addresses and what others have said.
KEPT = (
    *(nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.comment),
    *(nodes.block_quote, nodes.attribution, nodes.citation, nodes.title_reference),
)


def of(config: Config) -> words.Words:
    return words.of(settings(config).words)


class OwnWords(SphinxTransform):
    """Put the organisation's words into a page, except into what the organisation wrote."""

    default_priority = 740  # before Sphinx makes quotes typographic

    def apply(self, **kwargs: Any) -> None:
        own = of(self.config)
        if not own or is_local(self.env.current_document.docname):
            return
        shows_files = self.env.current_document.docname.startswith(FOR_KEEPERS)
        for code in self.document.findall(nodes.literal_block):
            if code.get("language") in TO_SEND and not shows_files:
                code.children = [nodes.Text(own.said(code.astext()))]
                code.setup_child(code.children[0])
                code.rawsource = code.astext()
        before: nodes.Text | None = None
        for text in list(self._texts(self.document)):
            if text is None:
                before = None
                continue
            new_before = before if before and _block(before) is _block(text) else None
            if new_before is None:
                new = own.said(text.astext())
            else:
                said, new = own.said_after(new_before.astext(), text.astext())
                _replace(new_before, said)
            before = _replace(text, new)
        self._attributes(own)

    def _texts(self, node: nodes.Node) -> Iterator[nodes.Text | None]:
        """Give what may be reworded, and None where something stands between that may not."""
        for child in node.children:
            if isinstance(child, nodes.Text):
                if child.astext() != self.config.project:  # the title, which the organisation wrote
                    yield child
            elif isinstance(child, KEPT) or _is_of_others(child):
                yield None
            else:
                yield from self._texts(child)

    def _attributes(self, own: words.Words) -> None:
        """Look after what a reader meets though it is no text of the page."""
        for image in self.document.findall(nodes.Element):
            if isinstance(image, nodes.image | picture) and "alt" in image:
                image["alt"] = own.said(image["alt"])
        for meta in self.document.findall(nodes.meta):
            if meta.get("name") == "description":
                meta["content"] = own.said(meta["content"])
        for tree in self.document.findall(addnodes.toctree):
            tree["entries"] = [(title and own.said(title), page) for title, page in tree["entries"]]
            tree["caption"] = tree["caption"] and own.said(tree["caption"])
        for index in self.document.findall(addnodes.index):
            index["entries"] = [
                (kind, own.said(entry), *rest) for kind, entry, *rest in index["entries"]
            ]
        for glossary in self.document.findall(addnodes.glossary):
            _join_entries(cast("nodes.Element", glossary[0]))
        standard = self.env.domains.standard_domain
        for term in self.document.findall(nodes.term):
            name = term.astext()
            if term["ids"] and ("term", name) not in standard.objects:
                standard.note_object("term", name, term["ids"][0], location=term)


def _join_entries(entries: nodes.Element) -> None:
    """Put entries in order, whose terms may begin otherwise now; no two have one name.

    One that only points to the other goes: it was an abbreviation, and the name needs none.
    """
    entries.children.sort(key=_in_order)
    for pair in pairwise(list(entries.children)):
        (one, said), (other, said_too) = (cast("nodes.Element", item).children[:2] for item in pair)
        name = one.astext()
        if name != other.astext():
            continue
        points = [
            text.astext().rstrip(".").casefold() == name.casefold() for text in (said, said_too)
        ]
        if any(points):
            gone, kept = (one, other) if points[0] else (other, one)
            cast("nodes.Element", kept)["ids"] += cast("nodes.Element", gone)["ids"]
            entries.remove(gone.parent)
        else:
            message = "two entries are called %r: name one of them otherwise, in handbook.toml"
            warn(Subtype.LOCAL, message, name, location=other)


def _in_order(item: nodes.Node) -> str:
    """Give what a term is sorted by: no accents, no quotes."""
    term = normalize("NFKD", cast("nodes.Element", item)[0].astext().casefold())
    return "".join(letter for letter in term if letter.isalnum() or letter == " ")


def _is_of_others(node: nodes.Node) -> bool:
    """Tell whether a node holds the name of a work elsewhere, or an organisation's own text."""
    if isinstance(node, nodes.reference):
        return "://" in str(node.get("refuri", ""))
    return isinstance(node, nodes.Element) and INSERT_CLASS in node["classes"]


def _block(text: nodes.Text) -> nodes.Node:
    """Give the outermost element of running text, such as the paragraph."""
    node: nodes.Node = text.parent
    while isinstance(node, nodes.Inline):
        node = node.parent
    return node


def _replace(text: nodes.Text, new: str) -> nodes.Text:
    if new == text.astext():
        return text
    made = nodes.Text(new)
    text.parent.replace(text, made)
    return made


def _reword_downloads(app: Sphinx, error: Exception | None) -> None:
    """Let downloaded templates say what the page shows (event ``build-finished``)."""
    own, templates = of(app.config), Path(app.srcdir, TEMPLATES)
    if error or not own:
        return
    for source, (_pages, name) in app.env.dlfiles.items():
        copy = Path(app.outdir, "_downloads", name)
        if Path(app.srcdir, source).is_relative_to(templates) and copy.is_file():
            copy.write_text(own.said(copy.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.core.config")
    app.add_transform(OwnWords)
    app.connect("build-finished", _reword_downloads)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
