"""Figures drawn from Typst sources: one drawing for light, dark, print, EPUB and PDF.

.. code-block:: markdown

   :::{drawing} lead-among-teams
   :alt: What the figure shows, for someone who cannot see it.

   A caption that states the point.
   :::

The directive draws ``_figures/lead-among-teams.typ`` to an SVG file and makes a standard figure of
it, so that every builder works. The site's pages show it, and a second file for dark screens.

Why two files, and not the drawing in the page: there it took its colours from the page, but made
the longest page's HTML three times as heavy, and no browser could keep it for the next visit. Why
not one file that asks for the reader's scheme: it would need a style inside, which a security
policy may refuse, and would follow the system where the reader has turned the theme's switch. Why
not a part of a file (``<use>``): browsers refuse that to a page opened from a disk.
"""

from __future__ import annotations

import hashlib
import os
from difflib import get_close_matches
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.patches import Figure
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from handbook.content.figures.colours import STYLE_FILE, Shade
from handbook.content.figures.svg import Fault, draw, size, used_files
from handbook.content.words import of as own_words
from handbook.core import fonts
from handbook.core.output import is_site, write_whole
from handbook.core.warnings import Subtype, warn

if TYPE_CHECKING:
    from typing import ClassVar

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

# Below the site's root: among what a browser may keep, since ?v= carries a digest.
FOLDER = "_static/figures"
DARK = "-dark"  # ends the name of the file for dark screens


class Drawing(Figure, SphinxDirective):
    """``{drawing} name``: the figure drawn by ``_figures/name.typ``.

    Options: ``alt`` (required: what the figure shows, in words, on one line) and ``name`` (a
    target for cross-references). The content is the caption, one paragraph.
    """

    option_spec: ClassVar[OptionSpec] = {
        "alt": directives.unchanged,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        drawing = self.arguments[0]
        uri = self._draw(drawing)
        self.options["alt"] = " ".join(self.options.get("alt", "").split())
        figure, *messages = super().run()
        image = figure.next_node(nodes.image)
        if image is None:
            return [figure, *messages]
        if not messages:  # else docutils has told of a caption that is none
            self._check_words(figure, drawing)
        caption = figure.next_node(nodes.caption)
        image["alt"] = image["alt"] or (caption.astext() if caption else drawing)
        if uri is None:
            image.replace_self(nodes.paragraph("", image["alt"]))
        else:
            image["uri"] = uri
            image["drawing"] = drawing
        return [figure, *messages]

    def _check_words(self, figure: nodes.Node, drawing: str) -> None:
        if not self.options["alt"]:
            self._warn("drawing %s has no :alt: text: say in words what it shows", drawing)
        if figure.next_node(nodes.caption) is None:
            self._warn(
                "drawing %s has no caption: end with a sentence that states its point", drawing
            )
        if figure.next_node(nodes.legend) is not None:
            self._warn(
                "drawing %s has text after its caption: keep :alt: on one line, and the caption"
                " in one paragraph",
                drawing,
            )

    def _draw(self, drawing: str) -> str | None:
        """Draw the figure and return its address as Sphinx's images have it."""
        folder = Path(self.env.srcdir, self.config.handbook_figures_dir)
        sources = {path.stem: path for path in folder.glob("*.typ") if path.name != STYLE_FILE}
        source = sources.get(drawing)
        if source is None:
            self._warn_unknown(drawing, sorted(sources))
            return None
        if drawing.endswith(DARK):
            self._warn("drawing %s would be taken for another's dark file: rename it", drawing)
            return None
        for path in used_files(source):
            self.env.note_dependency(path)
        accent = self.config.handbook_figures_accent
        shade = Shade(*accent) if accent else None
        drawn, faults = draw(source, fonts.FOLDER, shade, own_words(self.config).change)
        for fault in faults:
            self._warn_fault(drawing, fault)
        if drawn is None:
            return None
        target = Path(self.env.doctreedir, "figures", f"{drawing}.svg")
        write_whole(target, drawn.light)
        write_whole(_for_dark_screens(target), drawn.dark)
        return "/" + Path(os.path.relpath(target, self.env.srcdir)).as_posix()

    def _warn_unknown(self, drawing: str, known: list[str]) -> None:
        close = get_close_matches(drawing, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(known) or 'none'}"
        self._warn("no drawing %r in %s; %s", drawing, self.config.handbook_figures_dir, hint)

    def _warn_fault(self, drawing: str, fault: Fault) -> None:
        warn(
            Subtype.FIGURE,
            "drawing %s: %s",
            drawing,
            fault.message,
            location=f"{fault.path}:{fault.line}",
        )
        self.env.note_reread()

    def _warn(self, message: str, *args: object) -> None:
        warn(Subtype.FIGURE, message, *args, location=self.get_location())
        # A page with a fault is read again next time, or a second build would pass in silence.
        self.env.note_reread()


def _show_for_both_schemes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Show each drawing of a site's page by two files, of which the theme hides one.

    A file is loaded when it is about to be seen, so the hidden one is not; a printout has it too.
    The size stands in the page, so that no text moves when a drawing arrives.
    """
    if not is_site(app.builder):
        return
    folder = relative_uri(app.builder.get_target_uri(docname), FOLDER)
    for image in [image for image in doctree.findall(nodes.image) if "drawing" in image]:
        light = Path(app.srcdir, image["uri"])
        shown = []
        for scheme, file in (("only-light", light), ("only-dark", _for_dark_screens(light))):
            svg = file.read_text(encoding="utf-8")
            write_whole(Path(app.outdir, FOLDER, file.name), svg)
            version = hashlib.sha256(svg.encode()).hexdigest()[:8]
            width, height = size(svg)
            shown.append(
                f'<img class="drawing {scheme}" src="{folder}/{file.name}?v={version}"'
                f' alt="{escape(image["alt"])}" width="{width}" height="{height}" loading="lazy">'
            )
        image.replace_self(nodes.raw("", "\n".join(shown), format="html"))


def _for_dark_screens(file: Path) -> Path:
    return file.with_stem(f"{file.stem}{DARK}")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.content.words")
    app.add_config_value("handbook_figures_dir", "_figures", "env", types=frozenset({str}))
    # The accent on light and on dark screens; None: that of the style file.
    app.add_config_value("handbook_figures_accent", None, "env", types=frozenset({tuple}))
    app.add_directive("drawing", Drawing)
    app.connect("doctree-resolved", _show_for_both_schemes)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
