"""Rules on sentences: their length, and one to a line of the source."""

import re
from collections.abc import Iterator

from handbook.check.prose.source import CODE, Block, Line, Page
from handbook.check.prose.wordlists import Lists
from handbook.core.errors import Finding

# The end of one sentence with the beginning of another: a figure or a name may follow a full
# stop inside a sentence only where it is an abbreviation; a few are known.
BORDER = re.compile(
    r"(?<=[.?!])(?<!\b[a-zA-Z]\.)(?<!\b(?:Dr|Mr|Ms|St|cf|vs)\.)(?<!^\d\.)"
    r"[\"”)]*\s+(?=[“\"(\[]*[A-Z0-9§])"
)
WORD = re.compile(r"[^\W_]|§")
# What is quoted within a sentence that goes on.
QUOTED = re.compile(r"\"[^\"]*\"(?=,?\s+[a-z])|“[^“”]*”(?=,?\s+[a-z])")
ENDED = re.compile(r"[.?!:;…\u3002\uff01\uff1f][\"”)]*$")


def findings(page: Page, lists: Lists) -> Iterator[Finding]:
    """Check each paragraph whose form is sound: another mend moves the lines of those."""
    for block in page.blocks:
        if block.kind == "paragraph" and not block.is_odd:
            for line in block.lines:
                sentences = _sentences(block, line, lists)
                if len(sentences) > 1:
                    yield _joined(page, line, sentences[1])
                for sentence in sentences:
                    yield from _long(page, line, sentence, lists.sentence_limit)
            yield from _broken(page, block)


def _sentences(block: Block, line: Line, lists: Lists) -> list[str]:
    """Take a line apart; the bold words that open a list's item are no sentence of their own."""
    text = line.text.strip()
    head = block.bold.strip()
    if line is block.lines[0] and head and text.startswith(head) and text != head:
        text = text[len(head) :].strip()
    whole = QUOTED.sub(lambda match: CODE * len(match[0]), lists.without_names(text))
    for words in filter(None, line.links):  # "1. The plan" is a heading's words
        whole = whole.replace(words, CODE * (len(words) - 1) + words[-1])
    borders = [match.span() for match in BORDER.finditer(whole)]
    begins, ends = [0, *(end for _, end in borders)], [*(start for start, _ in borders), None]
    return [text[begin:end] for begin, end in zip(begins, ends, strict=True)]


def _joined(page: Page, line: Line, second: str) -> Finding:
    message = (
        f'a second sentence, "{_opening(second)}": a change shows best when each sentence has'
        " its line; begin a new line before it"
    )
    return Finding(page.path, line.number, message, "one-per-line")


def _broken(page: Page, block: Block) -> Iterator[Finding]:
    for line, following in zip(block.lines, block.lines[1:], strict=False):
        are_words = WORD.search(line.text) and WORD.search(following.text)
        if are_words and not (line.breaks or ENDED.search(line.text.strip())):
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
    words = sentence.strip('"“”').replace(CODE, "…").split()
    return " ".join(words[:4]) + (" …" if len(words) > 4 else "")
