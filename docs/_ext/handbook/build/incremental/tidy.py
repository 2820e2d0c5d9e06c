"""The folder that a build writes: emptied, tidied, and its search index completed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

    from sphinx.application import Sphinx

# What is wrong with the pages, for the live preview, beside them from before the first build.
PREVIEW_FAULTS = "live.json"


def is_empty(folder: Path, beside: Container[Path]) -> bool:
    """Tell whether a folder holds nothing, or is not there; some things do not count."""
    return not folder.is_dir() or all(entry in beside for entry in folder.iterdir())


def empty(folder: Path, keep: Container[Path]) -> None:
    """Remove all that a folder holds, except some things."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry in keep:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def drop_unused(folder: Path, pattern: str) -> None:
    """Remove the files of a pattern that no page names."""
    files = set(folder.glob(pattern))
    for page in folder.rglob("*.html") if files else ():
        text = page.read_bytes()
        files -= {file for file in files if file.name.encode() in text}
        if not files:
            return
    for file in files:
        file.unlink()


def complete_index(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Make Sphinx's search index what a build of all pages makes it.

    When Sphinx 9.0 loads the index of an earlier build (``IndexBuilder.load``), it leaves behind
    the index entries of pages that are not written, and keeps words that no page has any more.
    The event is ``html-collect-pages``, the last before the index is written; no page is added.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        for pages_by_word in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in pages_by_word.items() if not pages]:
                del pages_by_word[word]
        for page, entries in app.env.domains.index_domain.entries.items():
            if page in indexer._titles and page not in indexer._index_entries:
                indexer._index_entries[page] = sorted(_index_entries(entries))
        # In the order of a build that writes all pages.
        ordered = sorted(indexer._index_entries.items())
        indexer._index_entries.clear()
        indexer._index_entries.update(ordered)
    return ()


def _index_entries(
    entries: Iterable[tuple[str, str, str, str, str | None]],
) -> set[tuple[str, str, str]]:
    found = set()
    for kind, value, target, main, _category in entries:
        try:
            names = split_index_msg(kind, value)
        except ValueError:
            continue
        found |= {(name, target or "", main) for name in names}
    return found
