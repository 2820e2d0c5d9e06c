"""Which files below ``docs/`` are pages: for the build, and for commands that run without one."""

import re
from pathlib import Path

from docutils.nodes import make_id
from sphinx.util.matching import get_matching_files

from handbook.core import left_out

SUFFIX = ".md"
# An organisation's own part, which upstream never touches.
LOCAL = "local"
# No pages: what the build is made of; an organisation's note for keepers, and its texts that
# stand on other pages, and what those pages are made of.
EXCLUDED = ("_*", f"{LOCAL}/README.md", f"{LOCAL}/inserts", f"{LOCAL}/_*")


def is_local(name: str) -> bool:
    """Tell whether a page or file, named from the sources' folder, is an organisation's own."""
    return name.startswith(f"{LOCAL}/")


def file_words(title: str) -> list[str]:
    """Give the words of a title as names of files have them: "Œuvre" is oeuvre."""
    whole = re.sub("['\u2019]", "", title.casefold())  # a word with an apostrophe is one
    return make_id(f"x {whole}").split("-")[1:]  # an id begins with a letter


def pages(docs: Path) -> list[Path]:
    """Find the sources of all pages but those that the organisation leaves out.

    :returns: the files, ordered by path.
    """
    excluded = [*EXCLUDED, *left_out.read(docs)[0].excluded]
    names = get_matching_files(docs, [f"**{SUFFIX}"], excluded)
    return [docs / name for name in sorted(names)]
