"""The tables that the reader's browser loads when search is opened, as scripts.

Scripts, not JSON: a page opened from disk may load a script, and may fetch nothing.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from handbook.core import output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from handbook.site.search.elsewhere import Elsewhere
    from handbook.site.search.page import PageText, Section
    from handbook.site.search.synonyms import Term


def write(path: Path, name: str, data: object) -> None:
    """Write one table; the same data give the same bytes."""
    body = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old browsers' scripts.
    body = body.replace("\u2028", " ").replace("\u2029", " ")
    output.write(path, f'handbookSearch.receive("{name}",{body})\n')


def in_order(pages: Sequence[PageText], kinds: Mapping[str, str]) -> list[PageText]:
    """Give the pages in the order of their numbers: those of a kind follow each other."""
    places = {kind: place for place, kind in enumerate(kinds)}
    return sorted(pages, key=lambda page: (places.get(page.kind, len(places)), page.docname))


def kind_ranges(pages: Sequence[PageText], kinds: Mapping[str, str]) -> list[list[Any]]:
    """Give the kinds that there are: name, label, number of the first page, and after the last."""
    ranges = []
    start = 0
    for kind, members in groupby(pages, key=lambda page: page.kind):
        end = start + sum(1 for _ in members)
        if kind in kinds:
            ranges.append([kind, kinds[kind], start, end])
        start = end
    return ranges


def term(one: Term) -> dict[str, Any]:
    return {"name": one.name, "url": one.url, "gist": one.gist, "also": list(one.also)}


def page(text: PageText, elsewhere: Elsewhere) -> dict[str, Any]:
    """Give one page's words."""
    return {
        "url": text.url,
        "title": text.title,
        "kind": text.kind,
        "record": text.record,
        "keywords": text.keywords,
        "answer": text.answer,
        "hub": text.hub,
        "links": list(elsewhere.links),
        "asked": [{"asks": asks, "at": anchor} for asks, anchor in elsewhere.asked],
        "sections": [_section(section) for section in text.sections],
    }


def _section(one: Section) -> dict[str, str]:
    shown = {"id": one.id, "title": one.title, "text": one.text}
    return {**shown, "aside": one.aside} if one.aside else shown
