"""The scripts that help a reader: copy, previews, shortcuts, ticks (``_static/reading``)."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.core.doctree import tick_box
from handbook.core.output import SitePage, is_site, on_page

# The first one serves the others.
SCRIPTS = ("announce", "copying", "previews", "keyboard-help")


def _add(app: Sphinx) -> None:
    if is_site(app.builder):
        for name in SCRIPTS:
            app.add_js_file(f"reading/{name}.js", priority=700)


def _add_to_page(page: SitePage) -> None:
    if page.doctree.next_node(tick_box):
        page.app.add_css_file("reading/checklists.css")
        page.app.add_js_file("reading/checklists.js", priority=700)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", _add)
    # Before the files of a page are joined.
    on_page(app, _add_to_page, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
