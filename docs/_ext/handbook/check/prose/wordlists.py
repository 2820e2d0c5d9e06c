"""The lists that the rules go by: ``_data/prose.toml``, and the terms of the glossary.

Most American forms come from the table that codespell ships for the opposite direction,
so that only the exceptions are kept here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from handbook.check.prose.source import CODE, read
from handbook.core import toml_file
from handbook.core.errors import FileError, HandbookError

LISTS = Path("_data", "prose.toml")  # below the source folder
GLOSSARY = Path("reference", "glossary.md")
CODESPELL_TABLE = "dictionary_en-GB_to_en-US.txt"


@dataclass(frozen=True)
class Pattern:
    """Words that no table of words can hold.

    :ivar rule: that finds them: ``british``, or ``filler`` for what a sentence does better without.
    :ivar opening: letters that every text with them has, in lower case.
    :ivar write: what to write instead, or how else to mend it.
    """

    rule: str
    opening: str
    find: re.Pattern[str]
    write: str
    why: str
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lists:
    """All that the rules look up.

    :ivar british: the British form of each American word, in lower case.
    :ivar names: finds names and titles of works, which stay as they are.
    :ivar bare_links: words that say nothing as the text of a link.
    :ivar sentence_limit: the most words that a sentence may have.
    :ivar terms: each term that must be linked, with the longer term that it stands for, or ''.
    """

    british: Mapping[str, str]
    british_why: str
    patterns: tuple[Pattern, ...]
    names: re.Pattern[str]
    bare_links: frozenset[str]
    sentence_limit: int
    terms: Mapping[str, str]

    def without_names(self, text: str) -> str:
        """Blank out names, keeping the place of every other word."""
        return self.names.sub(lambda match: CODE * len(match[0]), text)


def load(docs: Path) -> Lists:
    """Read the lists of a handbook.

    :param docs: the folder of its sources.
    :raises HandbookError: when a list is missing or can't be read.
    """
    try:
        raw = toml_file.read(docs / LISTS)[0]
        british = raw["british"]
        return Lists(
            british=_american(british["keep"]) | british["extra"],
            british_why=british["why"],
            patterns=(
                *(_pattern(entry) for entry in raw["pattern"]),
                *(filler for group in raw["filler"] for filler in _fillers(group)),
            ),
            names=_names(raw["name"]),
            bare_links=frozenset(raw["link"]["bare"]),
            sentence_limit=raw["sentence"]["limit"],
            terms=_terms(docs / GLOSSARY, frozenset(raw["term"]["plain"])),
        )
    except FileError as error:
        raise HandbookError(f"{docs / LISTS}:{error.line}: {error}") from error
    except OSError as error:
        raise HandbookError(f"{error.filename}: can't be read: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise HandbookError(f"{docs / LISTS}: {error} is missing or of the wrong kind") from error
    except re.error as error:
        raise HandbookError(f"{docs / LISTS}: {error.pattern!r} is no pattern: {error}") from error


def _american(keep: Mapping[str, str]) -> dict[str, str]:
    """Turn codespell's table round, without the words that are British as well."""
    table = files("codespell_lib").joinpath("data", CODESPELL_TABLE).read_text(encoding="utf-8")
    pairs = (line.split("->") for line in table.split())
    return {american: british for british, american in pairs if american not in keep}


def _names(groups: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Find each name as a whole, the longest first."""
    names = sorted((name for group in groups.values() for name in group), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    unless = frozenset(entry.get("unless", ()))
    return Pattern("british", "", re.compile(entry["find"]), entry["write"], entry["why"], unless)


def _fillers(group: Mapping[str, Any]) -> Iterator[Pattern]:
    for phrase, mend in group["words"].items():
        find = _forms(phrase, group.get("verbs", False))
        yield Pattern("filler", phrase[:5].strip(), find, mend, group["why"])


def _forms(phrase: str, inflected: bool) -> re.Pattern[str]:
    """Find a phrase in any case, a verb also in its other forms."""
    words = re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\-", "[- ]")
    if inflected:
        words = rf"{words.removesuffix('e')}(?:{'e' if phrase.endswith('e') else ''}|e?s|e?d|ing)"
    return re.compile(rf"\b{words}\b", re.IGNORECASE)


def _terms(path: Path, plain: frozenset[str]) -> dict[str, str]:
    """Read the terms that a reader may not know: short forms, and terms of several words."""
    terms: dict[str, str] = {}
    term = ""
    for block in read(path.name, path.read_text("utf-8", "replace")).blocks:
        if block.kind == "name":
            term = block.text.partition(" : ")[0]  # behind it, the letter of the index
            if (term.isupper() or " " in term) and term not in plain:
                terms[term] = ""
        elif terms.get(term) == "" and term.isupper():
            targets = [target for line in block.lines for target, _ in line.terms]
            terms[term] = targets[0] if targets else ""
    return terms
