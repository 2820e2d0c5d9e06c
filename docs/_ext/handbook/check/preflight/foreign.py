"""Forms that authors know from other tools, and that would stand on a page as mere signs.

Each is told with what the handbook has instead. What is code is looked at by nobody.
"""

import re
from collections.abc import Iterator

from handbook.check.preflight import alike
from handbook.check.preflight.forms import OPENINGS, SPANS

# The end of an address that a line end cuts.
CUT = re.compile(r"\]\([^()\s<>]+$")
# A picture without words, or with those that a tool gives to each.
NO_WORDS = re.compile(
    r"!\[\s{0,9}(?:(?i:image|img|picture|pasted image|screen ?shot|untitled)?[\d\s_:.-]{0,40}"
    r"|[^\]\s]{1,80}\.(?:png|jpe?g|gif|svg|webp))\][(\[]"
)
# A line that is bold and ends in no stop, as a heading does.
_BOLD = re.compile(r"\*\*[^*]+\w\*\*")
BOLD = (
    "a line all in bold runs into the one below: begin it with ## in place of **, or leave an empty"
    " line between"
)
_LINK = re.compile(r"`[^`]+ <[^`]+>`__?")
_ROLE = re.compile(r"(?<![\w}:`]):[a-z][a-z:-]*:`")
BACKTICKS = re.compile(r"(`+)")
_ROLE_WORDS = re.compile(r"\}`[^`]*`")
UNSEEN = re.compile("[\xa0\xad]")
IN_CODE = "a no-break space or soft hyphen in code, which fails when it is copied: type it anew"
# One pattern of many: each line that may hold one is asked once.
_OPENING = re.compile("|".join(f"(?P<k{n}>{kind[0]})" for n, kind in enumerate(OPENINGS)))


def without_code(text: str) -> str:
    """Empty the code spans: from a run of backticks up to the next run as long as it."""
    parts = BACKTICKS.split(text)  # at odd places, the runs
    last = {part: n for n, part in enumerate(parts)}
    kept, n = [], 0
    while n < len(parts):
        if n % 2 and n < last[parts[n]]:
            kept.append("``")
            n = parts.index(parts[n], n + 1)
        else:
            kept.append(parts[n])
        n += 1
    return "".join(kept)


def unseen(listing: str, first: int) -> list[tuple[int, str, bool]]:
    """Tell of the first sign in a listing that can't be seen.

    :param first: the line on which the listing begins.
    """
    found = UNSEEN.search(listing)
    return [(first + listing.count("\n", 0, found.start()), IN_CODE, False)] if found else []


def _begins_small(text: str) -> bool:
    """Tell whether a line goes on with the sentence above it."""
    return next((sign for sign in text if sign.isalpha()), "").islower()


def pair(above: str, text: str) -> str:
    """Judge two lines of a paragraph, by what the first ends with and both begin with."""
    if CUT.search(above) and text[0] not in "\"'()":
        return "a line end cuts the link's address, and it leads nowhere: write it on one line"
    if _BOLD.fullmatch(above) and not _begins_small(text):
        return BOLD
    return alike.ALIKE if alike.run_together(above, text) else ""


def faults(line: str, words: str) -> Iterator[str]:
    """Judge a line of running text, each of its parts once.

    :param line: without the marks of the list or quote that it stands in.
    :param words: the same without its code.
    :returns: what is wrong and the mend, of each kind.
    """
    if UNSEEN.search(line):
        plain = _ROLE_WORDS.sub("", line)
        if len(UNSEEN.findall(plain)) > len(UNSEEN.findall(without_code(plain))):
            yield IN_CODE
    if found := _OPENING.match(line):
        yield OPENINGS[int(str(found.lastgroup)[1:])][1]
        return
    if "`" in line:
        if ":`" in line and _ROLE.search(line):
            yield "reStructuredText has no form here: write {role}`…`, with braces"
            words = re.sub(r":[a-z][a-z:-]*:", " ", words)
        if ">`_" in line and _LINK.search(line):
            yield "reStructuredText has no form here: write [text](address)"
    for part, pattern, message in SPANS:
        if part in words and pattern.search(words):
            yield message
            words = pattern.sub(" ", words)
