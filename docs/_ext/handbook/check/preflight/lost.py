"""What MyST takes for signs of its own, so that an author's words are lost without a word."""

import re
from collections.abc import Sequence

FRONT = "front matter opens and closes with --- here, and has `key: value` lines: write it so"
COMMENT = (
    "a line that begins with % is a comment, and lost: write \\% where it is text, else leave an"
    " empty line above and below it"
)
OTHER_NUMBER = (
    "a list that begins with another number than 1 has an empty line above it, or it runs into the"
    " text: leave one, or write \\ before the dot where it is none"
)
_FRONT = re.compile(r"\+{3}|[\u2013\u2014]+|-\u2014|\u2014-|;{3}")
# What a comment may stand below, and above, without an empty line.
_ABOVE = re.compile(r"[>\s]*(?:$|%|#|`{3}|~{3}|:|\(.*\)=|-{3})")
_BELOW = re.compile(r"[>\s]*(?:$|\W)")
_FORMULA = re.compile(r"\\\[(?:\s|$)|\\begin\{")
_NUMBER = re.compile(r"(?!1[.)])\d{1,2}[.)]\s+\S")


def front_matter(lines: Sequence[str]) -> int:
    """Give the lines that front matter of another form takes; 0 for none."""
    mark = lines[0].rstrip()
    if not _FRONT.fullmatch(mark):
        return 0
    return next((n + 1 for n in range(1, len(lines)) if lines[n].rstrip() == mark), 0)


def is_comment_in_text(above: str, below: str) -> bool:
    """Tell whether a comment touches text, of which its author may think that it is a part."""
    return not (_ABOVE.match(above) and _BELOW.match(below))


def is_other_number(above: str, text: str, below: str) -> bool:
    """Tell whether a line below text is meant to begin a list, as no list does that ends text."""
    return bool(_NUMBER.match(text)) and not (
        above.rstrip().endswith((".", "!", "?")) and not _NUMBER.match(below.lstrip("> \t"))
    )


def formula(lines: Sequence[str], number: int, text: str) -> int:
    """Give the number of the line after a formula on lines of its own; 0 where none begins."""
    if not _FORMULA.match(text):
        return 0
    end = "\\]" if text.startswith("\\[") else "\\end{"
    for n in range(number, len(lines)):
        if end in lines[n]:
            return n + 1
        if not lines[n].strip():
            break
    return number + 1
