"""Outside links as a sheet of paper needs them: each address once.

The style sheet (``_static/theme/print.css``) prints the address behind a link's words; where the
words are the address, the class ``bare-address`` tells it to leave that out.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

CLASS = "bare-address"


def mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Mark links that say their own address (event ``doctree-resolved``)."""
    for link in doctree.findall(nodes.reference):
        address = link.get("refuri", "")
        if "://" in address and link.astext().rstrip("/") in address:
            link["classes"].append(CLASS)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("doctree-resolved", mark)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
