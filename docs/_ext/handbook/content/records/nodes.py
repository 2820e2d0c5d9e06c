"""Placeholders in a page's doctree, and the links that replace them.

What a card, a summary or the register says depends on other pages.
So a page's own doctree keeps only a placeholder, and ``render`` fills it when a builder writes.
"""

from docutils import nodes
from sphinx import addnodes


class record_summary(nodes.General, nodes.Element):  # noqa: N801  (docutils names nodes so)
    """Where a record's page opens with its line and its choice; ``docname`` is that page."""


class record_card(nodes.General, nodes.Element):  # noqa: N801
    """A record shown on another page; ``docname`` is that page, ``record`` the id."""


class record_register(nodes.General, nodes.Element):  # noqa: N801
    """The table of all records; ``docname`` is the page that it stands on."""


PLACEHOLDERS = (record_summary, record_card, record_register)


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
