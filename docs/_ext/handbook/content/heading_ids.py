"""Ids of headings from their own letters, in any script.

docutils makes ids of Latin letters alone: "Заголовок", "2024" or a second "Steps" become ``id1``,
which moves as soon as a heading is added, and takes every link along. MyST's slug, which is what an
author links to, becomes the first id of such a heading; it leads contents, search and permalinks.
"""

import re
import unicodedata
from typing import Any

from docutils import nodes
from myst_parser.mdit_to_docutils.transforms import AddSlugIds
from myst_parser.slugs import unique_slug
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from handbook.core.warnings import Subtype, warn

_NUMBERED = re.compile(r"id\d+")


def slugify(title: str) -> str:
    """Make a slug as GitHub does; MyST's own loses the vowels of scripts that write them as marks.

    What only gives a sign another look is none of its letters.
    """
    return "".join(
        sign
        for sign in unicodedata.normalize("NFC", title.lower().replace(" ", "-"))
        if sign.isalnum()
        or sign in "-_"
        or (unicodedata.category(sign) in ("Mn", "Mc") and not "\ufe00" <= sign <= "\ufe0f")
    )


class IdsFromLetters(SphinxTransform):
    """Put the slug in the place of an id that is a mere number."""

    default_priority = AddSlugIds.default_priority + 1  # which adds the slug as a second id

    def apply(self, **kwargs: Any) -> None:
        slugs = self.env.metadata[self.env.current_document.docname].get("myst_slugs", {})
        for section in self.document.findall(nodes.section):
            numbered = section["ids"][0]
            wanted = section.get("slug") or slugify(section[0].astext())
            if not (wanted and _NUMBERED.fullmatch(numbered)):
                continue  # nothing, for a heading of signs alone
            self._tell_if_taken(section, wanted)
            slug = unique_slug(wanted, self.document.ids.keys() - section["ids"])
            section["ids"] = [
                slug,
                *(each for each in section["ids"] if each not in (slug, numbered)),
            ]
            del self.document.ids[numbered]
            self.document.ids[slug] = section
            for name, known in self.document.nameids.items():
                if known == numbered:
                    self.document.nameids[name] = slug
            if slug in slugs:
                line, _, text = slugs[slug]
                slugs[slug] = (line, slug, text)

    def _tell_if_taken(self, section: nodes.section, slug: str) -> None:
        """Tell of another heading or label with this address, unless of the same words."""
        other = self.document.ids.get(slug, section)
        if other is section or _words(other) == _words(section):
            return
        message = "the heading has the address of what stands on line %s, #%s: reword one"
        warn(Subtype.PAGE, message, _line(other), slug, location=section[0])


def _words(node: nodes.Element) -> str:
    """Give what a heading says; preflight tells of one that another repeats."""
    return " ".join(node[0].astext().lower().split()) if isinstance(node, nodes.section) else ""


def _line(node: nodes.Element) -> int:
    return next(each.line for each in node.findall(nodes.Element) if each.line) or 1


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_transform(IdsFromLetters)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
