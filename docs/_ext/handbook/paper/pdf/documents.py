"""What is printed: the configuration values of the PDF, checked.

One project can print several documents: the book, and shorter ones from the same pages.
"""

import datetime as dt
import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from handbook.content import words
from handbook.core import dates
from handbook.core.git_dates import last_changes
from handbook.core.warnings import BuildError

FILE_NAME = re.compile(r"[\w.-]+")
# Where the words of a form end and those begin that its user replaces.
PROMPT = re.compile(r":?\s*\*|:\s")
WORKSHEETS = "worksheets"  # the folder of the forms that are printed one by one


@dataclass(frozen=True)
class Document:
    """One PDF: an entry of ``typst_documents``, or a worksheet."""

    name: str
    """File name without its ending, below the output folder."""
    title: str
    root: str
    """The page whose text opens the document and whose toctrees order it, their captions as parts.

    Empty: none does.
    """
    pages: tuple[str, ...] = ()
    """These pages and no others, in this order; ``page#section`` is one section of a page.

    Empty: what the toctrees of ``root`` hold.
    """
    leaves_out: tuple[str, ...] = ()
    """Pages that this document leaves out, with all that stands below them in the contents."""
    forms: tuple[str, ...] = ()
    """Markdown files below the source folder, printed last, with room to write."""
    subtitle: str = ""
    introduction: str = "About this handbook"
    """Title of the chapter made of the text of ``root``."""
    worksheet: bool = False
    """The document is one form on one sheet, without a cover."""

    def margin(self, paper: str) -> int:
        """Return the margins at the sides of its sheets, in millimetres."""
        if self.worksheet:
            return 20
        return (33 if paper == "us-letter" else 30) - (7 if self.excerpt else 0)

    @property
    def excerpt(self) -> bool:
        """The document holds chosen pages, whose readers have the rest elsewhere."""
        return bool(self.pages or self.worksheet)


def documents(config: Config) -> list[Document]:
    """Return what to print: by default the whole project, under its own name."""
    if not config.typst_documents:
        name = re.sub(r"[^\w.-]+", "-", config.project).strip("-").lower() or "handbook"
        return [Document(name=name, title=config.project, root=config.root_doc)]
    return [read_document(entry, config) for entry in config.typst_documents]


def read_document(entry: dict[str, Any], config: Config) -> Document:
    """Check one entry of ``typst_documents``.

    :raises BuildError: a key is unknown or missing, or the file name is not one.
    """
    known = [field.name for field in fields(Document) if field.name != "worksheet"]
    if not isinstance(entry, dict) or set(entry) - set(known):
        wrong = ", ".join(sorted(set(entry) - set(known))) if isinstance(entry, dict) else entry
        msg = f"typst_documents: unknown {wrong!r}; an entry may have {', '.join(known)}"
        raise BuildError(msg)
    root = "" if entry.get("pages") else config.root_doc
    values = {"root": root, "title": config.project, **entry}
    if not FILE_NAME.fullmatch(str(values.get("name", ""))):
        msg = "typst_documents: each entry needs 'name', a file name of letters, digits, '.', '-'"
        raise BuildError(msg)
    lists = {key: tuple(values.get(key, ())) for key in ("pages", "leaves_out", "forms")}
    return Document(**{**values, **lists})


def worksheets(config: Config, srcdir: Path) -> list[Document]:
    """Return a document for each form that ``typst_worksheets`` names, sorted by name."""
    if not config.typst_worksheets:
        return []
    files = sorted(Path(srcdir).glob(config.typst_worksheets))
    own = words.of(config)
    sheets = [worksheet(file, Path(srcdir)) for file in files]
    return [replace(sheet, title=own.said(sheet.title)) for sheet in sheets]


def worksheet(file: Path, srcdir: Path) -> Document:
    """Return the document of one form, named like its file and titled as it titles itself."""
    heading, _line, _rest = file.read_text(encoding="utf-8").partition("\n")
    name = file.name.partition(".")[0]
    title = PROMPT.split(heading.lstrip("# "))[0] or name
    form = file.relative_to(srcdir).as_posix()
    return Document(f"{WORKSHEETS}/{name}", title, root="", forms=(form,), worksheet=True)


def check(_app: Sphinx, config: Config) -> None:
    """Refuse wrong values before anything is read.

    :raises BuildError: with the value's name and what it may be.
    """
    names = [document.name for document in documents(config)]
    if len(names) != len(set(names)):
        msg = f"typst_documents: two documents share a file name in {', '.join(names)}"
        raise BuildError(msg)
    try:
        dates.given()
    except ValueError as error:
        raise BuildError(str(error)) from error


def day(config: Config, env: BuildEnvironment) -> dt.date:
    """Return the day that the cover names.

    That of ``SOURCE_DATE_EPOCH``, else of the last change of a page: never the clock,
    so that the same sources give the same bytes. Git knows that day on every machine; a page with
    changes that are not committed has only its file's date.
    """
    if given := dates.given():
        return given
    root = Path(env.srcdir)
    pages = [Path(env.doc2path(name)) for name in env.all_docs]
    committed = last_changes(root)
    days = [committed.get(page.relative_to(root).as_posix(), "") for page in pages]
    if days and all(days):
        return dt.date.fromisoformat(max(days))
    newest = max((page.stat().st_mtime for page in pages), default=0)
    return dt.datetime.fromtimestamp(newest, tz=dt.UTC).date()
