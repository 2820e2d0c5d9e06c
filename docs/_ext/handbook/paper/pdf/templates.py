"""Templates that a page shows as Markdown to copy: on paper, as what they are.

A template gives each thing to fill in as a label in bold and a prompt in italics; that is all that
it may hold beside plain Markdown and boxes to tick. Nobody copies Markdown from a book:
there it is set as a page is, and the Markdown stays on the site.
"""

from functools import cache
from pathlib import Path

from docutils import nodes

from handbook.core.doctree import find_boxes


class template(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A template that a page shows; the first child is its title."""


def set_templates(tree: nodes.document, pattern: str, srcdir: Path) -> None:
    """Put the content of each template in the place of its Markdown.

    :param pattern: of the files that are templates, below ``srcdir``; empty: none is.
    """
    for code in list(tree.findall(nodes.literal_block)) if pattern else ():
        file = Path(code.get("source", ""))
        if file.is_relative_to(srcdir) and file.relative_to(srcdir).match(pattern):
            code.replace_self(content(code.astext(), file, code))


def content(text: str, file: Path, place: nodes.Element) -> template:
    """Return a template as nodes, with its headings as titles of no section."""
    tree = parse(text, file).deepcopy()
    flat = template("")
    flat.source, flat.line = place.source, place.line
    for node in flattened(tree):
        flat += node
    if not isinstance(next(iter(flat.children), None), nodes.rubric):
        flat.insert(0, nodes.rubric())
    for node in flat.findall(nodes.Element):
        node.source, node.line = place.source, place.line  # of the page, for whoever mends it
        node["ids"] = []
    return flat


def flattened(tree: nodes.Element) -> list[nodes.Node]:
    """Return the blocks of all sections in order."""
    found: list[nodes.Node] = []
    for node in tree.children:
        if isinstance(node, nodes.section):
            found += flattened(node)
        elif isinstance(node, nodes.title):
            found.append(nodes.rubric("", "", *node.children))
        else:
            found.append(node)
    return found


@cache
def parse(text: str, file: Path) -> nodes.document:
    """Parse a template.

    A form of a pack is also a worksheet, and is read once for both.
    """
    from docutils.core import publish_doctree
    from myst_parser.parsers.docutils_ import Parser

    settings = {"myst_enable_extensions": ["tasklist"], "doctitle_xform": False}
    tree: nodes.document = publish_doctree(
        text,
        source_path=str(file),
        parser=Parser(),
        settings_overrides=settings,
    )
    find_boxes(tree)
    tree["docname"] = f"form:{file.name}"
    return tree
