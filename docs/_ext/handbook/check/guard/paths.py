"""Which files a page may name, and how a refusal is told."""

from pathlib import Path

from docutils import nodes
from sphinx.environment import BuildEnvironment

from handbook.core.warnings import Subtype, warn

# Linux allows 255 bytes for a name and 4096 for a path; beyond, the system call raises.
MAX_NAME = 255  # bytes
MAX_PATH = 2_000  # bytes


def refuse(
    message: str, *args: object, location: str | tuple[str | None, int | None] | nodes.Node
) -> None:
    """Warn of what was left out of a page; the arguments are those of ``core.warnings``."""
    warn(Subtype.GUARD, message, *args, location=location)


def is_usable(name: str) -> bool:
    """Tell whether the system can be asked for a file of this name at all."""
    path = name.encode(errors="replace")
    return (
        b"\0" not in path
        and len(path) <= MAX_PATH
        and all(len(part) <= MAX_NAME for part in path.split(b"/"))
    )


def is_inside(env: BuildEnvironment, name: str) -> bool:
    """Tell whether a file that the current page names lies among the sources.

    :param name: relative to the page, or to the sources if it begins with a slash; links in it
        are followed.
    """
    if not is_usable(name):
        return False
    # Sphinx's own resolution, so that what is judged is what would be read.
    path = Path(env.relfn2path(name, env.current_document.docname)[1])
    return path.is_relative_to(Path(env.srcdir).resolve())
