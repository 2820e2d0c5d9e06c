"""Leave out of books what is for a dark screen: paper has one scheme.

Furo shows what bears the class ``only-dark`` in its dark scheme alone, and in its place there what
bears ``only-light``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

DARK = "only-dark"


class OnLight(SphinxPostTransform):
    """Take out the variants for a dark ground."""

    default_priority = 5  # before anybody numbers or copies pictures
    builders = ("epub", "typst", "typstpdf")

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.Element)):
            if DARK in node["classes"] and node.parent is not None:
                node.parent.remove(node)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(OnLight)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
