"""Write the register beside the site for programs: ``records.json`` and an Atom feed.

The JSON has ``version`` (1; raised when a field changes its meaning or goes) and ``records``,
ordered by id, each with the fields of ``schema.json`` that it has, ``overdue`` left out because
it depends on the day, and ``url``, relative to the file.

The feed holds decisions, newest first.
"""

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from handbook.content.records.domain import tradeoffs
from handbook.content.records.model import Record
from handbook.core import atom
from handbook.core.output import SitePage, is_site, write

JSON_FILE = "records.json"
JSON_VERSION = 1
FEED_FILE = "records.atom"
# A reader that was away longer than this reads the register.
FEED_LENGTH = 100


def write_files(app: Sphinx) -> None:
    index = tradeoffs(app.env).index
    records = [index[record_id] for record_id in sorted(index)]
    urls = {
        record.id: f"{app.builder.get_target_uri(record.docname)}#{record.id}" for record in records
    }
    listed = [{**record.as_data(), "url": urls[record.id]} for record in records]
    content = {"version": JSON_VERSION, "records": listed}
    write(app.outdir / JSON_FILE, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    decided = sorted(
        (record for record in records if record.decided),
        key=lambda record: (record.reviewed or record.decided, record.id),
        reverse=True,
    )[:FEED_LENGTH]
    entries = [_entry(record, urls[record.id]) for record in decided]
    atom.write(app, FEED_FILE, entries, kind="tradeoff", title="decisions")


def _entry(record: Record, url: str) -> atom.Entry:
    return atom.Entry(
        name=record.id,
        title=record.label,
        published=record.decided,
        updated=record.reviewed or record.decided,
        url=url,
        categories=(record.status, record.area),
        summary=(
            f"Chosen: {record.chosen}. Gains: {'; '.join(record.gains)}."
            f" Costs: {'; '.join(record.costs)}."
        ),
    )


def link_files(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Link both files below the register, on the site only (event ``doctree-resolved``)."""
    domain = tradeoffs(app.env)
    if docname not in domain.data["registers"] or not is_site(app.builder):
        return
    page = app.builder.get_target_uri(docname)
    as_json, as_feed = (
        nodes.reference("", text, refuri=relative_uri(page, name), internal=False)
        for text, name in (("JSON", JSON_FILE), ("Atom feed", FEED_FILE))
    )
    text = nodes.Text
    line = (text("The same records as "), as_json, text(" and as an "), as_feed, text("."))
    for table in list(doctree.findall(nodes.table)):
        if "tradeoff-register" in table["classes"]:
            downloads = nodes.paragraph("", "", *line, classes=["tradeoff-downloads"])
            table.parent.insert(table.parent.index(table) + 1, downloads)
            return


def equip_page(page: SitePage) -> None:
    """Announce the feed on pages about records; load what a record, card or register needs."""
    domain = tradeoffs(page.app.env)
    has_register = page.name in domain.data["registers"]
    if has_register:
        page.app.add_css_file("records/register.css")
        page.app.add_js_file("records/register.js", loading_method="defer")
    if page.name in domain.records or page.name in domain.data["cards"]:
        page.app.add_css_file("records/record.css")
    if has_register or page.name in domain.records:
        page.add_alternate(atom.MIME_TYPE, FEED_FILE, "Decisions")
