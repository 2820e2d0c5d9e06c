"""The rule on headings and titles: sentence case."""

import re
from collections.abc import Iterator

from handbook.check.prose.source import Page
from handbook.check.prose.wordlists import Lists
from handbook.core.errors import Finding

# A capitalised word, unless it opens the title, or a sentence or a quotation in it.
CAPITAL = re.compile(r"(?<![.?!:“\"(]\s)(?<=[\s(/-])(?<![“\"])[A-Z][\w.'-]*")


def findings(page: Page, lists: Lists) -> Iterator[Finding]:
    """Check the headings of a page, and the titles of its boxes and tables."""
    for block in page.blocks:
        if block.kind in ("heading", "title"):
            for match in CAPITAL.finditer(lists.without_names(block.text)):
                word = match[0].rstrip(".'").removesuffix("'s")
                if word != "I" and not word.isupper():
                    message = (
                        f'"{word}" has a capital: titles are in sentence case, so that a name'
                        f' stands out; write "{word.lower()}", or add the name to'
                        " _data/prose.toml"
                    )
                    yield Finding(page.path, block.lines[0].number, message, "heading")
