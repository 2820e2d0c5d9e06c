"""A page's blocks as Markdown: headings, lists, tables, boxes, code.

What the site draws as cards, tabs and folded parts becomes plain headings and text.
A block of a kind that is unknown here gives the text inside it: nothing is lost.
"""

import re
from collections.abc import Callable, Iterable

from docutils import nodes

from handbook.core.doctree import is_for_dark
from handbook.site.markdown_twin.inlines import Inlines, code

_HIDDEN_KINDS = ("index", "toctree", "only", "raw", "sd_tab_input")
_INLINE_KINDS = ("PassthroughTextElement",)  # sphinx-design's links and buttons


class Blocks:
    """Turns the blocks of one page into Markdown."""

    def __init__(self, page_of: Callable[[str], str]) -> None:
        self.inlines = Inlines(page_of)
        self.level = 0

    def join(self, children: Iterable[nodes.Node]) -> str:
        """Give blocks with an empty line between them."""
        parts: list[str] = []
        run: list[nodes.Node] = []
        for child in [*children, None]:
            if child is not None and _is_inline(child):
                run.append(child)
                continue
            if text := self.inlines.block(run):
                parts.append(text)
            run = []
            if child is not None and (text := self.one(child).strip("\n")):
                parts.append(text)
        return "\n\n".join(parts)

    def one(self, node: nodes.Node) -> str:
        hidden = isinstance(node, nodes.Invisible) or type(node).__name__ in _HIDDEN_KINDS
        if hidden or is_for_dark(node):
            return ""
        for kind in type(node).__mro__:
            if method := getattr(self, f"_{kind.__name__}", None):
                text: str = method(node)
                return text
        return self.join(node.children)

    def _section(self, node: nodes.Element) -> str:
        self.level += 1
        text = self.join(node.children)
        self.level -= 1
        return text

    def _title(self, node: nodes.Element) -> str:
        text = self.inlines.heading(node.children)
        if isinstance(node.parent, nodes.section | nodes.document):
            return f"{'#' * min(max(self.level, 1), 6)} {text}"
        return f"**{text}**"

    def _rubric(self, node: nodes.Element) -> str:
        # A heading inside an included text: deeper than the section in which it stands.
        level = node.get("heading-level")
        text = self.inlines.heading(node.children)
        return f"{'#' * min(int(level), 6)} {text}" if level else f"**{text}**"

    _caption = _rubric
    _sd_tab_label = _rubric
    _dropdown_title = _rubric

    def _paragraph(self, node: nodes.Element) -> str:
        return self.inlines.block(node.children)

    def _picture(self, node: nodes.Element) -> str:
        return self.inlines.one(node)

    def _literal_block(self, node: nodes.Element) -> str:
        text = node.astext().rstrip("\n")
        if self.inlines.line_break == "<br>":  # a cell has no room for a fence
            return "\n".join(code(line) for line in text.splitlines() if line.strip())
        longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
        fence = "`" * (longest + 1)
        language = node.get("language", "")
        return f"{fence}{'' if language in ('default', 'none') else language}\n{text}\n{fence}"

    def _transition(self, node: nodes.Element) -> str:
        return "---"

    def _bullet_list(self, node: nodes.Element) -> str:
        return self._items(node, lambda _: "- ")

    def _enumerated_list(self, node: nodes.Element) -> str:
        start = int(node.get("start", 1))
        return self._items(node, lambda number: f"{start + number}. ")

    def _items(self, node: nodes.Element, marker: Callable[[int], str]) -> str:
        texts = [
            self.join(item.children) for item in node.children if isinstance(item, nodes.Element)
        ]
        tight = not any("\n\n" in text for text in texts)
        lines = [_indented(marker(n), text) for n, text in enumerate(texts)]
        return ("\n" if tight else "\n\n").join(lines)

    def _definition_list(self, node: nodes.Element) -> str:
        return "\n\n".join(self.one(item) for item in node.children)

    def _definition_list_item(self, item: nodes.Element) -> str:
        terms = [
            self.inlines.heading(child.children)
            for child in item.children
            if isinstance(child, nodes.term)
        ]
        body = [child for child in item.children if isinstance(child, nodes.definition)]
        return _indented("- ", _named(", ".join(terms), self.join(body)))

    def _field_list(self, node: nodes.Element) -> str:
        lines = []
        for field in node.children:
            name, body = field.children
            words = self.inlines.heading(name.children)
            lines.append(_indented("- ", _named(words, self.join(body.children))))
        return "\n".join(lines)

    def _container(self, node: nodes.Element) -> str:
        # sphinx-design's cards are containers, their titles too.
        if "sd-card-title" in node["classes"]:
            return f"**{self.inlines.heading(node.children)}**"
        return self.join(node.children)

    def _block_quote(self, node: nodes.Element) -> str:
        return _quoted(self.join(node.children))

    def _Admonition(self, node: nodes.Element) -> str:  # noqa: N802  (docutils' name of the class)
        has_title = isinstance(node.next_node(descend=True), nodes.title)
        name = "" if has_title else f"**{type(node).__name__.capitalize()}**\n\n"
        return _quoted(name + self.join(node.children))

    def _footnote(self, node: nodes.Element) -> str:
        label = node.next_node(nodes.label)
        name = label.astext() if label else ""
        body = [child for child in node.children if not isinstance(child, nodes.label)]
        return _indented(f"[^{name}]: ", self.join(body), indent=4)

    def _table(self, node: nodes.Element) -> str:
        # Its own: a cell may hold a box with a title, or another table.
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        parts = [part for child in node.children for part in child.children]
        rows = [
            [self._cell(cell) for cell in row.children if isinstance(cell, nodes.entry)]
            for part in parts
            if isinstance(part, nodes.Part)
            for row in part.children
        ]
        if not rows:
            return ""
        caption = f"**{self.inlines.heading(title.children)}**" if title else ""
        if self.inlines.line_break == "<br>":  # a cell has no room for another table
            return "\n".join([*([caption] if caption else []), *("; ".join(row) for row in rows)])
        width = max(len(row) for row in rows)
        if not any(isinstance(part, nodes.thead) for part in parts):
            rows.insert(0, [])
        rows = [row + [""] * (width - len(row)) for row in rows]
        rows.insert(1, ["---"] * width)
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return f"{caption}\n\n{table}" if caption else table

    def _cell(self, cell: nodes.Element) -> str:
        outer, self.inlines.line_break = self.inlines.line_break, "<br>"
        text = self.join(cell.children)
        self.inlines.line_break = outer
        return re.sub(r"\n+", "<br>", text).replace("|", "\\|")


def _is_inline(node: nodes.Node) -> bool:
    if isinstance(node, nodes.raw):
        return False
    return isinstance(node, nodes.Text | nodes.Inline) or type(node).__name__ in _INLINE_KINDS


def _named(name: str, text: str) -> str:
    """Put a name before what it stands for: on one line, or above a list or several blocks."""
    if text.startswith(("- ", "1. ")) and "\n\n" not in text:
        return f"**{name}:**\n{text}"
    return f"**{name}:**\n\n{text}" if "\n" in text else f"**{name}:** {text}".strip()


def _indented(marker: str, text: str, indent: int = 0) -> str:
    """Put a marker before the first line and the same room before the others."""
    room = " " * (indent or len(marker))
    lines = text.split("\n")
    return "\n".join([marker + lines[0], *(f"{room}{line}".rstrip() for line in lines[1:])])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
