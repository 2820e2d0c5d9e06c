"""Forms that Sphinx knows and the handbook has not: an author is told what to write instead.

They would come out as bare source on the site and as less in print; their words stay on the page.
"""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from handbook.check.preflight.forms import FORMULA, SIGNATURE

SHORT = (
    "the handbook has no expanded short forms: write the words out, and the short form in brackets"
)
# A formula as authors know it from elsewhere, with a letter in it. A price or a variable of a shell
# has no second sign, or a space or a word beside it; nor does one begin with a price, "$10, US$".
DOLLARS = re.compile(
    r"(?<![\\\w$])(\$\$?)(?=[^\s$])(?![\d.,]+(?:\s(?![-+*/<=>])|\u2013))(?=[^$]*[A-Za-z\\])[^$]{1,200}?(?<=[^\s\\$])\1(?![\w$])"
    r"|\$\$\s.{1,2000}?\s\$\$",
    re.DOTALL,
)


def formula(_env: BuildEnvironment, paragraph: nodes.Element) -> str:
    """Tell of a formula that stands in a paragraph as its source."""
    texts = paragraph.findall(nodes.Text)
    prose = "".join(str(text) for text in texts if not isinstance(text.parent, nodes.literal))
    return FORMULA if "$" in prose and DOLLARS.search(prose) else ""


def interface(_env: BuildEnvironment, signature: nodes.Element) -> str:
    """Tell of an interface, which knows its line by its first signature."""
    return SIGNATURE if signature is signature.parent[0] else ""


def in_words(signature: nodes.Element) -> None:
    """Put an interface's signatures and text in its place."""
    words: list[nodes.Node] = []
    for part in signature.parent.children:
        if isinstance(part, addnodes.desc_signature):
            words.append(nodes.paragraph("", "", nodes.literal("", part.astext())))
        elif isinstance(part, addnodes.desc_content):
            words += part.children
    signature.parent.replace_self(words)
