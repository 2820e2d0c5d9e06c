"""Where a quoted word stands in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.environment.adapters.indexentries import IndexEntries

if TYPE_CHECKING:
    from conftest import Build

CONF = 'extensions = ["myst_parser", "handbook.content.index_letters"]\n'


def test_a_quoted_word_stands_under_its_letter(build: Build) -> None:
    terms = "“why not” note\n  One.\n\n'zoo'\n  Two.\n\narea\n  Three.\n\n“2 a.m.”\n  Four."

    project = build({"index.md": f"# Home\n\n```{{glossary}}\n{terms}\n```\n"}, conf=CONF)

    index = IndexEntries(project.app.env).create_index(project.app.builder)
    letters = {name: letter for letter, entries in index for name, _links in entries}
    assert letters == {"“why not” note": "W", "'zoo'": "Z", "area": "A", "“2 a.m.”": "Symbols"}
