"""What pages are to each other: contents in a circle, two parents of a page, two of one title."""

import re
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from sphinx.util import docname_join
from sphinx.util.matching import patfilter

from handbook.check.blocks import Directive
from handbook.check.preflight.structure import Structure
from handbook.core.errors import Finding
from handbook.core.sources import is_local

TITLED = re.compile(r".*<([^<>]+)>", re.DOTALL)
PARENTS = (
    "{} stands in the table of contents of {} already, and has one place in the menu: remove {}"
    " entry"
)
TITLES = '"{}" is the title of {} too, and menus and search show them alike: reword {}'
GLOB = re.compile(r"[*?\[]")

# A file's outgoing edges: (line counted from 1, target).
Edges = dict[str, list[tuple[int, str]]]


def findings(pages: Mapping[str, Structure]) -> Iterator[Finding]:
    """Judge the titles and the tables of contents of all pages.

    :param pages: by path relative to the root.
    """
    odd: list[Finding] = []
    contents = _contents(pages, odd)
    yield from odd
    yield from _circles(contents)
    entries = ((path, line, to) for path, listed in contents.items() for line, to in listed)
    yield from _twice(entries, PARENTS)
    titles = (
        (path, line, title)
        for path, page in pages.items()
        for line, depth, title in page.headings[:1]
        if depth == 1 and title
    )
    yield from _twice(titles, TITLES)


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


def _twice(named: Iterable[tuple[str, int, str]], told: str) -> Iterator[Finding]:
    """Tell of a name that stands on two pages: an organisation changes its own."""
    places: dict[str, tuple[str, int]] = {}
    for path, line, name in sorted(named, key=lambda each: (is_local(each[0]), *each)):
        first = places.setdefault(name, (path, line))
        if first[0] != path:
            which = "this" if is_local(path) else "one"
            yield Finding(path, line, told.format(name, f"{first[0]}:{first[1]}", which))
