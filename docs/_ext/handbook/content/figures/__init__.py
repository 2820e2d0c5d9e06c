"""Figures drawn from Typst sources: one drawing for light, dark, print, EPUB and PDF.

.. code-block:: markdown

   :::{drawing} lead-among-teams
   :alt: What the figure shows, for someone who cannot see it.

   A caption that states the point.
   :::

The directive draws ``_figures/lead-among-teams.typ`` to an SVG file and puts a :class:`drawing` in
a standard figure. An organisation's drawings lie below ``local/_figures``, and may name our files.
Its text is the alternative text and the words in the drawing, which search and the page's Markdown
so find. The site's pages show the file, and a second one for dark screens; all other builders get a
standard image.

Why two files, and not the drawing in the page: there it took its colours from the page, but made
the longest page's HTML three times as heavy, and no browser could keep it for the next visit. Why
not one file that asks for the reader's scheme: it would need a style inside, which a security
policy may refuse, and would follow the system where the reader has turned the theme's switch. Why
not a part of a file (``<use>``): browsers refuse that to a page opened from a disk.
"""

import hashlib
import os
from difflib import get_close_matches
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.directives.patches import Figure
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri
from sphinx.util.typing import ExtensionMetadata, OptionSpec
from sphinx.writers.html5 import HTML5Translator

from handbook.content.figures.colours import STYLE_FILE, Shade
from handbook.content.figures.svg import draw, size, used_files
from handbook.content.words import of as own_words
from handbook.core import fonts
from handbook.core.config import settings
from handbook.core.doctree import picture
from handbook.core.output import is_site, write
from handbook.core.sources import LOCAL
from handbook.core.warnings import Subtype, warn

SOURCES = "_figures"  # below the pages; an organisation's own lie in the same below its folder
# Below the site's root. Another content has another ?v=, and a browser asks whether it has changed.
FOLDER = "_static/figures"
DARK = "-dark"  # ends the name of the file for dark screens


def accent(config: Config) -> Shade:
    """Give the organisation's accent."""
    given = settings(config).handbook
    return Shade(given.accent, given.accent_dark)


class drawing(picture):  # noqa: N801  (docutils names nodes so)
    """A drawn figure: ``name`` is its source's, ``uri`` its file's, ``alt`` what it shows."""


def sources(docs: Path) -> dict[str, Path]:
    """Give all drawings by their names; an organisation's takes the place of one of ours."""
    files = [path for folder in ("", LOCAL) for path in Path(docs, folder, SOURCES).glob("*.typ")]
    return {path.stem: path for path in files if path.name != STYLE_FILE}


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
        name = self.arguments[0]
        self.options["alt"] = " ".join(self.options.get("alt", "").split())
        figure, *messages = super().run()
        image = figure.next_node(nodes.image)
        if image is None:
            return [figure, *messages]
        if not messages:  # else docutils has told of a caption that is none
            self._check_words(figure, name)
        caption = figure.next_node(nodes.caption)
        alt = image["alt"] or (caption.astext() if caption else name)
        image.replace_self(self._draw(name, alt) or nodes.paragraph("", alt))
        return [figure, *messages]

    def _check_words(self, figure: nodes.Node, name: str) -> None:
        if not self.options["alt"]:
            self._warn("drawing %s has no :alt: text: say in words what it shows", name)
        if figure.next_node(nodes.caption) is None:
            self._warn("drawing %s has no caption: end with a sentence that states its point", name)
        if figure.next_node(nodes.legend) is not None:
            self._warn(
                "drawing %s has text after its caption: keep :alt: on one line, and the caption"
                " in one paragraph",
                name,
            )

    def _draw(self, name: str, alt: str) -> drawing | None:
        """Draw the figure; ``None`` where there is nothing to show, which was told."""
        known_ones = sources(Path(self.env.srcdir))
        source = known_ones.get(name)
        if source is None:
            close = get_close_matches(name, sorted(known_ones), n=1)
            known = f"known: {', '.join(sorted(known_ones)) or 'none'}"
            hint = f"did you mean {close[0]}?" if close else known
            self._warn("no drawing %r in %s; %s", name, SOURCES, hint)
            return None
        if name.endswith(DARK):
            self._warn("drawing %s would be taken for another's dark file: rename it", name)
            return None
        shared = Path(self.env.srcdir, SOURCES)
        for path in used_files(source, shared).values():
            self.env.note_dependency(path)
        own = own_words(self.config).change
        drawn, faults = draw(source, fonts.FOLDER, accent(self.config), own, shared)
        for fault in faults:
            location = f"{fault.path}:{fault.line}"
            warn(Subtype.FIGURE, "drawing %s: %s", name, fault.message, location=location)
        if drawn is None:
            return None
        target = Path(self.env.doctreedir, "figures", f"{name}.svg")
        write(target, drawn.light)
        write(_for_dark_screens(target), drawn.dark)
        uri = Path(os.path.relpath(target, self.env.srcdir)).as_posix()
        self.env.images.add_file(self.env.current_document.docname, uri)
        words = f"{alt} {drawn.words}".strip()
        return drawing("", nodes.Text(words), name=name, uri=uri, alt=alt)

    def _warn(self, message: str, *args: object) -> None:
        warn(Subtype.FIGURE, message, *args, location=self.get_location())


class DrawingsAsImages(SphinxPostTransform):
    """Give every builder but the site's a standard image, which knows its source."""

    default_priority = 10

    def run(self, **kwargs: Any) -> None:
        if is_site(self.env._app.builder):
            return
        for node in list(self.document.findall(drawing)):
            uri = node["uri"]
            image = nodes.image("", uri=uri, alt=node["alt"], candidates={"*": uri})
            image["drawing"] = node["name"]
            node.replace_self(image)


def _visit_html(self: HTML5Translator, node: drawing) -> None:
    """Show a drawing by two files, of which the styles hide one.

    The one for light screens bears the words in either scheme, so that they are told once; and is
    loaded at once, because WebKit prints no picture that a reader has not scrolled to. The one for
    dark screens is loaded when it is about to be seen.
    The size stands in the page, so that no text moves when a drawing arrives.
    """
    builder = self.builder
    folder = relative_uri(builder.get_target_uri(builder.current_docname), FOLDER)
    light = Path(builder.srcdir, node["uri"])
    shown = []
    for scheme, file, rest in (
        ("has-words", light, f'alt="{escape(node["alt"])}"'),
        ("only-dark", _for_dark_screens(light), 'alt="" aria-hidden="true" loading="lazy"'),
    ):
        svg = file.read_text(encoding="utf-8")
        write(Path(builder.outdir, FOLDER, file.name), svg)
        version = hashlib.sha256(svg.encode()).hexdigest()[:8]
        width, height = size(svg)
        shown.append(
            f'<img class="drawing {scheme}" src="{folder}/{file.name}?v={version}"'
            f' width="{width}" height="{height}" {rest}>'
        )
    self.body.append("\n".join(shown))
    raise nodes.SkipNode


def _for_dark_screens(file: Path) -> Path:
    return file.with_stem(f"{file.stem}{DARK}")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.core.doctree")
    app.setup_extension("handbook.content.words")
    app.add_directive("drawing", Drawing)
    app.add_node(drawing, html=(_visit_html, None))
    app.add_post_transform(DrawingsAsImages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
