"""A page in another language says so in its front matter: ``language: fr``, or ``fr-CA``.

Then a screen reader pronounces it as that language, quotation marks are that language's, the PDF
cuts its words so, and the speller passes over it.
"""

import re
from typing import Any

from docutils import nodes
from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import smartchars
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from handbook.core import frontmatter
from handbook.core.dates import locale
from handbook.core.doctree import top_section
from handbook.core.warnings import Subtype, warn

KEY = "language"
# Signs of Chinese and Japanese, whose sentences and words no space parts.
_UNSPACED = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")


def _note(app: Sphinx, docname: str, source: list[str]) -> None:
    front = frontmatter.current(app.env)
    if front is None or KEY not in front.data:
        return
    language = front.data[KEY]
    if locale(language):
        app.env.metadata[docname][KEY] = language
    else:
        message = "language: %r is no tag of a language: write one such as 'fr' or 'fr-CA'"
        warn(Subtype.FRONT_MATTER, message, language, location=(docname, front.line(KEY)))


class Mark(SphinxTransform):
    """Mark the page's section in docutils' way, before quotation marks are set by it."""

    default_priority = 730

    def apply(self, **kwargs: Any) -> None:
        language = self.env.metadata[self.env.current_document.docname].get(KEY, "")
        section = top_section(self.document)
        if language and section and self._is_due(language):
            section["classes"].append(f"language-{language}")

    def _is_due(self, language: str) -> bool:
        return any(tag in smartchars.quotes for tag in normalize_language_tag(language))


class MarkOthers(Mark):
    """The same where docutils knows no quotation marks of the language: English ones stay."""

    default_priority = 760

    def _is_due(self, language: str) -> bool:
        return not super()._is_due(language)


class JoinLines(SphinxTransform):
    """Let the end of a line be no space between two signs that none parts."""

    default_priority = 720

    def apply(self, **kwargs: Any) -> None:
        for block in list(self.document.findall(nodes.TextElement)):
            for place in reversed(range(1, len(block) - 1)):
                if block[place].astext() == "\n":
                    before, after = (
                        "".join(node.astext() for node in side)
                        for side in (block[:place], block[place + 1 :])
                    )
                    if _UNSPACED.match(before[-1:]) and _UNSPACED.match(after):
                        del block[place]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.core.frontmatter")
    app.connect("source-read", _note)
    app.add_transform(JoinLines)
    app.add_transform(Mark)
    app.add_transform(MarkOthers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
