"""The scripts that help a reader: copy, previews, shortcuts, ticks (``_static/reading``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.core.output import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# The first one serves the others.
SCRIPTS = ("announce", "copying", "previews", "keyboard-help", "checklists")


def _add(app: Sphinx) -> None:
    if is_site(app.builder):
        for name in SCRIPTS:
            app.add_js_file(f"reading/{name}.js", priority=700)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
