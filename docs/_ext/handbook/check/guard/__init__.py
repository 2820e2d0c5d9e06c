"""What a page may not do: run code, read outside the sources, fetch, or inject.

A page is text by many hands, with one reviewer.
``conf.py``, ``docs/_ext``, ``docs/_templates`` and ``docs/_static`` are code, with two.
This module keeps the first from becoming the second.
Each refusal is a warning with file and line, and what was refused is left out of the page:

``metadata``
    front matter can't switch on parts of MyST, nor give substitutions or HTML headers;
``parser``
    no raw HTML, reStructuredText or substitution; no include from outside, or without end;
``directives``
    no other directive reads outside the sources, fetches, or imports by name;
``doctree``
    no picture, download, link or header that leaves, runs or fetches, however it came into the
    page; and no form that the handbook has not.

Preflight has stopped the build before where a source itself is a link or a pipe.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.check.guard import doctree, metadata
from handbook.check.guard.directives import OVERRIDES, Menu, NoC, NoCpp, PlacedGlossary
from handbook.check.guard.parser import GuardedParser


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put guarded classes in the place of MyST's and Sphinx's own."""
    for extension in (
        "myst_parser",
        "handbook.core.doctree",
        "handbook.core.frontmatter",
        "handbook.check.preflight",
    ):
        app.setup_extension(extension)
    for domain in (NoC, NoCpp):
        app.add_domain(domain, override=True)
    app.add_source_parser(GuardedParser, override=True)
    for name, directive in OVERRIDES.items():
        app.add_directive(name, directive, override=True)
    app.add_directive_to_domain("std", "glossary", PlacedGlossary, override=True)
    app.add_role("menuselection", Menu(), override=True)
    # After the front matter is read, before its keys are hidden.
    app.connect("source-read", metadata.check, priority=200)
    # Before Sphinx's collectors (500) look at a single file.
    app.connect("doctree-read", doctree.check, priority=100)
    app.connect("doctree-read", doctree.check_title)
    # After the collectors have found its files.
    app.connect("doctree-read", doctree.check_pictures, priority=600)
    app.connect("config-inited", doctree.check_logo)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
