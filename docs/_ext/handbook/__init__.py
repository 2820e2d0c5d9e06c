"""The handbook's own Sphinx extensions, one module for each capability."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

MODULES = (
    # How a build goes
    "handbook.incremental",
    "handbook.navigation",
    "handbook.speedups",
    # Before any parser
    "handbook.preflight",
    "handbook.guard",
    # Pages
    "handbook.pages",
    "handbook.claims",
    "handbook.records",
    "handbook.figures",
    "handbook.math_source",
    "handbook.pdf",
    "handbook.epub",
    "handbook.search",
    "handbook.furo_fixes",
    # What surrounds a page
    "handbook.cover",
    "handbook.page_facts",
    "handbook.related",
    "handbook.metatags",
    "handbook.share_image",
    "handbook.changes",
    "handbook.markdown_twin",
    "handbook.redirects",
    "handbook.local",
    "handbook.sitemap",
    "handbook.not_found",
    "handbook.reading",
    "handbook.live",
    "handbook.bundle",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    for module in MODULES:
        app.setup_extension(module)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
