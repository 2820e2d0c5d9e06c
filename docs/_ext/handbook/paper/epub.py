"""The handbook as an EPUB: the pages' words and figures, without what only a website can do.

Sphinx makes its EPUB as a website in a zip file. Here the site's templates, scripts and styles
stay out; tabs and dropdowns stand open, one after the other; boxes to tick are signs, since a book
is not filled in; and the same pages give the same bytes.

The looks are in the files of ``epub_css_files``.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.fileutil import copy_asset_file

from handbook.core.doctree import tick_box
from handbook.core.output import base_address
from handbook.paper.pdf.documents import day

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders._epub_base import NavPoint
    from sphinx.util.typing import ExtensionMetadata

# The style of code, and that of Sphinx's theme for books.
STYLES = ("pygments.css", "epub.css")
PICTURES = ("file.png",)  # epub.css names it
# The earliest that a zip file can say, for all its files.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
FIRST = ("META-INF/container.xml", "content.opf", "toc.ncx")
OWNER_WRITES = 0o644 << 16  # where a zip file keeps the rights of a file


class EpubBuilder(Epub3Builder):
    """Sphinx's builder, with a book's own looks and no clock."""

    def init(self) -> None:
        self.config.templates_path = []
        super().init()

    @property
    def styles(self) -> list[str]:
        """The names of the style sheets that the book has."""
        return [*STYLES, *(name for name, _attributes in self.config.epub_css_files)]

    def add_css_file(self, filename: str, **kwargs: Any) -> None:
        if filename in self.styles:
            super().add_css_file(filename, **kwargs)

    def add_js_file(self, filename: str, **kwargs: Any) -> None:
        """Leave every script out."""

    def copy_html_static_files(self, context: dict[str, Any]) -> None:
        for folder in self.config.html_static_path:
            for name in self.styles:
                source = self.confdir / folder / name
                if source.is_file():
                    copy_asset_file(source, self._static_dir, force=True)

    def handle_finish(self) -> None:
        """Drop what extensions keep for websites, before the book's files are listed."""
        kept = {*self.styles, *PICTURES}
        for path in sorted(self._static_dir.rglob("*")):
            if path.is_file() and path.name not in kept:
                path.unlink()
        super().handle_finish()

    def content_metadata(self) -> dict[str, Any]:
        date = f"{day(self.config, self.env).isoformat()}T00:00:00Z"
        return {**super().content_metadata(), "date": date}

    def toc_metadata(self, level: int, navpoints: list[NavPoint]) -> dict[str, Any]:
        # Both tables of contents must name the same book.
        return {**super().toc_metadata(level, navpoints), "uid": self.config.epub_identifier}

    def build_epub(self) -> None:
        """Write the zip file: its kind first and unpacked, as readers expect."""
        names = ["mimetype", *FIRST, *map(str, self.files)]
        with ZipFile(self.outdir / f"{self.config.epub_basename}.epub", "w") as book:
            for name in names:
                add(book, self.outdir / name, PurePosixPath(name))


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

    def _link_to_site(self, download: addnodes.download_reference) -> nodes.Node:
        """Return a link to a file that the site offers beside its pages."""
        site, file = base_address(self.config), download.get("filename")
        text = download.astext()
        if not site or not file:
            return nodes.Text(text)
        return nodes.reference("", text, refuri=f"{site}_downloads/{file}")


def setup(app: Sphinx) -> ExtensionMetadata:
    # For the day that the book bears
    app.setup_extension("handbook.paper.pdf")
    app.add_builder(EpubBuilder, override=True)
    app.add_post_transform(StandOpen)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
