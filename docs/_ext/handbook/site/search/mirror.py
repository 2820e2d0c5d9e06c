"""What Pagefind reads: one bare HTML file a page, with nothing in it but what may be found.

Pagefind cuts a page at headings that have an id, and weighs words by the heading that they stand
in; so sections become headings here, and a glossary term becomes the smallest one.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.site.search.elsewhere import Elsewhere
    from handbook.site.search.page import PageText

# Kinds are searched for as words that no reader types: Pagefind's own filters would give
# other bytes at each build.
KIND_WORD = "zzkind"
SEPARATOR = " · "  # between the texts of one field; engines.js cuts there again


def html(page: PageText, elsewhere: Elsewhere, language: str) -> str:
    """Write the file for one page.

    :param language: ISO 639-1 code.
    """
    known = {
        "kind": KIND_WORD + page.kind.replace("-", "") if page.kind else "",
        "record": page.record,
        "id": page.record.replace("-", "").lower(),  # in one word, as the query layer asks for it
        "owner": page.owner,
        "keywords": page.keywords,
        "answer": page.answer,
        "hub": str(page.hub or ""),
        "links": SEPARATOR.join(elsewhere.links),
        "asked": json.dumps(elsewhere.asked, ensure_ascii=False) if elsewhere.asked else "",
    }
    meta = "".join(
        f'<span data-pagefind-meta="{key}[data-value]" data-value="{escape(value)}"></span>\n'
        for key, value in known.items()
        if value
    )
    return (
        f'<!doctype html>\n<html lang="{language}"><title>{escape(page.title)}</title>\n'
        f"<body data-pagefind-body>\n{meta}{_text(page)}</body></html>\n"
    )


def _text(page: PageText) -> str:
    parts = []
    for section in page.sections:
        tag = f"h{min(section.level, 6) or 6}"
        anchor = f' id="{escape(section.id)}"' if section.id else ""
        parts.append(f"<{tag}{anchor}>{escape(section.title)}</{tag}>\n")
        parts.append(f"<p>{escape(section.text)}</p>\n")
    return "".join(parts)
