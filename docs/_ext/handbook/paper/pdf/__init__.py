"""The printed handbook: builders ``typst`` (source) and ``typstpdf`` (an accessible PDF).

The pages become Typst markup that calls the functions of ``template/``; the compiler comes as a
wheel, so that a PDF needs no more than the site does.

Configuration values, all optional:

``typst_documents``
    What to print, a list of dictionaries with the fields of
    :class:`~handbook.paper.pdf.documents.Document`. Default: the whole project.
``typst_worksheets``
    Templates that become a PDF each, one sheet to fill in, in the folder ``worksheets``: a pattern
    below the source folder, such as ``_data/templates/*.light.md``.
``typst_templates``
    The Markdown files that pages show to be copied, a pattern likewise: each is printed as what it
    says.
``typst_description``, ``typst_keywords``
    For the file's metadata.

Paper, colour, logo and fonts are those of ``handbook.toml``. The cover bears ``author``,
``release``, and the day of ``SOURCE_DATE_EPOCH`` or else of the last change of a page. Code has the
colours of ``pygments_style``: set it, so that paper and site agree whatever the theme prefers.
Links to pages that a document leaves out lead to ``html_baseurl``.
"""

from typing import Any

from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from handbook.core.doctree import is_for_dark
from handbook.paper.pdf import own_files
from handbook.paper.pdf.builder import TypstBuilder, TypstPDFBuilder
from handbook.paper.pdf.documents import check


class OnLight(SphinxPostTransform):
    """Leave out of books what is for a dark screen: paper has one scheme."""

    default_priority = 5  # before anybody numbers or copies pictures
    builders = ("epub", "typst", "typstpdf")

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(is_for_dark)):
            node.parent.remove(node)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.core.doctree")
    app.setup_extension("handbook.content.words")
    text, listed = frozenset({str}), frozenset({list, tuple})
    app.add_config_value("typst_documents", [], "", listed)
    app.add_config_value("typst_worksheets", "", "", text)
    app.add_config_value("typst_templates", "", "", text)
    app.add_config_value("typst_description", "", "", text)
    app.add_config_value("typst_keywords", [], "", listed)
    app.connect("config-inited", check)
    app.connect("config-inited", own_files.check)
    app.add_post_transform(OnLight)
    app.add_builder(TypstBuilder)
    app.add_builder(TypstPDFBuilder)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
