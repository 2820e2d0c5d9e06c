"""What stands in the place of directives, roles and domains, with their honest use left.

Theirs would read any file, fetch, import by name, or take hours.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Raw
from docutils.parsers.rst.directives.parts import Contents
from myst_parser.sphinx_ext.directives import FigureMarkdown
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable, Figure
from sphinx.domains import Domain
from sphinx.domains.std import Glossary
from sphinx.roles import MenuSelection
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from handbook.check.guard.paths import is_inside, refuse
from handbook.check.preflight.forms import CONTENTS
from handbook.check.preflight.tables import MAX_MISSING, MISSING
from handbook.check.preflight.text import MAX_BYTES

# Under which the page that is read keeps how many bytes of files it has shown so far.
SHOWN = "handbook_shown"
WIDTH = directives.length_or_percentage_or_unitless


def _without(options: Mapping[str, Any] | None, left_out: str) -> OptionSpec:
    return {name: convert for name, convert in (options or {}).items() if name != left_out}


def _are_inside(directive: SphinxDirective, *targets: str | None) -> bool:
    """Judge the files that a directive names: each among the sources, and all of a page small."""
    document = directive.env.current_document
    for target in filter(None, targets):
        reason = "the file lies outside the handbook's sources: copy it into them"
        if is_inside(directive.env, target):
            path = Path(directive.env.relfn2path(target)[1])
            shown = int(document.get(SHOWN) or 0)
            shown += path.stat().st_size if path.is_file() else 0
            document[SHOWN] = shown
            if shown <= MAX_BYTES:
                continue
            reason = f"more than {MAX_BYTES:,} bytes of files on one page: split the page"
        place = directive.get_location()
        refuse("{%s} of %r: %s", directive.name, target, reason, location=place)
        return False
    return True


class GuardedInclude(Include):
    """``{include}``; what it names is judged by the guarded renderer.

    ``parser`` goes: it imports any module by its name.
    """

    option_spec: ClassVar[OptionSpec] = _without(Include.option_spec, "parser")


class GuardedLiteralInclude(LiteralInclude):
    """``{literalinclude}`` of a file among the sources."""

    def run(self) -> list[nodes.Node]:
        inside = _are_inside(self, self.arguments[0], self.options.get("diff"))
        return super().run() if inside else []


class GuardedCSVTable(CSVTable, SphinxDirective):
    """``{csv-table}`` of its content or of a file among the sources; never of an address."""

    option_spec: ClassVar[OptionSpec] = _without(CSVTable.option_spec, "url")

    def extend_short_rows_with_empty_cells(self, columns: int, parts: Any) -> None:
        if sum(columns - len(row) for part in parts for row in part) > MAX_MISSING:
            raise self.error(f"{MISSING}: write them, or a table with fewer columns")
        super().extend_short_rows_with_empty_cells(columns, parts)

    def run(self) -> list[Any]:
        if (target := self.options.get("file")) is None:
            return super().run()
        if not _are_inside(self, target):
            return []
        # Sphinx would read an absolute path as it stands if such a file exists anywhere.
        folder = Path(self.state.document.current_source or "").absolute().parent
        self.options["file"] = os.path.relpath(self.env.relfn2path(target)[1], folder)
        return super().run()


class GuardedFigure(Figure):
    """``{figure}``; its width is given, not measured by opening whatever file is named."""

    option_spec: ClassVar[OptionSpec] = {**(Figure.option_spec or {}), "figwidth": WIDTH}


class GuardedFigureMarkdown(FigureMarkdown):
    """``{figure-md}``; as :class:`GuardedFigure`."""

    option_spec: ClassVar[OptionSpec] = {**(FigureMarkdown.option_spec or {}), "width": WIDTH}


class PlacedGlossary(Glossary):
    """``{glossary}``, whose terms know their lines: MyST counts them from the directive's."""

    def run(self) -> list[nodes.Node]:
        above = self.lineno + self.content_offset + 1
        self.content.items = [(source, above + line) for source, line in self.content.items]
        state: Any = self.state
        state._lineno = -1  # else MyST adds the directive's line once more
        return super().run()


class RefusedRaw(Raw, SphinxDirective):
    """``{raw}``, which has no honest use on a page."""

    # Without the options nothing is looked up, read or fetched before the refusal.
    option_spec: ClassVar[OptionSpec] = dict.fromkeys(Raw.option_spec or (), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        refuse("{raw} is not for pages: write it in Markdown", location=self.get_location())
        return []


class RefusedContents(Contents, SphinxDirective):
    """``{contents}``: each page has its own beside it."""

    def run(self) -> list[nodes.Node]:
        refuse(CONTENTS, location=self.get_location())
        return []


class Menu(MenuSelection):
    """``{menuselection}``, with a sign between its parts that the PDF's fonts have."""

    BULLET_CHARACTER = "\N{RIGHTWARDS ARROW}"


class NoC(Domain):
    """Describes no C: reading ``((((a`` as an expression takes twice as long for each bracket."""

    name = "c"
    label = "C"

    def resolve_any_xref(self, *_args: Any, **_kwargs: Any) -> list[Any]:
        return []

    def merge_domaindata(self, *_args: Any) -> None:
        """Take over nothing from a process that has read other pages."""


class NoCpp(NoC):
    """Describes no C++ either."""

    name = "cpp"


OVERRIDES: dict[str, type[Directive]] = {
    "contents": RefusedContents,
    "csv-table": GuardedCSVTable,
    "figure": GuardedFigure,
    "figure-md": GuardedFigureMarkdown,
    "include": GuardedInclude,
    "literalinclude": GuardedLiteralInclude,
    "raw": RefusedRaw,
}
