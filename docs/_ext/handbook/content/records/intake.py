"""Read a record's page: its fields, its headings, and where any page mentions a record."""

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from handbook.content import leave_out, words
from handbook.content.records import validation
from handbook.content.records.domain import tradeoffs
from handbook.content.records.model import Record, from_fields, typeset
from handbook.content.records.render import record_card, record_summary
from handbook.content.records.schema import ID_PATTERN
from handbook.core import frontmatter
from handbook.core.config import settings
from handbook.core.doctree import Slot, put_below_title, top_section
from handbook.core.sources import is_local
from handbook.core.warnings import Subtype, warn

REQUIRED_HEADINGS = ("Context", "Options", "Why")


def read_fields(app: Sphinx, docname: str, source: list[str]) -> None:
    """Check the fields of a record and keep them (event ``source-read``)."""
    front = frontmatter.current(app.env)
    if front is None or "tradeoff" not in front.data:
        return
    domain = tradeoffs(app.env)
    sound, faults = validation.check(front, docname)
    for fault in faults:
        warn(Subtype.RECORD, "%s", fault.message, location=(docname, fault.line))
    fields = front.data["tradeoff"]
    if sound:
        lines = {key: front.line("tradeoff", key) for key in ("tradeoff", *fields)}
        own = words.of(app.config).said if not is_local(docname) else str
        record = from_fields(docname, fields, lines, own)
        record = record.looked_at(settings(app.config).staleness.looked_at)
        domain.note_record(docname, record.without(leave_out.of(app.env).records))
    else:
        record_id = fields.get("id") if isinstance(fields, dict) else None
        domain.data["faulty"][docname] = record_id


def settle_reviews(app: Sphinx, env: BuildEnvironment) -> None:
    """Let no page ask for the review of a record that a local one replaces (``env-updated``).

    Set anew at each build: the local record may have come or gone, and this page is not read again.
    """
    domain = tradeoffs(env)
    for docname in domain.records:
        env.metadata[docname]["review-by"] = domain.shown(docname).review_due


def read_body(app: Sphinx, doctree: nodes.document) -> None:
    """Check a record's headings, mark where its summary goes, note mentions (``doctree-read``)."""
    docname = app.env.current_document.docname
    domain = tradeoffs(app.env)
    if record := domain.records.get(docname):
        section = top_section(doctree)
        for line, message in _heading_faults(typeset(record, app.config), section):
            warn(Subtype.RECORD, "%s", message, location=(docname, line))
        if section is not None:
            section["ids"].append(record.id)
            put_below_title(doctree, record_summary(docname=docname), Slot.RECORD)
    if mentions := set(_mentions(doctree)):
        domain.note_mentions(docname, mentions)


def _mentions(doctree: nodes.document) -> Iterator[str]:
    for xref in doctree.findall(addnodes.pending_xref):
        # Links by {any} and [](#TO-0001) name no domain yet.
        if ID_PATTERN.fullmatch(target := xref["reftarget"]):
            yield target
    for card in doctree.findall(record_card):
        yield card["record"]


def _heading_faults(record: Record, section: nodes.section | None) -> Iterator[tuple[int, str]]:
    title_line = record.lines["title"]
    if section is None:
        yield title_line, f"the page has no heading: add '# {record.title}' below the front matter"
        return
    if (heading := section[0].astext()) != record.title:
        yield (
            section[0].line or title_line,
            f"the heading {heading!r} is not the record's title {record.title!r}: make them equal",
        )
    parts = [part for part in section.children if isinstance(part, nodes.section)]
    found = {part[0].astext(): part for part in parts}
    for wanted in REQUIRED_HEADINGS:
        if wanted not in found:
            yield record.lines["tradeoff"], f"the heading '## {wanted}' is missing: add it"
        elif len(found[wanted].children) == 1:
            yield (
                found[wanted][0].line or title_line,
                f"nothing stands under '## {wanted}': write a sentence or two",
            )
    for paragraph in section.findall(nodes.paragraph):
        if paragraph.astext().startswith(validation.UNFINISHED):
            yield (
                paragraph.line or title_line,
                f"still holds the template's {validation.UNFINISHED}: write your own text",
            )
    order = [part[0].astext() for part in parts if part[0].astext() in REQUIRED_HEADINGS]
    if len(order) == len(REQUIRED_HEADINGS) and tuple(order) != REQUIRED_HEADINGS:
        yield (
            found[order[0]][0].line or title_line,
            f"the headings stand as {', '.join(order)}: order them {', '.join(REQUIRED_HEADINGS)}",
        )
