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
IRREGULAR = (
    (stat.S_ISLNK, "a symbolic link, which may lead out of the handbook: put the file itself"),
    (stat.S_ISFIFO, "a named pipe, on which a build would wait for ever: remove it"),
    (stat.S_ISSOCK, "a socket: remove it"),
)
CASE = (
    "differs from {} only in upper and lower case, which is one and the same file on many systems:"
    " rename one"
)
OTHER = (
    "pages are Markdown in files that end in .md; {} is read by none of the checks: convert or"
    " rename it"
)
ODD_NAME = (
    "the name has {!r} in it, which an address can't carry unchanged: use letters, digits, hyphens"
    " and dots, and begin with a letter or digit"
)
# What is wrong and the mend, and whether it stops a build.
Fault = tuple[str, bool]


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
        for name in [*folders, *sorted(names)]:
            path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")  # noqa: PTH118
            mode = os.lstat(root / path).st_mode
            is_folder = name in folders
            if name.startswith(".#") and stat.S_ISLNK(mode) and not is_folder:
                continue  # an editor's lock, which Sphinx leaves out as well
            is_odd = not (stat.S_ISDIR if is_folder else stat.S_ISREG)(mode)
            if not (is_odd or is_folder) and _is_of_a_tool(path, name):
                continue
            faults = [_irregular(mode)] if is_odd else list(_faults(name, is_folder=is_folder))
            if (first := seen.setdefault(path.lower(), path)) != path:
                faults.append((CASE.format(_shown(first)), False))
            found += [Finding(_shown(path), 1, told, stops=stops) for told, stops in faults]
            if is_folder and any(stops for _, stops in faults):
                folders.remove(name)
            elif name.endswith(".md") and not (is_odd or is_folder):
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
        told = f"the build writes its own {path[:-3]}.html: give the page another name"
        yield Finding(path, 1, told)
    if "/." in f"/{path}":
        told = "hidden from you, but not from Sphinx, which would publish it: move it"
        yield Finding(path, 1, told)


def _faults(name: str, *, is_folder: bool) -> Iterator[Fault]:
    """Judge what a folder or a file is called."""
    if is_folder and name.startswith("."):
        return
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 (a path object for each file is slow)
    if is_folder:
        if name.endswith((".md", *OTHER_MARKUP)):
            yield "a folder that is named like a page: drop the ending from its name", False
    elif suffix in OTHER_MARKUP:
        yield OTHER.format(suffix), True
    elif suffix != ".md" and suffix.lower() == ".md":
        yield f"only .md in lower case makes a page, not {suffix}: rename it", False
    if name.startswith("."):
        return
    if not NAME.fullmatch(name):
        odd = next((sign for sign in name if not re.match(r"[A-Za-z0-9._@-]", sign)), name[0])
        yield ODD_NAME.format(odd), not odd.isprintable()
    if len(name) > MAX_NAME:
        yield f"the name has {len(name)} characters: use at most {MAX_NAME}", True


def _irregular(mode: int) -> Fault:
    what = next((text for test, text in IRREGULAR if test(mode)), "a device: remove it")
    return f"not a file but {what}", True


def _shown(path: str) -> str:
    """Give a path that can be printed: its undecodable or invisible parts escaped."""
    return path if path.isprintable() else ascii(path)[1:-1]
