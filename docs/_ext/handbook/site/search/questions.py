"""What people ask, and the page that answers: the kept file ``_data/questions.toml``.

A list for each page, and in it a line for each question::

    "how-to/decline-a-request" = [
      { from = "a sitting lead", asks = "May I refuse this?", at = "steps" },
      { from = "an engineer", asks = ["too many wishes", "who says no?"] },
    ]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.core import toml_file
from handbook.core.errors import FileError
from handbook.site.search.cutting import tokens

KEYS = {"from", "asks", "at"}
FORM = (
    '{ from = "who asks", asks = "the question" or ["one", "another"],'
    ' at = "an anchor, or leave it out" }'
)


@dataclass(frozen=True)
class Question:
    """A question, who asks it, the page that answers, and an anchor there or nothing.

    :ivar line: where it stands in the file, counted from 1.
    """

    who: str
    asks: str
    docname: str
    anchor: str
    line: int


def read(path: Path) -> list[Question]:
    """Read the kept file; none is no question.

    :raises FileError: where it is not what it should be.
    """
    if not path.exists():
        return []
    pages, text = toml_file.read(path)
    found: dict[str, Question] = {}
    lines = [*enumerate(text.splitlines(), start=1)]
    starts = [line for line, words in lines if words.lstrip().startswith("{")]
    heads = {words.partition("=")[0].strip("\"' \t"): line for line, words in reversed(lines)}
    for docname, items in pages.items():
        line = heads.get(docname, 1)
        if not isinstance(items, list):
            raise FileError(line, f"{docname!r} is a list of questions, each {FORM}")
        own = [start for start in starts if start >= line]
        for place, item in enumerate(items):
            # The line of the page, where its questions are written in another way.
            for question in _asked(docname, item, own[place] if place < len(own) else line):
                key = " ".join(tokens(question.asks))
                if key in found:
                    other = found[key].line
                    message = f"{question.asks!r} stands here and in line {other}: keep one"
                    raise FileError(question.line, message)
                found[key] = question
    return list(found.values())


def _asked(docname: str, item: Any, line: int) -> Iterator[Question]:
    is_whole = isinstance(item, dict) and {"from", "asks"} <= item.keys() <= KEYS
    asks = item["asks"] if is_whole else None
    asks = asks if isinstance(asks, list) and asks else [asks]
    texts = [*asks, *(item[key] for key in ("from", "at") if key in item)] if is_whole else [None]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise FileError(line, f"a question of {docname!r} has the form {FORM}")
    for asked in asks:
        if not any(tokens(asked)):
            raise FileError(line, f"a question of {docname!r} has no word: remove it")
        yield Question(item["from"], asked, docname, item.get("at", ""), line)
