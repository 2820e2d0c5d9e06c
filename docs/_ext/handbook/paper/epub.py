"""The handbook as an EPUB: the pages' words and figures, without what only a website can do.

Sphinx makes its EPUB as a website in a zip file. Here the site's templates, scripts and styles
stay out; tabs and dropdowns stand open, one after the other; boxes to tick are signs, since a book
is not filled in; and the same pages give the same bytes.

The looks are in the files of ``epub_css_files``.
"""

from html import escape
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders._epub_base import NavPoint
from sphinx.builders.epub3 import Epub3Builder
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from handbook.core.credit import LICENCE, LICENCE_ADDRESS, credit
from handbook.core.doctree import tick_box
from handbook.core.output import base_address
from handbook.paper.pdf.documents import day

# The style of code, and that of Sphinx's theme for books.
STYLES = ("pygments.css", "epub.css")
PICTURES = ("file.png",)  # epub.css names it
# The earliest that a zip file can say, for all its files.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
# What a reader may rely on, in schema.org's words; each picture has an alternative text.
ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    *(
        ("schema:accessibilityFeature", name)
        for name in (
            "alternativeText",
            "displayTransformability",
            "index",
            "readingOrder",
            "structuralNavigation",
            "tableOfContents",
        )
    ),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "All is text, in reading order, with headings and a table of contents; each picture has"
        " an alternative text, and what a screen folds away stands open.",
    ),
)
# Tables of so many columns are wider than a phone.
WIDE = 4
FIRST = ("META-INF/container.xml", "content.opf", "toc.ncx")
OWNER_WRITES = 0o644 << 16  # where a zip file keeps the rights of a file


class EpubBuilder(Epub3Builder):
    """Sphinx's builder, with a book's own looks and no clock."""

    def init(self) -> None:
        self.config.templates_path = []
        language = escape(self.config.epub_language)
        self.html_tag = self.html_tag.replace(">", f' lang="{language}" xml:lang="{language}">')
        super().init()

    @property
    def styles(self) -> list[str]:
        return [*STYLES, *(name for name, _attributes in self.config.epub_css_files)]

    def add_css_file(self, filename: str, **kwargs: Any) -> None:
        if filename in self.styles:
            super().add_css_file(filename, **kwargs)

    def add_js_file(self, filename: str, **kwargs: Any) -> None:
        """Leave every script out."""

    def handle_finish(self) -> None:
        """Drop what is for websites, before the book's files are listed."""
        kept = {*self.styles, *PICTURES}
        for path in sorted(self._static_dir.rglob("*")):
            if path.is_file() and path.relative_to(self._static_dir).as_posix() not in kept:
                path.unlink()
        super().handle_finish()

    def get_toc(self) -> None:
        """List pages alone, as the site's menu does, below the pages whose contents name them."""
        super().get_toc()
        above: list[int] = []
        pages = [node for node in self.refnodes if "#" not in node["refuri"]]
        for node in pages:
            while above and above[-1] >= node["level"]:
                above.pop()
            above.append(node["level"])
            node["level"] = len(above)
        self.refnodes = pages

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Give pictures the endings in lower case by which Sphinx knows their kind."""
        super().post_process_images(doctree)
        for source, name in self.images.items():
            stem, dot, ending = name.rpartition(".")
            lower = f"{stem}{dot}{ending.lower()}"
            taken = name != lower and lower in self.images.values()
            self.images[source] = f"{stem}-{ending}{dot}{ending.lower()}" if taken else lower

    def build_content(self) -> None:
        """Say in the list of contents how the book can be read, as schema.org has it."""
        super().build_content()
        said = "".join(
            f'    <meta property="{key}">{escape(text)}</meta>\n' for key, text in ACCESS
        )
        insert(self.outdir / "content.opf", said, before="  </metadata>")

    def build_navigation_doc(self) -> None:
        """Tell assistive technology what the contents are, and where the book begins."""
        super().build_navigation_doc()
        path = self.outdir / "nav.xhtml"
        text = path.read_text("utf-8")
        path.write_text(
            text.replace('<nav epub:type="toc">', '<nav epub:type="toc" role="doc-toc">'), "utf-8"
        )
        first = f"{self.config.root_doc}{self.out_suffix}"
        marks = [("bodymatter", first, self.config.project)]
        if self.use_index:
            marks.append(("index", f"genindex{self.out_suffix}", _("Index")))
        items = "".join(
            f'<li><a epub:type="{kind}" href="{file}">{escape(title)}</a></li>'
            for kind, file, title in marks
        )
        landmarks = f'<nav epub:type="landmarks" hidden="hidden"><ol>{items}</ol></nav>\n'
        insert(path, landmarks, before="  </body>")

    def content_metadata(self) -> dict[str, Any]:
        date = f"{day(self.config, self.env).isoformat()}T00:00:00Z"
        # The organisation's, and those of the work that this copy is made from.
        rights = f"{self.config.epub_copyright}. {credit(self.config.project)}{LICENCE}"
        return {**super().content_metadata(), "date": date, "copyright": escape(rights)}

    def toc_metadata(self, level: int, navpoints: list[NavPoint]) -> dict[str, Any]:
        # Both tables of contents must name the same book.
        return {**super().toc_metadata(level, navpoints), "uid": self.config.epub_identifier}

    def build_epub(self) -> None:
        """Write the zip file: its kind first and unpacked, as readers expect."""
        names = ["mimetype", *FIRST, *map(str, self.files)]
        with ZipFile(self.outdir / f"{self.config.epub_basename}.epub", "w") as book:
            for name in names:
                add(book, self.outdir / name, PurePosixPath(name))


def insert(file: Path, text: str, *, before: str) -> None:
    """Put text into a file that Sphinx wrote, before a line that it surely has."""
    head, mark, tail = file.read_text("utf-8").rpartition(before)
    if not mark:
        raise ExtensionError(f"{file.name} is not as Sphinx used to write it: it has no {before}")
    file.write_text(f"{head}{text}{mark}{tail}", "utf-8")


def add(book: ZipFile, file: Path, name: PurePosixPath) -> None:
    info = ZipInfo(name.as_posix(), LONG_AGO)
    info.compress_type = ZIP_STORED if name.name == "mimetype" else ZIP_DEFLATED
    info.external_attr = OWNER_WRITES
    book.writestr(info, file.read_bytes())


class StandOpen(SphinxPostTransform):
    """Show what a page hides until it is asked for, and print boxes instead of fields."""

    # Before sphinx-design makes switches of tabs (200).
    default_priority = 190
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        for container in list(self.document.findall(nodes.container)):
            if container.get("design_component") in ("tab-set", "tab-item", "dropdown"):
                container["classes"] = [f"book-{container['design_component']}"]
                container["design_component"] = ""
        for box in list(self.document.findall(tick_box)):
            sign = "☑" if box["ticked"] else "☐"
            box.replace_self(nodes.inline("", f"{sign} ", classes=["box"]))
        for download in list(self.document.findall(addnodes.download_reference)):
            download.replace_self(self._link_to_site(download))
        for group in self.document.findall(nodes.tgroup):
            if group["cols"] >= WIDE:
                label_cells(group)
        if self.env.docname == self.config.root_doc:
            self._sign()

    def _sign(self) -> None:
        """Name the work and its licence at the end of the first page."""
        licence = nodes.reference("", LICENCE, refuri=LICENCE_ADDRESS)
        line = nodes.paragraph("", credit(self.config.project), licence, classes=["imprint"])
        self.document.append(line)

    def _link_to_site(self, download: addnodes.download_reference) -> nodes.Node:
        """Return a link to a file that the site offers beside its pages."""
        site, file = base_address(self.config), download.get("filename")
        text = download.astext()
        if not site or not file:
            return nodes.Text(text)
        return nodes.reference("", text, refuri=f"{site}_downloads/{file}")


def label_cells(group: nodes.tgroup) -> None:
    """Put the head of its column into each cell, for a screen where the cells stand in a pile."""
    rows = list(group.findall(nodes.row))
    heads = [row for row in rows if isinstance(row.parent, nodes.thead)]
    if len(heads) != 1 or any(len(row) != group["cols"] for row in rows):
        return  # no one head for each cell
    group.parent["classes"].append("book-pile")
    for row in rows:
        if row is heads[0]:
            continue
        for head, cell in zip(heads[0].children, row.children, strict=True):
            label = nodes.inline("", f"{head.astext()}: ", classes=["cell-label"])
            if isinstance(first := cell.next_node(), nodes.paragraph):
                first.insert(0, label)
            elif isinstance(cell, nodes.entry):
                cell.insert(0, nodes.paragraph("", "", label))


def setup(app: Sphinx) -> ExtensionMetadata:
    # For the day that the book bears
    app.setup_extension("handbook.paper.pdf")
    app.add_builder(EpubBuilder, override=True)
    app.add_post_transform(StandOpen)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
