"""Headings of Markdown: what becomes none, or has no address that lasts."""

import re
from collections.abc import Iterator, Sequence

# Sphinx's time grows with its square: 10,000 headings took a minute and a half.
MAX_HEADINGS = 500
NAMED = re.compile(r"\{#[^}]*\}\s*$")
PICTURE = re.compile(r"!\[[^\]]{0,500}\](?:\([^)]{0,500}\))?|&#?\w+;")
UNDERLINE = re.compile(r"(?:=+|-+)\s*")
SENTENCE = re.compile(r"[.!?:;,]\W*$")
NESTED = (
    "a heading in a box, a list or a quote is in no contents: put it outside of it, or write"
    " **bold** words"
)


def level(text: str) -> int:
    """Give the level of a line that begins with hashes; 0 for none."""
    hashes = len(text) - len(text.lstrip("#"))
    return hashes if hashes <= 6 and text[hashes : hashes + 1] in ("", " ", "\t") else 0


def words(title: str) -> str:
    """Give a heading's words, without hashes that close it, unlike those of "C#"."""
    title = title.strip()
    opened = title.rstrip("#")
    return opened.rstrip() if not opened or opened[-1].isspace() else title


def fault(title: str, *, nested: bool) -> str:
    """Judge one heading; empty for nothing wrong."""
    if nested:
        return NESTED
    if not words(title):
        return "the heading is empty: write its words, or remove it"
    if NAMED.search(title):
        return "a heading's own name stands on a line above it: (name)="
    if title.rstrip().endswith("\\"):
        return "a heading has one line, and a \\ at its end breaks none: remove it"
    if not any(sign.isalnum() for sign in PICTURE.sub("", title)):
        return "a heading of signs alone has no address that lasts: give it words"
    return ""


def underlined(above: str, text: str, lines: int) -> str:
    """Judge a rule right below so many lines of text, which makes them a heading."""
    if text[0] == "-" and (lines > 1 or len(text.strip()) < 3 or SENTENCE.search(above)):
        return (
            "the rule makes a heading of the text above it: leave an empty line between, or begin a"
            " heading with ##"
        )
    return ""


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
