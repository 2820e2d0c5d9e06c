"""Words for the same thing: one kept file, and what the glossary says of itself.

The file ``_data/synonyms.toml`` has one list a line, and each word of a list finds the others;
in a list of ``near``, the first is what a page says, and the others lead to it.
The glossary adds its abbreviations: an entry that only points to another term,
and the name in a sentence that says "Also called …".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.core import toml_file
from handbook.core.errors import FileError
from handbook.site.search.cutting import tokens
from handbook.site.search.page import PageText

KINDS = ("same", "near")
ALSO_CALLED = re.compile(r"\bAlso called (?:an? |the )?([^,;:.]+)[,;:.]")
# "{term}`X`." and "What the letters stand for: see {term}`X`."
POINTER = re.compile(r"(?:.{0,80}\b[Ss]ee )?(?P<target>[^.]{2,60})\.?")


@dataclass(frozen=True)
class Term:
    """A glossary entry: its address below the site's root, what it says, and its other names."""

    name: str
    url: str
    gist: str
    also: tuple[str, ...]


def read(path: Path) -> dict[str, list[list[str]]]:
    """Read the kept lists: ``same``, and ``near``, each what the site says and words near it.

    :raises FileError: where the file is not what it should be.
    """
    data, text = toml_file.read(path) if path.exists() else ({}, "")
    if unknown := sorted(data.keys() - set(KINDS)):
        message = f"unknown key {unknown[0]!r}: the file has 'same' and 'near' alone"
        raise FileError(toml_file.line_of(text, unknown[0]), message)
    for kind, lists in data.items():
        if not isinstance(lists, list):
            raise FileError(toml_file.line_of(text, kind), f"{kind!r} is a list of lists of words")
        seen: dict[str, int] = {}
        for number, words in enumerate(lists, start=1):
            _check(words, number, kind, text, seen)
    return {kind: data.get(kind, []) for kind in KINDS}


def from_glossary(pages: Iterable[PageText], renamed: Sequence[Sequence[str]] = ()) -> list[Term]:
    """Give the glossary's entries; one that only points to another becomes that one's name.

    :param renamed: pairs of what the handbook calls a thing, and what the organisation does.
    """
    entries = [
        (section.title, f"{page.url}#{section.id}", section.text)
        for page in pages
        for section in page.sections
        if section.level == 0
    ]
    names = {name.casefold(): name for name, _, _ in entries}
    also: dict[str, set[str]] = {name: set() for name, _, _ in entries}
    for old, new in renamed:
        if name := names.get(new.casefold()):
            also[name].add(old)
    pointers: set[str] = set()
    for name, _, gist in entries:
        also[name].update(match.strip() for match in ALSO_CALLED.findall(gist))
        pointer = POINTER.fullmatch(gist)
        target = names.get(pointer["target"].strip().casefold()) if pointer else None
        if target and target != name:
            pointers.add(name)
            also[target].add(name)
    return [
        Term(name, url, gist, tuple(sorted(also[name] - {name})))
        for name, url, gist in sorted(entries)
        if name not in pointers
    ]


def _check(words: object, number: int, kind: str, text: str, seen: dict[str, int]) -> None:
    """Refuse a list that is no list of words, and a word that stands twice."""
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        line = toml_file.line_of(text, kind)
        raise FileError(line, f"list {number} of {kind!r} is no list of words in quotes")
    if len(words) < 2:
        line = toml_file.line_of(text, str(words[0]) if words else kind)
        raise FileError(line, f"list {number} of {kind!r} needs two words or more")
    for word in words:
        key = " ".join(tokens(word))
        if not key:
            raise FileError(toml_file.line_of(text, word), f"{word!r} has no letter: remove it")
        if key in seen:
            raise FileError(
                toml_file.line_of(text, word, last=True),
                f"{word!r} stands in lists {seen[key]} and {number}: make one list of the two",
            )
        seen[key] = number
