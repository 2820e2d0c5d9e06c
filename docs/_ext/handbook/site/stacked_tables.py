"""Tables as wide as their author says, and for a phone: each cell carries its column's heading.

Where a table of three columns or more has no room, the style sheet (``_static/theme/tables.css``)
stacks its rows, and shows each value beside the heading that stood above it.
"""

from html import escape
from typing import cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

from handbook.core.output import is_site

LEAST_COLUMNS = 3
CLASS = "stacks"


def note_headings(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note each column's heading with the cells below it (event ``doctree-resolved``)."""
    for table in doctree.findall(nodes.table) if is_site(app.builder) else ():
        if "colwidths-given" in table["classes"]:
            # MyST says "auto" of every table; docutils then writes none of the widths given.
            table["classes"] = [name for name in table["classes"] if name != "colwidths-auto"]
        headings = _headings(table)
        rows = [row for body in table.findall(nodes.tbody) for row in body.findall(nodes.row)]
        if len(headings) < LEAST_COLUMNS or any(len(row) != len(headings) for row in rows):
            continue  # cells that span columns have no one heading
        table["classes"].append(CLASS)
        for row in rows:
            for column, (heading, entry) in enumerate(zip(headings, row, strict=True)):
                # The first says by itself what its row is about, unless it is a bare number.
                if column or entry.astext().isdigit():
                    cast("nodes.entry", entry)["heading"] = heading


def _headings(table: nodes.table) -> list[str]:
    rows = [row for head in table.findall(nodes.thead) for row in head.findall(nodes.row)]
    return [cell.astext() for cell in rows[0]] if len(rows) == 1 else []


def visit_entry(self: HTML5Translator, node: nodes.entry) -> None:
    """Open a cell as Sphinx does, with its heading as an attribute."""
    HTML5Translator.visit_entry(self, node)
    if heading := node.get("heading"):
        tag = self.body[-1][: len("<td")]
        rest = self.body[-1][len(tag) :]
        self.body[-1] = f'{tag} data-heading="{escape(heading)}"{rest}'


def setup(app: Sphinx) -> ExtensionMetadata:
    # Once all that fills cells has run.
    app.connect("doctree-resolved", note_headings, priority=900)
    app.add_node(nodes.entry, override=True, html=(visit_entry, HTML5Translator.depart_entry))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
