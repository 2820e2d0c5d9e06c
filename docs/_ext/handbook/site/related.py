"""Pages that lead here: the reader's way back along links that authors wrote in running text.

The context of a page gets ``leading_here``: ``link`` and ``title`` of the pages that link to it,
those that a contents list puts beside it left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from handbook.core.output import on_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from handbook.core.output import SitePage

# More would be a list to search, not a hint.
SHOWN = 8
# Prefix of a link to a label; others name a page.
_LABEL = "#"


def _links(env: BuildEnvironment) -> dict[str, list[str]]:
    """Give the links of each page as they were read, kept with the environment."""
    if not hasattr(env, "handbook_links"):
        env.handbook_links = {}  # type: ignore[attr-defined]
    links: dict[str, list[str]] = env.handbook_links  # type: ignore[attr-defined]
    return links


def _note_links(app: Sphinx, doctree: nodes.document) -> None:
    targets = {
        target
        for node in doctree.findall(addnodes.pending_xref)
        if (target := _target(node)) is not None
    }
    _links(app.env)[app.env.current_document.docname] = sorted(targets)


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
    for page, targets in _links(env).items():
        for target in targets:
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

    def update(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name the pages whose list is not the one last written (event ``env-updated``)."""
        self.leading_here = leading_here(env)
        now = {
            page: [(source, env.titles[source].astext()) for source in sources]
            for page, sources in self.leading_here.items()
        }
        written: dict[str, Any] = getattr(env, "handbook_leading_here", {})
        before = written.get(app.builder.name, {})
        env.handbook_leading_here = {**written, app.builder.name: now}  # type: ignore[attr-defined]
        pages = before.keys() | now.keys()
        return sorted(p for p in pages & env.all_docs.keys() if before.get(p) != now.get(p))

    def add_to_page(self, page: SitePage) -> None:
        """Give the template the list."""
        page.context["leading_here"] = [
            {
                "link": page.app.builder.get_relative_uri(page.name, source),
                "title": page.app.env.titles[source].astext(),
            }
            for source in self.leading_here.get(page.name, ())
        ]


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _links(env).pop(docname, None)


def _merge(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    theirs = _links(other)
    _links(env).update({name: theirs[name] for name in docnames if name in theirs})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Collect links while reading, show them while writing."""
    related = Related()
    app.connect("doctree-read", _note_links)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", related.update)
    on_page(app, related.add_to_page)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
