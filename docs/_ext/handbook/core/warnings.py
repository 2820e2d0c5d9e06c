"""The kinds of warning that the handbook's extensions give, and how they end a build.

A warning always says where: Sphinx prints ``file:line: WARNING: message [handbook.subtype]``,
and ``conf.py`` can silence exactly one kind with ``suppress_warnings = ["handbook.subtype"]``.
"""

from enum import StrEnum

from docutils import nodes
from sphinx.util import logging

logger = logging.getLogger(__name__)


class Subtype(StrEnum):
    """What can be wrong; the value is the part after ``handbook.`` in the message."""

    FRONT_MATTER = "front_matter"
    PAGE = "page"
    PDF = "pdf"
    RECORD = "record"
    FIGURE = "figure"
    STYLE = "style"
    PREFLIGHT = "preflight"
    GUARD = "guard"
    SEARCH = "search"
    REDIRECT = "redirect"
    CHANGES = "changes"
    LOCAL = "local"


class BuildError(SystemExit):
    """End the build with nothing but a message: what it was given can't be built.

    No exception of Sphinx's: for each one it prints a traceback, its versions, and the advice to
    report a bug. The message has what whoever wrote the handbook needs.
    """


def warn(
    subtype: Subtype,
    message: str,
    *args: object,
    location: str | tuple[str | None, int | None] | nodes.Node,
) -> None:
    """Log one warning at a place.

    :param message: what is wrong and how to mend it, with ``%s`` for each of ``args``.
    :param location: a node, a page name, or a page name with a line (counted from 1).
    """
    logger.warning(message, *args, type="handbook", subtype=subtype.value, location=location)
