"""Pages that lead here: the reader's way back along links that authors wrote in running text.

The context of a page gets ``leading_here``: ``link`` and ``title`` of the pages that link to it,
those that a contents list puts beside it left out.
"""

from collections import Counter
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import SitePage, on_page, on_page_inputs

# More would be a list to search, not a hint.
SHOWN = 8
# In a page's metadata: its links as they were read.
LINKS = "handbook_links"
# Prefix of a link to a label; others name a page.
_LABEL = "#"


def _note_links(app: Sphinx, doctree: nodes.document) -> None:
    targets = {
        target
        for node in doctree.findall(addnodes.pending_xref)
        if (target := _target(node)) is not None
    }
    app.env.metadata[app.env.current_document.docname][LINKS] = sorted(targets)


def _target(node: addnodes.pending_xref) -> str | None:
    """Name what a link leads to: a page, or a label; nothing for terms and records."""
    domain, kind, target = (node.get(key) for key in ("refdomain", "reftype", "reftarget"))
    if not target:
        return None
    if domain == "doc":
        return str(target)
    if kind == "doc":
        return str(target).removeprefix("/")
    if (domain, kind) == ("std", "ref") or (not domain and kind == "myst"):
        return _LABEL + str(target).lstrip("#").lower()
    return None


def leading_here(env: BuildEnvironment) -> dict[str, list[str]]:
    """Find for each page those that link to it, most linked themselves first."""
    labels = env.domains.standard_domain.anonlabels
    found: dict[str, set[str]] = {}
    for page in env.all_docs:
        for target in env.metadata[page].get(LINKS, ()):
            name = labels.get(target[1:], ("",))[0] if target.startswith(_LABEL) else target
            if name in env.all_docs and name != page:
                found.setdefault(name, set()).add(page)
    weight = Counter({page: len(sources) for page, sources in found.items()})
    return {
        page: sorted(
            sources - set(_beside(env, page)), key=lambda source: (-weight[source], source)
        )[:SHOWN]
        for page, sources in found.items()
    }


def _beside(env: BuildEnvironment, page: str) -> Iterator[str]:
    """Give the pages that the menu shows next to a page: its parents and its children."""
    yield from env.toctree_includes.get(page, ())
    yield from (parent for parent, children in env.toctree_includes.items() if page in children)


class Related:
    """Who leads to each page, worked out once a build, before pages are written."""

    def __init__(self) -> None:
        self.leading_here: dict[str, list[str]] = {}

    def inputs(self, app: Sphinx, env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
        self.leading_here = leading_here(env)
        return {
            page: [(source, env.titles[source].astext()) for source in sources]
            for page, sources in self.leading_here.items()
        }

    def add_to_page(self, page: SitePage) -> None:
        page.context["leading_here"] = [
            {
                "link": page.app.builder.get_relative_uri(page.name, source),
                "title": page.app.env.titles[source].astext(),
            }
            for source in self.leading_here.get(page.name, ())
        ]


def setup(app: Sphinx) -> ExtensionMetadata:
    related = Related()
    app.connect("doctree-read", _note_links)
    on_page_inputs(app, related.inputs)
    on_page(app, related.add_to_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
