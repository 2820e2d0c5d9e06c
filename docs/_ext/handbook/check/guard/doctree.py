"""A page's nodes, judged before any builder or collector acts on them.

Whatever syntax, directive or extension made a node, here it is the same node.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx_design.icons import sd_icon

from handbook.check import kinds, pictures
from handbook.check.guard.metadata import ALLOWED_META
from handbook.check.guard.paths import is_inside, refuse

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
# What browsers skip when they read an address.
SKIPPED = re.compile(r"[\x00-\x20\x7f]")

LOGOS = (".png", ".svg")
MAX_SHOWN = 60  # of an address, in a message

# Nodes whose visitor writes text as it is, each judged below; a test finds any other.
JUDGED = (nodes.raw, sd_icon)

# What sphinx-design writes for an icon, as long as nothing of a page's slips in.
ICON = re.compile(
    r'<svg version="[\w.]+" width="(?P<width>[\d.]+)(?:px|em|rem)" height="[\d.]+(?:px|em|rem)"'
    r' class="[\w -]*" viewBox="[\d. -]+" aria-hidden="true">'
    r"(?:</?(?:circle|clipPath|defs|ellipse|g|line|path|polygon|polyline|rect|title|use)"
    r'(?: (?!on|href|style)[\w-]+="[^"<>]*"| xlink:href="#\w+"| style="fill:none;?")*/?>'
    r"|[^<>&])*</svg>"
)
MAX_ICON = 500  # of any unit: larger, it would cover the page
LINKS = (nodes.reference, addnodes.pending_xref)
# Classes of the theme that stretch an element over what holds it: a page, but for a card.
STRETCHING, HOLDING = "sd-stretched-link", "sd-card"


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Refuse what leaves, runs or fetches, and take it out (event ``doctree-read``)."""
    for node in list(doctree.findall(nodes.Element)):
        _check_stretched(node)
        if isinstance(node, LINKS) and (reason := _misplaced(node)):
            refuse(reason, location=_place(node))
            _unwrap(node)
        elif isinstance(node, nodes.image):
            _check_image(app.env, node)
        elif isinstance(node, sd_icon):
            _check_icon(node)
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


def check_title(_app: Sphinx, doctree: nodes.document) -> None:
    """Tell of a page without a heading, to which nothing leads (event ``doctree-read``)."""
    if doctree.children and next(doctree.findall(nodes.title), None) is None:
        refuse("the page has no heading: begin it with # and its title", location=_place(doctree))


def check_pictures(app: Sphinx, doctree: nodes.document) -> None:
    """Judge the files that Sphinx has found for the pictures (event ``doctree-read``).

    It may have taken another than the page names: the one of the page's language.
    """
    for node in list(doctree.findall(nodes.image)):
        candidates: dict[str, str] = node.get("candidates", {})
        for address in candidates.values():
            path = Path(app.srcdir, address)
            if not address or not path.exists():
                continue  # which Sphinx has told
            if not is_inside(app.env, f"/{address}"):
                reason = "lies outside the handbook's sources: copy it into them"
            elif not (reason := pictures.fault(path)):
                continue
            refuse("the picture %r %s", address[:MAX_SHOWN], reason, location=_place(node))
            _say_instead(node)
            break


def check_logo(app: Sphinx, config: Config) -> None:
    """Judge the pictures that ``handbook.toml`` puts onto each page (event ``config-inited``)."""
    for name in list(config.html_static_path):
        path = Path(app.confdir, name)
        if path.is_file() and path.suffix in LOGOS and (reason := pictures.fault(path)):
            refuse("the logo %r %s", name, reason, location="handbook.toml:1")
            config.html_static_path.remove(name)


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


def _misplaced(node: nodes.Element) -> str:
    """Say why a link can't stand where it does: Sphinx would end the build, without a place."""
    around = list(_around(node))
    if any(isinstance(outer, LINKS) for outer in around):
        return "a link within a link leads nowhere: keep one of them"
    is_file = isinstance(node, addnodes.download_reference)
    if is_file and any(isinstance(outer, nodes.title | nodes.rubric) for outer in around):
        return "a heading can't offer a file: link to it below"
    return ""


def _check_image(env: BuildEnvironment, node: nodes.image) -> None:
    address = node["uri"]
    if scheme(address) or address.startswith("//"):
        reason = "is not a file of the handbook: save it beside the page"
    elif not is_inside(env, address):
        reason = "lies outside the handbook's sources: copy it into them"
    elif address.endswith("*"):
        reason = "stands for several files: name one of them"
    elif node.get("loading") == "embed":  # by its address, from wherever the build runs
        reason = "would be written into the page: remove `loading`"
    else:
        return
    refuse("the picture %r %s", address[:MAX_SHOWN], reason, location=_place(node))
    _say_instead(node)


def _say_instead(picture: nodes.image) -> None:
    """Leave a picture's words in its place, or in that of the link around it."""
    words, holder = nodes.inline("", picture.get("alt", "")), picture.parent
    if isinstance(holder, nodes.reference) and not isinstance(holder.parent, nodes.TextElement):
        holder.replace_self(nodes.paragraph("", "", words))
    else:
        picture.replace_self(words)


def _check_icon(node: nodes.Element) -> None:
    found = ICON.fullmatch(node["svg"])
    if not found or float(found["width"]) > MAX_ICON:
        refuse(
            "an icon takes a name, a size such as 1em, and classes of letters, digits and hyphens:"
            " correct it",
            location=_place(node),
        )
        node.parent.remove(node)


def _check_stretched(node: nodes.Element) -> None:
    if STRETCHING in node["classes"] and not any(
        HOLDING in holder["classes"] for holder in _around(node)
    ):
        refuse("the class %r would cover the page: remove it", STRETCHING, location=_place(node))
        node["classes"].remove(STRETCHING)


def _check_download(env: BuildEnvironment, node: addnodes.download_reference) -> None:
    target = node["reftarget"]
    if "://" in target:
        _check_link(node, target)
        return
    if not is_inside(env, target):
        reason = "lies outside the handbook's sources: copy it into them"
    elif kinds.suffix(unquote(target)) not in kinds.DOWNLOADS:
        reason = (
            "is of a kind that a browser may run, or that is not known: offer it as text or in an"
            " archive (.zip)"
        )
    else:
        return
    refuse("the download %r %s", target[:MAX_SHOWN], reason, location=_place(node))
    _unwrap(node)


def _check_toctree(node: addnodes.toctree) -> None:
    for title, target in list(node["entries"]):
        if "://" in target and scheme(target) not in SCHEMES:
            refuse(
                "a table of contents lists pages and https:// addresses, not %r: remove it",
                target[:MAX_SHOWN],
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


def _around(node: nodes.Element) -> Iterator[nodes.Element]:
    """Give what a node stands in, from the inside out."""
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def _place(node: nodes.Element) -> str:
    """Give file and line; some extensions set the one and not the other, or text for a file."""
    around = [node, *_around(node)]
    sources = (found.source for found in around if str(found.source).endswith(".md"))
    source = next(sources, around[-1].get("source", ""))
    line = next((found.line for found in [*around, *node.findall()] if found.line), 1)
    return f"{source}:{line}"
