"""The scripts of the search panel in one file: a reader on a slow line waits for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.core import output

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
    output.write(folder / NAME, "".join(texts))
