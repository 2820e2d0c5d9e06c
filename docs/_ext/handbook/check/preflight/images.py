"""Pictures that would show as a broken frame, or run a script when opened by themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from handbook.check.preflight.text import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
# Longer than any drawing; a picture this large belongs into a raster format.
MAX_SVG = 2_000_000  # bytes

# Elements that draw. All others (script, foreignObject, animate, a, …) can act, fetch or frame.
# fmt: off
DRAWING = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "path", "rect",
    "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "image",
    "clipPath", "mask", "pattern", "marker", "linearGradient", "radialGradient", "stop", "filter",
    "feGaussianBlur", "feOffset", "feMerge", "feMergeNode", "feBlend", "feFlood", "feComposite",
    "feColorMatrix",
})
# fmt: on
METADATA_NAMESPACES = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/")
INSTRUCTION = re.compile(rb"<\?(?!xml\s)")
LOCAL = re.compile(r"#|data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
REMOTE_STYLE = re.compile(r"@import|url\(\s*[\"']?(?!#)|expression\(|\\", re.IGNORECASE)


def fault(path: Path) -> tuple[str, bool]:
    """Judge a picture.

    :param path: a regular file with one of :data:`SUFFIXES`.
    :returns: what is wrong, empty for a sound picture, and whether it stops a build, as it may
        act on a site, or can't be read.
    """
    is_svg = path.suffix.lower() == ".svg"
    try:
        size = path.stat().st_size
        if is_svg and size > MAX_SVG:
            return f"a drawing of {size:,} bytes: use at most {MAX_SVG:,}, or a PNG", True
        data = path.read_bytes()
    except OSError as error:
        return UNREADABLE.format(error.strerror), True
    if not data:
        return "the picture is empty: save it again", False
    if is_svg:
        return _svg_fault(data)
    if not _is_whole(path.suffix.lower(), data):
        message = (
            f"no whole {path.suffix[1:].lower()} picture: it was cut off, or is of another kind"
            " than its name says; save it again"
        )
        return message, False
    return "", False


def _is_whole(suffix: str, data: bytes) -> bool:
    """Compare the first and last bytes with what each format prescribes."""
    if suffix == ".png":
        # W3C PNG, 5.2 and 11.2.5: the signature, and IEND with its check sum.
        return data.startswith(b"\x89PNG\r\n\x1a\n") and b"IEND\xaeB`\x82" in data[-64:]
    if suffix in (".jpg", ".jpeg"):
        # ITU T.81, B.1.1.3: start and end of image; cameras append to the end.
        return data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data[2:]
    if suffix == ".gif":
        return data.startswith((b"GIF87a", b"GIF89a")) and data.rstrip(b"\0").endswith(b";")
    # RFC 9649, 2.4: RIFF, the length of what follows, WEBP.
    length = int.from_bytes(data[4:8], "little")
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= length + 8


def _svg_fault(data: bytes) -> tuple[str, bool]:
    if b"<!" in data.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in data:
        # Entities can grow without bound, and UTF-16 would hide them.
        return "the drawing declares a document type or is not UTF-8: save it as plain SVG", True
    if INSTRUCTION.search(data):
        return "the drawing holds a processing instruction: save it as plain SVG", True
    try:
        root = ET.fromstring(data)  # noqa: S314 (no document type, hence no entities)
    except (ET.ParseError, ValueError) as error:
        # A browser may still make a page of it, and run what is in there.
        return f"no whole SVG drawing ({error}): save it again", True
    if _split(root.tag)[1] != "svg":
        return "no SVG drawing: its first element is not <svg>; save it again", True
    if what := next(_active(root), ""):
        message = f"the drawing holds {what}, which can act when it is opened by itself: remove it"
        return message, True
    return "", False


def _active(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        namespace, name = _split(element.tag)
        if namespace.startswith(METADATA_NAMESPACES):
            continue
        if name not in DRAWING:
            yield f"<{name}>"
        if name == "style" and REMOTE_STYLE.search(element.text or ""):
            yield "a style that fetches"
        for key, value in element.attrib.items():
            attribute = _split(key)[1].lower()
            if attribute.startswith("on"):
                yield f"the attribute {attribute}"
            if attribute in ("href", "src") and not LOCAL.match(value.strip()):
                yield f"a link to {value[:40]!r}"
            if "url(" in value.lower() and REMOTE_STYLE.search(value):
                yield f"{attribute}={value[:40]!r}"


def _split(tag: str) -> tuple[str, str]:
    """Part ElementTree's ``{namespace}name``."""
    namespace, _, name = tag.rpartition("}")
    return namespace.lstrip("{"), name
