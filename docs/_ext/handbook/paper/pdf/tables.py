"""Tables: how wide their columns are, and when they lie on their side."""

from collections.abc import Sequence

from docutils import nodes

from handbook.core.warnings import Subtype, warn
from handbook.paper.pdf.base import LINE as OUTER_LINE
from handbook.paper.pdf.base import TranslatorBase, child_of
from handbook.paper.pdf.columns import Column, measure, rooms, texts, widths
from handbook.paper.pdf.escape import LONGEST_WORD, array, boolean

# A line of a table holds about this many characters at its normal size, on either paper.
LINE = 96
# In smaller type, which tables with many columns get.
SMALL_LINE = 112
# On a page that lies on its side, in smaller type.
LANDSCAPE_LINE = 178
# What is never broken: so many rows, and characters in all; less than a third of a sheet.
FEW_ROWS = 9
FEW_WORDS = 1000
# From this many columns the type is smaller; the template knows it too.
MANY = 6
ALIGNMENTS = {f"text-{side}": side for side in ("left", "right", "center")}


class TablesMixin(TranslatorBase):
    """Writes tables."""

    def visit_table(self, node: nodes.table) -> None:
        self.mark(node)
        # The cells are no place for it.
        heading, self.held_heading = self.held_heading, ""
        group = next(node.findall(nodes.tgroup))
        rows = [row for row in group.findall(nodes.row) if row.parent.parent is group]
        specs = [child for child in group.children if isinstance(child, nodes.colspec)]
        content = texts(rows, len(specs))
        given = [spec["colwidth"] for spec in specs] if "colwidths-given" in node["classes"] else []
        columns = measure(content, len(specs))
        on_side = self.lies_on_side(node, columns)
        line = LANDSCAPE_LINE if on_side else SMALL_LINE if len(specs) >= MANY else LINE
        line = line * self.room // OUTER_LINE
        shares = widths(content, len(specs), given, line)
        room = rooms(shares, columns, line)
        with self.held("table"):
            heads = [self.row(r, specs, room) for r in rows if isinstance(r.parent, nodes.thead)]
            cells = [self.row(r, specs, room) for r in rows if isinstance(r.parent, nodes.tbody)]
        if heads:
            cells.insert(0, f"table.header({', '.join(heads)})")
        small = len(rows) <= FEW_ROWS and len(group.astext()) <= FEW_WORDS
        arguments = [array(shares), str(len(heads)), f"breakable: {boolean(not small)}"]
        arguments += ["compact: true"] * ("template" in self.inside) + cells
        table = f"#data({', '.join(arguments)})"
        table = self.captioned(node, table, small=small)
        table = f"{heading}{self.anchors(node)}{table}\n\n"
        self.put(f"#landscape[{table}]\n\n" if on_side else table)

    def captioned(self, node: nodes.table, table: str, *, small: bool) -> str:
        title = child_of(node, nodes.title)
        if title is None:
            return table
        caption = self.within("caption", title.children)
        return (
            f"#captioned(table, {self.number('table', node)}, [{caption}],"
            f" breakable: {boolean(not small)})[{table}]"
        )

    def lies_on_side(self, node: nodes.table, columns: list[Column]) -> bool:
        """Tell whether a table gets a page on its side, because it is too wide otherwise."""
        needed = sum(min(column.word, LONGEST_WORD) + 2 for column in columns)
        if self.inside or not isinstance(node.parent, nodes.section | nodes.document):
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
        return needed > SMALL_LINE

    def row(
        self, row: nodes.Element, specs: Sequence[nodes.Element], rooms: Sequence[int] = ()
    ) -> str:
        """Return the cells of a row.

        :param rooms: how many characters a line of each column surely holds.
        """
        cells = []
        if len(row) != len(rooms):  # spans
            rooms = [min(rooms, default=self.room)] * len(row)
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
            with self.narrow(rooms[position]):
                body = self.anchors(cell) + self.render(cell.children)
            if position < stubs and isinstance(row.parent, nodes.tbody):
                body = f"#strong[{body}]"
            cells.append(f"table.cell({', '.join(options)})[{body}]")
        return ", ".join(cells)
