"""The folder that a build writes: emptied and tidied."""

import shutil
from collections.abc import Container
from pathlib import Path

# What is wrong with the pages, for the live preview, beside them from before the first build.
PREVIEW_FAULTS = "live.json"


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
