"""What a value of ``handbook.toml`` may be: one question for each form."""

import re
from collections.abc import Callable

from handbook.core.dates import is_day, locale
from handbook.core.errors import ODD


def matches(pattern: str) -> Callable[[object], bool]:
    """Ask of a value that it is text of a form, with no sign that can't be seen."""

    def matches(value: object) -> bool:
        if not isinstance(value, str) or ODD.search(value):
            return False
        return re.fullmatch(pattern, value) is not None

    return matches


is_text = matches(r"[^\n]*\S[^\n]*")
# No longer than a cover and a menu have room for.
NAME = "on one line, of 80 characters at most, with no space at its ends"
is_name = matches(r"\S([^\n]{0,78}\S)?")
# It stands amid sentences, behind articles and before abbreviations of ours, and in any output.
# Some languages part an ending off by a sign: "Leiter:in", "Leiter*in".
is_word = matches(
    r"(?!(?i:an?|the)\s|.*\s[\s(]|.*\*\*)(?=\S)[^\n<>\[\]{}|`\\]{1,80}(?<![\s.,;:!?])"
)
# A sign of an address, and of a host: no other has a place there (RFC 3986).
_SIGN, _HOST = r"[^\s\"<>\\^`{|}]", r"[^\s\"<>\\^`{|}/]+"
is_site_address = matches(rf"https://{_HOST}(/{_SIGN}*)?/")
is_contact = matches(
    rf"[^@\s:;,\"<>()\\]+@[\w.-]+\.[\w-]+|https://{_HOST}(/{_SIGN}*)?",
)
is_colour = matches(r"#[0-9a-fA-F]{6}")
is_report = matches(rf"|https?://(?=\S*\{{(title|url)\}})({_SIGN}|\{{(title|url)\}})*")
is_optional_address = matches(rf"|https?://{_HOST}(/{_SIGN}*)?")
is_optional_text = matches(r"[^\n]*")
is_optional_file = matches(r"|(?!/|(.*/)?\.\./)[^\s\\]+\.(svg|png)")
is_font = matches(r"(?!/|(.*/)?\.\./)[^\s\\]+\.(ttf|otf|ttc)")
# The theme fills in {filename} by str.format, which stops at any other brace.
is_page_address = matches(
    rf"(?=\S*\{{filename\}})(https?://|\{{repository\}})({_SIGN}|\{{(repository|filename)\}})*"
)
PAGE_ADDRESS = (
    "an https:// address, or {repository} and more, with {filename} in it and no other braces"
)
# Behind the address of a clone, no host shows a page.
is_repository = matches(rf"https?://{_HOST}(/{_SIGN}*)?(?<!\.git)")
is_language = matches(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


READS = 4.5  # to 1: WCAG 2.2, 1.4.3


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, such as ``#0b5c8a``, as WCAG 2.2 reckons it."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in bytes.fromhex(colour[1:])]
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def reads_on(ground: str) -> Callable[[object], bool]:
    """Ask of a colour that text in it reads on a ground."""

    def reads(value: object) -> bool:
        return isinstance(value, str) and is_colour(value) and contrast(value, ground) >= READS

    return reads


def reading_on(ground: str, allowed: str) -> Callable[[object], str]:
    """Say what a colour must be, and which is the nearest to a given one that reads on a ground."""

    def said(value: object) -> str:
        if not isinstance(value, str) or not is_colour(value):
            return allowed
        end = max(0, 255, key=lambda end: contrast(f"#{end:02x}{end:02x}{end:02x}", ground))
        parts = bytes.fromhex(value[1:])
        ways = (
            "#" + bytes(round(part + (end - part) * step / 100) for part in parts).hex()
            for step in range(101)
        )
        near = next(way for way in ways if contrast(way, ground) >= READS)
        return f"{allowed}; it has {contrast(value, ground):.1f} to 1 of {READS}, {near!r} would do"

    return said


def is_review(value: object) -> bool:
    day, comma, who = value.partition(",") if isinstance(value, str) else ("", "", "")
    return value == "" or (is_day(day) and bool(comma) and is_text(who))


def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_locale(value: object) -> bool:
    # Babel reads a locale's beginning, whatever follows.
    return value == "iso" or (is_language(value) and locale(value) is not None)
