"""Build the handbook without what an organisation leaves out or replaces.

``handbook.core.left_out`` has the file. A page that is left out is no source of the build, so
menus, contents, the PDF, search and related pages have none of it. This module looks after what
still names it: contents lose the line, and lists what is nothing but a way there; other links
become plain words or lead to the page in its place, and so does the old address. The build lists
those links once.
"""

import posixpath
import re
import sys
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.matching import patfilter
from sphinx.util.typing import ExtensionMetadata

from handbook.content.words import of as own_words
from handbook.core import left_out
from handbook.core.left_out import LeftOut
from handbook.core.sources import is_local
from handbook.core.warnings import Subtype, warn

# In a page's metadata: the line of each link to what is left out, and what became of it.
PLAIN_LINKS = "handbook_plain_links"
_LABELS = re.compile(r"(Next|See also):")
_LISTS = (nodes.bullet_list, nodes.definition_list)
# Between the links of "See also".
_SIGN = " · "
_ENTRY = re.compile(r"(?P<title>[^\n<]*<)?(?P<page>[^\s:<>]+)(?P<close>>?)")


def of(env: BuildEnvironment) -> LeftOut:
    return _of(Path(env.srcdir), tuple(env.config.handbook_left_out.items()))


@cache
def _of(docs: Path, pages: tuple[tuple[str, str], ...]) -> LeftOut:
    return left_out.LeftOut(docs, dict(pages))


def _read(app: Sphinx, config: Config) -> None:
    found, faults = left_out.read(Path(app.srcdir))
    for place, message in faults:
        warn(Subtype.LOCAL, "%s", message, location=place)
    config.handbook_left_out = found.pages
    config.exclude_patterns = [*config.exclude_patterns, *found.excluded]
    for document in getattr(config, "typst_documents", ()):
        if "pages" in document:
            document["pages"] = [
                part for part in document["pages"] if part.partition("#")[0] not in found.pages
            ]


def _mend_contents(app: Sphinx, docname: str, source: list[str]) -> None:
    """Empty the lines of contents that name such a page, or name the one in its place."""
    pages = of(app.env).pages
    folder = posixpath.dirname(docname)

    def entry(number: int, line: str) -> str:
        match = _ENTRY.fullmatch(line.strip())
        if match is None:
            return line
        name = match["page"].removesuffix(".md")
        name = name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name)
        name = posixpath.normpath(name)
        if is_local(docname):
            # The page's place is that of the one for which it stands: it has one alone.
            old = next((old for old, new in pages.items() if new == name), "")
            if old:
                told = f"{name!r} stands in the contents where {old} did; here, link it in the text"
                _note(app.env, docname, number, told)
            return "" if old else line
        if name not in pages:
            # A pattern that matches nothing any more would be told.
            lost = patfilter(pages, name) and not patfilter(app.env.found_docs, name)
            return "" if lost else line
        new = pages[name]
        return f"{match['title'] or ''}/{new}{match['close']}" if new else ""

    if pages:
        text = source[0]
        source[0] = left_out.CONTENTS.sub(
            lambda found: "\n".join(
                map(entry, count(text.count("\n", 0, found.start()) + 1), found[0].split("\n"))
            ),
            text,
        )


def _note(env: BuildEnvironment, docname: str, line: int, what: str) -> None:
    env.metadata[docname].setdefault(PLAIN_LINKS, []).append((line, what))


class Links(SphinxTransform):
    """Lead links to what is left out elsewhere, or leave their words alone."""

    default_priority = 890  # after MyST has made links of what begins with "#"

    def apply(self, **kwargs: Any) -> None:
        left = of(self.env)
        if not left.pages:
            return
        docname, said = self.env.current_document.docname, own_words(self.config).said
        for link in list(self.document.findall(addnodes.pending_xref)):
            page, title = _target(link, left, docname)
            if not page:
                continue
            new, line = left.pages[page], get_source_line(link)[1] or 1
            words = link.astext() if link.get("refexplicit") else said(title)
            if new:
                link.attributes |= {
                    "refdomain": "doc",
                    "reftype": "myst",
                    "reftarget": new,
                    "reftargetid": None,
                }
            elif not is_local(docname) and _go(link):
                continue
            else:
                plain = link.children if link.get("refexplicit") else [nodes.Text(words)]
                link.parent.replace(link, plain)
            became = f"leads to {new}" if new else f"is no link: {page} is left out"
            _note(self.env, docname, line, f"{words!r} {became}")


def _go(link: nodes.Element) -> bool:
    """Take away with a link whatever is nothing but the way there; tell whether there was such."""
    gone = _card(link) or _entry(link)
    if gone is not None:
        gone.parent.remove(gone)
    return gone is not None or _among_others(link)


def _entry(link: nodes.Element) -> nodes.Element | None:
    """Give the item of a list, or the "Next:", that holds a label, the link and what is there.

    A step stays, since others are counted from it.
    """
    block = link.parent
    if not isinstance(block, nodes.paragraph) or len(list(block.findall(_is_link))) > 1:
        return None
    place = block.index(link)
    rest = "".join(child.astext() for child in block[place + 1 :])
    if any(_says(child) for child in block[:place]) or re.search(r"[.!?]\s", rest):
        return None
    if _LABELS.match(block.astext()):
        return block
    item = block.parent
    if isinstance(item, nodes.definition):
        item = item.parent
    is_alone = len(block.parent) == 1 and isinstance(item.parent, _LISTS)
    return (item.parent if len(item.parent) == 1 else item) if is_alone else None


def _says(node: nodes.Node) -> bool:
    return bool(node.astext().strip()) and not isinstance(node, nodes.strong)


def _is_link(node: nodes.Node) -> bool:
    return isinstance(node, nodes.reference | addnodes.pending_xref | addnodes.download_reference)


def _among_others(link: nodes.Element) -> bool:
    """Take one of several links away that a sign parts; tell whether it was such."""
    block = link.parent
    place = block.index(link)
    before, after = (
        block[at].astext() if 0 <= at < len(block) else "" for at in (place - 1, place + 1)
    )
    if after.startswith(_SIGN):
        block[place + 1] = nodes.Text(after.removeprefix(_SIGN))
    elif not after and before.endswith(_SIGN):
        block[place - 1] = nodes.Text(before.removesuffix(_SIGN))
    else:
        return False
    block.remove(link)
    return True


def _card(link: nodes.Element) -> nodes.Element | None:
    """Give the card that is nothing but a way to a page, with its column in a grid."""
    if "sd-stretched-link" not in link["classes"]:
        return None
    card = link.parent
    while card is not None and "sd-card" not in card["classes"]:
        card = card.parent
    return card.parent if card is not None and "sd-col" in card.parent["classes"] else card


def _target(link: addnodes.pending_xref, left: LeftOut, docname: str) -> tuple[str, str]:
    """Give the page that is left out to which a link leads, if any, and its title."""
    domain, kind, target = (
        str(link.get(key) or "") for key in ("refdomain", "reftype", "reftarget")
    )
    page = ""
    if domain == "doc":
        page = target
    elif kind == "doc":
        page = posixpath.normpath(
            target[1:]
            if target.startswith("/")
            else posixpath.join(posixpath.dirname(docname), target)
        )
    elif domain == "tradeoff" or target.lstrip("#") in left.records:
        page = left.records.get(target.lstrip("#"), "")
    elif kind in ("ref", "numref", "myst", "any"):
        return left.labels.get(target.lstrip("#").lower(), ("", ""))
    return (page, left.title(page)) if page in left.pages else ("", "")


def _tell(app: Sphinx, env: BuildEnvironment) -> None:
    """List once what became of the links (event ``env-check-consistency``)."""
    told = [
        f"  {env.doc2path(docname, base=False)}:{line}: {what}"
        for docname in sorted(env.all_docs)
        for line, what in env.metadata[docname].get(PLAIN_LINKS, ())
    ]
    path = Path(app.doctreedir, "links-to-what-is-left-out.txt")
    text = "\n".join(told)
    if told and (not path.is_file() or path.read_text(encoding="utf-8") != text):
        path.write_text(text, encoding="utf-8")
        # On standard output: it is no fault, and strict builds are quiet.
        sys.stdout.write(f"{len(told)} links to pages that {left_out.FILE} names:\n{text}\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.content.words")
    app.add_config_value("handbook_left_out", {}, "env", types=frozenset({dict}))
    # Before redirects are read.
    app.connect("config-inited", _read, priority=400)
    app.connect("source-read", _mend_contents, priority=940)
    app.add_transform(Links)
    app.connect("env-check-consistency", _tell)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
