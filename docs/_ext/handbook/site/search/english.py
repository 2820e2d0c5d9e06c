"""Real words of English: a word that stands in no page but in this list is never "mended".

The list is that of symspellpy, British and American; of codespell are the known misspellings.
"""

import hashlib
import re
from importlib import resources

from handbook.core.errors import HandbookError

LIST = ("symspellpy", "frequency_dictionary_en_82_765.txt")
SLIPS = ("codespell_lib", "data/dictionary.txt")
SHORTEST = 4  # letters; a shorter word is never mended
# Below this count in a trillion words of books the list has as many slips as words.
LEAST = 40_000
ENTRY = re.compile(rf"^([a-z]{{{SHORTEST},}}) (\d+)$", re.MULTILINE)


def edition() -> str:
    """Give a digest of all that the words are made from.

    :raises HandbookError: where a list is not installed.
    """
    rules = f"{LEAST} {ENTRY.pattern}"
    return hashlib.sha256("".join((rules, *map(_text, (SLIPS, LIST)))).encode()).hexdigest()[:8]


def english() -> list[str]:
    """Give the words in their order.

    :raises HandbookError: where a list is not installed.
    """
    slips = {line.partition("->")[0] for line in _text(SLIPS).splitlines()}
    counts = dict(ENTRY.findall(_text(LIST)))
    return sorted(word for word in counts.keys() - slips if int(counts[word]) >= LEAST)


def _text(place: tuple[str, str]) -> str:
    package, name = place
    try:
        return resources.files(package).joinpath(name).read_text(encoding="utf-8")
    except ModuleNotFoundError as error:
        raise HandbookError(f"{package} is missing: install requirements.txt again") from error
