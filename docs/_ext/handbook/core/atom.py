"""Write an Atom feed (RFC 4287): the same entries give the same bytes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from sphinx.application import Sphinx

from handbook.core import output
from handbook.core.output import base_address

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


def write(app: Sphinx, file: str, entries: Sequence[Entry], *, kind: str, title: str) -> None:
    """Write a feed at the top of the site.

    :param entries: in the order given, newest first.
    :param kind: what the ids of its entries begin with after the project, before they are hashed.
    :param title: what it tells, behind the name of the project.
    """
    project, base = app.config.project, base_address(app.config)
    ET.register_namespace("", _NAMESPACE)
    top = ET.Element(f"{{{_NAMESPACE}}}feed")
    newest = max((entry.updated for entry in entries), default="1970-01-01")
    _add(top, "id", urn(f"{project}/{kind}/feed"))
    _add(top, "title", f"{project}: {title}")
    _add(top, "updated", _instant(newest))
    _add(top, "link", rel="self", type=MIME_TYPE, href=f"{base}{file}")
    _add(_add(top, "author"), "name", project)
    for entry in entries:
        made = _add(top, "entry")
        _add(made, "id", urn(f"{project}/{kind}/{entry.name}"))
        _add(made, "title", entry.title)
        _add(made, "published", _instant(entry.published))
        _add(made, "updated", _instant(entry.updated))
        _add(made, "link", rel="alternate", type="text/html", href=f"{base}{entry.url}")
        for category in entry.categories:
            _add(made, "category", term=category)
        _add(made, "summary", entry.summary)
    ET.indent(top)
    text = ET.tostring(top, encoding="unicode")
    output.write(app.outdir / file, f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')


def urn(name: str) -> str:
    """Make an id that does not depend on the address: a site that moves announces nothing anew."""
    return uuid.uuid5(uuid.NAMESPACE_OID, name).urn


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    child.text = text or None
    return child


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"
