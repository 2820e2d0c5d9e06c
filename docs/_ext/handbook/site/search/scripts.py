"""The tables that the reader's browser loads when search is opened, as scripts.

Scripts, not JSON: a page opened from disk may load a script, and may fetch nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.core import output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from handbook.site.search.elsewhere import Elsewhere
    from handbook.site.search.page import PageText
    from handbook.site.search.synonyms import Term


def write(path: Path, name: str, data: object) -> None:
    """Write one table; the same data give the same bytes."""
    body = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old browsers' scripts.
    body = body.replace("\u2028", " ").replace("\u2029", " ")
    output.write(path, f'handbookSearch.receive("{name}",{body})\n')


def table(
    pages: Sequence[PageText],
    words: int,
    terms: Sequence[Term],
    synonyms: Sequence[Sequence[str]],
    kinds: Mapping[str, str],
    guide: PageText | None,
    *,
    is_small: bool = False,
) -> dict[str, Any]:
    """Give what every query needs; it grows with the glossary, not with the pages.

    :param words: how many words all pages have.
    :param guide: where a reader goes whose search found nothing.
    :param is_small: whether Sphinx's own index is less to load than Pagefind's program.
    """
    present = {page.kind for page in pages}
    return {
        "pages": len(pages),
        "small": is_small,
        "words": words // max(len(pages), 1),
        "kinds": [[kind, label] for kind, label in kinds.items() if kind in present],
        "records": sorted({page.record.partition("-")[0] for page in pages if page.record}),
        "synonyms": [list(words) for words in synonyms],
        "terms": [
            {"name": term.name, "url": term.url, "gist": term.gist, "also": list(term.also)}
            for term in terms
        ],
        "guide": {"title": guide.title, "url": guide.url} if guide else None,
    }


def page(text: PageText, elsewhere: Elsewhere) -> dict[str, Any]:
    """Give one page's words, for readers without a server."""
    return {
        "url": text.url,
        "title": text.title,
        "kind": text.kind,
        "owner": text.owner,
        "record": text.record,
        "keywords": text.keywords,
        "answer": text.answer,
        "hub": text.hub,
        "links": list(elsewhere.links),
        "asked": [{"asks": asks, "at": anchor} for asks, anchor in elsewhere.asked],
        "sections": [
            {"id": s.id, "title": s.title, "level": s.level or 6, "text": s.text}
            for s in text.sections
        ],
    }
