"""How pages name each other: contents that run in a circle, pages with two parents."""

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from sphinx.util import docname_join
from sphinx.util.matching import patfilter

from handbook.check.blocks import Directive
from handbook.check.preflight.structure import Structure
from handbook.core.errors import Finding
from handbook.core.sources import is_local

TITLED = re.compile(r".*<([^<>]+)>", re.DOTALL)
GLOB = re.compile(r"[*?\[]")

# A file's outgoing edges: (line counted from 1, target).
Edges = dict[str, list[tuple[int, str]]]


def findings(pages: Mapping[str, Structure]) -> Iterator[Finding]:
    """Judge the tables of contents of all pages.

    :param pages: by path relative to the root.
    """
    odd: list[Finding] = []
    contents = _contents(pages, odd)
    yield from odd
    yield from _circles(contents)
    yield from _second_parents(contents)


def _contents(pages: Mapping[str, Structure], odd: list[Finding]) -> Edges:
    """Give what the tables of contents name; add to ``odd`` the patterns that no one can read."""
    names = {path.removesuffix(".md") for path in pages}
    edges: Edges = {}
    for path, structure in sorted(pages.items()):
        for directive in structure.directives:
            if directive.name == "toctree":
                edges.setdefault(path, []).extend(_entries(path, directive, names, odd))
    return edges


def _entries(
    path: str, toctree: Directive, names: set[str], odd: list[Finding]
) -> Iterator[tuple[int, str]]:
    """Give the pages that a table of contents names, as Sphinx reads it."""
    own = path.removesuffix(".md")
    rest = names - {own}
    is_glob = any(option.strip(" :").startswith("glob") for option in toctree.options)
    for line, entry in enumerate(map(str.strip, toctree.body), start=toctree.line + 1):
        if not entry:
            continue
        if match := TITLED.fullmatch(entry):
            entry = match[1].strip()
        if "://" in entry or entry == "self":
            continue
        name = docname_join(own, entry).removesuffix(".md")
        try:
            found = patfilter(rest, name) if is_glob and GLOB.search(name) else [name]
        except re.error:  # which Sphinx would end with, too
            told = f"{entry!r} is no pattern: in [a-z] the smaller letter comes first"
            odd.append(Finding(path, line, told, stops=True))
            continue
        for target in sorted(found):
            if target in names:
                yield line, f"{target}.md"
                rest.discard(target)


def _circles(contents: Edges) -> Iterator[Finding]:
    """Find circles, each where its first page by name is met again."""
    graph = {
        path: {target: line for line, target in reversed(entries)}
        for path, entries in contents.items()
    }
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1][:0:-1]
            start = circle.index(min(circle))
            circle = circle[start:] + circle[:start]
            shown = " → ".join([*circle, circle[0]])
            told = f"the table of contents runs in a circle, {shown}: remove this entry"
            yield Finding(circle[-1], graph[circle[-1]].pop(circle[0]), told, stops=True)
        else:
            return


def _second_parents(contents: Edges) -> Iterator[Finding]:
    parents: dict[str, tuple[str, int]] = {}
    # An organisation changes its own page.
    for path in sorted(contents, key=lambda path: (is_local(path), path)):
        for line, target in contents[path]:
            first = parents.setdefault(target, (path, line))
            if first[0] != path:
                mend = "this entry" if is_local(path) else "one entry"
                yield Finding(
                    path,
                    line,
                    f"{target} stands in the table of contents of {first[0]}:{first[1]} already,"
                    f" and has one place in the menu: remove {mend}",
                )
