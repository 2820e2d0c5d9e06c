"""Tables: how wide their columns are, and when they lie on their side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.pdf.base import TranslatorBase, child_of
from handbook.pdf.escape import array, boolean
from handbook.warnings import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

# A line of a table holds about this many characters at its normal size, on either paper.
LINE = 96
# In smaller type, which tables with many columns get.
SMALL_LINE = 112
# On a page that lies on its side, in smaller type.
LANDSCAPE_LINE = 178
# Between two columns, in characters.
GAP = 3
# Cells up to this length are never broken, and text beyond the second asks for no more room.
SHORT_CELL = 18
PROSE = 120
# Tables with more rows than this may break across pages below their caption.
SHORT = 12
# From this many columns the type is smaller.
MANY = 6
ALIGNMENTS = {f"text-{side}": side for side in ("left", "right", "center")}


@dataclass
class Column:
    """What decides a column's width, in characters."""

    natural: int = 0
    """The longest cell."""
    word: int = 0
    """The longest word."""


class TablesMixin(TranslatorBase):
    """Writes tables."""

    def visit_table(self, node: nodes.table) -> None:
        self.mark(node)
        group = child_of(node, nodes.tgroup)
        if group is None:
            raise nodes.SkipNode
        rows = list(group.findall(nodes.row))
        rows = [row for row in rows if row.parent.parent is group]
        specs = [child for child in group.children if isinstance(child, nodes.colspec)]
        columns = measure(rows, len(specs))
        given = [spec["colwidth"] for spec in specs] if "colwidths-given" in node["classes"] else []
        on_side = self.lies_on_side(node, columns)
        with self.held("table"):
            heads = [self.row(row, specs) for row in rows if isinstance(row.parent, nodes.thead)]
            cells = [self.row(row, specs) for row in rows if isinstance(row.parent, nodes.tbody)]
        if heads:
            cells.insert(0, f"table.header({', '.join(heads)})")
        arguments = [array(widths(columns, given)), str(len(heads)), *cells]
        table = f"#data({', '.join(arguments)})"
        table = self.captioned(node, table, len(rows))
        heading, self.held_heading = self.held_heading, ""
        table = f"{heading}{self.anchors(node)}{table}\n\n"
        self.put(f"#landscape[{table}]\n\n" if on_side else table)
        raise nodes.SkipNode

    def captioned(self, node: nodes.table, table: str, rows: int) -> str:
        title = child_of(node, nodes.title)
        if title is None:
            return table
        caption = self.within("caption", title.children)
        return (
            f"#captioned(table, {self.number('table', node)}, [{caption}],"
            f" breakable: {boolean(rows > SHORT)})[{table}]"
        )

    def lies_on_side(self, node: nodes.table, columns: list[Column]) -> bool:
        """Tell whether a table gets a page on its side: asked for, or too wide otherwise."""
        asked = "landscape" in node["classes"]
        needed = sum(column.word + 2 for column in columns)
        if self.inside or not isinstance(node.parent, nodes.section | nodes.document):
            if asked:
                warn(
                    Subtype.PDF,
                    "this table stands inside something else, so it cannot have a page on its"
                    " side: move it out, or drop the class landscape",
                    location=self.where(node),
                )
            return False
        if needed > LANDSCAPE_LINE:
            warn(
                Subtype.PDF,
                "this table is too wide for a page, even on its side: its longest words alone"
                " need %s characters, a line has %s; split it or shorten them",
                needed,
                LANDSCAPE_LINE,
                location=self.where(node),
            )
        return asked or needed > SMALL_LINE

    def row(self, row: nodes.Element, specs: Sequence[nodes.Element]) -> str:
        cells = []
        stubs = sum(bool(spec.get("stub")) for spec in specs)
        for position, cell in enumerate(row.children):
            if not isinstance(cell, nodes.entry):
                continue
            options = []
            if across := cell.get("morecols"):
                options.append(f"colspan: {across + 1}")
            if down := cell.get("morerows"):
                options.append(f"rowspan: {down + 1}")
            options += [f"align: {ALIGNMENTS[c]}" for c in cell["classes"] if c in ALIGNMENTS]
            body = self.anchors(cell) + self.render(cell.children)
            if position < stubs and isinstance(row.parent, nodes.tbody):
                body = f"#strong[{body}]"
            cells.append(f"table.cell({', '.join(options)})[{body}]")
        return ", ".join(cells)


def measure(rows: Sequence[nodes.Element], count: int) -> list[Column]:
    """Measure the columns by the rows without spans; a table of spans has equal columns."""
    columns = [Column() for _number in range(count)]
    for row in rows:
        if len(row.children) != count:
            continue
        for column, cell in zip(columns, row.children, strict=True):
            text = cell.astext()
            column.natural = max(
                column.natural, *(len(line) for line in (text.splitlines() or [""]))
            )
            column.word = max(column.word, *(len(word) for word in (text.split() or [""])))
    return columns


def widths(columns: list[Column], given: list[int]) -> list[str]:
    """Return the columns' widths: short ones take what they need, long ones share the rest."""
    if given:
        return [f"{width}fr" for width in given]
    if sum(column.natural + GAP for column in columns) <= LINE:
        return ["auto"] * len(columns)
    even = min(LINE / len(columns), SHORT_CELL)
    long = [column for column in columns if column.natural > even]
    room = LINE - sum(column.natural + GAP for column in columns if column.natural <= even)
    total = sum(weight(column) for column in long)
    written = []
    for column in columns:
        if column.natural <= even:
            written.append("auto")
        else:
            share = max(room * weight(column) / total, column.word + GAP)
            written.append(f"{share:.1f}fr")
    return written


def weight(column: Column) -> float:
    """Return a long column's claim: more text, more width, but less than in proportion."""
    return min(column.natural, PROSE) ** 0.7
