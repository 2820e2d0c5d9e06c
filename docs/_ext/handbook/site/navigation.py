"""The menu beside each page, resolved once a build instead of once a page.

Furo has Sphinx resolve the whole contents tree again for each page, and parses the result again:
a build's time grows with the square of its pages. Here that is done once, for a page that is in no
tree. In the result three things depend on the page: the address in each link, the class ``current``
on the way to the page, and the boxes ticked on that way. The menu is cut into pieces at its tags,
and a page's own menu is the pieces with these changed. So every page gets Furo's own bytes: tests
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
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from types import SimpleNamespace
from typing import Any, Self, cast
from urllib.parse import quote, unquote

from docutils import nodes
from furo.navigation import get_navigation_tree
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import ENUM
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.util.osutil import relative_uri
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import AnyPage, on_any_page

MODES = ("full", "pruned", "stock")
# Furo computes at 500, the default.
BEFORE_FURO, AFTER_FURO = 499, 501
# In a page's context: Furo's menu, Sphinx's function, and where that is while Furo is spared it.
MENU, TOCTREE, SPARED = "furo_navigation_tree", "toctree", "handbook_toctree"
# A page that can't exist: nothing in the tree is current, and no link leads to itself.
_NOWHERE = "\0"
_TAG = re.compile(r"(<ul[^>]*>|</ul>|<li [^>]*>|</li>|<input [^>]*>|<a [^>]*>)")
# An address while the tree is resolved: the page that it leads to, and a place on it with its "#".
_ADDRESS = re.compile(r'(?<= href=")handbook-page:(?P<page>[^;"]*);(?P<anchor>[^"]*)')


@dataclass
class _Entry:
    """One line of the menu; numbers are places in the list of pieces, -1 for none.

    :ivar item: its opening tag; ``end``: its closing one.
    :ivar lists: opening tags of the lists that it lies in.
    :ivar parent: the entry that its list belongs to.
    :ivar box: what opens and closes the list below it.
    """

    item: int
    lists: tuple[int, ...]
    parent: Self | None
    link: int = -1
    box: int = -1
    end: int = -1

    def way(self) -> Iterator[Self]:
        entry: Self | None = self
        while entry is not None:
            yield entry
            entry = entry.parent


class ContentsTree:
    """The menu of all pages of one build."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        tree = global_toctree_for_doc(
            builder.env,
            _NOWHERE,
            # All that is asked of a builder here; a page's name may hold anything.
            cast(
                "Any",
                SimpleNamespace(
                    get_relative_uri=lambda _from, to: f"handbook-page:{quote(to, safe='')};"
                ),
            ),
            tags=builder.tags,
            # As Furo asks.
            collapse=False,
            titles_only=True,
            maxdepth=-1,
            includehidden=True,
        )
        # Text and tags by turns.
        self._pieces = _TAG.split(get_navigation_tree(builder.render_partial(tree)["fragment"]))
        self._links: dict[int, tuple[str, str]] = {}  # place: page, and the anchor on it
        self._entries: dict[str, list[_Entry]] = {}  # page: its entries, in the menu's order
        self._boxed: list[_Entry] = []
        self._note_tags()
        # Addresses are the same for all pages of a folder, and pages are written by folder.
        self._folder: str | None = None
        self._addressed: list[str] = []

    def page(self, pagename: str, *, pruned: bool) -> str:
        """Give a page's menu, byte for byte what Furo makes of it.

        :param pruned: with only the lists on the way to the page and the one below it: other
            entries with a list become plain links, and the menu no longer grows with the site.
        """
        pieces = self._for_folder_of(pagename).copy()
        for place, (page, anchor) in self._links.items():
            if page == pagename:
                pieces[place] = self._with_address(place, anchor or "#")
        entries = self._entries.get(pagename, ())
        for entry in entries:
            pieces[entry.link] = pieces[entry.link].replace('class="', 'class="current ', 1)
            for place in entry.lists:
                pieces[place] = '<ul class="current">'
            for above in entry.way():
                item, box = self._pieces[above.item], above.box
                pieces[above.item] = re.sub(r"(toctree-l\d+)", r"\1 current", item, count=1)
                if box >= 0:
                    pieces[box] = self._pieces[box].replace(" class=", ' checked="" class=', 1)
        if entries:
            last = max(entry.item for entry in entries)
            pieces[last] = pieces[last].replace('">', ' current-page">')
        opened = {above.box for entry in entries for above in entry.way()}
        for entry in self._boxed if pruned else ():
            if entry.box not in opened:
                pieces[entry.item] = pieces[entry.item].replace(" has-children", "", 1)
                pieces[entry.box : entry.end] = [""] * (entry.end - entry.box)
        return "".join(pieces)

    def _note_tags(self) -> None:
        """Note what each tag is."""
        lists: list[int] = []
        entries: list[_Entry] = []
        for place in range(1, len(self._pieces), 2):
            tag = self._pieces[place]
            if tag.startswith("<ul"):
                lists.append(place)
            elif tag == "</ul>":
                lists.pop()
            elif tag.startswith("<li"):
                entries.append(_Entry(place, tuple(lists), entries[-1] if entries else None))
            elif tag == "</li>":
                entries.pop().end = place
            elif tag.startswith("<input"):
                entries[-1].box = place
                self._boxed.append(entries[-1])
            else:
                self._note_link(place, entries[-1])

    def _note_link(self, place: int, entry: _Entry) -> None:
        is_first = entry.link < 0
        if is_first:
            entry.link = place
        if found := _ADDRESS.search(self._pieces[place]):
            page, anchor = unquote(found["page"]), unescape(found["anchor"])
            self._links[place] = page, anchor
            if is_first and not anchor:
                self._entries.setdefault(page, []).append(entry)

    def _for_folder_of(self, pagename: str) -> list[str]:
        """Give the pieces with the addresses as pages of a folder need them, save their own."""
        folder = self._builder.get_target_uri(pagename).rpartition("/")[0]
        if folder != self._folder:
            self._folder = folder
            base = f"{folder}/{_NOWHERE}" if folder else _NOWHERE
            self._addressed = self._pieces.copy()
            for place, (page, anchor) in self._links.items():
                address = relative_uri(base, self._builder.get_target_uri(page)) + anchor
                self._addressed[place] = self._with_address(place, address)
        return self._addressed

    def _with_address(self, place: int, address: str) -> str:
        return _ADDRESS.sub(lambda _: escape(address, quote=False), self._pieces[place])


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
        page.context[MENU] = self._tree.page(page.name, pruned=self._mode == "pruned")


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
