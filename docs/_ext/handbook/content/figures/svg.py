"""Draw a figure's Typst source as a small SVG, once for light and once for dark screens.

Knows nothing of Sphinx: the directive and the pages are the concern of the package.

Source: https://typst.app/docs/reference/svg/ for what the compiler writes.
"""

import contextlib
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import typst

from handbook.content.figures.colours import STYLE_FILE, Shade, branded, palette, recoloured
from handbook.core.errors import Finding

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

# Shapes and glyphs only: no pictures, links, gradients, scripts or styles. What is left needs
# nothing from a strict content security policy, and every colour in it is a plain attribute.
TAGS = frozenset({"svg", "g", "path", "defs", "symbol", "use", "clipPath"})

# Natural size of the SVG file, as a part of the size it is drawn at.
PRINTED = 0.75

# Beside the drawing itself, a note of each text in it.
MARKING_WORDS = """\
#show text: it => [#metadata(it.text)<word>#it]
#show smartquote: it => [#metadata("\N{RIGHT SINGLE QUOTATION MARK}")<word>#it]
#include "{}"
"""
MAIN = "main.typ"  # what the compiler takes of several files
TOKEN = re.compile(r"//[^\n]*|#[\w.-]+(?:\([^()\[\]]*\))?|[\[\]]|[^\[\]#/]+|.")
QUOTED_PATH = re.compile(r'"([^"\n]+\.[a-z]+)"')
PACKAGE = re.compile(r'"@[\w-]+/')
DIAGNOSTIC = re.compile(
    r"^(error|warning): (?P<message>.*)\n *┌─ (?P<file>.*):(?P<line>\d+):\d+", re.M
)
VIEW_BOX = re.compile(r'viewBox="([^"]+)"')
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")


@dataclass(frozen=True)
class Drawn:
    """One figure as two SVG texts, and the words that its letters spell.

    :ivar light: for light screens and paper; ``dark`` for dark screens.
    :ivar words: the texts in it, in the order of drawing.
    """

    light: str
    dark: str
    words: str


def used_files(source: Path, shared: Path | None = None) -> dict[str, Path]:
    """Return ``source`` and every file that it names, directly or not, by their names, sorted.

    :param shared: the folder of what drawings in other folders share. Nothing is read from outside
        it and the source's own.
    """
    found = {source.name: source}
    waiting = [source.name]
    while waiting:
        name = waiting.pop()
        if not name.endswith(".typ"):
            continue
        text = found[name].read_text(encoding="utf-8", errors="replace")
        for named in QUOTED_PATH.findall(text):
            # To the compiler, a leading slash is the source's folder.
            named = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), named))[1:]
            for folder in (shared or source.parent, source.parent):
                if named not in found and (folder / named).is_file():
                    found[named] = folder / named
                    waiting.append(named)
    return dict(sorted(found.items()))


def draw(
    source: Path,
    fonts: Path | None = None,
    accent: Shade | None = None,
    said: Callable[[str], str] | None = None,
    shared: Path | None = None,
) -> tuple[Drawn | None, list[Finding]]:
    """Compile one figure to SVG text.

    :param source: the ``.typ`` file; the compiler may read what it names in its folder.
    :param fonts: a folder of fonts, besides those inside the compiler. The system's are never used.
    :param accent: takes the place of the style file's ``accent``.
    :param said: turns the source's words into others, outside its code.
    :param shared: a folder of which it may name files, too, such as the style.
    :return: the SVGs (``None`` when there is none to show) and what is wrong with the source.
    """
    files = used_files(source, shared)
    package = _names_a_package(files.values())
    if package is not None:
        return None, [package]
    svg, words, faults = _compile(source, files, fonts, said)
    if svg is None:
        return None, faults
    root = ElementTree.fromstring(svg)  # noqa: S314 - written by our own compiler a moment ago
    unsafe = list(_unsafe(root, source))
    if unsafe:
        return None, faults + unsafe
    drawn = palette(files.get(STYLE_FILE, source).parent)
    faults += _unknown_colours(root, source, {shade.light for shade in drawn.values()})
    _shorten_ids(root)
    for element in root.iter():
        _round_numbers(element)
    text = _serialise(root)
    wanted = branded(drawn, accent) if accent else drawn
    light = recoloured(text, {drawn[name].light: wanted[name].light for name in drawn})
    dark = recoloured(text, {drawn[name].light: wanted[name].dark for name in drawn})
    return Drawn(light, dark, words), faults


def size(svg: str) -> tuple[int, int]:
    """Return a drawn figure's width and height in the canvas's points, rounded."""
    _, _, width, height = VIEW_BOX.search(svg)[1].split()  # type: ignore[index]
    return round(float(width)), round(float(height))


def _names_a_package(files: Iterable[Path]) -> Finding | None:
    """Find a package import, which would make the compiler reach for the network."""
    for path in files:
        if path.suffix != ".typ":
            continue
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if PACKAGE.search(line) and "import" in line:
                message = "imports a package from the network; draw it with figure.typ instead"
                return Finding(str(path), number, message)
    return None


def reworded(text: str, said: Callable[[str], str]) -> str:
    """Return a Typst source with other words in what it shows, which stands in brackets."""
    depth, parts = 0, []
    for token in TOKEN.findall(text):
        depth += {"[": 1, "]": -1}.get(token, 0)
        parts.append(said(token) if depth and not token.startswith(("#", "//")) else token)
    return "".join(parts)


def _compile(
    source: Path,
    files: Mapping[str, Path],
    fonts: Path | None,
    said: Callable[[str], str] | None,
) -> tuple[str | None, str, list[Finding]]:
    """Give the compiler's SVG, in which letters are shapes, and the source's words."""
    contents = {name: path.read_bytes() for name, path in files.items()}
    marking = {**contents, MAIN: MARKING_WORDS.format(source.name).encode()}
    compiler: Any = typst.Compiler(  # type: ignore[misc]  # its stub has a parameter too many
        marking,
        root=str(source.parent),
        font_paths=[str(fonts)] if fonts else [],
        ignore_system_fonts=True,
    )
    texts: list[str] = []
    with contextlib.suppress(RuntimeError):  # which the drawing itself tells with its line
        texts = json.loads(compiler.query("<word>", field="value"))
    shown = contents[source.name]
    if said:
        shown = reworded(shown.decode("utf-8"), said).encode()
    try:
        pages, warnings = compiler.compile_with_warnings(
            input={**contents, MAIN: shown}, format="svg"
        )
    except typst.TypstError as error:
        return None, "", _faults(source, files, error)
    faults = [fault for warning in warnings for fault in _faults(source, files, warning)]
    if isinstance(pages, list):
        message = f"draws {len(pages)} pages; a figure is one page: remove the page break"
        return None, "", [*faults, Finding(str(source), 1, message)]
    return (pages or b"").decode(), _joined(texts), faults


def _joined(texts: Iterable[str]) -> str:
    """Join the texts of a drawing; the compiler cuts them at colons and apostrophes."""
    joined = ""
    for text in texts:
        if not any(map(str.isalnum, text)):
            joined += text
        else:
            joined += f"; {text}" if joined[-1:].isalnum() else f" {text}" if joined else text
    return joined


def _faults(source: Path, files: Mapping[str, Path], complaint: object) -> list[Finding]:
    """Read file and line out of what the compiler says."""
    diagnostic = str(getattr(complaint, "diagnostic", ""))
    faults = []
    for match in DIAGNOSTIC.finditer(diagnostic):
        named = f"/{match['file']}"
        path = next((files[name] for name in files if named.endswith(f"/{name}")), source)
        faults.append(Finding(str(path), int(match["line"]), match["message"]))
    return faults or [Finding(str(source), 1, str(complaint))]


def _unsafe(root: ElementTree.Element, source: Path) -> Iterator[Finding]:
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    for tag in sorted(tags - TAGS):
        message = f"draws a <{tag}>; use plain shapes and text in the palette's colours"
        yield Finding(str(source), 1, message)
    if any("style" in element.attrib for element in root.iter()):
        message = "needs a style attribute, which the site's policy forbids"
        yield Finding(str(source), 1, message)


def _unknown_colours(
    root: ElementTree.Element, source: Path, colours: set[str]
) -> Iterator[Finding]:
    used = {element.get(name) for element in root.iter() for name in ("fill", "stroke")}
    for colour in sorted(used - {None, "none"} - colours, key=str):
        message = f"colour {colour} is not in {STYLE_FILE}, so it would stay the same in the dark"
        yield Finding(str(source), 1, message)


def _shorten_ids(root: ElementTree.Element) -> None:
    """Replace the compiler's long hashes by numbers, in the order of definition."""
    elements = [element for element in root.iter() if "id" in element.attrib]
    short = {element.attrib["id"]: f"g{number}" for number, element in enumerate(elements)}
    for element in elements:
        element.set("id", short[element.attrib["id"]])
    for element in root.iter():
        if XLINK_HREF in element.attrib:
            element.set(XLINK_HREF, "#" + short[element.attrib[XLINK_HREF][1:]])
        if "clip-path" in element.attrib:
            element.set("clip-path", f"url(#{short[element.attrib['clip-path'][5:-1]]})")


def _round_numbers(element: ElementTree.Element) -> None:
    # Turning needs one digit more than placing: a matrix multiplies what it is given.
    for name, digits in (("d", 2), ("x", 2), ("stroke-width", 2), ("transform", 3)):
        if name in element.attrib:
            element.set(name, LONG_NUMBER.sub(_round(digits), element.attrib[name]))


def _round(digits: int) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{round(float(match[0]), digits) + 0.0:.6g}"


def _serialise(root: ElementTree.Element) -> str:
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        # Kept in its old spelling: older EPUB readers know no other.
        if XLINK_HREF in element.attrib:
            element.set("xlink:href", element.attrib.pop(XLINK_HREF))
    # Sources are drawn large enough for a phone; a printed page sets them nearer to its own text.
    _, _, width, height = (float(number) for number in root.attrib["viewBox"].split())
    root.set("width", f"{width * PRINTED:.6g}pt")
    root.set("height", f"{height * PRINTED:.6g}pt")
    root.set("xmlns", SVG[1:-1])
    root.set("xmlns:xlink", XLINK_HREF[1:].partition("}")[0])
    return ElementTree.tostring(root, encoding="unicode") + "\n"
