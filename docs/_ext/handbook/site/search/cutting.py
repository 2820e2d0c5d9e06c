"""The one way to cut text into words and words to their stems, for pages and for queries.

``language.toml`` says how, to this module and to ``docs/_static/search/text.js``: a word that one
of the two cuts otherwise is a word that is never found.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

LONGEST = 64  # characters; what is longer is no word that anybody types
MOST_PARTS = 4  # of a compound that is also found when typed as one word

LANGUAGE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("language.toml").read_text(encoding="utf-8")
)
STOP = frozenset(LANGUAGE["stop"].split())
FIRST_FORM = {
    word: line.split()[0] for line in LANGUAGE["families"].splitlines() for word in line.split()
}
_LETTERS = str.maketrans(LANGUAGE["letters"])


def _pattern(name: str, flags: int = 0) -> re.Pattern[str]:
    signs = LANGUAGE["patterns"]["signs"]
    return re.compile(LANGUAGE["patterns"][name].replace("{W}", rf"(?:[^\W_]|[{signs}])"), flags)


UNREAD, ELIDED, APOSTROPHE = _pattern("unread"), _pattern("elided", re.I), _pattern("apostrophe")
THOUSANDS = _pattern("thousands")
COMPOUND, JOINTS, UNSPACED = _pattern("compound"), _pattern("joints"), _pattern("unspaced")
VERSION, PLURAL, CAMEL = _pattern("version"), _pattern("plural"), _pattern("camel")
AMERICAN = _pattern("american")


@dataclass(frozen=True)
class Cut:
    """A stretch of text without a space.

    :ivar parts: its words in their order: ``maxRetryCount`` has three.
    :ivar also: what else finds it, such as its parts as one word.
    """

    parts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def cut(text: str) -> Iterator[Cut]:
    """Cut text into words: lower case, without accents, names of code parted."""
    return map(_cut, text.split())


def tokens(text: str) -> Iterator[str]:
    """Give every word under which a text is found."""
    for found in cut(text):
        yield from found.parts
        yield from found.also


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Cut a word to its stem; irregular forms and American spellings share one."""
    word = AMERICAN.sub("is", FIRST_FORM.get(word, word))
    return str(_stemmer()(word))


@functools.cache
def _stemmer() -> Callable[[str], str]:
    return snowballstemmer.stemmer("english").stemWord


@functools.lru_cache(maxsize=200_000)
def _cut(stretch: str) -> Cut:
    plain = unicodedata.normalize("NFC", UNREAD.sub("", unicodedata.normalize("NFKD", stretch)))
    plain = THOUSANDS.sub("", APOSTROPHE.sub("", ELIDED.sub("", plain)))
    parts: list[str] = []
    also: list[str] = []
    for compound in COMPOUND.findall(plain):
        own, other = _cut_compound(compound)
        parts += own
        also += other
    return Cut(*(tuple(word for word in words if len(word) <= LONGEST) for words in (parts, also)))


def _cut_compound(compound: str) -> tuple[list[str], list[str]]:
    bare = compound.rstrip("+#")
    if bare != compound:  # C++, C#
        return [_lower(compound)], [_lower(bare)]
    parts: list[str] = []
    also: list[str] = []
    segments = JOINTS.split(compound)
    for segment in segments:
        own, other = _cut_segment(segment)
        parts += own
        also += other
    if len(segments) > 1 and 1 < len(parts) <= MOST_PARTS:
        also.append("".join(parts))
    return parts, also


def _cut_segment(segment: str) -> tuple[list[str], list[str]]:
    """Cut what no hyphen parts: a version, a dotted name, a name of code, a run of signs."""
    lower = _lower(segment)
    if VERSION.fullmatch(lower):
        numbers = lower.removeprefix("v")
        steps = numbers.split(".")
        shorter = [".".join(steps[:end]) for end in range(2, len(steps))]
        return [lower], [*shorter, *([numbers] if numbers != lower else [])]
    parts: list[str] = []
    also: list[str] = []
    names = segment.split(".")
    for name in names:
        plural = PLURAL.fullmatch(name)
        pieces = [plural[1]] if plural else CAMEL.split(name)
        if len(pieces) > 1 or plural:
            also.append(_lower(name))
        for piece in pieces:
            _cut_piece(_lower(piece), parts, also)
    if len(names) == 2:
        also.append(_lower("".join(names)))
    return parts, also


def _cut_piece(piece: str, parts: list[str], also: list[str]) -> None:
    last = 0
    for run in UNSPACED.finditer(piece):
        parts += [piece[last : run.start()]] * (run.start() > last)
        signs, last = run[0], run.end()
        if len(signs) == 1:
            parts.append(signs)
        else:
            parts += [signs[at : at + 2] for at in range(len(signs) - 1)]
            also += signs
    parts += [piece[last:]] * (len(piece) > last)


def _lower(text: str) -> str:
    return text.lower().translate(_LETTERS)
