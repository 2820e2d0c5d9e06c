"""MyST's parser and renderer, without what a page may not use.

MyST offers no event between reading a directive and running it, but takes its renderer as a
class; so both are subclasses here.
"""

import re
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Include
from docutils.parsers.rst.states import MarkupError
from docutils.transforms import Transform
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import REGEX_SCHEME, token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.mdit_to_docutils.transforms import CollectFootnotes
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.errors import SphinxError

from handbook.check.guard import html, numbers
from handbook.check.guard.metadata import html_meta
from handbook.check.guard.paths import is_inside, is_usable, refuse
from handbook.check.preflight.text import MAX_BYTES
from handbook.core import frontmatter
from handbook.core.doctree import line_break, struck
from handbook.core.errors import short

# MyST's own beginnings of a link to a file.
FILE_SCHEMES = ("path", "project")
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
STRAY = (
    (
        "**",
        re.compile(r"(?<![^\W_])\*\*(?=\S)|(?<=\S)\*\*(?![^\W_])"),
        "** stays a sign: leave no space within the bold words, and one behind them where they end"
        " in a sign; or write it as code, `**`",
    ),
    (
        "`",
        re.compile("`"),
        "a ` stays a sign: end the code that it begins by another, or write \\` for the sign",
    ),
)
OWN = "an extension's own, not for pages: remove it"
# Each level costs about a dozen calls of Python's stack of a thousand.
MAX_NESTING = 16
# Options by which an include takes less than all of a file, or shows it as it stands.
PARTS = {"code", "end-before", "end-line", "literal", "start-after", "start-line"}
# An include may include others; ten files that each include two would make a thousand.
MAX_INCLUDES = 50


class GuardedRenderer(SphinxRenderer):
    """MyST's renderer, which refuses raw HTML, reStructuredText, Jinja, and foreign files.

    What MyST itself writes as HTML is a node of ours, with a form for each output.
    """

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        super().setup_render(options, env)
        self._nesting = 0
        self._including: list[str] = []
        self._included = self._included_bytes = 0
        self._open: set[str] = set()  # the ends of the HTML that was told

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        text = token.content
        self._judge_html(token, text)
        if left := html.COMMENT.sub("", text).strip():
            self.current_node.append(nodes.literal_block(left, left))

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        text = token.content
        if LINE_BREAK.fullmatch(text):  # the only way to begin a line in the cell of a table
            self.current_node.append(line_break())
            return
        self._judge_html(token, text)
        if not html.COMMENT.fullmatch(text):
            self.current_node.append(nodes.literal(text, text))

    def _judge_html(self, token: SyntaxTreeNode, text: str) -> None:
        """Refuse HTML with what the handbook has instead; an end tag is told with its beginning."""
        name = html.name(text)
        cell = token.parent.parent if token.parent else None
        in_cell = cell is not None and cell.type in ("td", "th")
        if name not in self._open:
            self._refuse(token, "%s", html.mend(text, in_cell=in_cell))
        if in_cell and name in html.LISTS:  # once for a list
            self._open.update(html.LISTS)
        if not name.startswith("/"):
            self._open.add(f"/{name}")

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        self.current_node.append(line_break())

    def render_text(self, token: SyntaxTreeNode) -> None:
        """Tell of marks that mark nothing, unless the author made them signs on purpose."""
        whole = token.parent.content if token.parent else ""
        for mark, pattern, mend in STRAY:
            if (
                mark in token.content
                and f"\\{mark[0]}" not in whole
                and pattern.search(token.content)
            ):
                self._refuse(token, "%s", mend)
        super().render_text(token)

    def render_s(self, token: SyntaxTreeNode) -> None:
        node = struck()
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        self._refuse(token, "{eval-rst} is not for pages: write it in Markdown")

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        self._refuse(token, "{{ … }} would run code in the build: write the text out")

    def render_link(self, token: SyntaxTreeNode) -> None:
        target = self.md.normalizeLinkText(str(token.attrGet("href") or ""))
        scheme = REGEX_SCHEME.match(target)
        if (scheme is None or scheme[1] in FILE_SCHEMES) and not is_usable(target):
            self._refuse(token, "the link %r can name no file: correct it", short(target))
            self.render_children(token)
            return
        super().render_link(token)

    def nested_render_text(self, text: str, lineno: int, *args: Any, **kwargs: Any) -> None:
        if self._nesting >= MAX_NESTING:
            refuse(
                "nested more than %s levels deep: flatten it",
                MAX_NESTING,
                location=f"{self.document['source']}:{lineno}",
            )
            return
        self._nesting += 1
        try:
            super().nested_render_text(text, lineno, *args, **kwargs)
        finally:
            self._nesting -= 1

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *args: Any, **kwargs: Any
    ) -> list[nodes.Element]:
        """Run a directive; first judge its numbers, and what an include names.

        MyST never calls ``Include.run``, where a subclass could judge. A directive that fails in a
        way that its author did not foresee is told here, where its line is known.
        """
        place, around = f"{self.document['source']}:{position}", self.current_node
        try:
            target, fault = self._judge(name, first_line, content)
        except MarkupError:  # which MyST reports
            target = fault = ""
        if fault:
            what = f"include of {short(target)!r}" if target else f"{{{name}}}"
            refuse("%s: %s", what, fault, location=place)
            return []
        if target:
            self._including.append(self._absolute(target))
            self._included += 1
        try:
            made = super().run_directive(name, first_line, content, position, *args, **kwargs)
            # An empty quote with a class, such as {epigraph}'s, ends a build of Sphinx's.
            if any(isinstance(node, nodes.block_quote) and not node.children for node in made):
                refuse("{%s} has no text: write it, or remove it", name, location=place)
                return []
            return made
        except SphinxError:
            raise
        except Exception as error:
            self.current_node = around
            refuse("{%s} can't be read (%s): correct it", name, _reason(error), location=place)
            return []
        finally:
            if target:
                self._including.pop()

    def _judge(self, name: str, first_line: str, content: str) -> tuple[str, str]:
        """Give the file that a directive includes, if any, and what is wrong with it."""
        if name.startswith("_"):
            return "", OWN
        directive, _ = directives.directive(name, self.language_module_rst, self.document)
        is_include = directive is not None and issubclass(directive, Include)
        if directive is None or not (is_include or numbers.may_be_large(content)):
            return "", ""
        parsed = parse_directive_text(directive, first_line, content)
        target = parsed.arguments[0] if is_include else ""
        fault = numbers.fault(parsed.options)
        return target, fault or (self._include_fault(target, parsed.options) if target else "")

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        if (name := token.meta["name"]).startswith("_"):
            self._refuse(token, "{%s}: %s", name, OWN)
            return
        try:
            super().render_myst_role(token)
        except SphinxError:
            raise
        except Exception as error:
            self._refuse(token, "{%s} can't be read (%s): correct it", name, _reason(error))

    def _include_fault(self, target: str, options: Mapping[str, object]) -> str:
        # <…> stands for docutils' own folder, from which .. leads anywhere.
        if target.startswith("<") or not is_inside(self.sphinx_env, target):
            return "the file lies outside the handbook's sources: copy it into them"
        if self._absolute(target) in (*self._including, self.document["source"]):
            return "the file includes itself: remove this include"
        page = self.sphinx_env.path2doc(self._absolute(target))
        if page in self.sphinx_env.found_docs and not PARTS & options.keys():
            return "a page within a page repeats its headings and names: link to it instead"
        if self._included >= MAX_INCLUDES:
            return f"more than {MAX_INCLUDES} includes on one page: split the page"
        path = Path(self._absolute(target))
        self._included_bytes += path.stat().st_size if path.is_file() else 0
        if self._included_bytes > MAX_BYTES:
            return f"more than {MAX_BYTES:,} bytes included on one page: split the page"
        return ""

    def _absolute(self, target: str) -> str:
        return str(self.sphinx_env.relfn2path(target)[1])

    def _refuse(self, token: SyntaxTreeNode, message: str, *args: object) -> None:
        place = f"{self.document['source']}:{token_line(token, 1)}"
        refuse(message, *args, location=place)


class KeptFootnotes(CollectFootnotes):
    """Leaves alone a footnote that a directive has dropped with the rest of its content."""

    def apply(self, **kwargs: Any) -> None:
        document = self.document
        for notes in (document.symbol_footnotes, document.footnotes, document.autofootnotes):
            notes[:] = [note for note in notes if note.parent and note in note.parent.children]
        super().apply(**kwargs)


class GuardedParser(MystParser):
    """MyST's parser, which lets no page change its settings."""

    def get_transforms(self) -> list[type[Transform]]:
        ours = {CollectFootnotes: KeptFootnotes}
        return [ours.get(transform, transform) for transform in super().get_transforms()]

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        config = env.myst_config
        if meta := html_meta(frontmatter.current(env)):
            config = config.copy(html_meta={**config.html_meta, **meta})
        parser = create_md_parser(config, GuardedRenderer)
        parser.options["document"] = document
        parser.render(inputstring)


def _reason(error: Exception) -> str:
    return short(f"{type(error).__name__}: {error}")
