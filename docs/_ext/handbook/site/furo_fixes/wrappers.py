"""Each id once on a page: Furo's box around a wide table copies the table's id.

A page with an id twice is invalid, and a link to it may end at either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from furo import WrapTableAndMathInAContainerTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from typing import Any


class OneIdEach(SphinxPostTransform):
    """Leave the id to the table itself."""

    formats = ("html",)
    default_priority = WrapTableAndMathInAContainerTransform.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        for box in self.document.findall(nodes.container):
            if "table-wrapper" in box["classes"]:
                box["ids"] = []
