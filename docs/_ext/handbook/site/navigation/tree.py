"""One site's contents tree as Furo shows it, with a slot wherever pages differ.

Sphinx resolves the tree and Furo makes it a menu, once, for a page that is in no tree.
In the result three things depend on the page: the address in each link, the class ``current`` on
the way to the page, and the boxes ticked on that way.
The menu is cut into pieces at these places; a page's own menu is the pieces with its slots filled.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Self

from furo.navigation import get_navigation_tree
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.util.osutil import relative_uri

# A page that can't exist: nothing in the tree is current, and no link leads to itself.
_NOWHERE = "\0"
# Stands for a page in an address, as its place in a list: names may hold anything.
_MARK = "handbook-page:"
_CUT = re.compile(
    r"<ul[^>]*>|</ul>|<li [^>]*>|</li>|<input [^>]*>"
    r'|(?P<link><a [^>]*?href=")(?P<address>[^"]*)'
)
_MARKED = re.compile(rf"{_MARK}(?P<number>\d+);(?P<anchor>.*)", re.DOTALL)


@dataclass
class Entry:
    """One line of the menu; numbers are places in the list of pieces, -1 for none.

    :ivar item: its opening tag.
    :ivar lists: opening tags of the lists that it lies in.
    :ivar parent: the entry that its list belongs to.
    :ivar link: its link, up to the address.
    :ivar box: what opens and closes the list below it.
    """

    item: int
    lists: tuple[int, ...]
    parent: Self | None
    link: int = -1
    box: int = -1

    def way(self) -> Iterator[Self]:
        entry: Self | None = self
        while entry is not None:
            yield entry
            entry = entry.parent


@dataclass(frozen=True)
class Slot:
    """An address to fill in: the page that it leads to, and a place on it with its ``#``."""

    piece: int
    page: str
    anchor: str


class _Addresses:
    """Stands in for the builder while the tree is resolved: names pages, not addresses."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        self.pages.append(to)
        return f"{_MARK}{len(self.pages) - 1};"


class ContentsTree:
    """The menu of all pages of one build."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        self._pieces: list[str] = []
        self._slots: dict[int, Slot] = {}
        self._entries: dict[str, list[Entry]] = {}  # page: its entries, in the menu's order
        self._boxes: dict[int, int] = {}  # item that has a list below it: the list's box
        self._ends: dict[int, int] = {}  # box: the closing tag of its item
        self._own: dict[str, list[Slot]] = {}  # page: the slots that lead to itself
        # Addresses are the same for all pages of a folder, and pages are written by folder.
        self._folder: str | None = None
        self._addressed: list[str] = []
        addresses = _Addresses()
        self._cut(self._menu(addresses), addresses.pages)

    def page(self, pagename: str) -> str:
        """Give a page's menu, byte for byte what Furo makes of it."""
        pieces = self._for_folder_of(pagename).copy()
        for piece, text in self._changes(pagename).items():
            pieces[piece] = text
        return "".join(pieces)

    def pruned(self, pagename: str) -> str:
        """Give a page's menu with only the lists on the way to the page and the one below it.

        Other entries with a list become plain links: the menu no longer grows with the site.
        """
        changes = self._changes(pagename)
        entries = self._entries.get(pagename, ())
        opened = {above.box for entry in entries for above in entry.way()}
        shown, place = [], 0
        while place < len(self._pieces):
            if place in self._ends and place not in opened:
                place = self._ends[place]
            piece = changes.get(place, self._pieces[place])
            if place in self._slots and place not in changes:
                slot = self._slots[place]
                address = self._builder.get_relative_uri(pagename, slot.page)
                piece = escape(address + slot.anchor, quote=False)
            elif self._boxes.get(place, -1) not in {-1, *opened}:
                piece = piece.replace(" has-children", "", 1)
            shown.append(piece)
            place += 1
        return "".join(shown)

    def _menu(self, addresses: _Addresses) -> str:
        builder = self._builder
        tree = global_toctree_for_doc(
            builder.env,
            _NOWHERE,
            addresses,  # type: ignore[arg-type]  # all that is asked of a builder here
            tags=builder.tags,
            # As Furo asks.
            collapse=False,
            titles_only=True,
            maxdepth=-1,
            includehidden=True,
        )
        return get_navigation_tree(builder.render_partial(tree)["fragment"])

    def _cut(self, menu: str, pages: list[str]) -> None:
        """Cut the menu into pieces, and note what each is."""
        lists: list[int] = []
        entries: list[Entry] = []
        done = 0
        for match in _CUT.finditer(menu):
            self._add(menu[done : match.start()])
            done = match.end()
            tag = match[0]
            place = self._add(match["link"] or tag)
            if match["link"]:
                self._note_link(match["address"], pages, entries[-1])
            elif tag.startswith("<ul"):
                lists.append(place)
            elif tag == "</ul>":
                lists.pop()
            elif tag.startswith("<li"):
                entries.append(Entry(place, tuple(lists), entries[-1] if entries else None))
            elif tag == "</li>":
                self._note_end(entries.pop(), place)
            else:
                entries[-1].box = place
        self._add(menu[done:])

    def _add(self, piece: str) -> int:
        self._pieces.append(piece)
        return len(self._pieces) - 1

    def _note_link(self, address: str, pages: list[str], entry: Entry) -> None:
        place = self._add(address)
        first = entry.link < 0
        entry.link = place - 1 if first else entry.link
        if marked := _MARKED.fullmatch(address):
            page, anchor = pages[int(marked["number"])], unescape(marked["anchor"])
            self._slots[place] = slot = Slot(place, page, anchor)
            self._own.setdefault(page, []).append(slot)
            if first and not anchor:
                self._entries.setdefault(page, []).append(entry)

    def _note_end(self, entry: Entry, place: int) -> None:
        if entry.box >= 0:
            self._boxes[entry.item] = entry.box
            self._ends[entry.box] = place

    def _changes(self, pagename: str) -> dict[int, str]:
        """Give the pieces that differ on a page from those of other pages of its folder."""
        entries = self._entries.get(pagename, [])
        changes = {
            slot.piece: escape(slot.anchor or "#", quote=False)
            for slot in self._own.get(pagename, ())
        }
        for entry in entries:
            link = self._pieces[entry.link]
            changes[entry.link] = link.replace('class="', 'class="current ', 1)
            changes |= dict.fromkeys(entry.lists, '<ul class="current">')
            for above in entry.way():
                changes[above.item] = re.sub(
                    r"^(<li class=\"toctree-l\d+)", r"\1 current", self._pieces[above.item]
                )
                if above.box >= 0:
                    changes[above.box] = self._pieces[above.box].replace(
                        " class=", ' checked="" class=', 1
                    )
        if entries:
            last = max(entry.item for entry in entries)
            changes[last] = changes[last].replace('">', ' current-page">')
        return changes

    def _for_folder_of(self, pagename: str) -> list[str]:
        """Give the pieces with the addresses as pages of a folder need them, save their own."""
        folder = self._builder.get_target_uri(pagename).rpartition("/")[0]
        if folder != self._folder:
            self._folder = folder
            base = f"{folder}/{_NOWHERE}" if folder else _NOWHERE
            self._addressed = self._pieces.copy()
            for slot in self._slots.values():
                target = self._builder.get_target_uri(slot.page)
                address = relative_uri(base, target) + slot.anchor
                self._addressed[slot.piece] = escape(address, quote=False)
        return self._addressed
