"""The rule on terms: linked to the glossary where a page first uses them."""

import re
from collections.abc import Iterator
from functools import cache

from handbook.check.prose.source import Line, Page
from handbook.check.prose.wordlists import Lists
from handbook.core.errors import Finding


def findings(page: Page, lists: Lists) -> Iterator[Finding]:
    """Find the terms whose first use in running text is no link.

    Headings and the words of another link can't hold one, and the page of a term explains it.
    """
    lines = [
        line for block in page.blocks if block.kind in ("paragraph", "name") for line in block.lines
    ]
    whole = lists.without_names(" ".join(line.unlinked for line in lines))
    for term, stands_for in lists.terms.items():
        same = [term, stands_for, *(short for short, long in lists.terms.items() if long == term)]
        is_subject = any(name and _use(name).search(page.title) for name in same)
        if is_subject or not _use(term).search(whole):
            continue
        if (line := _first_unlinked(lines, term, stands_for)) is not None:
            yield Finding(page.path, line.number, _message(term), "term")


def _first_unlinked(lines: list[Line], term: str, stands_for: str) -> Line | None:
    """Give the line of the first use, where that use is not linked."""
    use = _use(term)
    for line in lines:
        match = use.search(line.unlinked)
        linked = [
            place
            for target, place in line.terms
            if target == term.casefold() or (stands_for and target == stands_for.casefold())
        ]
        if match and not any(place <= match.start() for place in linked):
            return line
        if any(target == term.casefold() for target, _ in line.terms):
            return None
    return None


@cache
def _use(term: str) -> re.Pattern[str]:
    """Find a term, also in the plural; a numbered RFC is a document's name and no term."""
    words = re.escape(term).replace(r"\ ", r"[\s-]+")
    if term.isupper():
        return re.compile(rf"(?<!\w){words}s?(?!\w)(?!\s*\d)")
    return re.compile(rf"(?<!\w){words}s?(?!\w)", re.IGNORECASE)


def _message(term: str) -> str:
    return (
        f'"{term}" is used before it is explained: a newcomer stops here; link its first use,'
        f" {{term}}`{term}`"
    )
