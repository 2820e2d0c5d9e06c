"""Text, strings, arrays and lengths in Typst's syntax."""

import re
from collections.abc import Iterable, Iterator

from handbook.core.dates import locale

# Everything that Typst may read as markup, even in the middle of a word:
# "//" opens a comment, "#f[x](y)" calls, ";" ends an expression and vanishes.
MARKUP = re.compile(r"""([\\#$*_`<>@\[\]~'"=+\-/:;().{}])""")
LINE_BREAK = re.compile(r"[ \t]*\n\s*")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u20e3\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|em|rem|ex|mm|cm|in|%)?\s*$")
# Typst knows pt, mm, cm, in, em and %; the rest in terms of those (CSS: 96 px to the inch).
UNITS = {"px": (0.75, "pt"), "pc": (12.0, "pt"), "rem": (1.0, "em"), "ex": (0.5, "em")}


# Within a long name a line may end after a sign and before a capital.
SIGNS = r"/_.:=&?,@#%+~;|\\-"
WITHIN_NAMES = re.compile(rf"(?<=[{SIGNS}])(?=[^\s{SIGNS}])|(?<=[a-z])(?=[A-Z])")
# Up to this length, in letters, a word is one of a language, which knows where it may be cut.
LONGEST_WORD = 24


# Of an address, in characters.
ADDRESS_PART = 24
LONG_PART = re.compile(rf"[^\W_]{{{ADDRESS_PART + 1},}}")
# A day and its month, and the thousands of a number, stay on one line.
TOGETHER = re.compile(r"(?<!\S)(\d{1,3}\.?) (?=[A-Z][a-z]{2}|\d{3}\b)")
NO_BREAK = "\N{NO-BREAK SPACE}"


def breakable(text: str, room: int) -> str:
    """Return running text as :func:`escape` does, with places to break in each longer word.

    :param room: how many characters a line surely holds.
    """
    whole = TOGETHER.sub(rf"\1{NO_BREAK}", LINE_BREAK.sub(" ", clean(text)))
    pieces = whole.split(" ")
    return " ".join(
        escape(piece) if len(piece) <= room else "#zw;".join(_parts(piece, room))
        for piece in pieces
    )


def _parts(word: str, room: int) -> Iterator[str]:
    for part in parts(word, room):
        whole = len(part) <= room
        yield escape(part) if whole else f"#text(hyphenate: true)[{escape(part)}]"


def parts(name: str, room: int, longest: int = LONGEST_WORD) -> Iterator[str]:
    """Yield the parts of a name that a line may end after.

    :param longest: up to which length letters are left together, for a hyphen.
    """
    for part in WITHIN_NAMES.split(name):
        if len(part) <= room or (part.isalpha() and len(part) <= longest):
            yield part
        else:  # to fill a line, often
            step = max(1, room // 5)
            yield from (part[at : at + step] for at in range(0, len(part), step))


def address(uri: str) -> str:
    """Return an address as running text; the compiler breaks it, but for a long part."""
    shown = clean(uri)
    if LONG_PART.search(shown):
        return "#zw;".join(escape(part) for part in parts(shown, ADDRESS_PART, longest=0))
    return escape(shown)


def escape(text: str) -> str:
    """Return running text that Typst's markup mode prints as it is."""
    return MARKUP.sub(r"\\\1", LINE_BREAK.sub(" ", clean(text)))


def clean(text: str) -> str:
    """Drop what prints nothing: control characters, and what gives a sign a frame or a colour.

    The fonts have emoji in one colour.
    """
    return CONTROL.sub("", text)


def string(text: str) -> str:
    quoted = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + quoted.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "") + '"'


def array(items: Iterable[str]) -> str:
    """Return an array of code expressions; one item alone needs its comma."""
    listed = list(items)
    return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"


def strings(items: Iterable[str]) -> str:
    return array(string(item) for item in items)


def language(tag: str | None) -> str:
    """Return the arguments that name a language, such as ``en-GB``; English for none."""
    known = locale((tag or "en").replace("_", "-"))
    name, region = (known.language, known.territory) if known else ("en", None)
    return f"lang: {string(name)}, region: {string(region) if region else 'none'}"


def boolean(value: object) -> str:
    return "true" if value else "false"


def length(value: object) -> str | None:
    """Return an option such as ``50%``, ``120px`` or ``8`` (pixels) as a Typst length.

    :return: None for what is not a length.
    """
    found = LENGTH.match(str(value)) if value is not None else None
    if found is None:
        return None
    factor, unit = UNITS.get(found[2] or "px", (1.0, found[2] or "pt"))
    return f"{float(found[1]) * factor:g}{unit}"
