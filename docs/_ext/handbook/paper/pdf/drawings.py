"""Figures drawn in Typst become part of the document, so that their words can be found and copied.

A source sets a page of its own through ``canvas`` of the folder's style. In a document no page can
stand, so the style is copied with a ``canvas`` added that sets the same as a block.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from handbook.content.figures.colours import SHADE, STYLE_FILE, Shade, branded, palette
from handbook.content.figures.svg import reworded, used_files

TEMPLATE = Path(__file__).with_name("template")
FOLDER = "_figures"
CANVAS = re.compile(r"^#let canvas\(", re.MULTILINE)
OWN_PAGE = re.compile(r"set page\(|#page\(")


def embed(
    source: Path,
    outdir: Path,
    accent: Shade | None = None,
    said: Callable[[str], str] | None = None,
    shared: Path | None = None,
) -> str | None:
    """Copy a figure's source and what it names into the output folder.

    :param source: the ``.typ`` file, with its style file beside it or in ``shared``.
    :return: its path, with the output folder as "/"; ``None``: it does not draw on the canvas of
        its style, and only its SVG can be printed.
    """
    files = used_files(source, shared)
    if STYLE_FILE not in files or not CANVAS.search(files[STYLE_FILE].read_text(encoding="utf-8")):
        return None
    texts = {name: path.read_bytes() for name, path in files.items()}
    drawn = [name for name in files if name.endswith(".typ") and name != STYLE_FILE]
    if any(OWN_PAGE.search(texts[name].decode(errors="replace")) for name in drawn):
        return None
    own = texts[STYLE_FILE].decode("utf-8")
    if accent:
        own = in_accent(own, palette(files[STYLE_FILE].parent), accent)
    canvas = (TEMPLATE / "canvas.typ").read_text(encoding="utf-8")
    texts[STYLE_FILE] = f"{own}\n{canvas}".encode()
    if said:
        texts[source.name] = reworded(texts[source.name].decode("utf-8"), said).encode()
    for name, text in texts.items():
        target = outdir / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
    return f"/{FOLDER}/{source.name}"


def in_accent(style: str, colours: Mapping[str, Shade], accent: Shade) -> str:
    """Return the text of a style file with an organisation's accent in place of its own."""
    new = branded(colours, accent)
    form = '#let {0} = shade("{1.light}", dark: "{1.dark}")'
    return SHADE.sub(lambda found: form.format(found[1], new[found[1]]), style)
