"""Forms that authors know from other tools, and that would stand on a page as mere signs.

Each is told with what the handbook has instead. What is code is looked at by nobody.
"""

from __future__ import annotations

import re

BOXES = "note", "tip", "important", "warning", "caution"
BOX = "write a box as the style guide shows, :::{note} and below its text :::"
# What begins a line.
OPENINGS = (
    (re.compile(r"(?:!!!|\?\?\?\+?)\s+\w"), f"MkDocs' boxes have no form here: {BOX}"),
    (re.compile(r'\\?===\s+"'), "MkDocs' tabs have no form here: write {tab-set} and {tab-item}"),
    (re.compile(r"\{%|\{\{[<%]"), "a shortcode of another tool has no form here: " + BOX),
    (re.compile(r"\{:\s"), "Kramdown's attributes have no form here: write {.class} or {#name}"),
    (re.compile(r"\.\. [\w-]+::"), "reStructuredText has no form here: write it in Markdown"),
    (re.compile(r"\*\[[^\]]+\]:"), "short forms are not expanded here: write the words out"),
    (re.compile(r"h[1-6]\.\s"), "Confluence's headings have no form here: begin them with ##"),
    (
        re.compile(
            r"\{(?:code|info|noformat|note|panel|quote|tip|toc|warning)(?:[:|][^}]*)?\}(?!`)"
        ),
        f"Confluence's macros have no form here: {BOX}",
    ),
    (
        re.compile(r"\S.*\S\t+\S"),
        "cells with tabs between them make no table: write | cell | cell |, and |---|---| below"
        " the first row",
    ),
    (re.compile(r"\\(?:newpage|pagebreak)\b"), "a page break has no form here: remove it"),
    (re.compile(r"\[\[?_?toc_?\]?\]$", re.I), "the contents of a page are made: remove this"),
    (
        re.compile(rf"\[!(?!(?:{'|'.join(BOXES)})\]\s*$)[\w-]+\]", re.I),
        f"a box is one of {', '.join(f'[!{box.upper()}]' for box in BOXES)}, with nothing else"
        " on its line; one with a title is :::{admonition} Title",
    ),
)
# What stands in a line.
SPANS = (
    (re.compile(r"\[\[[^\[\]]+\]\](?!\()"), "a wiki link leads nowhere: write [text](page.md)"),
    (re.compile(r"(?<![=\w])==\w(?:[^=]*\w)?==(?![=\w])"), "==…== marks nothing: write **…**"),
    (re.compile(r"(?<![+\w])\+\+\w(?:[^+]*\w)?\+\+(?![+\w])"), "++…++ marks nothing: write *…*"),
    (re.compile(r"(?<=\w)~[^\s~]{1,9}~(?!~)"), "~…~ lowers nothing: write {sub}`…`"),
    (re.compile(r"(?<=\w)\^[^\s^]{1,9}\^"), "^…^ raises nothing: write {sup}`…`"),
    (re.compile(r"\^\[[^\]]+\]"), "a note in the line has no form here: write [^name], and below"),
    (
        re.compile(r"(?<=\s):(?:material|octicons|fontawesome|simple)-[\w-]+:"),
        "an icon's name shows as text: leave it out",
    ),
    (
        re.compile(r"(?<=\s):[a-z][a-z0-9_+-]*[a-z0-9]:(?=[\s.,;!?)]|$)"),
        "a sign's short name shows as text: write the sign itself, such as 🙂",
    ),
)
ROLE = re.compile(r"(?<![\w}:`]):[a-z][a-z:-]*:`")
BACKTICKS = re.compile(r"(`+)")
TAG = re.compile(r"\b(?!(?:and|or|not)\b)[\w-]+")
# The tags of our builders, and that of the preview.
OUTPUTS = frozenset({"html", "epub", "typst", "typstpdf", "live"})
# Signs without which nothing of the above can be there: most lines have none.
BEGINS = frozenset("!?=\\{.*[h")
HINT = re.compile(r"\[\[|==|\+\+|~|\^|\s:[a-z]")


def without_code(text: str) -> str:
    """Leave out code spans: from a run of backticks up to the next run as long as it."""
    parts = BACKTICKS.split(text)  # at odd places, the runs
    last = {part: n for n, part in enumerate(parts)}
    kept, n = [], 0
    while n < len(parts):
        if n % 2 and n < last[parts[n]]:
            n = parts.index(parts[n], n + 1)
        else:
            kept.append(parts[n])
        n += 1
    return "".join(kept)


def box(marks: str, words: str) -> str:
    """Say how a box is written whose name stands without braces.

    :param marks: its colons.
    :param words: what stands behind them.
    """
    name, _space, title = words.partition(" ")
    mend = f"{marks}{{admonition}} {title}" if title else f"{marks}{{{name.lower()}}}"
    return f"{marks}{name} is no box here, its name needs braces: write {mend}"


def output(condition: str) -> str:
    """Judge for which outputs ``{only}`` has its text; empty for nothing wrong."""
    odd = [name for name in TAG.findall(condition) if name not in OUTPUTS]
    return f"{{only}}: {odd[0]!r} is no output: html, epub or typst" if odd else ""


def fault(line: str, words: str) -> str:
    """Judge a line of running text.

    :param line: without the marks of the list or quote that it stands in.
    :param words: the same without its code.
    :returns: what is wrong and the mend; empty for nothing.
    """
    if line[0] in BEGINS or "\t" in line:
        for pattern, message in OPENINGS:
            if pattern.match(line):
                return message
    if ":`" in line and ROLE.search(line):
        return "reStructuredText has no form here: write {role}`…`, with braces"
    if HINT.search(words):
        for pattern, message in SPANS:
            if pattern.search(words):
                return message
    return ""
