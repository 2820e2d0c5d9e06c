"""The rule on a page's form: the answer first, and a way onward at the end."""

from collections.abc import Iterator

from handbook.check.prose.source import Page
from handbook.check.prose.wordlists import Lists
from handbook.core.doctree import ONWARD
from handbook.core.errors import Finding

FRONT_PAGE = "index.md"  # its cards are the way onward


def findings(page: Page, lists: Lists) -> Iterator[Finding]:
    """Check the first and the last paragraph of a page; a record has a form of its own."""
    if "\ntradeoff:" in f"\n{page.front_matter}":
        return
    first = next((place for place, b in enumerate(page.blocks) if b.level == 1), None)
    if first is None:
        return
    answer = page.blocks[first + 1] if len(page.blocks) > first + 1 else page.blocks[first]
    if answer.kind != "paragraph" or not answer.bold:
        message = (
            "the page does not open with its answer: most readers read no further; write it as"
            " the first sentence, in bold"
        )
        yield Finding(page.path, answer.lines[0].number, message, "answer-first")
    paragraphs = [block for block in page.blocks if block.kind == "paragraph"]
    last = paragraphs[-1] if paragraphs else None
    leads_on = last and last.bold.strip() in ONWARD and any(line.links for line in last.lines)
    if page.path != FRONT_PAGE and not leads_on:
        message = (
            "the page does not end with a way onward: a reader is left to search; close it with"
            " **Next:** or **See also:** and a link"
        )
        yield Finding(page.path, page.blocks[-1].lines[-1].number, message, "ending")
