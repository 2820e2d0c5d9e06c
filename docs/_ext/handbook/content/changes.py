"""What changed from edition to edition: one kept file, shown as a page and told by a feed.

``_data/changes.toml`` lists editions, newest first; ``{changes}`` shows them where it stands, and
``changes.atom`` beside the site tells feed readers. A text is Markdown; links in it begin at the
handbook's top: ``[the register](/records/index.md)``.

.. code-block:: toml

   [[edition]]
   name = "2026.11"
   published = "2026-11-22"
   summary = "The first edition."
   new = ["Five chapters on the role."]
   changed = []
   removed = []
"""

import itertools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri
from sphinx.util.typing import ExtensionMetadata

from handbook.content.words import of as own_words
from handbook.core import atom, dates, toml_file
from handbook.core.doctree import top_section
from handbook.core.errors import FileError
from handbook.core.output import SitePage, is_site, on_page, on_site_written
from handbook.core.warnings import Subtype, warn

FILE = "_data/changes.toml"
PAGE = "about/changes"  # which shows the file, and offers the feed
FEED_FILE = "changes.atom"
KINDS = {"new": "New", "changed": "Changed", "removed": "Removed"}
_TEXTS = ("name", "published", "summary")
_EDITION = re.compile(r"\s*\[\[\s*edition\s*\]\]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Edition:
    """One edition; ``published`` is an ISO 8601 day, the changes are Markdown by kind."""

    name: str
    published: str
    summary: str
    changes: dict[str, list[str]]

    @property
    def anchor(self) -> str:
        return "edition-" + re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


def newest(docs: Path) -> str:
    """Give the name of the newest edition; empty where the file has a fault."""
    path = docs / FILE
    editions = read(path)[0] if path.is_file() else []
    return editions[0].name if editions else ""


def read(path: Path) -> tuple[list[Edition], list[tuple[int, str]]]:
    """Read the kept file.

    :returns: its sound editions in the file's order, and faults as line and message.
    """
    try:
        raw, text = toml_file.read(path)
    except FileError as error:
        return [], [(error.line, str(error))]
    tables = raw.get("edition", [])
    if not isinstance(tables, list) or set(raw) - {"edition"}:
        return [], [(1, "the file holds [[edition]] tables, nothing else")]
    starts = [n for n, line in enumerate(text.splitlines(), 1) if _EDITION.match(line)]
    if len(starts) != len(tables):
        return [], [(1, "open each edition with a line of its own, [[edition]]")]
    editions, faults = [], []
    for table, start in zip(tables, starts, strict=True):
        if found := _faults(table):
            faults += [(start, message) for message in found]
            continue
        changes = {kind: table[kind] for kind in KINDS if table.get(kind)}
        editions.append(Edition(table["name"], table["published"], table["summary"], changes))
    for newer, older in itertools.pairwise(editions):
        if newer.published < older.published:
            faults.append((1, f"{newer.name} is older than {older.name} below it: newest first"))
    return editions, faults


def _faults(table: dict[str, Any]) -> list[str]:
    faults = [
        f"{key!r} is missing or empty: write it as text"
        for key in _TEXTS
        if not isinstance(table.get(key), str) or not table[key].strip()
    ]
    if isinstance(day := table.get("published"), str) and not dates.is_day(day):
        faults.append(f"published: {day!r} is not a day: write one that exists as YYYY-MM-DD")
    for key, value in table.items():
        if key not in (*_TEXTS, *KINDS):
            faults.append(f"unknown key {key!r}; the known ones are {', '.join((*_TEXTS, *KINDS))}")
        elif key in KINDS and not (
            isinstance(value, list) and all(isinstance(item, str) and item for item in value)
        ):
            faults.append(f"{key}: write a list of texts")
    return faults


class Changes(SphinxDirective):
    """``{changes}``: a section for each edition of the kept file."""

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.srcdir, FILE)
        self.env.note_dependency(path)
        if not path.is_file():
            warn(Subtype.CHANGES, "no file %s: write one", FILE, location=self.get_location())
            return []
        editions, faults = read(path)
        for line, message in faults:
            warn(Subtype.CHANGES, "%s", message, location=f"{path}:{line}")
        return [self._section(edition) for edition in editions]

    def _section(self, edition: Edition) -> nodes.Node:
        title = f"Edition {edition.name}"
        section = nodes.section("", nodes.title("", title), ids=[edition.anchor], names=[])
        text = f"Published {edition.published}. {edition.summary}\n"
        for kind, items in edition.changes.items():
            text += f"\n**{KINDS[kind]}**\n\n" + "".join(f"- {item}\n" for item in items)
        section += self.parse_text_to_nodes(text)
        return section


def _as_text(edition: Edition) -> str:
    parts = [edition.summary]
    for kind, items in edition.changes.items():
        parts.append(f"{KINDS[kind]}: {' '.join(items)}")
    return _LINK.sub(r"\1", " ".join(parts)).replace("*", "").replace("`", "")


def _write_feed(app: Sphinx) -> None:
    path = Path(app.srcdir, FILE)
    if PAGE not in app.env.all_docs or not path.is_file():
        return
    page, said = app.builder.get_target_uri(PAGE), own_words(app.config).said
    entries = [
        atom.Entry(
            name=edition.name,
            title=f"Edition {edition.name}",
            published=edition.published,
            updated=edition.published,
            url=f"{page}#{edition.anchor}",
            summary=said(_as_text(edition)),
        )
        for edition in read(path)[0]
    ]
    atom.write(app, FEED_FILE, entries, kind="edition", title="what changed")


def _announce_feed(page: SitePage) -> None:
    if page.name in (PAGE, page.app.config.root_doc):
        page.add_alternate(atom.MIME_TYPE, FEED_FILE, "What changed")


def _link_feed(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Offer the feed above the first edition, on the site only (event ``doctree-resolved``)."""
    page = top_section(doctree)
    if docname != PAGE or not is_site(app.builder) or not page:
        return
    here = relative_uri(app.builder.get_target_uri(docname), FEED_FILE)
    link = nodes.reference("", "Atom feed", refuri=here, internal=False)
    line = nodes.paragraph("", "", nodes.Text("Or follow the "), link, nodes.Text("."))
    page.insert(page.first_child_matching_class(nodes.section) or len(page.children), line)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.content.words")
    app.add_directive("changes", Changes)
    app.connect("doctree-resolved", _link_feed)
    on_page(app, _announce_feed)
    on_site_written(app, _write_feed)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
