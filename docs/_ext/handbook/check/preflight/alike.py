"""Lines of a paragraph that stood one below the other elsewhere, and here run into one.

No list of signs tells them: two lines in a row begin alike, or are built alike, as no two sentences
are.
"""

import re

ALIKE = (
    "lines that begin so make no list, and run into one: begin each with `- `; where they are a"
    " listing, write ```text above and ``` below"
)
# The first of a list below the words of an item, which begins no sentence.
_FIRST = re.compile(
    r"(?:a[.)]|\([a1i]\)|i[.)](?! ?e\b)|\d{1,3}(?:\.\d{1,3})+(?:\.|(?=\s+[A-Z])))\s"
)
_ENDS_A_LINE = ("\\", "  ")
_DASH = "-\u2010-\u2015\u2212"
_PICTURE = "\u2190-\u2bff\U0001f000-\U0001faff"
# How a line is built that is no sentence; most by what they begin with.
_SHAPES = (
    # a sign or some; but for those that open a quote, a link, code, or a bracket
    r"(?!\|.*\|\s*$)(?!==|\+\+\+)[^\w\s\\\"'«`()\[\]<&…$]{1,4}\s+\S",
    r"\\[-*+]\s",
    # a sign that a word follows at once, but for emphasis
    rf"(?:[{_DASH}]{{1,2}}|[+•◦·]|\*{{1,3}}(?=[^*]+$)|[{_PICTURE}]\ufe0f?)(?=[^\W\d_])",
    # a number or a letter, and a sign around or behind it
    r"(?!\d+[.)]\s)(?:[(\[](?:\w{1,3}|@)[)\]]|(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})\s?\\?[.)/:°º]"
    r"|\d{1,3}(?:\.\d{1,3})+[.):]|\d{1,3}[.)\-](?=-?\s))\s",
    r"\d{1,2}[.)](?=[^\W\d_])|\*\*\d{1,3}[.)]\*\*",
    # a date, a time, an address or a level, as a log or a chat begins
    r"\W?(?:[A-Z][a-z]{2},? )?(?:\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[./]\d{1,2}[./]\d{2}|"
    r"\d{1,2}:\d\d\b|[A-Z][a-z]{2} +\d{1,2},? (?:\d{4},? )?\d{1,2}:\d\d)",
    r"\d{1,3}(?:\.\d{1,3}){3}\b|\W?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE)\b|[\w.-]+@[\w-]+[:~]",
    r"\*\*[^*]{1,40}(?::\*\*|\*\*\s?[:\u2013\u2014])|\*[^*]{1,40}(?::\*|\*:)|[a-z][\w.-]*:(?:\s|$)",
    r"[A-Za-z_][\w.-]*\s?=\s?\S|\{\"|at [\w.$<>]+\(|File \"",
    # a name and its value, unless they make a sentence
    r"[A-Z][\w.-]*(?: [\w.-]+){0,2}:\s.*[^.)]$",
    # columns
    r".*?[^\s.!?:;,](?:\s{3,}|\s{2}\S.*?[^\s.!?:;,]\s{2,})\S",
    # code
    r"[^{}]*[;{}]\s*$|\"[^\"]+\"\s*:\s",
)
_ONE_BY_ONE = tuple(map(re.compile, _SHAPES))
_ANY = re.compile("|".join(f"(?:{shape})" for shape in _SHAPES))  # of most lines, it is none
_CELL_END = re.compile(r"[^\s,;][,;](?=[^\s,;])")
_NUMBER = re.compile(r"((?:\d{1,2}\.)*|[A-Z#][A-Za-z]*[ -]?)(\d{1,3})\s+(?:\W\s)?[A-Z].*?([.!?]?)$")
# A name and a time, above what was said then.
_SPEAKER = re.compile(r"(?:\S+ +){1,4}\W?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?\W?$")


def first(text: str) -> str:
    """Judge a line below the words of an item: it may begin a list that isn't one."""
    return ALIKE if _FIRST.match(text) else ""


def run_together(above: str, text: str) -> bool:
    """Tell whether a line is built as the one above it in its paragraph, and no sentence is so."""
    if above.endswith(_ENDS_A_LINE):
        return False
    if _ANY.match(text) and any(shape.match(text) and shape.match(above) for shape in _ONE_BY_ONE):
        return True
    if _SPEAKER.match(above):
        return True
    return _is_next(above, text) or _cells(text) == _cells(above) > 1


def _is_next(above: str, text: str) -> bool:
    """Tell whether the one number follows the other: "1.5 times" and "2.5 times" are no list."""
    first, second = _NUMBER.match(above), _NUMBER.match(text)
    if not (first and second):
        return False
    is_heading = first[1].endswith((".", "-", "#")) or not first[3]
    return is_heading and first[1] == second[1] and int(first[2]) + 1 == int(second[2])


def _cells(text: str) -> int:
    """Count the commas or semicolons between values; none of a text with one before a space."""
    is_prose = not ("," in text or ";" in text) or ", " in text or "; " in text
    return 0 if is_prose else len(_CELL_END.findall(text))
