"""Savings while pages are read."""

import re
from collections.abc import Iterator
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.transforms import SphinxSmartQuotes

# Without one of these, no action of smart quotes changes a text, nor does an escape within it.
CHANGEABLE = re.compile(r"[\"'`\\&]|--|\.\.|\. \.")
# An action that turns typographic characters back into plain ones has other letters.
KNOWN_ACTIONS = set("qbBdDiew")


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


def setup(app: Sphinx) -> None:
    app.add_transform(SparingSmartQuotes)
    app.add_domain(SparingStandardDomain, override=True)
