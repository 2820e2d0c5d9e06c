"""Forms that Sphinx knows and the handbook has not: an author is told what to write instead.

They would come out as bare source on the site and as less in print. Whatever syntax made them, they
are found once a page is read, before any builder; their words stay on the page.
"""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.core.warnings import Subtype, warn

INSTEAD = {
    "formulas": "say it in words, show it as code, or draw it",
    "API signatures": "describe an interface beside its code, and link there",
    "expanded short forms": "write the words out, and the short form in brackets",
}
# A formula as authors know it from elsewhere, with a letter in it. A price or a variable of a shell
# has no second sign, or a space or a word beside it; nor does one begin with a price, "$10, US$".
DOLLARS = re.compile(
    r"(?<![\\\w$])(\$\$?)(?=[^\s$])(?![\d.,]+(?:\s(?![-+*/<=>])|\u2013))(?=[^$]*[A-Za-z\\])[^$]{1,200}?(?<=[^\s\\$])\1(?![\w$])"
    r"|\$\$\s.{1,2000}?\s\$\$",
    re.DOTALL,
)


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Tell of each such form, and put its words in its place (event ``doctree-read``)."""
    for formula in list(doctree.findall(nodes.math)):
        _tell("formulas", formula)
        formula.replace_self(nodes.literal("", formula.astext()))
    for block in list(doctree.findall(nodes.math_block)):
        _tell("formulas", block)
        block.replace_self(nodes.literal_block("", block.astext()))
    for interface in list(doctree.findall(addnodes.desc)):
        _tell("API signatures", interface.next_node(addnodes.desc_signature) or interface)
        interface.replace_self(_in_words(interface))
    for short in list(doctree.findall(nodes.abbreviation)):
        _tell("expanded short forms", short)
        short.replace_self(nodes.inline("", short.astext()))
    for paragraph in doctree.findall(nodes.paragraph):
        if "$" in (text := _prose(paragraph)) and DOLLARS.search(text):
            _tell("formulas", paragraph)


def _tell(form: str, node: nodes.Element) -> None:
    warn(Subtype.PAGE, "the handbook has no %s: %s", form, INSTEAD[form], location=node)


def _in_words(node: addnodes.desc) -> list[nodes.Node]:
    words: list[nodes.Node] = []
    for part in node.children:
        if isinstance(part, addnodes.desc_signature):
            words.append(nodes.paragraph("", "", nodes.literal("", part.astext())))
        elif isinstance(part, addnodes.desc_content):
            words += part.children
    return words


def _prose(paragraph: nodes.paragraph) -> str:
    texts = paragraph.findall(nodes.Text)
    return "".join(str(text) for text in texts if not isinstance(text.parent, nodes.literal))


def setup(app: Sphinx) -> ExtensionMetadata:
    # Before collectors (500) keep what a page holds.
    app.connect("doctree-read", check, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
