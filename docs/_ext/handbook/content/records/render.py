"""Fill the placeholders when a builder writes: summary, card and register.

Only standard nodes come out, with links that Sphinx resolves afterwards.
So every builder can write them: HTML, EPUB, text, PDF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.content.records.domain import TradeoffDomain
from handbook.content.records.model import typeset
from handbook.content.records.nodes import (
    link_to_page,
    link_to_record,
    record_card,
    record_register,
    record_summary,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handbook.content.records.model import Record

REVERSIBILITY = {"easy": "easy to undo", "costly": "costly to undo", "one-way": "one-way"}
# Column of the register: the class that styles and scripts know it by, its heading, its width.
COLUMNS = (
    ("record", "Record", 36),
    ("status", "Status", 12),
    ("area", "Area", 13),
    ("owner", "Owner", 15),
    ("reversibility", "Reversibility", 12),
    ("review-by", "Review by", 12),
)


class RecordPlaceholders(SphinxPostTransform):
    """Replace each placeholder before Sphinx resolves links (priority 10)."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Fill every placeholder of the page, or of the whole book where it is one doctree."""
        domain = cast("TradeoffDomain", self.env.domains["tradeoff"])
        today = self.config.handbook_today
        for summary in list(self.document.findall(record_summary)):
            record = typeset(domain.shown(summary["docname"]), self.config)
            summary.replace_self(summary_of(record, domain, today))
        for card in list(self.document.findall(record_card)):
            shown = domain.index.get(card["record"])
            card.replace_self(
                card_of(typeset(shown, self.config), card)
                if shown
                else nodes.paragraph("", card["record"])
            )
        for register in list(self.document.findall(record_register)):
            register.replace_self(register_of(domain, register["docname"], today))


def summary_of(record: Record, domain: TradeoffDomain, today: str) -> nodes.Node:
    """Make the facts that open a record's own page."""
    page = record.docname
    review = record.review_by + (", overdue" if record.is_overdue(today) else "")
    facts: list[tuple[str, nodes.Node | None]] = [
        # The answer and its price come first, then who keeps it.
        ("Record", _text(record.id)),
        ("Status", _text(record.status.capitalize())),
        ("Replaced by", _links(page, list(filter(None, [record.superseded_by])), domain)),
        ("Chosen", _text(record.chosen)),
        *_price(record),
        ("Reversibility", _text(REVERSIBILITY[record.reversibility])),
        ("Options", _list(record.options)),
        ("Related", _links(page, domain.relatives(record), domain)),
        ("Replaces", _links(page, record.supersedes, domain)),
        ("Relied on by", _list([link_to_page(page, p) for p in domain.backlinks(record)])),
        ("Area", _text(record.area)),
        ("Owner", _text(record.owner)),
        ("Deciders", _list(record.deciders)),
        ("Decided", _text(record.decided)),
        ("Reviewed", _text(record.reviewed)),
        ("Review by", _text(review if record.review_by else "")),
    ]
    return _box("tradeoff-summary", record, _fields(facts))


def card_of(record: Record, card: record_card) -> nodes.Node:
    """Make the short form of a record for another page."""
    head = nodes.paragraph("", "", link_to_record(card["docname"], record.id))
    head += nodes.Text(f" ({record.status}, {REVERSIBILITY[record.reversibility]})")
    return _box("tradeoff-card", record, head, _fields(_price(record)))


def register_of(domain: TradeoffDomain, docname: str, today: str) -> nodes.Node:
    """Make the table of a page's register."""
    listed = domain.listed(docname)
    if not listed:
        return nodes.paragraph("", "No records yet.")
    body = nodes.tbody()
    previous = ""
    for record in listed:
        body += _register_row(record, docname, today, first=record.status != previous)
        previous = record.status
    head = nodes.thead("", nodes.row("", *(_cell(name, _text(h)) for name, h, _ in COLUMNS)))
    group = nodes.tgroup("", *(nodes.colspec(colwidth=w) for *_, w in COLUMNS), head, body)
    group["cols"] = len(COLUMNS)
    return nodes.table("", group, classes=["tradeoff-register"])


def _register_row(record: Record, docname: str, today: str, *, first: bool) -> nodes.row:
    overdue = record.is_overdue(today)
    cells: dict[str, nodes.Node | None] = {
        "record": nodes.paragraph("", "", link_to_record(docname, record.id)),
        "status": _text(record.status),
        "area": _text(record.area),
        "owner": _text(record.owner),
        "reversibility": _text(record.reversibility),
        "review-by": _text(record.review_by + (", overdue" if overdue else "")),
    }
    classes = ["tradeoff-first"] * first + ["tradeoff-overdue"] * overdue
    return nodes.row("", *(_cell(name, cells[name]) for name, *_ in COLUMNS), classes=classes)


def _cell(name: str, content: nodes.Node | None) -> nodes.entry:
    return nodes.entry("", *([content] if content else []), classes=[f"tradeoff-{name}"])


def _price(record: Record) -> list[tuple[str, nodes.Node | None]]:
    """Give what a decision costs, the part that a card shows too."""
    return [
        ("Gains", _list(record.gains)),
        ("Costs", _list(record.costs)),
        ("Who pays, when", _list([f"{payer.who}: {payer.when}" for payer in record.payers])),
        ("Reopen when", _list(record.reopen_when)),
    ]


def _box(name: str, record: Record, *content: nodes.Node) -> nodes.container:
    return nodes.container("", *content, classes=[name, f"tradeoff-{record.status}"])


def _fields(facts: Iterable[tuple[str, nodes.Node | None]]) -> nodes.field_list:
    return nodes.field_list(
        "",
        *(
            nodes.field("", nodes.field_name("", name), nodes.field_body("", value))
            for name, value in facts
            if value is not None
        ),
    )


def _text(text: str) -> nodes.paragraph | None:
    return nodes.paragraph("", text) if text else None


def _links(docname: str, ids: Sequence[str], domain: TradeoffDomain) -> nodes.Node | None:
    """Link to each record that exists; a dead id was reported where it stands, and stays text."""
    index = domain.index
    return _list([link_to_record(docname, name) if name in index else name for name in ids])


def _list(items: Sequence[str | nodes.Node]) -> nodes.Node | None:
    """Make a list, or a plain paragraph of a single item."""
    lines = [
        nodes.paragraph("", item) if isinstance(item, str) else nodes.paragraph("", "", item)
        for item in items
    ]
    if len(lines) < 2:
        return lines[0] if lines else None
    return nodes.bullet_list("", *(nodes.list_item("", line) for line in lines))
