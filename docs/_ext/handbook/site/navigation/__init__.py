"""The menu beside each page, resolved once a build instead of once a page.

Furo has Sphinx resolve the whole contents tree again for each page, and parses the result again:
a build's time grows with the square of its pages. Here the tree is made once
(:class:`~handbook.site.navigation.tree.ContentsTree`), and every page gets Furo's own bytes.
Furo may come to do so itself: https://github.com/pradyunsg/furo/pull/939. With a release that
has it, measure again (``tests/bench/builds.py``): this module may then go.

``handbook_navigation``
    ``full`` (default): the whole tree on each page, as Furo has it.
    ``pruned``: on each page only the lists on the way to it, and the one below it. For sites of
    many hundreds of pages, whose pages would be mostly menu.
    ``stock``: Furo's own way.

One page a build is always Furo's own. Where ours would differ from it, a warning says so and all
pages are Furo's: slower, and right.
"""

import hashlib
from typing import cast

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import ENUM
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import AnyPage, on_any_page
from handbook.core.warnings import Subtype, warn
from handbook.site.navigation.tree import TOCTREE_OPTIONS, ContentsTree

logger = logging.getLogger(__name__)

MODES = ("full", "pruned", "stock")
# Furo computes at 500, the default.
BEFORE_FURO, AFTER_FURO = 499, 501
# In a page's context: Furo's menu, and Sphinx's function while Furo is spared it.
MENU, SPARED = "furo_navigation_tree", "handbook_toctree"


def outline(env: BuildEnvironment) -> str:
    """Digest all that the menu is made of: titles, and which page stands below which."""
    digest = hashlib.sha256()

    def note(*things: object) -> None:
        digest.update(repr(things).encode())

    # Not `env.master_doctree`: Sphinx keeps it with the environment, and later builds would get it.
    for toctree in env.get_doctree(env.config.root_doc).findall(addnodes.toctree):
        note(sorted(toctree.attributes.items(), key=lambda item: item[0]))
    for page, toc in sorted(env.tocs.items()):
        note(page, env.metadata[page].get("tocdepth"), env.titles[page].pformat())
        for entry in toc.children:
            note(entry.children[0].pformat() if entry.children else entry.pformat())
        for toctree in toc.findall(addnodes.toctree):
            note(sorted(toctree.attributes.items(), key=lambda item: item[0]))
    return digest.hexdigest()


class Navigation:
    """The menus of one build, or of a row of builds in one process."""

    def __init__(self) -> None:
        self._outline = ""
        self._mode = "stock"
        self._tree: ContentsTree | None = None
        self._is_checked = False
        # A page's name, and its menu as Furo made it.
        self._sample: tuple[str, str] | None = None

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Learn whether the tree of an earlier build still serves (event ``write-started``)."""
        theme = getattr(builder, "theme", None)
        usable = getattr(theme, "name", "") == "furo" and not _has_odd_tree(app.env)
        self._mode = app.config.handbook_navigation if usable else "stock"
        now = "" if self._mode == "stock" else outline(app.env)
        if now != self._outline:
            self._outline, self._tree = now, None
            self._sample, self._is_checked = None, False

    def spare_furo(self, page: AnyPage) -> None:
        """Let Furo find an empty tree; before Furo looks at the page."""
        if self._mode != "stock" and self._is_right(page.app):
            page.context[SPARED] = toctree = page.context["toctree"]
            page.context["toctree"] = lambda **asked: (
                "" if asked == TOCTREE_OPTIONS else toctree(**asked)
            )

    def add_to_page(self, page: AnyPage) -> None:
        """Give the page its menu; after Furo has looked at the page."""
        app, pagename, context = page.app, page.name, page.context
        if self._mode == "stock":
            return
        if SPARED in context:
            context["toctree"] = context.pop(SPARED)
        elif "current-page" in context[MENU]:
            # Only a page that stands in the tree shows that everything is in its place.
            self._sample = pagename, context[MENU]
        if self._mode == "pruned" and (self._sample is None or self._is_right(app)):
            context[MENU] = self._made(app).pruned(pagename)
        elif self._is_checked:
            context[MENU] = self._made(app).page(pagename)

    def _is_right(self, app: Sphinx) -> bool:
        """Compare our menu with Furo's, once; where they differ, leave all pages to Furo."""
        if self._is_checked or self._sample is None:
            return self._is_checked
        pagename, furos = self._sample
        try:
            self._is_checked = self._made(app).page(pagename) == furos
        except Exception:  # whatever a new release of Furo or Sphinx breaks, Furo itself works
            logger.debug("the menu can't be made", exc_info=True)
        if not self._is_checked:
            self._mode = "stock"
            warn(
                Subtype.NAVIGATION,
                "the menu differs from Furo's, so that all pages take Furo's own, which is slow: "
                "adapt handbook.site.navigation to this release of Furo and Sphinx, "
                "or set handbook_navigation = 'stock' in conf.py",
                location=pagename,
            )
        return self._is_checked

    def _made(self, app: Sphinx) -> ContentsTree:
        if self._tree is None:
            self._tree = ContentsTree(cast("StandaloneHTMLBuilder", app.builder))
        return self._tree


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
