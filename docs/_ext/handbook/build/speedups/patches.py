"""Functions of docutils, Sphinx and MyST that faster ones replace while a build runs.

No event, class or setting reaches them. Each is replaced only where it takes what we know it to
take, and is put back when the build ends. A test of each fails once upstream does without it.
"""

from __future__ import annotations

import copy
import inspect
from typing import TYPE_CHECKING, Any

import myst_parser.mdit_to_docutils.base as myst
import sphinx.util.docutils as sphinx_docutils
from docutils import nodes
from docutils.utils import DependencyList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.frontend import Values
    from sphinx.application import Sphinx

    Function = Callable[..., Any]


def walking(stock: Function) -> Function:
    """Search a tree from node to node; docutils hands each find up through all levels above it.

    Sphinx, MyST and sphinx-design search each page's tree some fifty times. Like docutils', the
    search goes on among a node's children as they are by then: callers change the tree as they go.
    Saves 6 in 100. We know of no issue that asks docutils for it.
    """

    def findall(
        self: nodes.Node,
        condition: type | Callable[[nodes.Node], bool] | None = None,
        *args: bool,
        **options: bool,
    ) -> Iterator[nodes.Node]:
        if args or options:
            return stock(self, condition, *args, **options)
        if isinstance(condition, type):
            return _found(self, condition.__instancecheck__)
        return _found(self, condition or (lambda node: True))

    return findall


def _found(node: nodes.Node, fits: Callable[[nodes.Node], bool]) -> Iterator[nodes.Node]:
    if fits(node):
        yield node
    levels = [iter(node.children)]
    while levels:
        for child in levels[-1]:
            if fits(child):
                yield child
            if child.children:
                levels.append(iter(child.children))
                break
        else:
            levels.pop()


def remembering(stock: Function) -> Function:
    """Make settings once a build, and give each document its own copy.

    Sphinx and MyST each make a parser of some seventy command line options for every page, only to
    ask it for its defaults; MyST then throws them away. Saves 6 in 100, half of it in each.
    Sphinx once kept them for all pages: https://github.com/sphinx-doc/sphinx/pull/10337.
    """
    known: dict[object, Values] = {}

    def settings(*components: Any, **options: Any) -> Values:
        kinds = [kind if isinstance(kind, type) else type(kind) for kind in components]
        key = (*kinds, repr(options))
        if key not in known:
            known[key] = stock(*components, **options)
        return _own(known[key])

    return settings


def _own(settings: Values) -> Values:
    own = copy.copy(settings)
    for name, value in vars(settings).items():
        if isinstance(value, list | dict | set | DependencyList):
            setattr(own, name, copy.deepcopy(value))
    return own


# Where a function lies, its name, what replaces it, and what it takes.
REPLACED: tuple[tuple[Any, str, Callable[[Function], Function], str], ...] = (
    (nodes.Node, "findall", walking, "self condition include_self descend siblings ascend"),
    (sphinx_docutils, "_get_settings", remembering, "components defaults read_config_files"),
    (myst, "get_default_settings", remembering, "components"),
)


class Patches:
    """What is replaced just now."""

    def __init__(self) -> None:
        self._stock: list[tuple[Any, str, Function]] = []

    def apply(self, *_event: object) -> None:
        """Replace what looks as we know it (event ``env-before-read-docs``)."""
        self.restore()
        for place, name, replacing, taken in REPLACED:
            stock = getattr(place, name, None)
            if stock and list(inspect.signature(stock).parameters) == taken.split():
                self._stock.append((place, name, stock))
                setattr(place, name, replacing(stock))

    def restore(self, *_event: object) -> None:
        """Put everything back (event ``build-finished``)."""
        while self._stock:
            setattr(*self._stock.pop())


def setup(app: Sphinx) -> None:
    patches = Patches()
    app.connect("env-before-read-docs", patches.apply)
    # After all that others still do then.
    app.connect("build-finished", patches.restore, priority=1000)
