"""Show records: a summary, a card, the register.

What they say depends on other pages. So a page's own doctree keeps only a placeholder, which is
filled when a builder writes, with standard nodes and links that Sphinx resolves afterwards: every
builder can write them. What a page so shows of others is told, and the page written again with it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.content.records.domain import TradeoffDomain, tradeoffs
from handbook.content.records.model import FIELDS, Payer, Record, typeset

REVERSIBILITY = {"easy": "easy to undo", "costly": "costly to undo", "one-way": "one-way"}
# What a decision costs, which a card shows too.
PRICE = ("gains", "costs", "payers", "reopen-when")
# On a record's page these stand above its text, and every other field below.
ABOVE = ("superseded-by", *PRICE, "options")
# The style guide's badges; colour only repeats what the word says.
BADGES = {"accepted": "success", "proposed": "warning"}
# Column of the register: the class that styles and scripts know it by, its heading, its width.
COLUMNS = (
    ("record", "Record", 40),
    ("status", "Status", 12),
    ("area", "Area", 14),
    ("owner", "Owner", 13),
    ("reversibility", "Undo", 9),
    ("review-by", "Review by", 12),
)


class record_summary(nodes.General, nodes.Element):  # noqa: N801  (docutils names nodes so)
    """Where a record's page opens with its line and its choice; ``docname`` is that page."""


class record_card(nodes.General, nodes.Element):  # noqa: N801
    """A record shown on another page; ``docname`` is that page, ``record`` the id."""


class record_register(nodes.General, nodes.Element):  # noqa: N801
    """The table of all records; ``docname`` is the page that it stands on."""


class RecordPlaceholders(SphinxPostTransform):
    """Replace each placeholder before Sphinx resolves links (priority 10)."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Fill every placeholder of the page, or of the whole book where it is one doctree."""
        domain = tradeoffs(self.env)
        today = self.config.handbook_today
        for summary in list(self.document.findall(record_summary)):
            record = typeset(domain.shown(summary["docname"]), self.config)
            show_record(record, summary, domain, today)
        for card in list(self.document.findall(record_card)):
            shown = domain.index.get(card["record"])
            card.replace_self(
                card_of(typeset(shown, self.config), card)
                if shown
                else nodes.paragraph("", card["record"])
            )
        for register in list(self.document.findall(record_register)):
            register.replace_self(register_of(domain, register["docname"], today))


def show_record(
    record: Record, summary: record_summary, domain: TradeoffDomain, today: str
) -> None:
    """Open a record's page with the answer, then its price, and end it with who keeps it.

    A box that the author put below the title, such as one that says "Fiction", stays above the
    price.
    """
    page, section = record.docname, summary.parent
    overdue = ", overdue" if record.is_overdue(today) else ""
    links = [link_to_page(page, other) for other in domain.backlinks(record)]
    facts = _facts(record)
    for key, value in {
        "superseded-by": _links(page, list(filter(None, [record.superseded_by])), domain),
        "options": _list(option for option in record.options if option != record.chosen),
        "related": _links(page, domain.relatives(record), domain),
        "supersedes": _links(page, record.supersedes, domain),
        "review-by": _text(record.review_by and record.review_by + overdue),
    }.items():
        facts[key] = facts[key][0], value
    facts["relied-on-by"] = "Relied on by", _list(links)
    price = _fields(facts[key] for key in ABOVE)
    kept = _fields(fact for key, fact in facts.items() if key not in ABOVE)
    line = nodes.paragraph("", f"{record.id}: ", _badge(record))
    line += nodes.Text(f", {REVERSIBILITY[record.reversibility]}{overdue}")
    chosen = nodes.paragraph("", "", nodes.strong("", "Chosen:"), nodes.Text(f" {record.chosen}"))
    chosen["classes"].append("tradeoff-chosen")
    place = section.index(summary) + 1
    while isinstance(section[place], nodes.Admonition):
        place += 1
    section.insert(place, _box("tradeoff-summary", record, price))
    section.append(_box("tradeoff-summary", record, kept))
    opening = [nodes.container("", line, classes=["tradeoff-line"])]
    summary.replace_self(opening + [chosen] * bool(record.chosen))


def card_of(record: Record, card: record_card) -> nodes.Node:
    """Make the short form of a record for another page."""
    head = nodes.paragraph("", "", link_to_record(card["docname"], record.id))
    head += nodes.Text(f" ({record.status}, {REVERSIBILITY[record.reversibility]})")
    facts = _facts(record)
    return _box("tradeoff-card", record, head, _fields(facts[key] for key in PRICE))


def register_of(domain: TradeoffDomain, docname: str, today: str) -> nodes.Node:
    """Make the table of a page's register."""
    listed = domain.listed(docname)
    if not listed:
        return nodes.paragraph("", "No records yet.")
    body = nodes.tbody()
    for record, before in zip(listed, [None, *listed], strict=False):
        begins = before is None or record.status != before.status
        body += _register_row(record, docname, today, begins=begins)
    head = nodes.thead("", nodes.row("", *(_cell(name, _text(h)) for name, h, _ in COLUMNS)))
    # The first is the head of its row: what a screen reader says with each of the row's cells.
    widths = (nodes.colspec(colwidth=w, stub=name == "record") for name, _, w in COLUMNS)
    group = nodes.tgroup("", *widths, head, body)
    group["cols"] = len(COLUMNS)
    return nodes.table("", group, classes=["tradeoff-register"])


def _register_row(record: Record, docname: str, today: str, *, begins: bool) -> nodes.row:
    overdue = record.is_overdue(today)
    cells: dict[str, nodes.Node | None] = {
        "record": nodes.paragraph("", "", link_to_record(docname, record.id)),
        "status": nodes.paragraph("", "", _badge(record)),
        "area": _text(record.area),
        "owner": _text(record.owner),
        "reversibility": _text(record.reversibility),
        "review-by": _text(record.review_by + (", overdue" if overdue else "")),
    }
    classes = ["tradeoff-first"] * begins + ["tradeoff-overdue"] * overdue
    return nodes.row("", *(_cell(name, cells[name]) for name, *_ in COLUMNS), classes=classes)


def _cell(name: str, content: nodes.Node | None) -> nodes.entry:
    return nodes.entry("", *([content] if content else []), classes=[f"tradeoff-{name}"])


def _facts(record: Record) -> dict[str, tuple[str, nodes.Node | None]]:
    """Give each field that is shown, by its name: its label, and its value as it stands."""
    facts = {}
    for key, declared in FIELDS.items():
        if label := declared.metadata["label"]:
            value = getattr(record, declared.name)
            facts[key] = label, _text(value) if isinstance(value, str) else _list(value)
    return facts


def _badge(record: Record) -> nodes.inline:
    colour = BADGES.get(record.status, "secondary")
    classes = ["sd-sphinx-override", "sd-badge", f"sd-bg-{colour}", f"sd-bg-text-{colour}"]
    return nodes.inline("", record.status, classes=classes)


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


def _list(items: Iterable[str | Payer | nodes.Node]) -> nodes.Node | None:
    """Make a list, or a plain paragraph of a single item."""
    lines = [
        nodes.paragraph("", "", item if isinstance(item, nodes.Node) else nodes.Text(str(item)))
        for item in items
    ]
    if len(lines) < 2:
        return lines[0] if lines else None
    return nodes.bullet_list("", *(nodes.list_item("", line) for line in lines))


def link_to_record(docname: str, record_id: str) -> addnodes.pending_xref:
    """Link to a record by id; Sphinx writes the label and the address."""
    return _link(docname, record_id, domain="tradeoff", kind="record", target=record_id)


def link_to_page(docname: str, target: str) -> addnodes.pending_xref:
    """Link to a page by name, with its title as text."""
    return _link(docname, target, domain="std", kind="doc", target=f"/{target}")


def _link(docname: str, text: str, *, domain: str, kind: str, target: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        nodes.inline("", text, classes=["xref"]),
        refdomain=domain,
        reftype=kind,
        reftarget=target,
        refexplicit=False,
        refwarn=False,
        refdoc=docname,
    )


def shown_records(app: Sphinx, env: BuildEnvironment) -> dict[str, list[object]]:
    domain = tradeoffs(env)
    pages = {*domain.records, *domain.data["mentions"], *domain.data["registers"]}
    return {page: _seen(domain, env, page, app.config.handbook_today) for page in pages}


def _seen(domain: TradeoffDomain, env: BuildEnvironment, page: str, today: str) -> list[object]:
    index = domain.index
    seen: list[object] = []
    if page in domain.data["registers"]:
        seen += [_shown(record, today) for record in domain.listed(page)]
    seen += [
        (name, _known(index.get(name), today)) for name in domain.data["mentions"].get(page, ())
    ]
    if page in domain.records:
        record = domain.shown(page)
        near = (*domain.relatives(record), *record.supersedes, record.superseded_by)
        seen += [_known(index.get(name), today) for name in near]
        seen += [(link, env.titles[link].astext()) for link in domain.backlinks(record)]
        seen.append(_shown(record, today))
    return seen


def _known(record: Record | None, today: str) -> object:
    return record and _shown(record, today)


def _shown(record: Record, today: str) -> object:
    # Lines and prose of a record may move without any other page showing it.
    return {k: v for k, v in vars(record).items() if k != "lines"}, record.is_overdue(today)
