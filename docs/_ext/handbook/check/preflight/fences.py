"""Fences: what opens a box or a listing, and what stands behind or within its marks."""

import re
from collections.abc import Iterator, Sequence

from handbook.check.blocks import Directive
from handbook.check.preflight.forms import BOXES, DRAWING, DRAWINGS, KNOWN, OURS, TITLED

NAMED = re.compile(r"\{[^}\s]+\}")
OPTION = re.compile(r":(?:align|alt|caption|class|color|icon|link|name|open|sync|width):(?:\s|$)")
# A box whose name stands without braces, or is a class, and how its title is written elsewhere.
BARE = re.compile(
    r"(?:\{\.)?(?:callout-)?([\w-]+)\s*"
    r"(?:\[([^\]]*)\]|\{?(?:[^}]*title=\"([^\"]*)\")?[^}]*\})?\s*(.*)"
)
# Words behind the marks of a listing, which are meant to stand in it.
PROSE = re.compile(r"[\w',.-]+(?: [\w',.:;!?\u2019-]+)+")
MOVE = "a listing's text begins below its marks, and ends above those that close it: move it"
PICTURES = frozenset({"figure", "image"})
ALT = re.compile(r"\s*:?alt:\s*\S")
TAG = re.compile(r"\b(?!(?:and|or|not)\b)[\w-]+")
# The tags of our builders, and that of the preview.
OUTPUTS = frozenset({"html", "epub", "typst", "typstpdf", "live"})


def opening(marks: str, info: str) -> str:
    """Judge what opens a fence: its marks, and the name and words behind them."""
    if not info:
        return ""
    match = NAMED.match(info)
    if match is None:
        return box(marks, info) if marks[0] == ":" else listing(info)
    name, behind = match[0], info[match.end() :]
    if behind and not behind[0].isspace():
        return f"{name} has a space behind it, or it is none: write {marks}{name} {behind}"
    if OPTION.match(behind.lstrip()):
        return f"an option has a line of its own: write {behind.lstrip()} below {marks}{name}"
    return ""


def box(marks: str, words: str) -> str:
    """Say how a box is written whose name stands without braces.

    :param marks: its colons.
    :param words: what stands behind them.
    """
    found = BARE.match(words)
    name, titles = (found[1].lower(), found.groups()[1:]) if found else (words, ())
    title = next((each.strip() for each in titles if each), "")
    ours = OURS.get(name, name)
    if name in DRAWINGS:
        return DRAWING
    if ours not in KNOWN:
        return f"{marks}{name} is no box here: use a component that the style guide shows"
    if ours not in ("dropdown", "tab-set") and title:
        ours = "admonition"
    mend = f"{marks}{{{ours}}} {title}".rstrip()
    return f"{marks}{name} is no box here, its name needs braces: write {mend}"


def listing(info: str) -> str:
    """Judge what stands behind the marks of a listing; empty for nothing wrong."""
    if PROSE.fullmatch(info):
        return MOVE
    name = re.match(r"(?:\{\s*(?:#\S+\s+)?\.?)?([\w+#-]+(?:\.[\w+#-]+)*)", info)
    if name and name[0] == info:
        return ""
    return (
        "what stands behind a listing's language is lost: write ```{code-block} "
        f"{name[1] if name else 'text'}, and below it :caption:, :emphasize-lines: or :linenos:"
    )


def faults(made: Directive) -> Iterator[str]:
    """Judge a directive by its name, argument and options."""
    odd = [name for name in TAG.findall(made.argument) if name not in OUTPUTS]
    if made.name == "only" and odd:
        yield f"{{only}}: {odd[0]!r} is no output: html, epub or typst"
    if made.name in PICTURES and not any(map(ALT.match, made.options)):
        yield f"{{{made.name}}} has no words: say what it shows with :alt:"
    if made.name == "dropdown" and not made.argument:
        yield "{dropdown} has no title: write it behind the name"
    is_title = made.argument and made.argument[0] != ":" and made.argument[-1] not in ".!?:"
    if made.name in BOXES and is_title and not made.options and any(made.body):
        yield TITLED.format(made.name, made.argument)


def astray(lines: Sequence[str], marks: str, *, closed: bool) -> int:
    """Find the line of a listing that is meant to open another, or to close this one.

    :param closed: whether the listing has an end below these lines.
    :returns: its place among the lines; -1 for none.
    """
    last = -1  # which has words before its marks
    for n, line in enumerate(lines):
        text = line.strip("> \t")
        if last < 0 and text.endswith(marks) and text.count(marks[0]) == len(marks) < len(text):
            last = n
        elif text.startswith(marks) and text[len(marks) :][:1].isalpha():
            return n if last < 0 and closed else last
    return -1 if closed else last
