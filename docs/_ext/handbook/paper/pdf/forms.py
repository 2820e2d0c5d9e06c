"""Forms to fill in with a pen, from the Markdown templates that readers copy.

A template gives each thing to fill in as a label in bold and a prompt in italics. On paper the
prompt stays small beside its label, and the room to write is ruled below it. The compiler cannot
make fields that a PDF reader fills in (Typst 0.15), so whoever types takes the Markdown.
"""

from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder

from handbook.content import words
from handbook.paper.pdf.base import child_of, rest_of
from handbook.paper.pdf.book import Book
from handbook.paper.pdf.columns import measure, texts, weight
from handbook.paper.pdf.documents import Document
from handbook.paper.pdf.escape import array, boolean, string
from handbook.paper.pdf.lists import checkbox, list_items
from handbook.paper.pdf.templates import parse
from handbook.paper.pdf.translator import TypstTranslator

# As many rows as a table of a form has at least, and all those of a form of tables alone.
ROWS, ROWS_ALONE = 4, 10
# In characters: a narrower column has no room for a word by hand.
NARROWEST = 14
# Shares of the room to write that is left on the sheet.
LABELLED = 1
SENTENCES = 2


def form_markup(builder: Builder, document: Document, file: Path) -> str:
    """Return one form, the Markdown of an empty template, as Typst markup."""
    tree = parse(words.of(builder.config).said(file.read_text(encoding="utf-8")), file)
    translator = FormTranslator(tree, builder, Book(document, tree))
    section = next(tree.findall(nodes.section), None)
    return translator.form(file.name.partition(".")[0], section if section is not None else tree)


class FormTranslator(TypstTranslator):
    """Writes a form; what asks for nothing is set as in a page."""

    tables = 1
    """How many the form has."""
    asks = False
    """The form asks for more than the cells of its tables."""

    def form(self, name: str, section: nodes.Element) -> str:
        """Return the markup of the form whose title and content ``section`` holds."""
        title = child_of(section, nodes.title)
        words = title.astext() if title is not None else name
        label, colon, _rest = words.partition(":")
        prompt = self.render(without(title, label + colon)) if title is not None else ""
        prompts = section.findall(nodes.emphasis)
        self.asks = any(isinstance(p.parent.parent, nodes.list_item) for p in prompts)
        self.tables = len(list(section.findall(nodes.table)))
        body = self.render(rest_of(section, nodes.title))
        self.tell_lacking()
        one_sheet = boolean(self.book.document.worksheet)
        return f"#form({string(label.strip())}, [{prompt}], one-sheet: {one_sheet})[{body}]\n\n"

    def visit_title(self, node: nodes.title) -> None:
        self.put(f"#form-section[{self.render(node.children)}]\n\n")

    def visit_paragraph(self, node: nodes.Element) -> None:
        if "cell" in self.inside:
            # Dots ask for nothing: the room itself does.
            self.put("" if node.astext() == "…" else f"{self.render(node.children)}\n\n")
        else:
            self.field(node)

    def visit_bullet_list(self, node: nodes.Element) -> None:
        if not any(node.findall(nodes.emphasis)):
            self.boxes(node)
            return
        for item in list_items(node):
            box = checkbox(item)
            with self.held("task"):
                self.fields(item, "none" if box is None else f"check-box({boolean(box['ticked'])})")

    def boxes(self, node: nodes.Element) -> None:
        """Write a list that asks for ticks and nothing else."""
        boxes = [checkbox(item) for item in list_items(node)]
        done = array(boolean(box is not None and box["ticked"]) for box in boxes)
        with self.held("task"), self.held("cell"):
            items = [f"[{self.within('task', item.children)}]" for item in list_items(node)]
        self.put(f"#form-boxes({done}, {', '.join(items)})\n\n")

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        for number, item in enumerate(list_items(node), start=node.get("start", 1)):
            self.fields(item, f"[{number}\\.]")

    def fields(self, item: nodes.Element, mark: str) -> None:
        """Write a list's item, behind its box or number."""
        for child in item.children:
            if isinstance(child, nodes.paragraph):
                self.field(child, mark)
            else:
                child.walkabout(self)
            mark = "none"

    def field(self, node: nodes.Element, mark: str = "none") -> None:
        """Write a paragraph, with room below it if it asks for something."""
        asks = child_of(node, nodes.emphasis) is not None
        labelled = child_of(node, nodes.strong) is not None
        room = 0 if not asks else LABELLED if labelled else SENTENCES
        self.mark(node)
        self.put(f"#field({mark}, {room})[{self.render(node.children)}]\n\n")

    def visit_table(self, node: nodes.table) -> None:
        self.mark(node)
        rows = list(node.findall(nodes.row))
        count = len(rows[0].children)
        with self.held("cell"), self.narrow(self.room // count):
            heads = [self.row(row, ()) for row in rows if isinstance(row.parent, nodes.thead)]
            cells = [self.row(row, ()) for row in rows if isinstance(row.parent, nodes.tbody)]
        columns = measure(texts(rows, count), count)
        for column in columns:
            column.natural = max(column.natural, NARROWEST)
        shares = array(f"{weight(column):.1f}fr" for column in columns)
        least = ROWS if self.asks else ROWS_ALONE // max(self.tables, 1)
        blank = max(least - len(cells), 0)
        # Room for two lines by hand; on half a sheet of a pack, for one.
        high = "5.5em" if self.book.document.worksheet else "3.4em"
        self.put(
            f"#form-table({shares}, {high}, ({', '.join(heads)}), {blank}, {', '.join(cells)})\n\n"
        )


def without(title: nodes.Element, label: str) -> list[nodes.Node]:
    """Return what a title asks for: its children without the words of ``label``."""
    first, rest = title.children[0], title.children[1:]
    return [nodes.Text(first.astext().removeprefix(label).lstrip()), *rest]
