"""Which files below ``docs/`` are pages: for the build, and for commands that run without one."""

from pathlib import Path

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


def pages(docs: Path) -> list[Path]:
    """Find the sources of all pages but those that the organisation leaves out.

    :returns: the files, ordered by path.
    """
    excluded = [*EXCLUDED, *left_out.read(docs)[0].excluded]
    names = get_matching_files(docs, [f"**{SUFFIX}"], excluded)
    return [docs / name for name in sorted(names)]
