"""What MyST takes for signs of its own, so that an author's words are lost without a word."""

import re
from collections.abc import Sequence

FRONT = "front matter opens and closes with --- here, and has `key: value` lines: write it so"
COMMENT = (
    "a line that begins with % is a comment, and lost: write \\% where it is text, else leave an"
    " empty line above and below it"
)
OBSIDIAN = "Obsidian's comment would be published: begin each of its lines with %, or remove it"
INDENTED = (
    "text that is indented by four, or by five behind an item's mark, becomes a listing: leave one"
    " space or none, or write ``` around"
)
OTHER_NUMBER = (
    "a list that begins with another number than 1 has an empty line above it, or it runs into the"
    " text: leave one, or write \\ before the dot where it is none"
)
ATTRIBUTES = (
    "a line of attributes belongs to what is right below it: leave no empty line, or write it as"
    " code"
)
GLOSSARY = "a glossary's explanation has no colon: leave it out, and indent by two spaces"
_FRONT = re.compile(r"\+{3}|[\u2013\u2014]+|-\u2014|\u2014-|;{3}")
# What a comment may stand below, and above, without an empty line.
_ABOVE = re.compile(r"[>\s]*(?:$|%|#|`{3}|~{3}|:|\(.*\)=|-{3})")
_BELOW = re.compile(r"[>\s]*(?:$|\W)")
_FORMULA = re.compile(r"\\\[(?:\s|$)|\\begin\{")
_HARD = re.compile(r"(?:#{1,6}|[-*+>|]|\d{1,9}[.)])\N{NO-BREAK SPACE}")
_DEFINITION = re.compile(r":[^\W\d_][^:`]*$")
_ATTRIBUTES = re.compile(r"\{[\s:]*[.#][a-zA-Z][^{}]*\}$")
_INDENTED = re.compile(r"#{2,6} \w|\|.+\|$|[A-Z]\w* [^(){}=<>;\n]*[.!?]$", re.MULTILINE)
_NUMBER = re.compile(r"(?!1[.)])\d{1,2}[.)]\s+\S")


def front_matter(lines: Sequence[str]) -> int:
    """Give the lines that front matter of another form takes; 0 for none."""
    mark = lines[0].rstrip()
    if not _FRONT.fullmatch(mark):
        return 0
    return next((n + 1 for n in range(1, len(lines)) if lines[n].rstrip() == mark), 0)


def comment(text: str, above: str, below: str) -> str:
    """Judge a comment: it may touch text, of which its author thinks that it is a part."""
    if text.strip("> \t") == "%%":
        return OBSIDIAN
    return COMMENT * (not (_ABOVE.match(above) and _BELOW.match(below)))


def is_prose(listing: str) -> bool:
    """Tell whether a listing begins with a sentence, a heading or a table's row."""
    return _INDENTED.match(listing) is not None


def mark(text: str, lines: int, above: str, below: str) -> str:
    """Judge what begins a line of running text that has so many lines above it."""
    if "\N{NO-BREAK SPACE}" in text[:9] and _HARD.match(text):
        return (
            "a no-break space stands behind the first sign, which then means nothing: type a space"
        )
    if lines == 1 and _DEFINITION.match(text):
        return "a definition has a space behind its colon: write one"
    if lines and _ATTRIBUTES.match(text):
        return ATTRIBUTES
    if lines > 1 and text.startswith(": "):
        return (
            "a term is one line below an empty one, the text above is not: join or part its lines"
        )
    # No list that begins so ends text; but a date may stand there.
    ends = above.endswith((".", "!", "?")) and not _NUMBER.match(below)
    begins = _NUMBER.match(text) and not _NUMBER.match(above)
    return OTHER_NUMBER if lines and begins and not ends else ""


def formula(lines: Sequence[str], number: int) -> int:
    """Give the number of the line after a formula on lines of its own; 0 where none begins."""
    if not _FORMULA.match(lines[number]):
        return 0
    end = "\\]" if lines[number].startswith("\\[") else "\\end{"
    return next((n + 1 for n in range(number, len(lines)) if end in lines[n]), len(lines))
