"""Forms that authors know from other tools, and that would stand on a page as mere signs.

Each is told with what the handbook has instead. What is code is looked at by nobody.
"""

import re
from collections.abc import Iterator

from handbook.check.preflight.forms import (
    BARE,
    DRAWING,
    DRAWINGS,
    KNOWN,
    LIST,
    OPENINGS,
    OURS,
    SPANS,
)

# What begins the items of a list elsewhere; one line alone may begin so.
ITEM = re.compile(
    r"(?:-(?=[^\W\d_])|\d{1,2}[.)](?=[^\W\d_]))|"
    r"(?:[\u2013\u2014]|(?:[a-z]|[ivx]{2,4})[.)]|\(\w{1,3}\)|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?)\s"
)
# The first of a list below the words of an item, which begins no sentence.
FIRST = re.compile(r"(?:a[.)]|\([a1i]\)|i[.)](?! ?e\b))\s")
OPTION = re.compile(r":(?:align|alt|caption|class|color|icon|link|name|open|sync|width):(?:\s|$)")
# The end of an address that a line end cuts.
CUT = re.compile(r"\]\([^()\s<>]+$")
HARD = re.compile(r"(?:#{1,6}|[-*+>|]|\d{1,9}[.)])\N{NO-BREAK SPACE}")
_LINK = re.compile(r"`[^`]+ <[^`]+>`__?")
_ROLE = re.compile(r"(?<![\w}:`]):[a-z][a-z:-]*:`")
# Words behind the marks of a listing, which are meant to stand in it.
PROSE = re.compile(r"[\w',.-]+(?: [\w',.:;!?\u2019-]+)+")
MOVE = "a listing's text begins below its marks, and ends above those that close it: move it"
BACKTICKS = re.compile(r"(`+)")
TAG = re.compile(r"\b(?!(?:and|or|not)\b)[\w-]+")
# The tags of our builders, and that of the preview.
OUTPUTS = frozenset({"html", "epub", "typst", "typstpdf", "live"})
# What a line begins with that may hold one of the openings: most don't.
BEGINS = frozenset("<:^\"'+`@!?=\\{.*[-#|•◦▪‣●○■➢·")
STARTS = ("import ", "export ", "bq. ", "image::", "include::", "video::", "h1", "h2", "h3", "h4")
# One pattern of many: each line that may hold one is asked once.
_OPENING = re.compile("|".join(f"(?P<k{n}>{kind[0]})" for n, kind in enumerate(OPENINGS)))


def without_code(text: str) -> str:
    """Leave out code spans: from a run of backticks up to the next run as long as it."""
    parts = BACKTICKS.split(text)  # at odd places, the runs
    last = {part: n for n, part in enumerate(parts)}
    kept, n = [], 0
    while n < len(parts):
        if n % 2 and n < last[parts[n]]:
            n = parts.index(parts[n], n + 1)
        else:
            kept.append(parts[n])
        n += 1
    return "".join(kept)


def marks(line: str, above: int) -> str:
    """Judge the marks that begin a line.

    :param above: how many lines of running text stand right above it.
    """
    if "\N{NO-BREAK SPACE}" in line[:9] and HARD.match(line):
        return (
            "a no-break space stands behind the first sign, which then means nothing: type a space"
        )
    if line.startswith(">>>") and not line.rstrip().strip(">"):
        return "GitLab's >>> quotes nothing: begin each line of the quote with >"
    if above == 1 and re.match(r":[^\W\d_][^:`]*$", line):
        return "a definition has a space behind its colon: write one"
    if line.startswith(": ") and above > 1:
        return (
            "a term is one line below an empty one, the text above is not: join or part its lines"
        )
    return ""


def pair(above: str, text: str, *, in_list: bool) -> str:
    """Judge two lines of a paragraph, by what the first ends with and both begin with."""
    if CUT.search(above) and text[0] not in "\"'()":
        return "a line end cuts the link's address, and it leads nowhere: write it on one line"
    is_item = ITEM.match(text) and ITEM.match(above)
    return LIST if is_item or (in_list and FIRST.match(text)) else ""


def opening(marks: str, match: re.Match[str]) -> str:
    """Judge the line that opens a fence: its marks, name, and what stands behind them."""
    name, behind, info = match[2], match[3], match[4]
    if name and behind and not match[0].split("}", 1)[1][:1].isspace():
        return f"{{{name}}} has a space behind it, or it is none: write {marks}{{{name}}} {behind}"
    if name and OPTION.match(behind):
        return f"an option has a line of its own: write {behind} below {marks}{{{name}}}"
    if name or not info:
        return ""
    return box(marks, info) if marks[0] == ":" else listing(info)


def box(marks: str, words: str) -> str:
    """Say how a box is written whose name stands without braces.

    :param marks: its colons.
    :param words: what stands behind them.
    """
    found = BARE.match(words)
    name, titles = (found[1].lower(), found.groups()[1:]) if found else (words, ())
    title = next((each.strip() for each in titles if each), "")
    ours = OURS.get(name, name)
    if name in DRAWINGS:
        return DRAWING
    if ours not in KNOWN:
        return f"{marks}{name} is no box here: use a component that the style guide shows"
    if ours not in ("dropdown", "tab-set") and title:
        ours = "admonition"
    mend = f"{marks}{{{ours}}} {title}".rstrip()
    return f"{marks}{name} is no box here, its name needs braces: write {mend}"


def listing(info: str) -> str:
    """Judge what stands behind the marks of a listing; empty for nothing wrong."""
    if PROSE.fullmatch(info):
        return MOVE
    name = re.search(r"(?<=\.)\w[\w+#-]*" if info[0] == "{" else r"[\w+#-]+(?:\.[\w+#-]+)*", info)
    if name and name[0] == info:
        return ""
    return (
        "what stands behind a listing's language is lost: write ```{code-block} "
        f"{name[0] if name else 'text'}, and below it :caption:, :emphasize-lines: or :linenos:"
    )


def output(condition: str) -> str:
    """Judge for which outputs ``{only}`` has its text; empty for nothing wrong."""
    odd = [name for name in TAG.findall(condition) if name not in OUTPUTS]
    return f"{{only}}: {odd[0]!r} is no output: html, epub or typst" if odd else ""


def faults(line: str, words: str) -> Iterator[str]:
    """Judge a line of running text, each of its parts once.

    :param line: without the marks of the list or quote that it stands in.
    :param words: the same without its code.
    :returns: what is wrong and the mend, of each kind.
    """
    may_open = line[0] in BEGINS or "\t" in line or line.startswith(STARTS)
    if may_open and (found := _OPENING.match(line)):
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
