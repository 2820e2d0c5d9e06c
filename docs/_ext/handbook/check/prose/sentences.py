"""Rules on sentences: their length, and one to a line of the source."""

import re
from collections.abc import Iterator

from handbook.check.prose.source import Block, Line, Page
from handbook.check.prose.wordlists import Lists
from handbook.core.errors import Finding

# The end of one sentence with the beginning of another: a figure or a name may follow a full
# stop inside a sentence only where it is an abbreviation, and the handbook writes those out.
BORDER = re.compile(r"(?<=[.?!])[\"”)]*\s+(?=[“\"(\[]*[A-Z0-9§])")
ENDED = re.compile(r"[.?!:;…][\"”)]*$")


def findings(page: Page, lists: Lists) -> Iterator[Finding]:
    for block in page.blocks:
        if block.kind == "paragraph":
            for line in block.lines:
                sentences = _sentences(block, line)
                if len(sentences) > 1:
                    yield _joined(page, line, sentences[1])
                for sentence in sentences:
                    yield from _long(page, line, sentence, lists.sentence_limit)
            yield from _broken(page, block)


def _sentences(block: Block, line: Line) -> list[str]:
    """Take a line apart; the bold words that open a list's item are no sentence of their own."""
    text = line.text.strip()
    head = block.bold.strip()
    if line is block.lines[0] and head and text.startswith(head) and text != head:
        text = text[len(head) :].strip()
    return BORDER.split(text)


def _joined(page: Page, line: Line, second: str) -> Finding:
    message = (
        f'a second sentence, "{_opening(second)}": a change shows best when each sentence has'
        " its line; begin a new line before it"
    )
    return Finding(page.path, line.number, message, "one-per-line")


def _broken(page: Page, block: Block) -> Iterator[Finding]:
    for line, following in zip(block.lines, block.lines[1:], strict=False):
        if not ENDED.search(line.text.strip()):
            message = (
                "the sentence goes on in the next line: a change shows best when each sentence"
                f' has its line; join "{_opening(following.text)}" to this one'
            )
            yield Finding(page.path, line.number, message, "one-per-line")


def _long(page: Page, line: Line, sentence: str, limit: int) -> Iterator[Finding]:
    count = len(sentence.split())
    if count > limit:
        message = (
            f'"{_opening(sentence)}" has {count} words, more than {limit}: a reader in a hurry'
            " loses the thread; make two sentences of it"
        )
        yield Finding(page.path, line.number, message, "long-sentence")


def _opening(sentence: str) -> str:
    words = sentence.strip('"“”').split()
    return " ".join(words[:4]) + (" …" if len(words) > 4 else "")
