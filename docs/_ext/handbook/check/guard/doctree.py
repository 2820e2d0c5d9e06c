"""A page's nodes, judged before any builder or collector acts on them.

Whatever syntax, directive or extension made a node, here it is the same node.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

from handbook.check.guard.metadata import ALLOWED_META
from handbook.check.guard.paths import is_inside, refuse

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
# What browsers skip when they read an address.
SKIPPED = re.compile(r"[\x00-\x20\x7f]")

# Files that a browser runs, on the handbook's own address, when a reader opens the download.
# fmt: off
ACTIVE = (
    ".hta", ".htm", ".html", ".js", ".mht", ".mhtml", ".mjs", ".shtml", ".svg", ".svgz", ".swf",
    ".xht", ".xhtml", ".xml", ".xsl", ".xslt",
)
# fmt: on


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Refuse what leaves, runs or fetches, and take it out (event ``doctree-read``)."""
    for node in list(doctree.findall(nodes.Element)):
        if isinstance(node, nodes.image):
            _check_image(app.env, node)
        elif isinstance(node, addnodes.download_reference):
            _check_download(app.env, node)
        elif isinstance(node, addnodes.toctree):
            _check_toctree(node)
        elif isinstance(node, nodes.raw):
            _check_raw(node)
        elif isinstance(node, nodes.meta):
            _check_meta(node)
        elif isinstance(address := node.get("refuri"), str):
            _check_link(node, address)


def scheme(address: str) -> str:
    """Give an address's scheme in lower case, as a browser would see it; nothing if relative."""
    match = SCHEME.match(SKIPPED.sub("", address))
    return match[1].lower() if match else ""


def _check_link(node: nodes.Element, address: str) -> None:
    if (found := scheme(address)) and found not in SCHEMES:
        refuse(
            "a %s: link is not for pages: link to a page or to an https:// address",
            found,
            location=_place(node),
        )
        _unwrap(node)


def _check_image(env: BuildEnvironment, node: nodes.image) -> None:
    address = node["uri"]
    if scheme(address) or address.startswith("//"):
        refuse(
            "the picture %r is not a file of the handbook: save it beside the page",
            address[:60],
            location=_place(node),
        )
    elif not is_inside(env, address):
        refuse(
            "the picture %r lies outside the handbook's sources: copy it into them",
            address[:60],
            location=_place(node),
        )
    else:
        return
    node.replace_self(nodes.inline("", node.get("alt", "")))


def _check_download(env: BuildEnvironment, node: addnodes.download_reference) -> None:
    target = node["reftarget"]
    if "://" in target:
        _check_link(node, target)
        return
    if not is_inside(env, target):
        refuse(
            "the download %r lies outside the handbook's sources: copy it into them",
            target[:60],
            location=_place(node),
        )
    elif unquote(target).lower().rstrip(" .").endswith(ACTIVE):
        refuse(
            "the download %r is of a kind that a browser runs: offer it as text or in an archive",
            target[:60],
            location=_place(node),
        )
    else:
        return
    _unwrap(node)


def _check_toctree(node: addnodes.toctree) -> None:
    for title, target in list(node["entries"]):
        if "://" in target and scheme(target) not in SCHEMES:
            refuse(
                "a table of contents lists pages and https:// addresses, not %r: remove it",
                target[:60],
                location=_place(node),
            )
            node["entries"].remove((title, target))


def _check_raw(node: nodes.raw) -> None:
    refuse("raw %s is not for pages: use Markdown", node.get("format", ""), location=_place(node))
    node.parent.remove(node)


def _check_meta(node: nodes.meta) -> None:
    names = set(node.attributes) - set(nodes.Element.basic_attributes) - {"content"}
    if names != {"name"} or node["name"].lower() not in ALLOWED_META:
        refuse("a page's headers may be %s only", " and ".join(ALLOWED_META), location=_place(node))
        node.parent.remove(node)


def _unwrap(node: nodes.Element) -> None:
    """Leave a link's words, without the link."""
    at = node.parent.index(node)
    node.parent[at : at + 1] = node.children


def _place(node: nodes.Element) -> str:
    """Give file and line; some extensions set the one and not the other."""
    around: list[nodes.Node] = [node]
    while (parent := around[-1].parent) is not None:
        around.append(parent)
    source = next((found.source for found in around if found.source), "")
    line = next((found.line for found in [*around, *node.findall()] if found.line), 1)
    return f"{source}:{line}"
