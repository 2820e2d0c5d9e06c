"""What the roles and a few central things are called in an organisation: ``[words]``.

The handbook is written in the words below; a reader meets those of the organisation. One object
turns a text from the first into the second, and whoever makes a text for readers asks it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

# Each word that can be named, with its abbreviation where the handbook uses one.
TERMS = {
    "tech lead": "TL",
    "lead": "",
    "platform lead": "",
    "leads' meeting": "",
    "product owner": "PO",
    "engineering manager": "EM",
    "manager": "",
    "engineer": "",
    "team": "",
    "sprint": "",
    "advice round": "",
    "readiness review": "",
    "role charter": "",
    "incident": "",
    "working day": "",
}
_OURS = {form.casefold() for pair in TERMS.items() for form in pair}
# The short name of a role is no other role.
_SAME = ({"tech lead", "lead"}, {"engineering manager", "manager"})
# "lead" is a verb as well: it is a person behind one of these or behind what owns it, beside a
# manager, before what it owns, or alone in a list or a cell.
_BEFORE_LEAD = (
    *("the", "a", "one", "two", "each", "every", "your", "their", "its", "our", "other", "new"),
    *("sitting", "no", "all", "next", "another", "any", "same", "those", "these", "former"),
    *("current", "previous", "second", "platform", "as", "of", "more", "fewer", "many", "several"),
    *("three", "four", "five", "ten", "interim", "neither", "is", "are"),
)
_LEAD = (
    "(?:"
    + "|".join(rf"(?<=\b{word}\s)" for word in _BEFORE_LEAD)
    # Pages are set with typographic quotes, drawings and fields are not.
    + r"|(?<=['’]s\s)|(?<=s['’]\s))leads?(?!\s+(?:times?|engineers?|developers?)\b)"  # noqa: RUF001
    r"|(?:^|(?<=[*<\"“])|(?<=\|\s))leads?(?=[,;:*>\"”]|\s*$|\s\||\sand\b|\sof\b)"
    r"|(?<=[,;]\s)leads?(?=[,;*]|\s*$|\s(?:and|or)\b)|leads?(?=['’])"  # noqa: RUF001
    r"|(?<=\bwhich\s)lead\b|(?<=\bboth\s)leads\b|lead(?=\sand\smanager)|(?<=\bmanager\sand\s)lead\b"
)
# What makes a word part of another name, whatever the organisation calls the thing alone: a title
# in other companies, with which the handbook compares the role, or a department.
_OTHER_AFTER = {
    "engineer": ("lead", "principal", "staff"),
    "manager": ("line", "people", "product", "project"),
    "team": ("legal", "people", "security"),
}
# What the words that follow in a link depend on: an article, or what makes "lead" a person.
_OPENING = re.compile(rf"\b(?:an?|{'|'.join(_BEFORE_LEAD)})\s+\Z", re.I)
# Letters that are spoken with a vowel first: "an SRE".
_SPOKEN_VOWELS = "AEFHILMNORSX"
_VOWEL_SOUND = re.compile(
    r"(?!eu|ewe|uni(?!n|m)|us[aeiu]|uti|ubi|one\b|once)[aeiouäöüàâéèêîôœ]|hour|honest|heir|honou?r"
    r"|8|1[18]\b",
    re.I,
)
# What ends the noun of a name such as "head of engineering", HoE for short.
_SMALL = ("of", "in", "for", "on", "at")
_END = re.compile(r"[.!?]\s")  # of a sentence
_AFTER_NOUN = re.compile(rf"\s(?:{'|'.join(_SMALL)})\s")


def plural(word: str) -> str:
    """Give the plural by the rules of English; others are named in ``handbook.toml``."""
    if after := _AFTER_NOUN.search(word):
        return plural(word[: after.start()]) + word[after.start() :]
    if re.search(r"(s|x|z|ch|sh)$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}s"


def is_plural(word: str) -> bool:
    """Tell whether a name's noun looks like several: "team heads", "heads of team"; no "boss"."""
    return re.search(r"[^\Wsui]s$", _AFTER_NOUN.split(word)[0], re.I) is not None


def begins_with_vowel_sound(text: str) -> bool:
    """Tell whether "an" goes before a text."""
    first = re.split(r"[\s-]", text, maxsplit=1)[0]
    if first.isupper() or (len(first) == 1 and first.isalpha()):
        return first[0].upper() in _SPOKEN_VOWELS
    return _VOWEL_SOUND.match(first) is not None


def other_said_so(word: str, new: str, named: Mapping[str, object]) -> str:
    """Give another word of the handbook's that readers would hear in a new name, or nothing.

    :param named: the organisation's table, in which another word may have the same name.
    """
    for other, short in TERMS.items():
        given = named.get(other)
        forms = [other, plural(other), short, *(given if isinstance(given, list) else [given])]
        is_said = new.casefold() in [str(form).casefold() for form in forms]
        if is_said and other != word and {word, other} not in _SAME:
            return other
    return ""


class Words:
    """Turns the handbook's words into the organisation's; see :func:`of`."""

    def __init__(self, named: Mapping[str, str | Sequence[str]]) -> None:
        self._forms: dict[str, str] = {}
        self.pairs: list[list[str]] = []  # the handbook's word, then the organisation's
        self._unshortened: list[str] = []  # names that are as short as can be
        patterns = []
        for old in sorted(named, key=len, reverse=True):
            value = named[old]
            one, many = (value, plural(value)) if isinstance(value, str) else value
            self._forms |= {old: one, plural(old): many}
            self.pairs += [[name, one] for name in (old, TERMS[old]) if name]
            patterns.append(_LEAD if old == "lead" else _pattern(old))
            if short := TERMS[old]:
                parts = re.split(r"[\s-]", one)
                initials = "".join(p[0] if p in _SMALL else p[0].upper() for p in parts)
                new = initials if len(initials) > 1 else one
                self._unshortened += [one] * (new == one)
                self._forms |= {short: new, f"{short}s": f"{new}s"}
                patterns.append(rf"(?-i:{short}s?)")
        # A list of several words and a compound take a hyphen or a space; no part of an address.
        self._found = re.compile(
            rf"(?:\b(?P<article>an?)(?P<space>\s+))?(?<![\w/.@-])(?P<word>{'|'.join(patterns)})"
            r"(?![\w/@]|-\w|\.\w)",
            re.I | re.M,
        )

    def __bool__(self) -> bool:
        return bool(self._forms)

    def said(self, text: str) -> str:
        text = self._found.sub(self._new, text) if self else text
        for name in self._unshortened:
            text = text.replace(f"{name} ({name})", name)
        return text

    @property
    def change(self) -> Callable[[str], str] | None:
        """Give :meth:`said`, or nothing where no word has another name."""
        return self.said if self else None

    def said_after(self, before: str, text: str) -> tuple[str, str]:
        """Give two texts of which the second follows the first, such as "a " and a link."""
        opens = _OPENING.search(before)
        if opens is None:
            return before, self.said(text)
        said = self.said(opens[0] + text)
        word, space, rest = re.split(r"(\s+)", said, maxsplit=1)
        return before[: opens.start()] + word + space, rest

    def _new(self, match: re.Match[str]) -> str:
        old = match["word"]
        parts = re.split(r"[\s-]", old)
        if len(parts) > 1 and all(part[:1].isupper() for part in parts):
            return match[0]  # the handbook writes so in names of works alone
        key = " ".join(parts)
        new = self._forms.get(key) or self._forms[key.lower()]
        if _is_compared(match, new):
            return match[0]
        if key not in self._forms:  # a capital opens a sentence or a cell
            new = new[0].upper() + new[1:]
        if "-" in old:
            new = re.sub(r"\s", "-", new)
        if not match["article"]:
            return new
        article = match["article"][0] + "n" * begins_with_vowel_sound(new)
        return article + match["space"] + new


def _is_compared(match: re.Match[str], new: str) -> bool:
    """Tell whether the sentence has the organisation's word too: it compares the two."""
    if new.casefold() in _OURS:
        return False
    before, after = match.string[: match.start()], match.string[match.end() :]
    sentence = f"{_END.split(before)[-1]} {_END.split(after)[0]}"
    return re.search(rf"(?<!\w){re.escape(new)}(?!\w)", sentence, re.I) is not None


def _pattern(old: str) -> str:
    one, many = (
        re.sub(r"\s", r"[\\s-]", re.escape(form).replace("\\ ", " ")) for form in (old, plural(old))
    )
    other = "".join(rf"(?<!\b{word}\s)" for word in _OTHER_AFTER.get(old, ()))
    return rf"{other}(?:{many}|{one})"


@cache
def _of(named: tuple[tuple[str, str | tuple[str, ...]], ...]) -> Words:
    return Words(dict(named))


def of(named: Mapping[str, str | list[str]]) -> Words:
    """Give the words of a table ``[words]``, which may be empty.

    :param named: for each key of :data:`TERMS` the organisation's word, or it and its plural.
    """
    return _of(
        tuple((old, new if isinstance(new, str) else tuple(new)) for old, new in named.items())
    )
