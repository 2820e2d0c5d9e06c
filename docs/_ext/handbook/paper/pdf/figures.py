"""Pictures and figures."""

from pathlib import Path, PurePosixPath

from docutils import nodes

from handbook.content import words
from handbook.content.figures import SOURCES, accent, sources
from handbook.core.warnings import Subtype, warn
from handbook.paper.pdf.base import TranslatorBase, child_of, rest_of
from handbook.paper.pdf.drawings import embed
from handbook.paper.pdf.escape import boolean, length, string
from handbook.paper.pdf.page_breaks import INVISIBLE


class FiguresMixin(TranslatorBase):
    """Writes pictures; each has a text that says what it shows."""

    def visit_figure(self, node: nodes.figure) -> None:
        self.mark(node)
        caption, legend = child_of(node, nodes.caption), child_of(node, nodes.legend)
        head = self.within("caption", caption.children) if caption else ""
        body = self.render(rest_of(node, nodes.caption, nodes.legend))
        foot = f"#legend[{self.render(legend.children)}]" if legend else ""
        number = self.number("figure", node)
        floats = boolean(may_float(node))
        self.put(
            f"{self.anchors(node)}#captioned(image, {number}, [{head}], may-float: {floats})"
            f"[{body}]{foot}\n\n"
        )

    def visit_image(self, node: nodes.image) -> None:
        uri = node["uri"]
        name = self.builder.images.get(uri)
        alt = self.alternative(node)
        within_text = isinstance(node.parent, nodes.TextElement) and "picture" not in self.inside
        if name is None:
            self.lost(node, uri, alt, within_text=within_text)
            return
        if not within_text:
            self.mark(node)
        if drawing := self.drawing(node):
            self.put(f"{self.anchors(node)}#drawing({string(alt)}, include {string(drawing)})\n\n")
            return
        options = [f"alt: {string(alt)}"]
        for side in ("width", "height"):
            if value := length(node.get(side)):
                options.append(f"{side}: {value}")
        if (scale := node.get("scale")) and scale != 100:
            options.append(f"scaled: {scale}%")
        path = string(f"/{self.builder.imagedir}/{name}")
        self.put(self.anchors(node))
        if within_text:
            self.put(f"#inline-picture({path}, {', '.join(options)})")
        else:
            side = node.get("align", "")
            options.append(f"side: {side if side in ('center', 'right') else 'left'}")
            self.put(f"#picture({path}, {', '.join(options)})\n\n")

    def drawing(self, node: nodes.image) -> str | None:
        """Return the source of a picture that is drawn in Typst, below the output folder."""
        if "drawing" not in node:
            return None
        docs = Path(self.builder.srcdir)
        source, said = sources(docs)[node["drawing"]], words.of(self.config).change
        shade, outdir = accent(self.config), Path(self.builder.outdir)
        return embed(source, outdir, shade, said, docs / SOURCES)

    def alternative(self, node: nodes.image) -> str:
        """Return what a picture shows; a picture that does not say so is a fault."""
        alt = (node.get("alt") or "").strip()
        if alt and alt != node["uri"]:
            return " ".join(alt.split())
        warn(
            Subtype.PDF,
            "the picture %s has no alternative text, so a listener learns nothing of it:"
            " say what it shows (`![what it shows](file)` or `:alt:`)",
            node["uri"],
            location=self.where(node),
        )
        caption = child_of(node.parent, nodes.caption) if node.parent is not None else None
        return caption.astext() if caption else PurePosixPath(node["uri"]).stem

    def lost(self, node: nodes.image, uri: str, alt: str, *, within_text: bool) -> None:
        """Print what a picture would have shown; Sphinx itself tells of one that is not there."""
        if "://" in uri:
            warn(
                Subtype.PDF,
                "the picture %s lies elsewhere, and a build fetches nothing: keep a copy with"
                " the page",
                uri,
                location=self.where(node),
            )
        words = self.text(alt, node)
        self.put(words if within_text else f"#missing-picture[{words}]")


def may_float(node: nodes.Element) -> bool:
    """Tell whether a figure or table may leave its place, to keep a page from being half empty.

    There must be text before it, to speak of it, and after it, to fill its place.
    """
    if not isinstance(node.parent, nodes.section) or child_of(node, nodes.legend):
        return False
    place = node.parent.index(node)
    before = [n for n in node.parent.children[:place] if not isinstance(n, INVISIBLE)]
    return not isinstance(before[-1], nodes.title) and place + 1 < len(node.parent.children)
