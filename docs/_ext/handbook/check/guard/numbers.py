"""How large a number in a directive's options may be: some become a list of as many parts."""

import re
from collections.abc import Mapping

# More lines, columns or pixels than any page shows.
MAX_NUMBER = 10_000
MAX_PARTS = 100
# Options that are words, in which a number is only read.
WORDS = frozenset({"alt", "caption", "class", "header", "keywords", "link", "name", "title"})
# All else, such as the name of a file, is no number, whatever digits it has.
NUMBERS = re.compile(
    r"(?:[\d_\s,.:+%-]|[eE](?=[+-]?\d)|px|r?em|ex|ch|cm|mm|in|pt|pc|vw|vh)*", re.IGNORECASE
)
# Python, and so docutils, takes digits of every script, and joins them by underscores.
NUMBER = re.compile(r"\d[\d_]*(?:[eE][+-]?\d+)?")
LARGE = re.compile(r"[\d_]{5}|\d[eE][+-]?\d")


def may_be_large(content: str) -> bool:
    """Tell whether it pays to look: most directives have no such number, and cost no more."""
    return content.count(",") >= MAX_PARTS or LARGE.search(content) is not None


def fault(options: Mapping[str, object]) -> str:
    """Say which option is out of bounds, and the mend; nothing for none."""
    for name, value in options.items():
        if name in WORDS or not isinstance(value, str | int | float | list | tuple):
            continue
        text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        if not NUMBERS.fullmatch(text):
            continue
        if any(float(number.replace("_", "")) > MAX_NUMBER for number in NUMBER.findall(text)):
            return f":{name}: takes numbers up to {MAX_NUMBER:,}: lower it"
        if text.count(",") >= MAX_PARTS:
            return f":{name}: takes at most {MAX_PARTS} parts: name ranges, such as 3-90"
    return ""
