"""Read a kept TOML file; what is wrong in it is told with its line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from handbook.core.errors import FileError

if TYPE_CHECKING:
    from pathlib import Path


_CONFLICT = re.compile(r"^<{7} ", re.M)


def line_of(text: str, words: str, *, last: bool = False) -> int:
    """Find the line of a key, or of a text in quotes, counted from 1; 1 for neither.

    :param last: look for the last such line instead of the first.
    """
    word, space = re.escape(words), r"[^\S\n]*"
    pattern = re.compile(rf'^{space}{word}{space}=|"{word}"|\'{word}\'', re.M)
    starts = [match.start() for match in pattern.finditer(text)]
    return text.count("\n", 0, starts[-1 if last else 0]) + 1 if starts else 1


def read(path: Path) -> tuple[dict[str, Any], str]:
    """Return what the file holds, and its text, in which a caller finds the line of a key.

    :raises FileError: when it is not UTF-8 text, or not TOML.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
        return tomllib.loads(text), text
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileError(line, "not UTF-8 text; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        if mark := _CONFLICT.search(text):
            raise FileError(
                text.count("\n", 0, mark.start()) + 1,
                "a merge left both sides of a conflict here: keep what is right of the two,"
                " and remove the lines <<<<<<<, ======= and >>>>>>>",
            ) from error
        place = re.search(r"\s*\(at (?:line (\d+)|end of document)[^)]*\)", str(error))
        what = str(error) if place is None else str(error).replace(place[0], "")
        line = int(place[1]) if place and place[1] else max(len(text.splitlines()), 1)
        advice = "texts need quotes, tables need [brackets]"
        raise FileError(line, f"not TOML: {what}; {advice}") from error
