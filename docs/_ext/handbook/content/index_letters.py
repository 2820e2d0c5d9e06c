"""Words in quotation marks stand in the index under their first letter, not under "Symbols"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

QUOTES = "\"'“”„‟‘’‚«»‹›"  # noqa: RUF001 (they are what is looked for)


class IndexLetters(SphinxTransform):
    """Give entries that begin with a quotation mark their letter."""

    default_priority = 840  # before the domains collect them

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(addnodes.index):
            node["entries"] = [
                (kind, name, target, main, key or letter_of(name))
                for kind, name, target, main, key in node["entries"]
            ]


def letter_of(name: str) -> str | None:
    """Return the heading of a quoted name; ``None``: Sphinx knows it."""
    bare = name.lstrip(QUOTES)
    return bare[0].upper() if bare[:1].isalpha() and bare != name else None


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_transform(IndexLetters)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
