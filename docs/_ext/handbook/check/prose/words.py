"""Rules on single words: British forms, and words that a sentence does better without."""

import re
from collections.abc import Iterator

from handbook.check.prose.source import Page
from handbook.check.prose.wordlists import Lists, Pattern
from handbook.core.errors import Finding

# The rule and where in the line it stands, and what is wrong with it.
Fault = tuple[tuple[str, int, int], str]

WORD = re.compile(r"[A-Za-z]+")


def findings(page: Page, lists: Lists) -> Iterator[Finding]:
    # Few patterns find anything on a page, so each is asked about the page before its lines.
    lower = page.text.lower()
    asked = [p for p in lists.patterns if p.opening in lower and p.find.search(page.text)]
    for block in page.blocks:
        for line in block.lines:
            text = lists.without_names(line.text)
            faults = {**dict(_patterns(text, asked)), **dict(_american(text, lists))}
            for (rule, start, end), fault in faults.items():
                if not _is_mentioned(text, start, end):
                    yield Finding(page.path, line.number, f'"{text[start:end]}"{fault}', rule)


def _american(text: str, lists: Lists) -> Iterator[Fault]:
    for match in WORD.finditer(text):
        if british := lists.british.get(match[0].lower()):
            write = british.capitalize() if match[0][0].isupper() else british
            yield ("british", *match.span()), f': {lists.british_why}; write "{write}"'


def _patterns(text: str, patterns: list[Pattern]) -> Iterator[Fault]:
    for pattern in patterns:
        for match in pattern.find.finditer(text):
            if pattern.rule == "filler":
                yield ("filler", *match.span()), f" {pattern.why}; {pattern.write}"
            elif match[0].lower() not in pattern.unless:
                fault = f': {pattern.why}; write "{match.expand(pattern.write)}"'
                yield ("british", *match.span()), fault


def _is_mentioned(text: str, start: int, end: int) -> bool:
    """Tell whether words stand alone in quotes, and so are spoken of and not used."""
    return text[max(0, start - 1) : start] + text[end : end + 1] == '""'
