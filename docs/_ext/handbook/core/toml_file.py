"""Read a kept TOML file; what is wrong in it is told with its line."""

import re
import tomllib
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from handbook.core.errors import FileError

_CONFLICT = re.compile(r"^<{7} ", re.M)
# What people write who don't know TOML, and how it is written; the first that a line has is told.
_MENDS = tuple(
    (re.compile(pattern), mend)
    for pattern, mend in (
        (r"[^=]*=\s*(?i:true|false|yes|no|on|off)\s*$", "write true or false, in small letters"),
        ("[^=]*=\\s*[\u00ab\u00bb\u2018-\u201f\u2039\u203a]", 'texts need straight quotes, "…"'),
        (r"\s*(?:\"[^\"]*\"|[^\"'=#\[]*):\s", "a value stands behind =, not behind a colon"),
        (
            r"\s*[^\"'=#\[]*(?:\w\s+\w|[^\x00-\x7f])[^\"'=]*=",
            'a key of several words, or with other letters than a to z, stands in quotes, "…" =',
        ),
        (r"[^=]*=\s*'[^']*'\w", 'a text with an apostrophe stands in double quotes, "…"'),
        (r"[^=]*=\s*\(", 'a list stands in square brackets, ["…", "…"]'),
        (r".*\"\s*(?://|;)", "a comment begins with #"),
        (r"[^=]*=\s*\[.*\"\s+\"", "a comma stands between two texts of a list"),
        (r"[^=]*=\s*\"[^\"]*\\", "write / for a backslash"),
        (r"[^=]*=\s*\"[^\"]*\"\w", r"write \" for a quote within a text"),
        (r"[^=]*=\s*(?:\"[^\"]*|'[^']*)$", "the text has no end: close its quotes"),
        (r"[^=]*=\s*$", 'a value is missing: write "" for none'),
        ("", "texts need quotes, tables need [brackets]"),
    )
)
# More than any file of the handbook's needs; beyond, who reads the values runs out of stack.
MAX_DEPTH = 16
_OPENING = re.compile(r"[\[{.]")
_LONG_NUMBER = re.compile(r"[\da-fA-F_]{1000}")


def line_of(text: str, words: str, *, last: bool = False) -> int:
    """Find the line of a key, or of a text in quotes, counted from 1; 1 for neither.

    :param last: look for the last such line instead of the first.
    """
    word, space = re.escape(words), r"[^\S\n]*"
    pattern = re.compile(rf'^{space}{word}{space}=|"{word}"|\'{word}\'', re.M)
    starts = [match.start() for match in pattern.finditer(text)]
    return text.count("\n", 0, starts[-1 if last else 0]) + 1 if starts else 1


def line_of_key(text: str, table: str, key: str) -> int:
    """Find the line of a key, or of its table's header, counted from 1; 1 for neither."""
    current, header = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        if match := re.match(r"\s*\[+\s*\"?([\w-]+)", line):
            current = match[1]
            header = number if current == table else header
            if current == table and not key:
                return number
        elif match := re.match(r"\s*(?:\"([^\"]+)\"|([\w-]+))\s*[.=]", line):
            name = match[1] or match[2]
            if (current == table and name == key) or (not current and name == table):
                return number
    return header


def read(path: Path) -> tuple[dict[str, Any], str]:
    """Return what the file holds, and its text, in which a caller finds the line of a key.

    :raises FileError: when it is not UTF-8 text, or not TOML that a person would write.
    """
    content = path.read_bytes()
    if content.startswith(BOM_UTF8):
        raise FileError(1, "begins with a byte-order mark: save it as UTF-8 without one")
    try:
        text = content.decode("utf-8")
        data = tomllib.loads(text)
        if _is_deep(data):
            raise RecursionError
        return data, text
    except RecursionError as error:
        lines = [len(_OPENING.findall(line)) for line in text.splitlines()]
        advice = f"nested more than {MAX_DEPTH} levels deep: flatten it"
        raise FileError(lines.index(max(lines)) + 1, advice) from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileError(line, "not UTF-8 text; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(text, str(error)) from error
    except ValueError as error:  # of a number longer than Python reads
        number = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, number.start()) + 1 if number else 1
        raise FileError(line, "a number of more than 1,000 digits: correct it") from error


def _no_toml(text: str, said: str) -> FileError:
    """Give the line and the mend of what the parser said."""
    if mark := _CONFLICT.search(text):
        return FileError(
            text.count("\n", 0, mark.start()) + 1,
            "a merge left both sides of a conflict here: keep what is right of the two,"
            " and remove the lines <<<<<<<, ======= and >>>>>>>",
        )
    place = re.search(r"\s*\(at (?:line (\d+)|end of document)[^)]*\)", said)
    what = said if place is None else said.replace(place[0], "")
    line = int(place[1]) if place and place[1] else max(len(text.splitlines()), 1)
    if what == "Cannot overwrite a value":
        key = text.splitlines()[line - 1].partition("=")[0].strip()
        return FileError(line, f"{key} has a value above: keep one of the two")
    if twice := re.fullmatch(r"Cannot declare \('([^']+)',\) twice", what):
        return FileError(line, f"[{twice[1]}] stands above already: join the two")
    written = text.splitlines()[line - 1]
    advice = next(mend for pattern, mend in _MENDS if pattern.match(written))
    return FileError(line, f"not TOML: {what}; {advice}")


def is_file(path: Path) -> bool:
    """Tell whether a file that a value names is there; no system has one of too long a name."""
    try:
        return path.is_file()
    except OSError:
        return False


def _is_deep(data: object) -> bool:
    level = [data]
    for _ in range(MAX_DEPTH):
        level = [
            item
            for value in level
            if isinstance(value, dict | list)
            for item in (value.values() if isinstance(value, dict) else value)
        ]
    return bool(level)
