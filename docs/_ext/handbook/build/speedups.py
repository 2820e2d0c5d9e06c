"""What Sphinx does again and again, done once; no output changes by a byte.

All takes the places that Sphinx offers; what has none stays as it is. ``make bench`` shows what it
saves together with the menu, of which that has the larger part: "ours" against "stock".
"""

import gc
import logging
import re
from collections.abc import Iterator, Set
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains.std import StandardDomain
from sphinx.transforms import SphinxSmartQuotes
from sphinx.util.logging import NAMESPACE
from sphinx.util.typing import ExtensionMetadata

# New objects before the collector looks: at Python's 700 it walks each page's tree many times.
COLLECT_AFTER = 100_000
# Without one of these, no action of smart quotes changes a text, nor does an escape within it.
CHANGEABLE = re.compile(r"[\"'`\\&]|--|\.\.|\. \.")
# An action that turns typographic characters back into plain ones has other letters.
KNOWN_ACTIONS = set("qbBdDiew")


def spare_collector(app: Sphinx, *_args: object) -> None:
    """Let the garbage collector pass over what stays: modules and registry, then what was read.

    Collecting goes on: documents are trees whose nodes point at their parents, and
    without it a build takes twice the memory.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def spare_no_more(app: Sphinx, error: Exception | None) -> None:
    """Let it have what a later build of the process, as in a live preview, does not need."""
    gc.unfreeze()


class _WhereQuotesAre:
    """Stands in for a document whose blocks of text are asked for: gives those that may change."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def findall(self, condition: type[nodes.Element]) -> Iterator[nodes.Element]:
        return (
            node
            for node in self._document.findall(condition)
            if not isinstance(node.parent, nodes.TextElement) and CHANGEABLE.search(node.astext())
        )


class SparingSmartQuotes(SphinxSmartQuotes):
    """Looks for the quotes of a block of text only where its text has a character of theirs.

    The stock transform takes each text apart, and replaces it by another node.
    """

    # Before the stock transform, which then finds that an extension has switched it off.
    default_priority = SphinxSmartQuotes.default_priority - 1

    def apply(self, **kwargs: Any) -> None:
        if not set(self.config.smartquotes_action) <= KNOWN_ACTIONS:
            return
        document = self.document
        self.document = cast("nodes.document", _WhereQuotesAre(document))
        try:
            super().apply(**kwargs)
        finally:
            self.document = document
        document.settings.smart_quotes = False


class SparingStandardDomain(StandardDomain):
    """Looks for labels and terms of a page that is about to be read only if it may have any.

    The stock domain goes through those of all pages before it reads each, and so takes time that
    grows with the square of the pages.
    """

    _pages: set[str] | None = None
    """Pages that have been read, in this process or before."""

    def clear_doc(self, docname: str) -> None:
        if self._pages is None:
            tables = (self.progoptions, self.objects, self._terms, self.labels, self.anonlabels)
            self._pages = {entry[0] for table in tables for entry in table.values()}
        if docname in self._pages:
            super().clear_doc(docname)
        # Nothing is read that was not cleared before.
        self._pages.add(docname)


class TitlesOnce(StandaloneHTMLBuilder):
    """Renders each title once: it stands in the links before, after and above of many pages."""

    _titles: dict[nodes.Node, dict[str, str]]

    def prepare_writing(self, docnames: Set[str]) -> None:
        self._titles = {}
        super().prepare_writing(docnames)

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        if not isinstance(node, nodes.title):
            return super().render_partial(node)
        if node not in self._titles:
            self._titles[node] = super().render_partial(node)
        return self._titles[node]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", spare_collector)
    app.connect("env-updated", spare_collector)
    app.connect("build-finished", spare_no_more)
    app.add_transform(SparingSmartQuotes)
    app.add_domain(SparingStandardDomain, override=True)
    app.add_builder(TitlesOnce, override=True)
    if not app.verbosity:
        # For each event, Sphinx composes messages that nobody is shown.
        logging.getLogger(NAMESPACE).setLevel(logging.INFO)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
