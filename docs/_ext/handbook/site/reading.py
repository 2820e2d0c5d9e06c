"""The scripts that help a reader: copy, previews, shortcuts, ticks (``_static/reading``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.core.output import is_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# The first one serves the others.
SCRIPTS = ("announce", "copying", "previews", "keyboard-help")
TICKED = "task-list-item-checkbox"  # what a page must hold to get the script that keeps ticks


def _add(app: Sphinx) -> None:
    if is_site(app.builder):
        for name in SCRIPTS:
            app.add_js_file(f"reading/{name}.js", priority=700)


def _add_to_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if is_site(app.builder) and TICKED in context.get("body", ""):
        app.add_css_file("reading/checklists.css")
        app.add_js_file("reading/checklists.js", priority=700)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", _add)
    # Before the files of a page are joined.
    app.connect("html-page-context", _add_to_page, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
