"""A glossary by its letters: a heading for each, and a line that leads to them.

The line stays in sight while the page scrolls, and holds a filter where JavaScript runs
(``_static/reading/filter.js``). A glossary whose terms are not in the order of the alphabet stays
as it is.
A page whose tables are read by the row has the filter below a paragraph of class ``row-filter``.
"""

import unicodedata
from itertools import groupby
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import SitePage, is_site, on_page

LEAST_TERMS = 20  # fewer are seen at a glance


def letter(item: nodes.Node) -> str:
    """Give the letter under which an entry stands, without accent or quotes; "#" for a digit."""
    term = unicodedata.normalize("NFD", cast("nodes.Element", item)[0].astext())
    first = next(filter(str.isalnum, term), "")
    return first.upper() if first.isalpha() else "#"


def part_by_letters(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Part a glossary by the first letter of its terms (event ``doctree-resolved``)."""
    for glossary in list(doctree.findall(addnodes.glossary)) if is_site(app.builder) else ():
        for terms in [each for each in glossary if isinstance(each, nodes.definition_list)]:
            if len(terms) >= LEAST_TERMS:
                _part(terms)


def _part(terms: nodes.definition_list) -> None:
    parts = [(name, list(items)) for name, items in groupby(terms, letter)]
    if len({name for name, _ in parts}) < len(parts):
        return
    line = nodes.container("", classes=["glossary-letters"])
    made: list[nodes.Node] = [line]
    paragraph = nodes.paragraph()
    line += paragraph
    for name, items in parts:
        place = f"letter-{name.lower() if name != '#' else 'other'}"
        paragraph += nodes.reference("", name, refid=place, internal=True)
        made.append(nodes.rubric("", name, ids=[place], classes=["glossary-letter"]))
        part = terms.copy()
        part.extend(items)
        made.append(part)
    terms.replace_self(made)


def _add_files(page: SitePage) -> None:
    """Give the page its style and script; no other page has a use for them."""
    if page.doctree.next_node(_has_filter):
        page.app.add_css_file("reading/filter.css")
        page.app.add_js_file("reading/filter.js", priority=700)


def _has_filter(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.glossary) or (
        isinstance(node, nodes.paragraph) and "row-filter" in node["classes"]
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("doctree-resolved", part_by_letters, priority=900)
    # Before the files of a page are joined.
    on_page(app, _add_files, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
