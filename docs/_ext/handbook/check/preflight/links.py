"""How files name each other: circles that no parser gets out of, pages with two parents."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from sphinx.util import docname_join
from sphinx.util.matching import patfilter

from handbook.check.preflight.structure import Directive, Structure
from handbook.core.errors import Finding

TITLED = re.compile(r".*<([^<>]+)>", re.DOTALL)
GLOB = re.compile(r"[*?\[]")

# A file's outgoing edges: (line counted from 1, target).
Edges = dict[str, list[tuple[int, str]]]


def findings(
    pages: Mapping[str, Structure], fragments: Mapping[str, Structure]
) -> Iterator[Finding]:
    """Judge the tables of contents and the includes of all files.

    :param pages: the files that become pages, by path relative to the root.
    :param fragments: the other Markdown files, which pages may include.
    """
    odd: list[Finding] = []
    contents = _contents(pages, odd)
    yield from odd
    yield from _circles(contents, "the table of contents runs in a circle, {}: remove this entry")
    yield from _second_parents(contents)
    everything = {**pages, **fragments}
    for page in sorted(pages):
        if any(directive.name == "include" for directive in pages[page].directives):
            includes = _includes(page, everything)
            yield from _circles(
                includes, "the includes run in a circle, {}: remove this one", start=page
            )


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
    is_glob = False
    in_options = bool(toctree.content) and toctree.content[0].strip() == "---"
    for offset, line in enumerate(toctree.content):
        entry = line.strip()
        if in_options:
            in_options = not (offset and entry == "---")
            is_glob = is_glob or entry.startswith("glob")
            continue
        if not entry or entry.startswith((":", "---")):
            is_glob = is_glob or entry.startswith(":glob:")
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
            odd.append(Finding(path, toctree.line + 1 + offset, told, stops=True))
            continue
        for target in sorted(found):
            if target in names:
                yield toctree.line + 1 + offset, f"{target}.md"
                rest.discard(target)


def _includes(page: str, files: Mapping[str, Structure]) -> Edges:
    """Give what a page includes, directly or not; MyST resolves all paths from the page."""
    folder = posixpath.dirname(page)
    edges: Edges = {}
    waiting = [page]
    while waiting:
        path = waiting.pop()
        if path in edges or path not in files:
            continue
        edges[path] = [
            (directive.line, _resolve(folder, directive.argument))
            for directive in files[path].directives
            if directive.name == "include"
            and not any(re.match(r"\s*:?(literal|code)\b", line) for line in directive.content)
        ]
        waiting += [target for _, target in edges[path]]
    return edges


def _resolve(folder: str, path: str) -> str:
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)


def _circles(edges: Edges, message: str, start: str = "") -> Iterator[Finding]:
    """Find each edge that closes a circle, without recursion: circles may be long."""
    done: set[str] = set()
    for root in [start] if start else sorted(edges):
        path: list[str] = []
        stack = [(root, iter(edges.get(root, ())))]
        if root not in done:
            path.append(root)
        else:
            continue
        while stack:
            node, targets = stack[-1]
            for line, target in targets:
                if target in path:
                    circle = " → ".join([*path[path.index(target) :], target])
                    yield Finding(node, line, message.format(circle), stops=True)
                elif target not in done:
                    path.append(target)
                    stack.append((target, iter(edges.get(target, ()))))
                    break
            else:
                stack.pop()
                done.add(path.pop())


def _second_parents(contents: Edges) -> Iterator[Finding]:
    parents: dict[str, tuple[str, int]] = {}
    for path, entries in sorted(contents.items()):
        for line, target in entries:
            first = parents.setdefault(target, (path, line))
            if first[0] != path:
                yield Finding(
                    path,
                    line,
                    f"{target} stands in the table of contents of {first[0]}:{first[1]} already,"
                    " and has one place in the menu: remove one entry",
                )
