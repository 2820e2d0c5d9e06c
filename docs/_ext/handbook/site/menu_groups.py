"""In the menu, the pages of a long list below what they are for.

Sphinx shows one row for all pages below a page, however many ``toctree`` it has. Where these stand
in several sections of the page, each section's title is shown above the first of its pages.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import AnyPage, on_any_page, on_page_inputs
from handbook.site.navigation import AFTER_FURO, MENU


def groups(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Give the first page of each list in a section, and the section's title."""
    for name in env.toctree_includes:  # few pages have contents, and each page's menu asks
        sections: dict[nodes.Node, str] = {}
        for toctree in env.tocs[name].findall(addnodes.toctree):
            if toctree["includefiles"]:
                sections.setdefault(toctree.parent.parent, toctree["includefiles"][0])
        if len(sections) > 1:
            for section, first in sections.items():
                yield first, cast("nodes.Element", section)[0].astext()


def _add(page: AnyPage) -> None:
    app, menu = page.app, page.context.get(MENU, "")
    for first, title in groups(app.env):
        address = app.builder.get_relative_uri(page.name, first) if first != page.name else "#"
        entry = rf'<li class="toctree-[^>]*><a [^>]*href="{re.escape(escape(address))}">'
        if found := re.search(entry, menu):
            label = f'<li class="menu-group">{escape(title)}</li>'
            menu = menu[: found.start()] + label + menu[found.start() :]
    page.context[MENU] = menu


def _inputs(app: Sphinx, env: BuildEnvironment) -> dict[str, Any]:
    shown = dict(groups(env))
    return dict.fromkeys(env.all_docs, shown)


def setup(app: Sphinx) -> ExtensionMetadata:
    on_any_page(app, _add, priority=AFTER_FURO + 1)
    on_page_inputs(app, _inputs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
