"""What is said of a page in other places: the words of links to it, and what readers ask.

As on the wider web, they are often a reader's words where the page has its author's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.site.search.cutting import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.site.search.page import PageText
    from handbook.site.search.questions import Question

MAX_PHRASES = 24  # for one page, of the words that others link with


@dataclass(frozen=True)
class Elsewhere:
    """What is said of one page.

    :ivar links: the words that other pages link with, the most used first.
    :ivar asked: what readers ask, each with the anchor of the answer or nothing.
    """

    links: Sequence[str] = ()
    asked: Sequence[tuple[str, str]] = ()


def said_elsewhere(
    pages: Sequence[PageText], questions: Sequence[Question] = ()
) -> Mapping[str, Elsewhere]:
    """Give for each page, by its docname, what is said of it."""
    asked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for question in questions:
        asked[question.docname].append((question.asks, question.anchor))
    linked = _linked(pages)
    return {
        page.docname: Elsewhere(linked.get(page.url, ()), asked.get(page.docname, ()))
        for page in pages
    }


def _linked(pages: Sequence[PageText]) -> dict[str, list[str]]:
    """Give the words of links by the address that they lead to."""
    titles = {page.url: _key(page.title) for page in pages}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, str] = {}
    for page in pages:
        for link in page.links:
            target, key = link.target.partition("#")[0], _key(link.words)
            if target in titles and target != page.url and key not in ("", titles[target]):
                counts[target][key] += 1
                shown[key] = min(link.words, shown.get(key, link.words))
    return {
        target: [
            shown[key] for key, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        ][:MAX_PHRASES]
        for target, counted in counts.items()
    }


def _key(words: str) -> str:
    return " ".join(tokens(words))
