"""Where a sheet may end: what keeps with what follows it, and what begins a sheet."""

from collections.abc import Set

from docutils import nodes
from sphinx import addnodes

from handbook.paper.pdf.book import URI_MARK, label_of

# In characters: what may move to the next page as a whole.
SHORT_TEXT = 700
ONE_LINE = 80
# A chapter of one sheet, and a little more.
SHORT_CHAPTER = 5000
# The paragraphs at the end of a page that lead on.
LEADING_ON = 2
UNBROKEN = "unbroken"  # the class of what must stay on one sheet
INVISIBLE = (nodes.comment, nodes.target, addnodes.start_of_file)


def keep_with_titles(tree: nodes.document, inside: Set[str]) -> None:
    """Keep each section's first block whole, if it is short and has notes.

    When the compiler moves a part of such a block to the next sheet, and the title with it, it
    leaves the notes behind.

    :param inside: the labels of the places in the document; a link to another has a note.
    """
    for section in list(tree.findall(nodes.section)):
        blocks = [n for n in section.children if not isinstance(n, (nodes.title, *INVISIBLE))]
        for block in blocks[:1]:
            # A paragraph and a table know to stay with their title.
            known = isinstance(block, nodes.paragraph | nodes.table | nodes.section)
            short = len(block.astext()) <= SHORT_TEXT
            if not known and short and any(noted(node, inside) for node in block.findall()):
                whole = nodes.container(classes=[UNBROKEN])
                section.replace(block, whole)
                whole.append(block)


def noted(node: nodes.Node, inside: Set[str]) -> bool:
    """Tell whether a node gets a note at the foot of its sheet."""
    if isinstance(node, nodes.footnote_reference):
        return True
    if not isinstance(node, nodes.reference) or "download" in node["classes"]:
        return False
    uri: str = node.get("refuri", "")
    return "://" in uri or (uri.startswith(URI_MARK) and label_of(uri) not in inside)


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
