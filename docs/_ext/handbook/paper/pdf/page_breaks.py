"""Where a sheet may end: what keeps with what follows it, and what begins a sheet."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

# In characters: what may move to the next page as a whole.
SHORT_TEXT = 700
ONE_LINE = 80
# A chapter of one sheet, and a little more.
SHORT_CHAPTER = 5000
# The paragraphs at the end of a page that lead on.
LEADING_ON = 2
INVISIBLE = (nodes.comment, nodes.target, addnodes.start_of_file)


def notes_at_once(section: nodes.Element) -> int:
    """Count the notes of a page's first text, which there must be room for beside its title.

    Else room could be left for the title until the notes take some of it; the compiler then moves
    the title to the next sheet, and leaves the notes behind.
    """
    first = [n for n in section.children if not isinstance(n, (nodes.title, *INVISIBLE))][:1]
    return sum(noted(node) for text in first for node in text.findall())


def noted(node: nodes.Node) -> bool:
    """Tell whether a node gets a note at the foot of its sheet."""
    return isinstance(node, nodes.footnote_reference) or (
        isinstance(node, nodes.reference)
        and "://" in node.get("refuri", "")
        and "download" not in node["classes"]
    )


def is_short(section: nodes.Element) -> bool:
    """Tell whether a chapter is so short that it need not begin a sheet."""
    below = any(section.findall(addnodes.start_of_file))
    return not below and len(section.astext()) <= SHORT_CHAPTER


def keeps_on(node: nodes.Element) -> bool:
    """Tell whether a short text keeps with what follows.

    A line that announces code does. So does what is nearly the last of its page: else the line
    that leads on, "See also", would stand alone on a sheet of paper.
    """
    if not isinstance(node.parent, nodes.section) or len(node.astext()) > SHORT_TEXT:
        return False
    after = node.next_node(descend=False, siblings=True)
    text = node.astext()
    if isinstance(after, nodes.literal_block | nodes.container) and (
        text.endswith(":") or len(text) <= ONE_LINE
    ):
        return True
    rest = following(node)
    if not 0 < len(rest) <= LEADING_ON or not all(isinstance(n, nodes.paragraph) for n in rest):
        return False
    section: nodes.Element = node.parent
    while isinstance(section, nodes.section):
        if following(section):
            return False
        section = section.parent
    return True


def following(node: nodes.Element) -> list[nodes.Node]:
    """Return the visible siblings after a node; pages below its page are none."""
    rest = node.parent.children[node.parent.index(node) + 1 :] if node.parent else []
    return [sibling for sibling in rest if not isinstance(sibling, INVISIBLE)]
