"""Put what was built in the place of what was built before, by two renames.

Between the two the place is empty for a moment; a swap that was stopped there is taken back by the
next. Where readers must not notice, :mod:`handbook.keep.publish.releases` changes a link.
A file that has not changed stays the same file, with its date: what looks at dates, such as a
browser, a web server or a backup, sees just what changed. A build that failed never comes this far.
"""

import filecmp
import os
import shutil
from pathlib import Path


def swap(made: Path, place: Path, pattern: str = "*") -> None:
    """Let a folder have the files of another, which stays as it is.

    :param made: the folder that was built; later builds may write in it.
    :param place: the folder to put there; it may be missing.
    :param pattern: which files of ``made`` to take, from any folder in it.
    """
    fresh, old = (place.with_name(f"{place.name}.{word}") for word in ("new", "old"))
    if old.exists() and not place.exists():
        old.rename(place)  # the last swap was stopped between its two steps
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    fresh.mkdir(parents=True)
    for source in sorted(made.rglob(pattern)):
        if source.is_file():
            name = source.relative_to(made)
            _take(source, place / name, fresh / name)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _take(source: Path, before: Path, target: Path) -> None:
    """Take a file, or the one that is there already if that says the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if before.is_file() and filecmp.cmp(source, before, shallow=False):
        try:
            # A second name for it: nothing here is ever written in place.
            os.link(before, target)
        except OSError:  # a file system without second names
            shutil.copy2(before, target)
    else:
        shutil.copy(source, target)
