"""Write an Atom feed (RFC 4287): the same entries give the same bytes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

MIME_TYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One thing that readers of a feed are told of.

    :ivar name: what makes its id, for ever; see :func:`urn`.
    :ivar published: ISO 8601 day; ``updated`` likewise.
    :ivar url: the page, relative to the feed's own base.
    """

    name: str
    title: str
    published: str
    updated: str
    url: str
    summary: str
    categories: tuple[str, ...] = ()


def write(
    entries: Sequence[Entry], *, namespace: str, title: str, author: str, file: str, base: str
) -> str:
    """Give the text of a feed.

    :param entries: in the order given, newest first.
    :param namespace: what the ids of its entries begin with, before they are hashed.
    :param file: its name at the top of the site.
    :param base: the site's address, ending in a slash, or nothing: links are then relative.
    """
    ET.register_namespace("", _NAMESPACE)
    top = ET.Element(f"{{{_NAMESPACE}}}feed")
    newest = max((entry.updated for entry in entries), default="1970-01-01")
    _add(top, "id", urn(namespace, "feed"))
    _add(top, "title", title)
    _add(top, "updated", _instant(newest))
    _add(top, "link", rel="self", type=MIME_TYPE, href=f"{base}{file}")
    _add(_add(top, "author"), "name", author)
    for entry in entries:
        made = _add(top, "entry")
        _add(made, "id", urn(namespace, entry.name))
        _add(made, "title", entry.title)
        _add(made, "published", _instant(entry.published))
        _add(made, "updated", _instant(entry.updated))
        _add(made, "link", rel="alternate", type="text/html", href=f"{base}{entry.url}")
        for category in entry.categories:
            _add(made, "category", term=category)
        _add(made, "summary", entry.summary)
    ET.indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(top, encoding="unicode")}\n'


def urn(namespace: str, name: str) -> str:
    """Make an id that does not depend on the address: a site that moves announces nothing anew."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{namespace}/{name}").urn


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    child.text = text or None
    return child


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"
