"""Cells carry their column's heading, for a phone that stacks them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Build

CONF = """
extensions = ["myst_parser", "handbook.site.stacked_tables"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
"""


def test_columns_are_as_wide_as_their_author_says(build: Build) -> None:
    table = ":::{table} Caption\n:widths: 30 70\n\n| A | B |\n|---|---|\n| 1 | 2 |\n:::\n"
    html = build({"index.md": f"# Page\n\n{table}"}, builder="html", conf=CONF).text("index.html")

    assert re.findall(r'<col style="width: ([\d.]+)%', html) == ["30.0", "70.0"]


def headings(build: Build, table: str) -> list[str]:
    html = build({"index.md": f"# Page\n\n{table}"}, builder="html", conf=CONF).text("index.html")

    return re.findall(r'<td data-heading="([^"]*)"><p>', html)


def test_each_cell_names_its_column(build: Build) -> None:
    table = "| A & B | `c` | D |\n|---|---|---|\n| 1 | 2 | 3 |\n"

    assert headings(build, table) == ["A &amp; B", "c", "D"]


def test_a_table_of_two_columns_has_room_as_it_is(build: Build) -> None:
    assert headings(build, "| A | B |\n|---|---|\n| 1 | 2 |\n") == []


def test_a_table_with_cells_over_several_columns_stays_as_it_is(build: Build) -> None:
    rows = "| A | B | C |\n+===+===+===+\n| 1 | 2     |\n+---+---+---+\n"
    table = f"```{{eval-rst}}\n+---+---+---+\n{rows}```\n"

    assert headings(build, table) == []
