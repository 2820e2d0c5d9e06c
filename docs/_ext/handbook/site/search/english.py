"""Real words of English: a word that stands in no page but in this list is never "mended".

The list is that of symspellpy, British and American; of codespell are the known misspellings.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

from handbook.core.errors import HandbookError

LIST = ("symspellpy", "frequency_dictionary_en_82_765.txt")
SLIPS = ("codespell_lib", "data/dictionary.txt")
SHORTEST = 4  # letters; a shorter word is never mended
# Below this count in a trillion words of books the list has as many slips as words.
LEAST = 40_000
PLAIN = re.compile(r"[a-z]+")


@functools.cache
def english() -> frozenset[str]:
    """Give the words.

    :raises HandbookError: where a list is not installed.
    """
    slips = {line.partition("->")[0] for line in _lines(*SLIPS)}
    found = set()
    for line in _lines(*LIST):
        word, count = line.lstrip("\ufeff").split()
        if len(word) >= SHORTEST and int(count) >= LEAST and PLAIN.fullmatch(word):
            found.add(word)
    return frozenset(found - slips)


def _lines(package: str, name: str) -> list[str]:
    try:
        return resources.files(package).joinpath(name).read_text(encoding="utf-8").splitlines()
    except ModuleNotFoundError as error:
        raise HandbookError(f"{package} is missing: install requirements.txt again") from error
