"""Text, strings, arrays and lengths in Typst's syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Everything that Typst may read as markup, even in the middle of a word:
# "//" opens a comment, "#f[x](y)" calls, ";" ends an expression and vanishes.
MARKUP = re.compile(r"""([\\#$*_`<>@\[\]~'"=+\-/:;().{}])""")
LINE_BREAK = re.compile(r"[ \t]*\n\s*")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufe0e\ufe0f]")
LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|em|rem|ex|mm|cm|in|%)?\s*$")
# Typst knows pt, mm, cm, in, em and %; the rest in terms of those (CSS: 96 px to the inch).
UNITS = {"px": (0.75, "pt"), "pc": (12.0, "pt"), "rem": (1.0, "em"), "ex": (0.5, "em")}


def escape(text: str) -> str:
    """Return running text that Typst's markup mode prints as it is."""
    return MARKUP.sub(r"\\\1", LINE_BREAK.sub(" ", clean(text)))


def clean(text: str) -> str:
    """Drop control characters and the selectors between text and emoji style: nothing prints."""
    return CONTROL.sub("", text)


def string(text: str) -> str:
    """Return a string literal."""
    quoted = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + quoted.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "") + '"'


def array(items: Iterable[str]) -> str:
    """Return an array of code expressions; one item alone needs its comma."""
    listed = list(items)
    return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"


def strings(items: Iterable[str]) -> str:
    """Return an array of string literals."""
    return array(string(item) for item in items)


def boolean(value: object) -> str:
    return "true" if value else "false"


def length(value: object) -> str | None:
    """Return an option such as ``50%``, ``120px`` or ``8`` (pixels) as a Typst length.

    :return: None for what is not a length.
    """
    found = LENGTH.match(str(value)) if value is not None else None
    if found is None:
        return None
    factor, unit = UNITS.get(found[2] or "px", (1.0, found[2] or "pt"))
    return f"{float(found[1]) * factor:g}{unit}"
