"""Each id once on a page: Furo's box around a wide table copies the table's id.

A page with an id twice is invalid, and a link to it may end at either.
"""

from typing import Any

from docutils import nodes
from furo import WrapTableAndMathInAContainerTransform
from sphinx.transforms.post_transforms import SphinxPostTransform


class OneIdEach(SphinxPostTransform):
    """Leave the id to the table itself."""

    formats = ("html",)
    default_priority = WrapTableAndMathInAContainerTransform.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        for box in self.document.findall(nodes.container):
            if "table-wrapper" in box["classes"]:
                box["ids"] = []
