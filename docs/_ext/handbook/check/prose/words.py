"""Rules on single words: British forms, and words that a sentence does better without."""

import re
from collections.abc import Iterator

from handbook.check.prose.source import Page
from handbook.check.prose.wordlists import Filler, Lists, Pattern
from handbook.core.errors import Finding

# Where in the line it stands, and what is wrong with it.
Fault = tuple[tuple[int, int], str]

WORD = re.compile(r"[A-Za-z]+")


def findings(page: Page, lists: Lists) -> Iterator[Finding]:
    # Few rules find anything on a page, so each is asked about the page before its lines.
    lower = page.text.lower()
    patterns = [pattern for pattern in lists.patterns if pattern.find.search(page.text)]
    fillers = [filler for filler in lists.fillers if filler.opening in lower]
    for block in page.blocks:
        for line in block.lines:
            text = lists.without_names(line.text)
            american = dict(_american(text, lists))
            british = {**dict(_patterns(text, patterns)), **american}
            for rule, faults in (("british", british), ("filler", dict(_fillers(text, fillers)))):
                for (start, end), fault in faults.items():
                    if not _is_mentioned(text, start, end):
                        message = f'"{text[start:end]}"{fault}'
                        yield Finding(page.path, line.number, message, rule)


def _american(text: str, lists: Lists) -> Iterator[Fault]:
    for match in WORD.finditer(text):
        if british := lists.british.get(match[0].lower()):
            write = british.capitalize() if match[0][0].isupper() else british
            yield match.span(), f': {lists.british_why}; write "{write}"'


def _patterns(text: str, patterns: list[Pattern]) -> Iterator[Fault]:
    for pattern in patterns:
        for match in pattern.find.finditer(text):
            if match[0].lower() not in pattern.unless:
                yield match.span(), f': {pattern.why}; write "{match.expand(pattern.write)}"'


def _fillers(text: str, fillers: list[Filler]) -> Iterator[Fault]:
    for filler in fillers:
        for match in filler.find.finditer(text):
            yield match.span(), f" {filler.why}; {filler.mend}"


def _is_mentioned(text: str, start: int, end: int) -> bool:
    """Tell whether words stand alone in quotes, and so are spoken of and not used."""
    return text[max(0, start - 1) : start] + text[end : end + 1] == '""'
