"""What an author writes on a page to show one record, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from handbook.content.records.domain import tradeoffs
from handbook.content.records.nodes import record_card, record_register

if TYPE_CHECKING:
    from docutils import nodes


class TradeoffCard(SphinxDirective):
    """Show what a decision chose, gained and gave up, where the reader meets it.

    .. code-block:: md

       :::{tradeoff-card} TO-0001
       :::
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder and note the line, so that a wrong id can be reported there."""
        record_id = self.arguments[0].strip()
        docname = self.env.current_document.docname
        domain = tradeoffs(self.env)
        domain.data["cards"].setdefault(docname, []).append((record_id, self.lineno))
        card = record_card(docname=docname, record=record_id)
        self.set_source_info(card)
        return [card]


class TradeoffRegister(SphinxDirective):
    """Show all records in one table, grouped by status.

    .. code-block:: md

       :::{tradeoff-register}
       :::
    """

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder and note the page, which changes with every record."""
        docname = self.env.current_document.docname
        tradeoffs(self.env).data["registers"].add(docname)
        register = record_register(docname=docname)
        self.set_source_info(register)
        return [register]
