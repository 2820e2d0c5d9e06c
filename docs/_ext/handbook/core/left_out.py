"""What an organisation leaves out or replaces: ``local/leave-out.toml``.

.. code-block:: toml

   leave-out = ["how-to/chair-the-leads-meeting", "about/records/*", "TO-0101"]

   [replace]
   "how-to/set-a-standard" = "local/our-standard"

Names are those of pages below ``docs/``, patterns of them, or ids of records. The build, its checks
and the commands that run without one ask :func:`read`.
"""

import difflib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

from handbook.core import toml_file
from handbook.core.errors import FileError

FILE = "local/leave-out.toml"
SUFFIX = ".md"
_KEYS = ("leave-out", "replace")
_RECORD_FILE = re.compile(r"([A-Z]{2,6}-[0-9]{4})(?![0-9])")
CONTENTS = re.compile(r"^(?P<fence>[`:]{3,})\{toctree\}.*?^(?P=fence)[ \t]*$", re.M | re.S)
_GLOSSARY = re.compile(r"^[:`]{3,}\{glossary\}", re.M)
_LABEL = re.compile(r"^\(([^()\s]+)\)=\s*$|^\s*:name: (\S+)", re.M)
_TITLE = re.compile(r"^#+ +(.+?) *$", re.M)
_MARKS = re.compile(r"\{\w+\}|[`*]|\s*<[^>]*>|\[|\]\([^)]*\)")


@dataclass(frozen=True)
class LeftOut:
    """Pages that an organisation does not have.

    :ivar pages: each with the page that stands in its place, or nothing.
    """

    docs: Path
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def excluded(self) -> list[str]:
        """Give what Sphinx and the commands exclude."""
        return [f"{page}{SUFFIX}" for page in self.pages]

    @cached_property
    def records(self) -> dict[str, str]:
        """Give the page of each record that is left out, by its id."""
        return {record: page for page in self.pages if (record := _record(page))}

    @cached_property
    def labels(self) -> dict[str, tuple[str, str]]:
        """Give for each label of such a page the page, and the heading that follows."""
        found = {}
        for page in self.pages:
            text = self._text(page)
            for match in _LABEL.finditer(text):
                heading = _TITLE.search(text, match.end())
                words = _plain(heading[1]) if heading and match[1] else self.title(page)
                found[(match[1] or match[2]).lower()] = (page, words)
        return found

    def title(self, page: str) -> str:
        """Give the title of a page that is left out."""
        title = _TITLE.search(re.sub(r"\A---\n.*?\n---\n", "", self._text(page), flags=re.S))
        return _plain(title[1]) if title else page

    def _text(self, page: str) -> str:
        path = self.docs / f"{page}{SUFFIX}"
        return path.read_text(encoding="utf-8", errors="replace")


def read(docs: Path) -> tuple[LeftOut, list[tuple[str, str]]]:
    """Read the file.

    :returns: what is left out, and faults as place (``file:line``) and message.
    """
    path = docs / FILE
    if not path.is_file():
        return LeftOut(docs), []
    try:
        data, text = toml_file.read(path)
    except FileError as error:
        return LeftOut(docs), [(f"{path}:{error.line}", str(error))]
    pages: dict[str, str] = {}
    faults = []
    places: dict[str, str] = {}
    known = _upstream(docs)
    for key, name, new, fault in _entries(data):
        line = toml_file.line_of(text, name or key)
        found = [] if fault else _matching(name, known)
        fault = fault or _fault(name, new, found, docs) or _unknown(name, known, docs, found)
        if twice := next((page for page in found if page in pages), ""):
            fault = fault or f"{twice} is named twice: keep one line"
        if fault:
            faults.append((f"{path}:{line}", fault))
        else:
            pages |= dict.fromkeys(found, new)
            places |= dict.fromkeys(found, f"{path}:{line}")
    for page, fault in _bare(pages, known, docs):
        faults.append((places[page], fault))
        del pages[page]
    return LeftOut(docs, pages), faults


def _fault(name: str, new: str, found: list[str], docs: Path) -> str:
    """Say why pages can't go, or another not stand in their place; nothing where they can."""
    if new and found and not toml_file.is_file(docs / f"{new}{SUFFIX}"):
        return f"no page {new} to stand in its place: write docs/{new}{SUFFIX}"
    if new and len(found) > 1:
        return f"{name!r} is more than one page: name each with the page in its place"
    if kept := next((page for page in found if _is_needed(docs, page)), ""):
        return f"{kept} can't go: other pages are built on it; say what differs in an insert"
    return ""


def _upstream(docs: Path) -> list[str]:
    """Name the handbook's own pages, left out or not."""
    files = (file.relative_to(docs) for file in docs.rglob(f"*{SUFFIX}"))
    names = (file.with_suffix("").as_posix() for file in files)
    return sorted(name for name in names if not name.startswith(("_", "local/")))


def _listed(page: str, text: str) -> list[str]:
    """Give what the contents on a page name, which may be patterns."""
    folder = posixpath.dirname(page)
    lines = (
        line.strip() for found in CONTENTS.finditer(text) for line in found[0].split("\n")[1:-1]
    )
    names = (line.rpartition("<")[2].rstrip(">") for line in lines if line and line[0] != ":")
    return [posixpath.normpath(posixpath.join(f"/{folder}", name))[1:] for name in names]


def _bare(pages: dict[str, str], known: list[str], docs: Path) -> list[tuple[str, str]]:
    """Give contents that go though their pages stay, each with what to do."""
    found = []
    for page in [page for page, new in pages.items() if not new]:
        listed = _listed(page, _read(docs / f"{page}{SUFFIX}"))
        staying = [one for name in listed for one in _matching(name, known) if one not in pages]
        if staying:
            advice = "leave that out too, or put a page of yours with contents in its place"
            more = f" and {len(staying) - 1} more" if len(staying) > 1 else ""
            found.append((page, f"{page} can't go without {staying[0]}{more}: {advice}"))
    return found


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, name, replacement and fault of each thing in the file."""
    for key, value in data.items():
        if key not in _KEYS:
            yield key, "", "", f"unknown key {key!r}: the file has {' and '.join(_KEYS)}"
        elif key == "leave-out":
            if isinstance(value, list) and all(isinstance(name, str) for name in value):
                yield from ((key, name.removesuffix(SUFFIX), "", "") for name in value)
            else:
                yield key, "", "", "leave-out is a list of names in quotes"
        elif isinstance(value, dict) and all(isinstance(new, str) for new in value.values()):
            yield from (
                (key, old.removesuffix(SUFFIX), new.removesuffix(SUFFIX), "")
                for old, new in value.items()
            )
        else:
            yield key, "", "", 'below [replace] stand lines such as "old-page" = "local/new-page"'


def _matching(name: str, known: list[str]) -> list[str]:
    return [page for page in known if fnmatchcase(page, name) or _record(page) == name]


def _record(page: str) -> str:
    match = _RECORD_FILE.match(page.rpartition("/")[2])
    return match[1] if match else ""


def _unknown(name: str, known: list[str], docs: Path, found: list[str]) -> str:
    """Say that there is no such page, and where it went if upstream has moved it."""
    if found:
        return ""
    if "#" in name:
        return f"{name!r} is a section, and a page goes whole: say in an insert what differs"
    moved = re.search(rf"^{re.escape(name)}\.md\s+(\S+)\.md", _read(docs / "redirects.txt"), re.M)
    if moved:
        return f"no page {name}: it is {moved[1]} now"
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "remove the line"
    return f"no page {name} of the handbook: {hint}"


def _is_needed(docs: Path, page: str) -> bool:
    return page == "index" or bool(_GLOSSARY.search(_read(docs / f"{page}{SUFFIX}")))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _plain(markdown: str) -> str:
    return _MARKS.sub("", markdown)
