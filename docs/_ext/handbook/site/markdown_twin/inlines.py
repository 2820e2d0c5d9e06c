"""Running text as Markdown: words, emphasis, links."""

import posixpath
import re
from collections.abc import Callable, Iterable

from docutils import nodes
from sphinx import addnodes

from handbook.core.doctree import is_for_dark

# What Markdown would take for markup, wherever it stands.
_SPECIAL = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!])|\b_|_\b|~(?=~)|(?<=~)~")
# What it would take for a list, a heading, a quote or a rule, at the start of a line.
_OPENING = re.compile(r"^([-+#>=~]|\d+[.)])(?=\s|$)", re.MULTILINE)
_IGNORED = (
    nodes.comment,
    nodes.target,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.raw,
    addnodes.index,
    addnodes.only,
)
_BREAK = r"\\\n|<br>"
_EDGES = re.compile(rf"((?:{_BREAK}|\s)*)(.*?)((?:{_BREAK}|\s)*)", re.DOTALL)


class Inlines:
    """Turns inline nodes of one page into Markdown.

    :param page_of: gives the Markdown address for an address of the site, relative to the page.
    """

    def __init__(self, page_of: Callable[[str], str]) -> None:
        self.page_of = page_of
        self.line_break = "\\\n"
        """How a line ends; the cell of a table has a way of its own."""

    def join(self, children: Iterable[nodes.Node]) -> str:
        return "".join(self.one(child) for child in children)

    def block(self, children: Iterable[nodes.Node]) -> str:
        return _OPENING.sub(lambda m: m[0][:-1] + "\\" + m[0][-1], _parts(self.join(children))[1])

    def heading(self, children: Iterable[nodes.Node]) -> str:
        """Give text that has to stand on one line."""
        outer, self.line_break = self.line_break, " "
        text = self.join(children).strip()
        self.line_break = outer
        return text

    def one(self, node: nodes.Node) -> str:
        """Give the text of one node; a kind without a rule gives that of its children."""
        if isinstance(node, nodes.Text):
            return _escape(" ".join(re.split(r"\s+", node.astext())))
        if isinstance(node, _IGNORED) or is_for_dark(node):
            return ""
        method: Callable[[nodes.Element], str] | None = None
        for kind in type(node).__mro__:
            if method := getattr(self, f"_{kind.__name__}", None):
                break
        if method:
            return method(node)  # type: ignore[arg-type]
        return self.join(node.children)

    def _literal(self, node: nodes.Element) -> str:
        return code(" ".join(node.astext().split()))

    def _emphasis(self, node: nodes.Element) -> str:
        return _wrapped("*", self.join(node.children))

    def _strong(self, node: nodes.Element) -> str:
        return _wrapped("**", self.join(node.children))

    def _image(self, node: nodes.Element) -> str:
        return f"![{_escape(node.get('alt', ''))}]({node['uri']})"

    def _line_break(self, node: nodes.Element) -> str:
        return self.line_break

    def _struck(self, node: nodes.Element) -> str:
        return _wrapped("~~", self.join(node.children))

    def _tick_box(self, node: nodes.Element) -> str:
        return "[x] " if node["ticked"] else "[ ] "

    def _picture(self, node: nodes.Element) -> str:
        return f"[Figure: {node.astext()}]"

    def _reference(self, node: nodes.Element) -> str:
        text = self.join(node.children)
        uri = node.get("refuri") or (f"#{node['refid']}" if node.get("refid") else "")
        if node.get("internal"):
            uri = self.page_of(uri)
        if not uri or not text:
            return text
        return f"<{uri}>" if text == _escape(uri) else f"[{text}]({_address(uri)})"

    def _download_reference(self, node: nodes.Element) -> str:
        text = self.join(node.children)
        name = node.get("filename")
        # Written by Sphinx beside the pages; the address is the builder's.
        return f"[{text}]({self.page_of('_downloads/' + name)})" if name else text

    def _footnote_reference(self, node: nodes.Element) -> str:
        return f"[^{node.astext()}]"

    def _label(self, node: nodes.Element) -> str:
        return ""


def code(text: str) -> str:
    """Put text between as many backticks as it needs."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"


def twin_address(uri: str) -> str:
    """Turn a page's address into that of its Markdown; others stay."""
    path, mark, anchor = uri.partition("#")
    if not path.endswith(".html") or ":" in path.split("/")[0]:
        return uri
    return f"{posixpath.splitext(path)[0]}.md{mark}{anchor}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _wrapped(mark: str, text: str) -> str:
    """Put marks close to the words, spaces outside of them, as Markdown asks."""
    before, inner, after = _parts(text)
    return f"{before}{mark}{inner}{mark}{after}" if inner else text


def _parts(text: str) -> tuple[str, str, str]:
    """Part the words from the spaces and the ends of lines around them."""
    match = _EDGES.fullmatch(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _address(uri: str) -> str:
    return f"<{uri}>" if re.search(r"[\s()]", uri) else uri
