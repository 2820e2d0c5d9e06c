"""The scripts of the search panel in one file, without their comments.

The parts stay apart where they are written; a reader on a slow line gets one file of a third less.
Only whole lines are left out, so that nothing here need understand JavaScript.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
# A comment that has its lines to itself, an indent, an empty line.
UNNEEDED = re.compile(
    r"^[ \t]*/\*(?:(?!\*/)[\s\S])*\*/[ \t]*\n|^[ \t]*//[^\n]*\n|^[ \t]+|^\n", re.MULTILINE
)


def write(folder: Path) -> None:
    """Join the parts in a folder of the built site.

    :param folder: where the parts were copied to, and where the file goes.
    :raises FileNotFoundError: where a part is missing.
    """
    texts = [(folder / f"{part}.js").read_text(encoding="utf-8") for part in PARTS]
    (folder / NAME).write_text("".join(map(without_comments, texts)), encoding="utf-8")


def without_comments(script: str) -> str:
    r"""Leave out the lines that are comments, and indents.

    >>> without_comments('/* Why. */\n  // How.\n  const a = "// kept"; // kept\n')
    'const a = "// kept"; // kept\n'
    """
    return UNNEEDED.sub("", script)
