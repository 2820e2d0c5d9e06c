"""The scripts of search in one file for each use: a reader on a slow line waits for one.

With them go the stemmer, as Sphinx ships it, and how words are cut (``language.toml``).
"""

import json
from importlib import resources
from pathlib import Path

from handbook.core import output
from handbook.site.search.cutting import LANGUAGE, LONGEST, MOST_PARTS

# What each file is made of, in the order in which the parts need each other.
FILES = {
    "panel.js": (
        *("text", "index", "vocabulary", "synonyms", "query", "passages", "excerpts"),
        *("rank", "find", "reports", "results", "view", "dialog", "page"),
    ),
    "marking.js": ("text", "marks"),
}
STEMMER = ("base-stemmer.js", "english-stemmer.js")  # as sphinx.search.en names it


def write(folder: Path) -> None:
    """Join the parts in a folder of the built site.

    :raises FileNotFoundError: where a part is missing.
    """
    language = {**LANGUAGE, "longest": LONGEST, "most": MOST_PARTS}
    text = json.dumps(language, ensure_ascii=False, separators=(",", ":"))
    # The stemmer assigns its first name without declaring it.
    head = f'"use strict";\nvar BaseStemmer;\n{_stemmer()}\nhandbookSearch.language={text};\n'
    for name, parts in FILES.items():
        texts = [(folder / f"{part}.js").read_text(encoding="utf-8") for part in parts]
        output.write(folder / name, head + "".join(texts))


def _stemmer() -> str:
    folder = resources.files("sphinx.search") / "minified-js"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in STEMMER)
