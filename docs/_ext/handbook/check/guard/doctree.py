"""A page's nodes, judged before any builder or collector acts on them.

Whatever syntax, directive or extension made a node, here it is the same node.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx_design.icons import sd_icon

from handbook.check import kinds, pictures
from handbook.check.guard import unknown
from handbook.check.guard.metadata import ALLOWED_META
from handbook.check.guard.paths import is_inside, refuse
from handbook.check.preflight.forms import FORMULA, TAGS

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
# What browsers skip when they read an address.
SKIPPED = re.compile(r"[\x00-\x20\x7f]")

LOGOS = (".png", ".svg")
OUTSIDE = "lies outside the handbook's sources: copy it into them"
UNCHECKED = (
    "the link {!r} is followed by no check here, and may lead nowhere: name a page"
    " without .md, in a card with :link-type: doc, as a {{button-ref}}, or link around the picture"
)
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
        for kind, fault, leave in JUDGES:
            if isinstance(node, kind) and (reason := fault(app.env, node)):
                refuse("%s", reason, location=_place(node))
                leave(node)
                break


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
                reason = OUTSIDE
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


def _covering(_env: BuildEnvironment, node: nodes.Element) -> str:
    held = any(HOLDING in holder["classes"] for holder in _around(node))
    if STRETCHING not in node["classes"] or held:
        return ""
    return f"the class {STRETCHING!r} would cover the page: remove it"


def _misplaced(_env: BuildEnvironment, node: nodes.Element) -> str:
    """Say why a link can't stand where it does: Sphinx would end the build, without a place."""
    around = list(_around(node))
    if any(isinstance(outer, LINKS) for outer in around):
        return "a link within a link leads nowhere: keep one of them"
    is_file = isinstance(node, addnodes.download_reference)
    if is_file and any(isinstance(outer, nodes.title | nodes.rubric) for outer in around):
        return "a heading can't offer a file: link to it below"
    return ""


def _picture(env: BuildEnvironment, node: nodes.Element) -> str:
    address = node["uri"]
    if scheme(address) or address.startswith("//"):
        reason = "is not a file of the handbook: save it beside the page"
    elif not is_inside(env, address):
        reason = OUTSIDE
    elif address.endswith("*"):
        reason = "stands for several files: name one of them"
    elif node.get("loading") == "embed":  # by its address, from wherever the build runs
        reason = "would be written into the page: remove `loading`"
    else:
        return ""
    return f"the picture {address[:MAX_SHOWN]!r} {reason}"


def _icon(_env: BuildEnvironment, node: nodes.Element) -> str:
    found = ICON.fullmatch(node["svg"])
    if found and float(found["width"]) <= MAX_ICON:
        return ""
    return (
        "an icon takes a name, a size such as 1em, and classes of letters, digits and hyphens:"
        " correct it"
    )


def _download(env: BuildEnvironment, node: nodes.Element) -> str:
    target = node["reftarget"]
    if "://" in target:
        return _address(target)
    if not is_inside(env, target):
        reason = OUTSIDE
    elif kinds.suffix(unquote(target)) not in kinds.DOWNLOADS:
        reason = (
            "is of a kind that a browser may run, or that is not known: offer it as text or in an"
            " archive (.zip)"
        )
    else:
        return ""
    return f"the download {target[:MAX_SHOWN]!r} {reason}"


def _contents(_env: BuildEnvironment, node: nodes.Element) -> str:
    odd = [target for _, target in node["entries"] if "://" in target and _address(target)]
    shown = " and ".join(repr(target[:MAX_SHOWN]) for target in odd)
    said = f"a table of contents lists pages and https:// addresses, not {shown}: remove it"
    return said if odd else ""


def _header(_env: BuildEnvironment, node: nodes.Element) -> str:
    names = set(node.attributes) - set(nodes.Element.basic_attributes) - {"content"}
    if names == {"name"} and node["name"].lower() in ALLOWED_META:
        return ""
    return f"a page's headers may be {' and '.join(ALLOWED_META)} only"


def _link(_env: BuildEnvironment, node: nodes.Element) -> str:
    address = node.get("refuri")
    if not isinstance(address, str):
        return ""
    return UNCHECKED.format(address[:MAX_SHOWN]) if _is_unchecked(node) else _address(address)


def _is_unchecked(node: nodes.Element) -> bool:
    """Tell of an address within the site that a directive gave: MyST's own links are judged."""
    is_link = isinstance(node, nodes.reference) and not node.get("internal")
    return is_link and not scheme(node["refuri"]) and not node["refuri"].startswith("//")


def _address(address: str) -> str:
    found = scheme(address)
    if not found or found in SCHEMES:
        return ""
    if found in ("ac", "ri"):
        return TAGS
    return f"a {found}: link is not for pages: link to a page or to an https:// address"


def _remove(node: nodes.Element) -> None:
    node.parent.remove(node)


def _unwrap(node: nodes.Element) -> None:
    """Leave a link's words, without the link."""
    at = node.parent.index(node)
    node.parent[at : at + 1] = node.children


def _uncover(node: nodes.Element) -> None:
    node["classes"].remove(STRETCHING)


def _unlist(contents: nodes.Element) -> None:
    contents["entries"] = [entry for entry in contents["entries"] if not _address(entry[1])]


def _say_instead(picture: nodes.Element) -> None:
    """Leave a picture's words in its place, or in that of the link around it."""
    words, holder = nodes.inline("", picture.get("alt", "")), picture.parent
    if isinstance(holder, nodes.reference) and not isinstance(holder.parent, nodes.TextElement):
        holder.replace_self(nodes.paragraph("", "", words))
    else:
        picture.replace_self(words)


def _instead(kind: Callable[[str, str], nodes.Node]) -> Callable[[nodes.Element], None]:
    """Give what leaves a node of another kind, with a node's words."""
    return lambda node: node.replace_self(kind("", node.astext()))


# What kinds of nodes are judged, why one is refused, and what is left of it.
JUDGES: tuple[tuple[Any, Callable[[BuildEnvironment, Any], str], Callable[[Any], None]], ...] = (
    (LINKS, _misplaced, _unwrap),
    (nodes.image, _picture, _say_instead),
    (sd_icon, _icon, _remove),
    (addnodes.download_reference, _download, _unwrap),
    (addnodes.toctree, _contents, _unlist),
    (
        nodes.raw,
        lambda _, node: f"raw {node.get('format', '')} is not for pages: use Markdown",
        _remove,
    ),
    (nodes.meta, _header, _remove),
    (nodes.math, lambda *_: FORMULA, _instead(nodes.literal)),
    (nodes.math_block, lambda *_: FORMULA, _instead(nodes.literal_block)),
    (addnodes.desc_signature, unknown.interface, unknown.in_words),
    (nodes.abbreviation, lambda *_: unknown.SHORT, _instead(nodes.inline)),
    (nodes.paragraph, unknown.formula, lambda _: None),
    (nodes.Element, _link, _unwrap),
    (nodes.Element, _covering, _uncover),
)


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
