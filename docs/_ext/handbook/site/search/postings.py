"""Which page has which word: the lists that the browser loads a piece of for each query.

A page has its own words and what is said of it elsewhere: the words of links to it, and what
readers ask. As on the wider web, they are often a reader's words where the page has its author's.

A sorted list is cut into files of a size that a reader hardly waits for, however large the site;
the first key of each file stands in the one table that every search loads.
"""

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.site.search.cutting import STOP, stem, tokens
from handbook.site.search.cutting import cut as cut_words
from handbook.site.search.page import PageText
from handbook.site.search.questions import Question

# How much a page is about a word that stands there, the most first; index.js has their worth.
NAMED, HEADED, OFTEN, ONCE = range(4)
OFTEN_IS = 3  # times
FILE = 24_000  # characters of one file, a third of that when it is sent
COMMON = "stop"  # the file of words that questions are made of: long, and seldom asked for

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


def keep(page: PageText) -> None:
    """Cut and stem a page's own words, once, when it is written."""
    headings = (page.answer, *(section.title for section in page.sections))
    bodies = [f"{one.text} {one.aside}" for one in page.sections]
    fields = ((page.title, page.keywords, page.record), headings, bodies)
    page.said = [_stems(texts, page.words) for texts in fields]


def _stems(texts: Iterable[str], stems: dict[str, str]) -> list[str]:
    """Give the stems of texts in their order, parted by points, and what else finds these texts.

    :param stems: of each word, added to.
    """
    cuts = [list(cut_words(text)) for text in texts]
    said = [[word for one in text for word in one.parts] for text in cuts]
    also = [word for text in cuts for one in text for word in one.also]
    for word in set(also).union(*said):
        if word not in stems:
            stems[word] = stem(word)
    found = [" ".join([stems[word] for word in text]) for text in (*said, also)]
    return [" . ".join(found[:-1]), found[-1]]


def postings(
    pages: Sequence[PageText], elsewhere: Mapping[str, Elsewhere], names: Iterable[str] = ()
) -> tuple[dict[str, list[list[int]]], dict[str, int]]:
    """Give for each stem its pages, and for each word the number of pages that have its stem.

    The pages of a stem are four lists, from those named by it to those that say it once;
    each page is its distance from the one before, from 0.

    :param names: of several words each, such as "say no": found as one, by their stems.
    """
    stems: dict[str, list[list[int]]] = defaultdict(lambda: [[], [], [], []])
    words: dict[str, str] = {}
    phrases: dict[str, set[str]] = defaultdict(set)
    for name in names:
        phrase, _ = _stems([name], words)
        if " " in phrase:
            phrases[phrase.split()[0]].add(phrase)
    words.clear()
    for page in pages:
        if not page.said:
            keep(page)
        words.update(page.words)
    for number, page in enumerate(pages):
        own = elsewhere[page.docname]
        more = _stems([*own.links, *(asks for asks, _ in own.asked)], words)
        named, headed, body = page.said
        known: set[str] = set()
        texts = (named, [*headed, *more], body)
        for level, found in enumerate(map(_counts, texts, [phrases] * 3)):
            for one in found.keys() - known:
                own_level = ONCE if level == OFTEN and found[one] < OFTEN_IS else level
                stems[one][own_level].append(number)
            known |= found.keys()
    counts = {one: sum(map(len, lists)) for one, lists in stems.items()}
    for lists in stems.values():
        for numbers in lists:
            numbers[1:] = [b - a for a, b in itertools.pairwise(numbers)]
    return stems, {word: counts[one] for word, one in words.items()}


def _counts(texts: Sequence[str], phrases: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Count stems, and each phrase wherever its stems follow each other."""
    whole = f" {' . '.join(texts)} "
    found = Counter(whole.split())
    del found["."]
    for first in phrases.keys() & found.keys():
        for phrase in phrases[first]:
            if times := whole.count(f" {phrase} "):
                found[phrase] = times
    return found


def cut(entries: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Cut entries, in the order in which a browser compares texts, into files."""
    files: list[dict[str, Any]] = []
    size = FILE
    for key in sorted(entries, key=order):
        length = len(json.dumps(entries[key], separators=(",", ":"))) + len(key) + 4
        if size + length > FILE:
            files.append({})
            size = 0
        files[-1][key] = entries[key]
        size += length
    return files


def order(key: str) -> bytes:
    """Give what JavaScript sorts a text by."""
    return key.encode("utf-16-be", "surrogatepass")


def is_common(one: str) -> bool:
    return one in _COMMON


_COMMON = {stem(word) for word in STOP}
