"""Code in the PDF has the colours of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygments.styles import get_style_by_name
from pygments.token import Keyword

if TYPE_CHECKING:
    from conftest import Build

CONF = """
project = "Book"
extensions = ["myst_parser", "handbook.paper.pdf"]
"""
PAGES = {"index.md": "# Book\n\nText.\n\n```python\nreturn  1\n```\n"}


def test_a_keyword_has_the_colour_of_the_configured_style(build: Build) -> None:
    colour = get_style_by_name("a11y-light").style_for_token(Keyword)["color"]

    project = build(PAGES, builder="typst", conf=f'{CONF}pygments_style = "a11y-light"\n')

    assert f'("{colour}", "return  ")' in project.text("book.typ")


def test_a_language_that_nobody_knows_is_plain(build: Build) -> None:
    pages = {"index.md": "# Book\n\n```nosuch\na = 1\n```\n"}

    project = build(pages, builder="typst", conf=CONF)

    assert '((("", "a = 1"),),)' in project.text("book.typ")
