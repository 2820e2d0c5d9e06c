"""Figures drawn in Typst become part of the document, so that their words can be found and copied.

A source sets a page of its own through ``canvas`` of the folder's style. In a document no page can
stand, so the style is copied with a ``canvas`` added that sets the same as a block.
"""

from __future__ import annotations

import re
from pathlib import Path

from handbook.figure_colours import STYLE_FILE
from handbook.figure_svg import used_files

TEMPLATE = Path(__file__).with_name("template")
FOLDER = "_figures"
CANVAS = re.compile(r"^#let canvas\(", re.MULTILINE)
OWN_PAGE = re.compile(r"set page\(|#page\(")


def embed(source: Path, outdir: Path) -> str | None:
    """Copy a figure's source and what it names into the output folder.

    :param source: the ``.typ`` file, with its style file beside it.
    :return: its path, with the output folder as "/"; ``None``: it does not draw on the canvas of
        its style, and only its SVG can be printed.
    """
    style = source.parent / STYLE_FILE
    files = used_files(source)
    if style not in files or not CANVAS.search(style.read_text(encoding="utf-8")):
        return None
    texts = {path: path.read_bytes() for path in files}
    drawn = [path for path in files if path.suffix == ".typ" and path != style]
    if any(OWN_PAGE.search(texts[path].decode(errors="replace")) for path in drawn):
        return None
    texts[style] += b"\n" + (TEMPLATE / "canvas.typ").read_bytes()
    for path, text in texts.items():
        target = outdir / FOLDER / path.relative_to(source.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
    return f"/{FOLDER}/{source.name}"
