"""Headings of Markdown: what becomes none, or has no address that lasts."""

import re
from collections.abc import Iterator, Sequence

# Sphinx's time grows with its square: 10,000 headings took a minute and a half.
MAX_HEADINGS = 500
NAMED = re.compile(r"\{#[^}]*\}\s*$")
PICTURE = re.compile(r"!\[[^\]]{0,500}\](?:\([^)]{0,500}\))?|&#?\w+;")
SENTENCE = re.compile(r"[.!?:;,]\W*$")
NESTED = (
    "a heading in a box, a list or a quote is in no contents: put it outside of it, or write"
    " **bold** words"
)


def fault(title: str, *, nested: bool) -> str:
    """Judge one heading; empty for nothing wrong."""
    if nested:
        return NESTED
    if not title:
        return "the heading is empty: write its words, or remove it"
    if NAMED.search(title):
        return "a heading's own name stands on a line above it: (name)="
    if "\\\n" in title or title.endswith("\\"):
        return "a heading has one line, and a \\ at its end breaks none: remove it"
    if not any(sign.isalnum() for sign in PICTURE.sub("", title)):
        return "a heading of signs alone has no address that lasts: give it words"
    return ""


def underlined(lines: Sequence[str], rule: str) -> str:
    """Judge a rule right below lines of text, which makes them a heading."""
    is_meant = len(lines) == 1 and len(rule.strip("> \t")) > 2 and not SENTENCE.search(lines[0])
    if "-" not in rule or is_meant:
        return ""
    return (
        "the rule makes a heading of the text above it: leave an empty line between, or begin a"
        " heading with ##"
    )


def faults(headings: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, str, bool]]:
    """Judge the headings of a page, each with its line, level and words.

    :returns: line, message, and whether it stops a build.
    """
    if len(headings) > MAX_HEADINGS:
        line = headings[MAX_HEADINGS][0]
        yield line, f"more than {MAX_HEADINGS} headings on one page: split the page", True
        return
    titles: dict[str, int] = {}
    tops: list[int] = []
    for line, depth, title in headings:
        if depth == 1:
            tops.append(line)
            if len(tops) > 1:
                yield (
                    line,
                    f"a second top heading, after line {tops[0]}: a page has one title; use ##",
                    False,
                )
        key = " ".join(title.lower().split())
        if key and key in titles:
            yield (
                line,
                f"the heading repeats line {titles[key]}, so that its address ends in a number,"
                " which changes with those above it: reword one",
                False,
            )
        titles.setdefault(key, line)
