"""The handbook's own Sphinx extensions, one module for each capability."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

MODULES = (
    # How a build goes
    "handbook.build.incremental",
    "handbook.site.navigation",
    "handbook.site.menu_groups",
    "handbook.build.speedups",
    # Before any parser
    "handbook.check.messages",
    "handbook.check.preflight",
    "handbook.check.guard",
    # Pages
    "handbook.content.upkeep",
    "handbook.content.language",
    "handbook.content.leave_out",
    "handbook.content.words",
    "handbook.content.records",
    "handbook.content.figures",
    "handbook.content.console_lexer",
    "handbook.content.heading_ids",
    "handbook.paper.downloads",
    "handbook.paper.epub",
    "handbook.site.search",
    "handbook.site.furo_fixes",
    # What surrounds a page
    "handbook.site.furo_fixes.cover",
    "handbook.site.page_facts",
    "handbook.site.related",
    "handbook.site.metatags",
    "handbook.content.changes",
    "handbook.site.markdown_twin",
    "handbook.content.redirects",
    "handbook.content.local",
    "handbook.site.sitemap",
    "handbook.site.not_found",
    "handbook.site.reading",
    "handbook.site.stacked_tables",
    "handbook.site.printed_links",
    "handbook.site.glossary_letters",
    "handbook.keep.preview.live",
    "handbook.site.bundle",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    for module in MODULES:
        app.setup_extension(module)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
