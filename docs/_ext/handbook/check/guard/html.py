"""HTML that authors know from elsewhere: what the handbook has instead of each element."""

import re

from handbook.core.errors import short

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(r"<(/?[a-zA-Z][\w-]*)")
LISTS = frozenset({"ul", "ol", "li"})
PLAIN = "leave the tag out, and write the words"
_BOLD, _SLANTED, _STRUCK = "write **…**", "write *…*", "write ~~…~~"
_FOLDED = "write :::{dropdown} and its title, below it the text, then :::"
# fmt: off
INSTEAD = {
    "a": "write [text](address), or (name)= above what is linked",
    "abbr": "write the words out, and the short form in brackets",
    "aside": "write a box, :::{note} and below its text :::",
    "b": _BOLD, "strong": _BOLD, "i": _SLANTED, "em": _SLANTED,
    "del": _STRUCK, "s": _STRUCK, "strike": _STRUCK,
    "blockquote": "begin each line with >", "picture": "write ![what it shows](file)",
    "dl": "write the term on a line, and `: ` and what it means below",
    "br": "end the line above by \\", "hr": "write --- between empty lines",
    "code": "write `…`", "pre": "write ``` above and below the listing",
    "details": _FOLDED, "summary": _FOLDED, "iframe": "link to it", "video": "link to it",
    "figure": "write :::{figure} with the file, and :alt: and its caption below",
    "img": 'write ![what it shows](file), and {width="50%"} behind it for its width',
    "kbd": "write {kbd}`…`", "sub": "write {sub}`…`", "sup": "write {sup}`…`",
    "li": "write - before each item", "ul": "write - before each item",
    "ol": "write 1. before each item",
    "table": "write it in Markdown, or as {list-table}",
    **dict.fromkeys(("center", "div", "font", "ins", "mark", "p", "small", "span", "u"), PLAIN),
    **{f"h{level}": f"write {'#' * level} and the heading" for level in range(1, 7)},
}
# fmt: on


def name(text: str) -> str:
    """Give the first element's name, in lower case, with its slash; empty for a comment."""
    found = TAG.match(text.lstrip())
    return found[1].lower() if found else ""


def mend(text: str, *, in_cell: bool = False) -> str:
    """Say what is wrong with some HTML, and what to write instead."""
    if text.lstrip().startswith("<!--"):
        if "-->" not in text:
            return "an HTML comment opens here and never ends: end it by -->, or begin it with %"
        return "an HTML comment would be published: write it as a line that begins with %"
    instead = INSTEAD.get(name(text).lstrip("/"), "use Markdown, or `…` to show it")
    if in_cell and name(text) == "/br":
        instead = "write <br>"
    if in_cell and name(text) in LISTS:
        instead = "a cell holds no list: write a {list-table}, or <br> before each part"
    way_out = "" if "`" in instead else "; or write it as code"
    return f"raw HTML {short(text)!r} is not for pages: {instead}{way_out}"
