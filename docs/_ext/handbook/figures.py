"""Figures drawn from Typst sources: one drawing for light, dark, print, EPUB and PDF.

.. code-block:: markdown

   :::{drawing} lead-among-teams
   :alt: What the figure shows, for someone who cannot see it.

   A caption that states the point.
   :::

The directive draws ``_figures/lead-among-teams.typ`` to an SVG file and makes a standard figure of
it, so that every builder works. On the site's pages the SVG then moves into the page itself, where
``_static/figures.css`` gives it the colours of the reader's theme.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.patches import Figure
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from handbook.figure_svg import STYLE_FILE, Fault, draw, inline, used_files
from handbook.warnings import Subtype, warn

if TYPE_CHECKING:
    from typing import Any, ClassVar

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

FONTS = Path(__file__).parent / "pdf" / "fonts"


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
        for path in used_files(source):
            self.env.note_dependency(path)
        svg, faults = draw(source, FONTS)
        for fault in faults:
            self._warn_fault(drawing, fault)
        if svg is None:
            return None
        target = Path(self.env.doctreedir, "figures", f"{drawing}.svg")
        _write_if_changed(target, svg)
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


class InlineDrawings(SphinxPostTransform):
    """Put the drawings of a site's page into the page, where its style sheet reaches them."""

    default_priority = 50
    builders = ("html", "dirhtml", "singlehtml")

    def run(self, **kwargs: Any) -> None:
        images = [image for image in self.document.findall(nodes.image) if "drawing" in image]
        for number, image in enumerate(images, start=1):
            svg = Path(self.env.srcdir, image["uri"]).read_text(encoding="utf-8")
            html = inline(svg, image["alt"], f"fig{number}-")
            image.replace_self(nodes.raw("", html, format="html"))


def _write_if_changed(path: Path, text: str) -> None:
    """Write a file that pages depend on by date, and that two processes may want at once."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("handbook_figures_dir", "_figures", "env", types=frozenset({str}))
    app.add_directive("drawing", Drawing)
    app.add_post_transform(InlineDrawings)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
