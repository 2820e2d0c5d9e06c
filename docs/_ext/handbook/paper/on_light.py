"""Leave out of books what is for a dark screen: paper has one scheme."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from handbook.core.doctree import is_for_dark


class OnLight(SphinxPostTransform):
    """Take out the variants for a dark ground."""

    default_priority = 5  # before anybody numbers or copies pictures
    builders = ("epub", "typst", "typstpdf")

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.Element)):
            if is_for_dark(node) and node.parent is not None:
                node.parent.remove(node)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(OnLight)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
