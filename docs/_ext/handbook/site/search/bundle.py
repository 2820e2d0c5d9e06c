"""The scripts of search in one file for each use, without their comments.

The parts stay apart where they are written; a reader on a slow line gets one file of a fifth less.
With them go the stemmer, as Sphinx ships it, and how words are cut (``language.toml``).
"""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

from handbook.site.bundle import without_comments
from handbook.site.search.cutting import LANGUAGE, LONGEST, MOST_PARTS

if TYPE_CHECKING:
    from pathlib import Path

# What each file is made of, in the order in which the parts need each other.
FILES = {
    "panel.js": (
        *("text", "index", "spelling", "vocabulary", "synonyms", "query", "passages", "excerpts"),
        *("rank", "find", "results", "notes", "view", "dialog", "page"),
    ),
    "marking.js": ("text", "marks"),
}
LOADER = "loader.js"  # what every page loads
STEMMER = ("base-stemmer.js", "english-stemmer.js")  # as sphinx.search.en names it


def write(folder: Path) -> None:
    """Join the parts in a folder of the built site.

    :param folder: where the parts were copied to, and where the files go.
    :raises FileNotFoundError: where a part is missing.
    """
    language = {**LANGUAGE, "longest": LONGEST, "most": MOST_PARTS}
    text = json.dumps(language, ensure_ascii=False, separators=(",", ":"))
    # The stemmer assigns its first name without declaring it.
    head = f'"use strict";\nvar BaseStemmer;\n{_stemmer()}\nhandbookSearch.language={text};\n'
    for name, parts in FILES.items():
        texts = [(folder / f"{part}.js").read_text(encoding="utf-8") for part in parts]
        (folder / name).write_text(head + "".join(map(without_comments, texts)), encoding="utf-8")
    loader = folder / LOADER
    loader.write_text(without_comments(loader.read_text(encoding="utf-8")), encoding="utf-8")


def _stemmer() -> str:
    folder = resources.files("sphinx.search") / "minified-js"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in STEMMER)
