"""Names and kinds of files: what the file system allows and a web site doesn't."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from handbook.core.errors import Finding

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._@-]*")  # "@2x" is how a screenshot is called
# A page's name becomes an address and, with another ending, a file name of at most 255 bytes.
MAX_NAME = 100
# Of a path in all: web servers keep an old page's address in a table of such width.
MAX_PATH = 500
OTHER_MARKUP = frozenset({".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rst", ".rest"})
# What the build writes itself, and would overwrite or be overwritten by.
RESERVED = frozenset({"404.md", "genindex.md", "search.md"})
# Made by tools beside the sources: nobody chose the names in there.
TOOLS_FOLDERS = frozenset({"__pycache__"})


def walk(root: Path) -> tuple[list[str], list[Finding]]:
    """List the Markdown files and judge every name and kind below the root.

    No link is followed, and nothing is opened. What is hidden from people has a kind as well: a
    page may name it. What it is called is a tool's affair.

    :returns: every regular ``.md`` file, by its path relative to the root, sorted, and the faults.
    """
    markdown: list[str] = []
    found: list[Finding] = []
    seen: dict[str, str] = {}
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in list(folders):
            path = _relative(root, folder, name)
            faults = list(_folder(path, os.lstat(root / path).st_mode))
            found += faults + list(_case_twin(path, seen))
            if any(fault.stops for fault in faults):
                folders.remove(name)
        for name in sorted(names):
            path = _relative(root, folder, name)
            mode = os.lstat(root / path).st_mode
            if name.startswith(".#") and stat.S_ISLNK(mode):
                continue  # an editor's lock, which Sphinx leaves out as well
            if not stat.S_ISREG(mode):
                found.append(_irregular(path, mode))
                continue
            if _is_of_a_tool(path, name):
                continue
            found += [*_case_twin(path, seen), *_file(root, path)]
            if name.endswith(".md"):
                markdown.append(path)
    return sorted(markdown), found


def _is_of_a_tool(path: str, name: str) -> bool:
    """Tell what nobody named by hand, and no reader meets; Sphinx reads none of it as a page."""
    return (
        (name.startswith(".") and not name.endswith(".md"))
        or name.endswith("~")
        or (name.startswith("#") and name.endswith("#"))
        or not TOOLS_FOLDERS.isdisjoint(path.split("/"))
    )


def is_page_name(path: str) -> bool:
    """Tell whether a page could have this path below the root, and no file of the build's has."""
    parts = path.split("/")
    is_plain = all(NAME.fullmatch(part) and len(part) <= MAX_NAME for part in parts)
    return is_plain and len(path) <= MAX_PATH and path not in RESERVED and path[0] != "_"


def page_name(path: str) -> Iterator[Finding]:
    """Judge the name of what becomes a page."""
    if path in RESERVED:
        yield Finding(
            path, 1, f"the build writes its own {path[:-3]}.html: give the page another name"
        )
    if "/." in f"/{path}":
        yield Finding(
            path, 1, "hidden from you, but not from Sphinx, which would publish it: move it"
        )


def _relative(root: Path, folder: str, name: str) -> str:
    return os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")  # noqa: PTH118


def _case_twin(path: str, seen: dict[str, str]) -> Iterator[Finding]:
    first = seen.setdefault(path.lower(), path)
    if first != path:
        yield Finding(
            path,
            1,
            f"differs from {_shown(first)} only in upper and lower case, which is one and the same"
            " file on many systems: rename one",
        )


def _folder(path: str, mode: int) -> Iterator[Finding]:
    name = path.rsplit("/", 1)[-1]
    if stat.S_ISLNK(mode):
        yield _irregular(path, mode)
        return
    if name.startswith("."):
        return
    if name.endswith((".md", *OTHER_MARKUP)):
        yield Finding(path, 1, "a folder that is named like a page: drop the ending from its name")
    yield from _name(path, name)


def _file(root: Path, path: str) -> Iterator[Finding]:
    name = path.rsplit("/", 1)[-1]
    if not name.startswith("."):
        yield from _name(path, name)
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 (a path object for each file is slow)
    if suffix in OTHER_MARKUP:
        yield Finding(
            path,
            1,
            f"pages are Markdown in files that end in .md; {suffix} is read by none of the checks:"
            " convert or rename it",
            stops=True,
        )
    elif suffix != ".md" and suffix.lower() == ".md":
        yield Finding(path, 1, f"only .md in lower case makes a page, not {suffix}: rename it")


def _name(path: str, name: str) -> Iterator[Finding]:
    if not NAME.fullmatch(name):
        odd = next((sign for sign in name if not re.match(r"[A-Za-z0-9._@-]", sign)), name[0])
        yield Finding(
            _shown(path),
            1,
            f"the name has {odd!r} in it, which an address can't carry unchanged: use letters,"
            " digits, hyphens and dots, and begin with a letter or digit",
            stops=not odd.isprintable(),
        )
    if len(name) > MAX_NAME:
        yield Finding(
            path, 1, f"the name has {len(name)} characters: use at most {MAX_NAME}", stops=True
        )


def _irregular(path: str, mode: int) -> Finding:
    kinds = (
        (stat.S_ISLNK, "a symbolic link, which may lead out of the handbook: put the file itself"),
        (stat.S_ISFIFO, "a named pipe, on which a build would wait for ever: remove it"),
        (stat.S_ISSOCK, "a socket: remove it"),
    )
    what = next((text for test, text in kinds if test(mode)), "a device: remove it")
    return Finding(_shown(path), 1, f"not a file but {what}", stops=True)


def _shown(path: str) -> str:
    """Give a path that can be printed: its undecodable or invisible parts escaped."""
    return path if path.isprintable() else ascii(path)[1:-1]
