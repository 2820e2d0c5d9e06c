"""Tradeoff records: decisions with their price, checked, linked and listed.

A record is a page with its facts in the front matter, under ``tradeoff:``; ``schema.json`` says
which. ``intake`` and ``validation`` read and judge one record, ``consistency`` all of them;
``domain`` keeps them; ``directives`` and ``render`` show them; ``exports`` writes the JSON and the
feed.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.content.records import consistency, domain, exports, intake, render
from handbook.content.records.directives import TradeoffCard, TradeoffRegister
from handbook.core.output import on_page, on_page_inputs, on_site_written


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the domain ``tradeoff``, its role and directives, and the files beside the site."""
    app.setup_extension("handbook.core.frontmatter")
    app.setup_extension("handbook.content.upkeep")
    app.setup_extension("handbook.content.leave_out")
    app.setup_extension("handbook.content.words")
    for placeholder in (render.record_summary, render.record_card, render.record_register):
        app.add_node(placeholder)
    app.add_domain(domain.TradeoffDomain)
    app.add_role("tradeoff", domain.TradeoffRole(warn_dangling=True))
    app.add_directive("tradeoff-card", TradeoffCard)
    app.add_directive("tradeoff-register", TradeoffRegister)
    app.add_post_transform(render.RecordPlaceholders)
    app.connect("source-read", intake.read_fields)
    app.connect("doctree-read", intake.read_body)
    # Before the pages are asked what they show.
    app.connect("env-updated", intake.settle_reviews)
    app.connect("env-check-consistency", consistency.check_records)
    app.connect("warn-missing-reference", domain.warn_unknown_link)
    app.connect("doctree-resolved", exports.link_files)
    on_page_inputs(app, render.shown_records)
    on_page(app, exports.equip_page)
    on_site_written(app, exports.write_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
