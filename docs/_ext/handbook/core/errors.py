"""What is wrong with what somebody wrote, where, and how to mend it: one form for all storeys.

Builds tell it as a warning (:func:`handbook.core.warnings.warn`), commands on standard error.
"""

import re
from dataclasses import dataclass

# Control characters, marks that reorder what is read, line ends that only some tools see, signs of
# a font's own, and the one that stands where a conversion has lost a character.
ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufffd]"
)


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of a file.

    :ivar path: the file as whoever asked for it knows it; empty where a text came without one.
    :ivar line: counted from 1; 1 for what concerns the whole file.
    :ivar message: what is wrong and how to mend it, without the place.
    :ivar rule: the name of the rule, where one of several was broken.
    :ivar stops: whether a build that read the file would crash, hang or leak.
    """

    path: str
    line: int
    message: str
    rule: str = ""
    stops: bool = False

    def __str__(self) -> str:
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self.path}:{self.line}: {self.message}{rule}"


class HandbookError(Exception):
    """Why something was not done, and how to mend it: a line for each reason."""


class FileError(HandbookError):
    """A file or a text that can't be used.

    :ivar line: counted from 1.
    :ivar message: what is wrong and how to mend it, without the place.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def short(text: str, limit: int = 60) -> str:
    """Give so much of a text as a message shows of it, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def quoted(value: object, limit: int = 60) -> str:
    """Give so much of a value as a message shows of it; a text in quotes, with its line ends."""
    if isinstance(value, str):
        return repr(value if len(value) <= limit else f"{value[: limit - 1]}…")
    return short(repr(value), limit)
