"""Code: coloured as on the site, numbered, with marked lines."""

from functools import cached_property
from typing import Any

from docutils import nodes
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.style import Style
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound
from sphinx.highlighting import PygmentsBridge, lexer_classes

from handbook.paper.pdf.base import TranslatorBase, child_of
from handbook.paper.pdf.escape import array, clean, string

TAB = 4  # columns
# Names that Sphinx allows and Pygments does not know.
PLAIN = frozenset({"", "none", "default", "text"})


class CodeMixin(TranslatorBase):
    """Writes blocks of code."""

    @cached_property
    def style(self) -> type[Style]:
        """The configured style. A theme's own is not asked for: that would load the theme."""
        name = self.config.pygments_style or "sphinx"
        return PygmentsBridge("html", name).formatter_args["style"]

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.mark(node)
        self.put(self.anchors(node))
        text = clean(self.code(node)).expandtabs(TAB).rstrip("\n")
        lines = self.coloured(text, self.lexer(node))
        options: dict[str, Any] = node.get("highlight_args", {})
        start = str(options.get("linenostart", 1)) if node.get("linenos") else "none"
        marked = array(str(number) for number in options.get("hl_lines", ()))
        self.put(f"#code({string(text)}, {lines}, start: {start}, marked: {marked})\n\n")

    def lexer(self, node: nodes.Element) -> Lexer:
        language = node.get("language", "")
        if language == "default":
            language = "python3" if node.get("force") else "text"
        name = "none" if language in PLAIN else language
        try:
            known = lexer_classes.get(name)  # Sphinx's own, and ours
            return known(stripnl=False) if known else get_lexer_by_name(name, stripnl=False)
        except ClassNotFound:
            # Sphinx's HTML builder is the one that warns of a language that nobody knows.
            return get_lexer_by_name("text", stripnl=False)

    def coloured(self, text: str, lexer: Lexer) -> str:
        """Return the lines of ``text``, each an array of looks and pieces."""
        lines: list[list[tuple[str, str]]] = [[]]
        for kind, value in lexer.get_tokens(text):
            look = self.look(kind)
            for number, piece in enumerate(value.split("\n")):
                if number:
                    lines.append([])
                last = lines[-1][-1] if lines[-1] else None
                # A space has no colour, and joined to a word it survives copying from the PDF.
                if piece and last and (last[0] == look or piece.isspace()):
                    lines[-1][-1] = last[0], last[1] + piece
                elif piece:
                    lines[-1].append((look, piece))
        # A lexer may end with a line break of its own, and may also drop text: then plain.
        kept = lines[: text.count("\n") + 1]
        if "\n".join("".join(piece for _look, piece in line) for line in kept) != text:
            kept = [[("", line)] for line in text.split("\n")]
        return array(
            array(f"({string(look)}, {string(piece)})" for look, piece in line) for line in kept
        )

    def look(self, kind: _TokenType) -> str:
        """Return the colour of a token, with ``b`` for bold and ``i`` for italic."""
        while kind is not Token and kind not in self.style.styles and kind.parent is not None:
            kind = kind.parent
        style = self.style.style_for_token(kind)
        flags = ("b" if style["bold"] else "") + ("i" if style["italic"] else "")
        return (style["color"] or "") + flags

    def component_literal_block(self, node: nodes.container) -> None:
        """Write code with a caption."""
        caption = child_of(node, nodes.caption)
        head = self.within("caption", caption.children) if caption else ""
        body = self.render(c for c in node.children if c is not caption)
        number = self.number("code-block", node)
        self.put(
            f"{self.anchors(node)}#captioned(raw, {number}, [{head}], breakable: true)[{body}]\n\n"
        )
        raise nodes.SkipNode
