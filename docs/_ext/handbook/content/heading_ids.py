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
            if not _NUMBERED.fullmatch(numbered):
                continue
            slug = section.get("slug") or unique_slug(
                slugify(section[0].astext()), self.document.ids
            )
            if not slug:
                continue  # a heading of signs alone
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


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_transform(IdsFromLetters)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
