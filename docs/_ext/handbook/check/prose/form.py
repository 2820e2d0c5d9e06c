"""Rules on a page's form: its opening and its end, its titles, the words of its links."""

import re
from collections.abc import Iterator

from handbook.check.prose.source import Page
from handbook.check.prose.wordlists import Lists
from handbook.core.doctree import ONWARD
from handbook.core.errors import Finding

FRONT_PAGE = "index.md"  # its cards are the way onward
# A capitalised word, unless it opens the title, or a sentence or a quotation in it.
CAPITAL = re.compile(r"(?<![.?!:“\"(]\s)(?<=[\s(/-])(?<![“\"])[A-Z][\w.'-]*")
ADDRESS = re.compile(r"(https?://|www\.)\S+|\S+\.(md|html?)")


def frame(page: Page, lists: Lists) -> Iterator[Finding]:
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


def titles(page: Page, lists: Lists) -> Iterator[Finding]:
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


def links(page: Page, lists: Lists) -> Iterator[Finding]:
    """Check the text of each link, wherever it stands."""
    for block in page.blocks:
        for line in block.lines:
            for link in line.links:
                text = link.strip().rstrip(".:").casefold()
                if text in lists.bare_links or text.startswith("click "):
                    message = (
                        f'the link "{link}" does not say where it leads: read aloud or in'
                        " print it is no use; take the words that name the target"
                    )
                elif ADDRESS.fullmatch(text):
                    message = (
                        f'the link "{link}" is a bare address: nobody reads those;'
                        " write [what stands there](address)"
                    )
                else:
                    continue
                yield Finding(page.path, line.number, message, "link")
