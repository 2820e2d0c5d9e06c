"""The builders: ``typst`` writes the source and what it needs, ``typstpdf`` compiles it too."""

import datetime as dt
import shutil
from collections.abc import Set
from functools import cached_property
from pathlib import Path
from typing import ClassVar, cast

from docutils.utils import new_document
from sphinx.builders import Builder
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _
from sphinx.util.display import progress_message
from sphinx.util.osutil import ensuredir

from handbook.check.pictures.svg import for_print
from handbook.core.config import settings
from handbook.core.credit import LICENCE, LICENCE_ADDRESS, credit
from handbook.core.dates import day_text
from handbook.core.fonts import FALLBACK, VOICES
from handbook.core.output import write
from handbook.core.warnings import BuildError, Subtype, warn
from handbook.paper.pdf import own_files
from handbook.paper.pdf.book import URI_MARK, Book, add_index, assemble, label_of, part
from handbook.paper.pdf.compiler import PdfError, compile_pdf, place_of
from handbook.paper.pdf.documents import Document, day, documents, worksheets
from handbook.paper.pdf.escape import array, boolean, breakable, escape, language, string, strings
from handbook.paper.pdf.forms import form_markup
from handbook.paper.pdf.overflow import overflows
from handbook.paper.pdf.packing import pack, printed_pages
from handbook.paper.pdf.page_breaks import keep_with_titles
from handbook.paper.pdf.translator import TypstTranslator

TEMPLATE = Path(__file__).with_name("template")
INDEX_LINE = 30  # characters that a line of the index surely holds
POINTS = 72 / 25.4  # in a millimetre
STANDARDS = ["ua-1", "a-2a"]  # PDF/UA-1 and PDF/A-2a, which each file meets


class TypstBuilder(Builder):
    """Writes each document as Typst source, with its pictures and the template."""

    name = "typst"
    format = "typst"
    epilog = "The Typst source is in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # A build never fetches: the translator warns of a picture that lies elsewhere.
    supported_remote_images = True

    def init(self) -> None:
        self.imagedir = "_images"
        self.settings = settings(self.config).handbook
        self.copied: set[str] = set()
        self.names: dict[str, str] = {}
        """What the links of the last document lead to, by label."""
        self.printed: dict[str, str] = {}
        """The page of the whole book on which each label is, once the book is made."""
        self.fonts, self.families = own_files.collect(
            self.config, Path(self.srcdir), Path(self.outdir)
        )

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return URI_MARK + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: Set[str]) -> None:
        # The compiler looks through all that it remembers after each document: small ones first.
        sheets = worksheets(self.config, Path(self.srcdir))
        if sheets:
            with progress_message(f"setting {len(sheets)} worksheets", nonl=False):
                for sheet in sheets:
                    self.write_document(sheet)
        for document in documents(self.config):
            with progress_message(f"setting {document.name}", nonl=False):
                self.write_document(document)

    def write_document(self, document: Document) -> Path:
        """Write one document's source, and return its file."""
        book = Book(document, new_document("")) if document.worksheet else self.bind(document)
        self.names = book.names
        forms = [form_markup(self, document, self.form_file(form)) for form in document.forms]
        self.copy_pictures()
        self.write_theme()
        path = Path(self.outdir, f"{document.name}.typ")
        write(path, "".join([self.opening(book), *book.body, *forms, book_index(book)]))
        return path

    def bind(self, document: Document) -> Book:
        book = assemble(self, document)
        book.printed = self.printed if document.excerpt else {}
        keep_with_titles(book.tree, book.labels)
        self.post_process_images(book.tree)
        add_index(book, IndexEntries(self.env).create_index(self))
        translator = cast("TypstTranslator", self.create_translator(book.tree, self, book))
        book.tree.walkabout(translator)
        book.body = translator.body
        return book

    def form_file(self, form: str) -> Path:
        """Return the file of a form.

        :raises BuildError: there is none.
        """
        path = Path(self.srcdir) / form
        if not path.is_file():
            raise BuildError(f"typst_documents: forms: there is no file {form!r}")
        return path

    def copy_assets(self) -> None:
        shutil.copytree(TEMPLATE, Path(self.outdir) / "_template", dirs_exist_ok=True)

    def copy_pictures(self) -> None:
        folder = Path(self.outdir) / self.imagedir
        ensuredir(folder)
        for source, name in sorted(self.images.items()):
            if name not in self.copied:
                self.copied.add(name)
                self.copy_picture(Path(self.srcdir) / source, folder / name)

    @staticmethod
    def copy_picture(source: Path, target: Path) -> None:
        """Copy a picture; a drawing as the typesetter can read it."""
        if source.suffix.lower() == ".svg":
            target.write_bytes(for_print(source.read_bytes().decode("utf-8")).encode())
        else:
            shutil.copyfile(source, target)

    def write_theme(self) -> None:
        """Write what the template's files share and the configuration decides."""
        last = (*self.families, *FALLBACK)
        lines = [f"#let {voice} = {strings((*own, *last))}" for voice, own in VOICES.items()]
        lines += [
            f"#let accent = rgb({string(self.settings.accent)})",
            f"#let paper = {string(self.settings.paper)}",
        ]
        text = "// Written by the builder.\n" + "\n".join(lines) + "\n"
        write(Path(self.outdir, "_template", "theme.typ"), text)

    def opening(self, book: Book) -> str:
        """Return the lines that load the template and describe the document."""
        config, document, day = self.config, book.document, self.day
        listed = () if document.excerpt else book.titles  # a short document lists no pages
        values = {
            "title": string(document.title),
            "subtitle": string(document.subtitle),
            "organisation": string(config.author),
            "edition": string(config.release),
            "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
            "shown-date": string(day_text(day.isoformat(), self.settings.date_language)),
            "credit": string(credit(config.project)),
            "licence": f"({string(LICENCE)}, {string(LICENCE_ADDRESS)})",
            "logo": string(self.logo()) if self.settings.logo else "none",
            "description": string(config.typst_description),
            "keywords": strings(config.typst_keywords),
            "margin": f"{document.margin(self.settings.paper)}mm",
            "parts": boolean(any(isinstance(child, part) for child in book.tree)),
            "compact": boolean(document.excerpt),
            "whole-title": string(self.config.project if book.printed else ""),
            "titles": array(f"({string(role)}, [{title}])" for role, title in listed),
        }
        if document.worksheet:
            unused = ("subtitle", "parts", "compact", "whole-title", "titles", "logo", "shown-date")
            values = {name: value for name, value in values.items() if name not in unused}
            values["handbook"] = string(config.project)
        arguments = "".join(f"  {name}: {value},\n" for name, value in values.items())
        arguments += f"  {language(config.language)},\n"
        look = "worksheet" if document.worksheet else "handbook"
        return f'#import "/_template/handbook.typ": *\n#show: {look}.with(\n{arguments})\n\n'

    def logo(self) -> str:
        """Put the organisation's logo beside the other pictures.

        :return: its path, with the output folder as "/".
        """
        source = Path(self.srcdir) / self.settings.logo
        target = Path(self.outdir) / self.imagedir / f"logo{source.suffix.lower()}"
        ensuredir(target.parent)
        shutil.copyfile(source, target)
        return f"/{self.imagedir}/{target.name}"

    @cached_property
    def day(self) -> dt.date:
        """The day that all documents of this build name."""
        return day(self.config, self.env)


class TypstPDFBuilder(TypstBuilder):
    """Writes the source, and compiles it to a PDF."""

    name = "typstpdf"
    epilog = "The PDF is in %(outdir)s."

    def init(self) -> None:
        super().init()
        self.targets: set[Path] = set()

    def write_documents(self, _docnames: Set[str]) -> None:
        super().write_documents(_docnames)
        for path in Path(self.outdir).rglob("*.pdf"):
            if path not in self.targets:
                path.unlink()  # of a document that is no more

    def write_document(self, document: Document) -> Path:
        source = super().write_document(document)
        target = source.with_suffix(".pdf")
        self.targets.add(target)
        try:
            pdf = compile_pdf(
                source, Path(self.outdir), Path(self.srcdir), STANDARDS, self.day, self.fonts
            )
        except PdfError as error:
            warn(Subtype.PDF, "%s; %s is not made", error, target.name, location=error.place)
            # A warning alone lets a build succeed that has nothing to show.
            self._app.statuscode = 1
            return target
        self.tell_overflow(pdf, source, document)
        write(target, packed := pack(pdf, self.names))
        if not document.excerpt:
            self.printed = printed_pages(packed)
        return target

    def tell_overflow(self, pdf: bytes, source: Path, document: Document) -> None:
        """Warn of text that has no room, once for each place that it comes from."""
        margin = document.margin(self.settings.paper) * POINTS
        told: dict[str, str] = {}
        for fault in overflows(pdf, margin):
            place = place_of(fault.texts, source, Path(self.srcdir))
            told.setdefault(place, f"“{fault.texts[0]}” on sheet {fault.page} of {source.stem}.pdf")
        for place, text in told.items():
            warn(
                Subtype.PDF,
                "%s runs over what stands beside it, or off the sheet: give it more room"
                " (a table: fewer columns, or others of its `:widths:`; a drawing: a wider box), or"
                " write it shorter",
                text,
                location=place,
            )


def book_index(book: Book) -> str:
    """Return the index at the end, or nothing for a document without entries.

    An entry that is a term of the glossary leads there first, then to where the text uses it.
    """

    def places(links: list[tuple[str, str]]) -> str:
        ordered = dict.fromkeys((label_of(uri), main == "main") for main, uri in links)
        uses = (use for name, _main in ordered for use in book.uses.get(name, ()))
        ordered |= dict.fromkeys((use, False) for use in uses)
        return array(f"(label({string(name)}), {str(main).lower()})" for name, main in ordered)

    groups = []
    for letter, entries in book.index:
        rows = []
        for name, (direct, below, _key) in entries:
            entries_of = [(0, name, direct), *((1, text, links) for text, links in below)]
            rows += [
                f"({depth}, [{breakable(text, INDEX_LINE)}], {places(links)})"
                for depth, text, links in entries_of
            ]
        groups.append(f"({string(letter)}, {array(rows)})")
    return f"#book-index([{escape(_('Index'))}], {array(groups)})\n" if groups else ""
