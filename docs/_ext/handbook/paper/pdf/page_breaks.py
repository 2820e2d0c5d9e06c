"""Where a sheet may end: what keeps with what follows it, and what begins a sheet."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

# In characters: what may move to the next page as a whole.
SHORT_TEXT = 700
ONE_LINE = 80
# In characters: what a sheet surely holds.
SHEET = 3000
# The paragraphs at the end of a page that lead on.
LEADING_ON = 2
INVISIBLE = (nodes.comment, nodes.target, addnodes.start_of_file)


def notes_soon(section: nodes.Element) -> bool:
    """Tell whether the first sheet of a page may have notes at its foot.

    Such a page starts a sheet. Else room could be left for its title until its notes take some of
    it; the compiler then moves the title to the next sheet, and leaves the notes behind.
    """
    read = 0
    for node in section.findall():
        if isinstance(node, nodes.Text):
            read += len(node)
        elif isinstance(node, nodes.footnote_reference) or (
            isinstance(node, nodes.reference)
            and "://" in node.get("refuri", "")
            and "download" not in node["classes"]
        ):
            return True
        if read > SHEET:
            break
    return False


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
