"""The scripts of the search panel in one file, without their comments.

The parts stay apart where they are written; a reader on a slow line gets one file of a fifth less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.site.bundle import without_comments

if TYPE_CHECKING:
    from pathlib import Path

# In the order in which they need each other.
PARTS = (
    "text",
    "vocabulary",
    "query",
    "passages",
    "rank",
    "engines",
    "find",
    "results",
    "view",
    "dialog",
    "page",
)
NAME = "panel.js"


def write(folder: Path) -> None:
    """Join the parts in a folder of the built site.

    :param folder: where the parts were copied to, and where the file goes.
    :raises FileNotFoundError: where a part is missing.
    """
    texts = [(folder / f"{part}.js").read_text(encoding="utf-8") for part in PARTS]
    (folder / NAME).write_text("".join(map(without_comments, texts)), encoding="utf-8")
