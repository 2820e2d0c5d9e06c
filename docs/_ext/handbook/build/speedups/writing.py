"""Savings while pages are written."""

import posixpath
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from handbook.core.output import AnyPage, is_site, on_any_page

# Before every handler that may want to wrap the functions in its turn.
FIRST = 100


class AssetTags:
    """Makes the tags of style sheets and scripts once for all pages of a folder.

    For each tag on each page, Sphinx follows the file's path on disk.
    """

    def __init__(self) -> None:
        self._tags: dict[tuple[str, str, object], str] = {}

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Forget what an earlier build in this process made (event ``write-started``)."""
        self._tags.clear()

    def remember(self, page: AnyPage) -> None:
        """Have the page's functions look for a tag first."""
        folder = posixpath.dirname(page.app.builder.get_target_uri(page.name))
        for name in ("css_tag", "js_tag"):
            page.context[name] = self._remembering(name, folder, page.context[name])

    def _remembering(
        self, name: str, folder: str, make: Callable[[Any], str]
    ) -> Callable[[Any], str]:
        def tag(asset: Any) -> str:
            key = (name, folder, asset)
            made = self._tags.get(key)
            if made is None:
                made = self._tags[key] = make(asset)
            return made

        return tag


def render_titles_once(app: Sphinx, builder: Builder) -> None:
    """Render each title once: it stands in the links before, after and above of many pages.

    An attribute of the one builder (event ``write-started``), since a class of ours would cost the
    redirects: sphinxext-rediraffe writes them for Sphinx's own classes alone.
    """
    if not is_site(builder):
        return
    render = StandaloneHTMLBuilder.render_partial
    rendered: dict[nodes.Node, dict[str, str]] = {}

    def once(node: nodes.Node | None) -> dict[str, str]:
        if not isinstance(node, nodes.title):
            return render(builder, node)  # type: ignore[arg-type]  # the site's is one
        if node not in rendered:
            rendered[node] = render(builder, node)  # type: ignore[arg-type]
        return rendered[node]

    builder.render_partial = once  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    app.connect("write-started", render_titles_once)
    tags = AssetTags()
    app.connect("write-started", tags.start)
    on_any_page(app, tags.remember, priority=FIRST)
