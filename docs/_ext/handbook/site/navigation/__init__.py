"""The menu beside each page, resolved once a build instead of once a page.

Furo has Sphinx resolve the whole contents tree again for each page, and parses the result again:
a build's time grows with the square of its pages. Here the tree is made once
(:class:`~handbook.site.navigation.tree.ContentsTree`), and every page gets Furo's own bytes: tests
compare them for each shape of a tree, and the lock holds the Furo that they were compared with.
Furo may come to do so itself: https://github.com/pradyunsg/furo/pull/939. With a release that
has it, measure again (``tests/bench/builds.py``): this module may then go.

``handbook_navigation``
    ``full`` (default): the whole tree on each page, as Furo has it.
    ``pruned``: on each page only the lists on the way to it, and the one below it. For sites of
    many hundreds of pages, whose pages would be mostly menu.
    ``stock``: Furo's own way.
"""

import hashlib
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import ENUM
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import AnyPage, on_any_page
from handbook.site.navigation.tree import ContentsTree

MODES = ("full", "pruned", "stock")
# Furo computes at 500, the default.
BEFORE_FURO, AFTER_FURO = 499, 501
# In a page's context: Furo's menu, Sphinx's function, and where that is while Furo is spared it.
MENU, TOCTREE, SPARED = "furo_navigation_tree", "toctree", "handbook_toctree"


def outline(env: BuildEnvironment) -> str:
    """Digest all that the menu is made of: titles, and which page stands below which."""
    digest = hashlib.sha256()

    def note(*things: object) -> None:
        digest.update(repr(things).encode())

    # Not `env.master_doctree`: Sphinx keeps it with the environment, and later builds would get it.
    trees: list[nodes.Element] = [env.get_doctree(env.config.root_doc)]
    for page, toc in sorted(env.tocs.items()):
        note(page, env.metadata[page].get("tocdepth"), env.titles[page].pformat())
        for entry in toc.children:
            note(entry.children[0].pformat() if entry.children else entry.pformat())
        trees.append(toc)
    for toctree in (found for tree in trees for found in tree.findall(addnodes.toctree)):
        note(sorted(toctree.attributes.items(), key=lambda item: item[0]))
    return digest.hexdigest()


class Navigation:
    """The menus of one build, or of a row of builds in one process."""

    def __init__(self) -> None:
        self._outline = ""
        self._mode = "stock"
        self._tree: ContentsTree | None = None

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Learn whether the tree of an earlier build still serves (event ``write-started``)."""
        theme = getattr(builder, "theme", None)
        usable = getattr(theme, "name", "") == "furo" and not _has_odd_tree(app.env)
        self._mode = app.config.handbook_navigation if usable else "stock"
        now = "" if self._mode == "stock" else outline(app.env)
        if now != self._outline:
            self._outline, self._tree = now, None

    def spare_furo(self, page: AnyPage) -> None:
        """Let Furo find no tree; before Furo looks at the page."""
        if self._mode != "stock":
            page.context[SPARED] = page.context.pop(TOCTREE)

    def add_to_page(self, page: AnyPage) -> None:
        """Give the page its menu; after Furo has looked at the page."""
        if self._mode == "stock":
            return
        page.context[TOCTREE] = page.context.pop(SPARED)
        if self._tree is None:
            self._tree = ContentsTree(cast("StandaloneHTMLBuilder", page.app.builder))
        menu = self._tree.pruned if self._mode == "pruned" else self._tree.page
        page.context[MENU] = menu(page.name)


def _has_odd_tree(env: BuildEnvironment) -> bool:
    """Tell whether pages differ in more than their slots, so that Furo's way is the only one.

    Where part of a contents list lies inside ``{only}``, Sphinx gives a page's own branch another
    tree than it gives other pages. A quotation mark in a page's name changes how links are quoted.
    """
    return any('"' in page for page in env.tocs) or any(
        next(toc.findall(addnodes.only), None) for toc in env.tocs.values()
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    navigation = Navigation()
    app.add_config_value("handbook_navigation", "full", "html", ENUM(*MODES))
    app.connect("write-started", navigation.start)
    on_any_page(app, navigation.spare_furo, priority=BEFORE_FURO)
    on_any_page(app, navigation.add_to_page, priority=AFTER_FURO)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
