"""Which page has which word: the lists that the browser loads a piece of for each query.

A sorted list is cut into files of a size that a reader hardly waits for, however large the site;
the first key of each file stands in the one table that every search loads.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from handbook.site.search.cutting import STOP, stem
from handbook.site.search.cutting import cut as cut_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handbook.site.search.elsewhere import Elsewhere
    from handbook.site.search.page import PageText

# How much a page is about a word that stands there, the most first; index.js has their worth.
NAMED, HEADED, OFTEN, ONCE = range(4)
OFTEN_IS = 3  # times
FILE = 24_000  # characters of one file, a third of that when it is sent
COMMON = "stop"  # the file of words that questions are made of: long, and seldom asked for


def postings(
    pages: Sequence[PageText], elsewhere: Mapping[str, Elsewhere], names: Iterable[str] = ()
) -> tuple[dict[str, list[list[int]]], dict[str, int]]:
    """Give for each stem its pages, and for each word the number of pages that have its stem.

    The pages of a stem are four lists, from those named by it to those that say it once;
    each page is its distance from the one before, from 0.

    :param names: of several words each, such as "say no": found as one, by their stems.
    """
    stems: dict[str, list[list[int]]] = {}
    words: dict[str, str] = {}
    phrases = _phrases(names)
    for number, page in enumerate(pages):
        for one, level in _levels(page, elsewhere[page.docname], words, phrases).items():
            stems.setdefault(one, [[], [], [], []])[level].append(number)
    counts = {one: sum(map(len, lists)) for one, lists in stems.items()}
    for lists in stems.values():
        for numbers in lists:
            numbers[1:] = [b - a for a, b in itertools.pairwise(numbers)]
    return stems, {word: counts[one] for word, one in words.items()}


def _phrases(names: Iterable[str]) -> dict[str, set[tuple[str, ...]]]:
    """Give the stems of the names that are several words, by their first."""
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        said = tuple(stem(word) for one in cut_words(name) for word in one.parts)
        if len(said) > 1:
            phrases.setdefault(said[0], set()).add(said)
    return phrases


def _spoken(said: Sequence[str], phrases: Mapping[str, Iterable[tuple[str, ...]]]) -> Iterator[str]:
    """Give each phrase wherever its stems follow each other."""
    for at, first in enumerate(said):
        for phrase in phrases.get(first, ()):
            if tuple(said[at : at + len(phrase)]) == phrase:
                yield " ".join(phrase)


def _levels(
    page: PageText,
    said: Elsewhere,
    words: dict[str, str],
    phrases: Mapping[str, Iterable[tuple[str, ...]]],
) -> dict[str, int]:
    """Give a page's stems and phrases, and note which words they came from."""
    levels: dict[str, int] = {}

    def known(word: str) -> str:
        if word not in words:
            words[word] = stem(word)
        return words[word]

    def add(texts: Iterable[str], level: int) -> Counter[str]:
        found: Counter[str] = Counter()
        for text in texts:
            cuts = list(cut_words(text))
            said = [known(word) for one in cuts for word in one.parts]
            found.update(said)
            found.update(known(word) for one in cuts for word in one.also)
            found.update(_spoken(said, phrases))
        for one in found:
            levels[one] = min(level, levels.get(one, level))
        return found

    add((page.title, page.keywords, page.record), NAMED)
    add((section.title for section in page.sections), HEADED)
    add((page.answer, *said.links, *(asks for asks, _ in said.asked)), HEADED)
    often = add((f"{one.text} {one.aside}" for one in page.sections), ONCE)
    for one, times in often.items():
        if times >= OFTEN_IS:
            levels[one] = min(OFTEN, levels[one])
    return levels


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
