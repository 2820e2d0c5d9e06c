"""What an author writes on a page to show one record, or all."""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from handbook.content import leave_out
from handbook.content.records.domain import tradeoffs
from handbook.content.records.render import record_card, record_register
from handbook.content.records.schema import AREAS


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
        if record_id in leave_out.of(self.env).records:
            return []
        docname = self.env.current_document.docname
        domain = tradeoffs(self.env)
        domain.data["cards"].setdefault(docname, []).append((record_id, self.lineno))
        card = record_card(docname=docname, record=record_id)
        self.set_source_info(card)
        return [card]


class TradeoffRegister(SphinxDirective):
    """Show records in one table, grouped by status: of an area, or all without a register yet.

    .. code-block:: md

       :::{tradeoff-register}
       :area: handbook
       :::
    """

    option_spec: ClassVar[OptionSpec] = {"area": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder and note the page, which changes with every record."""
        docname = self.env.current_document.docname
        area = self.options.get("area", "")
        if area and area not in AREAS:
            raise self.error(f"no area {area!r} of records; the known ones are {', '.join(AREAS)}")
        tradeoffs(self.env).data["registers"][docname] = area
        register = record_register(docname=docname)
        self.set_source_info(register)
        return [register]
