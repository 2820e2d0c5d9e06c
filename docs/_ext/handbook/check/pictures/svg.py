"""Drawings in SVG: what draws and what is inert passes, what can act or fetch does not.

A page shows a drawing as a picture, in which nothing runs; but each has an address of its own, and
opened there it is a document of the handbook's. So each element and address in it is judged, as a
browser would read them. What the common tools write beside their drawing is inert, and stays: a
document type, processing instructions, elements of namespaces that no browser knows, embedded
fonts, and text in HTML with a plain twin.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET
from xml.parsers import expat

# Longer than any drawing; a picture this large belongs into a raster format.
MAX_BYTES = 2_000_000
# A drawing within a drawing, as an address that holds it.
MAX_DEPTH = 3
# Of all its words; the time to set them grows with their square.
MAX_TEXT = 20_000  # characters

SVG, HTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
# Namespaces whose elements a browser gives a meaning; all others it leaves alone.
KNOWN = frozenset({"", SVG, HTML, "http://www.w3.org/1998/Math/MathML"})
# Elements that draw, group or say. All others (script, animate, set, iframe, …) can act or frame.
# fmt: off
DRAWING = frozenset({
    "svg", "g", "defs", "symbol", "use", "switch", "a", "title", "desc", "metadata", "style",
    "view", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "tref", "textPath", "image", "clipPath", "mask", "pattern", "marker", "linearGradient",
    "radialGradient", "stop", "filter", "foreignObject", "font", "font-face", "font-face-src",
    "font-face-name", "glyph", "missing-glyph", "hkern", "vkern", "color-profile",
})
# Text in HTML, as some tools write their labels.
TEXT = frozenset({
    "b", "body", "br", "center", "code", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i",
    "li", "ol", "p", "pre", "s", "small", "span", "strike", "strong", "sub", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "tt", "u", "ul",
})
# fmt: on
FILTER = re.compile(r"fe[A-Z][A-Za-z]+")  # a part of one, which draws
ADDRESSES = frozenset(
    {"href", "src", "base", "action", "formaction", "data", "srcset", "ping", "poster"}
)
PICTURE = re.compile(r"data:image/(png|jpe?g|gif|webp|svg\+xml)((?:;[\w.+=-]+)*),", re.IGNORECASE)
LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)
ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii", "iso-8859-1"})
# Attributes of SVG that are text to a browser, whatever stands in them.
INERT = re.compile(r"content|class|id|d|points|alt|title|aria-.*|data-.*")
# In a style: escapes, which hide a name from who reads letters, and what fetches.
# Functions around a colour, which may itself be one.
_CALL = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
LIGHT_DARK = re.compile(rf"light-dark\(\s*((?:[^(),]|{_CALL})+),(?:[^()]|{_CALL})*\)")
FALLBACK = re.compile(rf"var\(\s*--[\w-]+\s*,\s*((?:[^()]|{_CALL})+)\)")
EXCUSE = re.compile(r"<switch>\s*<g requiredFeatures=\"[^\"]*\"\s*/>.{0,999}?</switch>", re.DOTALL)
NO_COLOUR = re.compile(
    r"\b(?:fill|stroke|color)\s*[:=]\s*[\"']?\s*"
    r"(var|light-dark|color-mix|okl(?:ab|ch)|lab|lch|color)\("
)
ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
STYLE_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
FETCHES = re.compile(
    r"@import|expression\(|-moz-binding|behavior\s*:|(?:image-set|image|cross-fade|src|element|"
    r"paint)\("
)
URL = re.compile(r"url\(\s*[\"']?\s*((?:data:[^\"')]*)|[^\"')\s]*)", re.IGNORECASE)


def for_print(text: str) -> str:
    """Give a drawing as the PDF's typesetter can read it.

    It prints black what it can't: of ``light-dark(a, b)`` the first stays, of ``var(--a, b)`` the
    second. And it prints what draw.io has for readers that show no text.
    """
    return EXCUSE.sub("", FALLBACK.sub(r"\1", LIGHT_DARK.sub(r"\1", text)))


def fault(data: bytes, depth: int = 0) -> str:
    """Judge a drawing.

    :returns: what is wrong and the mend, as a clause on the picture; empty for a sound one.
    """
    if b"\0" in data:
        return "is not UTF-8: save it as UTF-8"
    try:
        declared = _declared(data)
        root = ET.fromstring(data)  # noqa: S314 (no entity but of plain text)
    except (ET.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        # A browser may still make a page of it, and run what is in there.
        return f"is no whole SVG drawing ({error}): save it again"
    if declared:
        return declared
    if _split(root.tag) != (SVG, "svg"):
        return f'is no SVG drawing: its first element is not <svg xmlns="{SVG}">; save it again'
    if address := next(_linked(root), ""):
        return (
            f"shows the picture {address[:40]!r} by its address, which nothing fetches: embed it,"
            " or save the drawing as PNG"
        )
    if what := next(_active(root, depth), ""):
        return f"holds {what}, which can act when it is opened by itself: remove it"
    if sum(len("".join(text.itertext())) for text in root.iter(f"{{{SVG}}}text")) > MAX_TEXT:
        return f"has more than {MAX_TEXT:,} characters of text: write them on the page"
    if unread := NO_COLOUR.search(for_print(data.decode("utf-8", "replace"))):
        return f"has a colour by {unread[1]}(), which prints black: save it with plain colours"
    if next(_unprinted(root), None) is not None:
        return (
            "has text in <foreignObject>, which the PDF can't show: export it with plain text"
            " (Mermaid: htmlLabels: false; draw.io: no formatted text)"
        )
    return ""


def _declared(data: bytes) -> str:
    """Judge what no tree of elements shows: encoding, document type, processing instructions."""
    found: list[str] = []

    def encoding(_version: str, name: str | None, _standalone: int) -> None:
        if name and name.lower() not in ENCODINGS:
            found.append("is not UTF-8: save it as UTF-8")

    def instruction(target: str, _data: str) -> None:
        if target.lower().startswith("xml"):
            found.append(f"names a style sheet of its own by <?{target}: remove that line")

    def entity(_name: str, is_parameter: bool, value: str | None, *_: object) -> None:
        # Illustrator's shorthand for its namespaces is plain text. Others can grow without bound.
        if is_parameter or value is None or "<" in value or "&" in value:
            refused()

    def refused(*_: object) -> None:
        found.append("declares more than names in its document type: save it as plain SVG")

    parser = expat.ParserCreate()
    parser.XmlDeclHandler = encoding
    parser.ProcessingInstructionHandler = instruction
    parser.EntityDeclHandler = entity
    parser.AttlistDeclHandler = parser.ElementDeclHandler = parser.NotationDeclHandler = refused
    parser.Parse(data, True)
    return found[0] if found else ""


def _active(root: ET.Element, depth: int) -> Iterator[str]:
    for element in root.iter():
        namespace, name = _split(element.tag)
        if namespace not in KNOWN:
            continue
        is_filter = namespace == SVG and FILTER.fullmatch(name)
        if name not in (TEXT if namespace == HTML else DRAWING) and not is_filter:
            yield f"<{name}>"
        if name == "style" and (what := style_fault("".join(element.itertext()), depth)):
            yield f"a style with {what}"
        for key, value in element.attrib.items():
            foreign, attribute = _split(key)
            attribute = attribute.lower()
            if attribute.startswith("on"):
                yield f"the attribute {attribute}"
            elif attribute in ADDRESSES:
                if not _is_harmless(value, depth, is_link=(name, attribute) == ("a", "href")):
                    yield f"a link to {value[:40]!r}"
            elif (
                not foreign
                and not INERT.fullmatch(attribute)
                and (what := style_fault(value, depth))
            ):
                yield f"{attribute} with {what}"


def style_fault(text: str, depth: int = 0) -> str:
    """Say what in a style, or in an attribute that may be one, fetches; nothing for none."""
    if "(" not in text and "@" not in text and "\\" not in text and ":" not in text:
        return ""
    plain = ESCAPE.sub(_unescaped, STYLE_COMMENT.sub("", text))
    for address in URL.findall(plain):
        if not _is_harmless(address, depth, is_style=True):
            return f"url({address[:40]})"
    found = FETCHES.search(plain.lower())
    return found[0] if found else ""


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"


def _is_harmless(
    address: str, depth: int, *, is_link: bool = False, is_style: bool = False
) -> bool:
    """Tell whether an address leads into the drawing, holds what it shows, or is a plain link."""
    address = re.sub(r"[\t\n\r]", "", address).strip("\x00\x01 ")
    if not address or address.startswith("#") or (is_link and LINK.match(address)):
        return True
    found = PICTURE.match(address)
    if not found:
        # In a style, a font: whatever else is embedded there shows nothing.
        return is_style and address[:5].lower() == "data:" and "svg" not in address.lower()[:60]
    if not found[1].lower().startswith("svg"):
        return True
    content = unquote_to_bytes(address[found.end() :])
    try:
        if found[2].lower().endswith(";base64"):
            content = base64.b64decode(content)
    except binascii.Error:
        return False
    return depth < MAX_DEPTH and not fault(content, depth + 1)


def _linked(root: ET.Element) -> Iterator[str]:
    """Find the addresses of pictures that a drawing doesn't hold."""
    for image in root.iter(f"{{{SVG}}}image"):
        for key, address in image.attrib.items():
            if _split(key)[1] == "href" and not address.startswith("#") and ":" not in address:
                yield address


def _unprinted(root: ET.Element) -> Iterator[ET.Element]:
    """Find HTML text that has no plain twin: another child of its <switch>."""
    twins = {
        child for switch in root.iter(f"{{{SVG}}}switch") for child in switch if len(switch) > 1
    }
    for element in root.iter(f"{{{SVG}}}foreignObject"):
        if element not in twins and "".join(element.itertext()).strip():
            yield element


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace.lstrip("{"), name
