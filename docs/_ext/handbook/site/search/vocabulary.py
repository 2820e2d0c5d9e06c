"""The site's own words: what a query may say, and what a mistyped word may have meant.

``tokens`` is the twin of the function of that name in ``docs/_static/search/text.js``:
a word that one of the two cuts otherwise is a word that is never found.
"""

from __future__ import annotations

import functools
import re
import string
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import snowballstemmer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

APOSTROPHES = re.compile(r"['’](s\b)?")  # noqa: RUF001 (the apostrophe that prose has)
COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")  # noqa: RUF001 (hyphens that prose has)  # noqa: RUF003
HYPHEN = re.compile(r"[-‐‑]")  # noqa: RUF001
LONGEST = 30  # characters; what is longer is no word that anybody types
OTHER = "0"  # the shard of words that begin with neither a to z
SHARDS = (OTHER, *string.ascii_lowercase)


def tokens(text: str) -> Iterator[str]:
    """Cut text into words: lower case, without accents; ``re-run`` gives re, run and rerun."""
    plain = unicodedata.normalize("NFKD", text).lower()
    # Each character is looked at once, not each time that it occurs.
    accents = "".join(c for c in set(plain) if unicodedata.combining(c))
    plain = plain.translate(str.maketrans("", "", accents))
    for compound in COMPOUND.findall(APOSTROPHES.sub("", plain)):
        parts = HYPHEN.split(compound)
        yield from parts
        if len(parts) == 2:
            yield "".join(parts)


def stemmer() -> Callable[[str], str]:
    """Give the function that cuts a word to its stem, as Sphinx's own index has it.

    It remembers what it cut, as long as the caller keeps it.
    """
    return functools.cache(snowballstemmer.stemmer("english").stemWord)


def shards(pages: Iterable[str]) -> dict[str, dict[str, int]]:
    """Count for each word how many pages have its stem, by the word's first letter.

    A reader then fetches a few kilobytes for each word of the query, however large the site.
    A letter with which no word begins has an empty table: one that is missing was lost on its way.
    """
    stem = stemmer()
    stems: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text in pages:
        words = {word for word in tokens(text) if len(word) <= LONGEST}
        stems.update({word: stem(word) for word in words if word not in stems})
        counts.update({stems[word] for word in words})
    result: dict[str, dict[str, int]] = {name: {} for name in SHARDS}
    for word in sorted(stems):
        result[shard(word)][word] = counts[stems[word]]
    return result


def shard(word: str) -> str:
    """Name the shard in which a word is kept."""
    return word[0] if "a" <= word[0] <= "z" else OTHER
