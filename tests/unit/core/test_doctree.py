"""What a page's tree holds is asked in one way: its answer, its slots, its boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from handbook.core.doctree import (
    Slot,
    find_boxes,
    first_paragraph,
    put_below_title,
    tick_box,
    top_section,
)

if TYPE_CHECKING:
    from conftest import Build

CONF = 'extensions = ["myst_parser"]\nmyst_enable_extensions = ["colon_fence", "tasklist"]\n'


@pytest.mark.parametrize(
    ("page", "answer"),
    [
        ("# Page\n\nFirst.\n\nSecond.\n", "First."),
        ("# Page\n\n:::{note}\nBoxed.\n:::\n\n- listed\n\nFirst.\n", "First."),
        ("# Page\n\n## Part\n\nOf the part.\n", "Of the part."),
        ("# Page\n", None),
        ("No heading.\n", None),
    ],
)
def test_the_answer_is_the_first_paragraph_in_no_box_or_list(
    build: Build, page: str, answer: str | None
) -> None:
    found = first_paragraph(build({"index.md": page}, conf=CONF).doctree())

    assert (found.astext() if found is not None else None) == answer


@pytest.mark.parametrize("order", [[1, 2, 3], [3, 2, 1], [2, 3, 1]])
def test_what_stands_below_a_title_has_one_order_whichever_comes_first(
    build: Build, order: list[int]
) -> None:
    doctree = build({"index.md": "# Page\n\nText.\n"}, conf=CONF).doctree()

    for slot in order:
        put_below_title(doctree, nodes.comment("", str(slot)), Slot(slot))

    section = top_section(doctree)
    assert section is not None
    assert [child.astext() for child in section.children] == ["Page", "1", "2", "3", "Text."]


def test_a_page_without_a_title_takes_nothing(build: Build) -> None:
    doctree = build({"index.md": "Text.\n"}, conf=CONF).doctree()

    put_below_title(doctree, nodes.comment(), Slot.OVERDUE)

    assert list(doctree.findall(nodes.comment)) == []


def test_boxes_to_tick_become_nodes_and_no_other_html_does(build: Build) -> None:
    doctree = build({"index.md": "# Page\n\n- [ ] one\n- [x] two\n"}, conf=CONF).doctree()
    html = '<input class="task-list-item-checkbox" onx type="checkbox">'
    odd = nodes.raw("", html, format="html")
    doctree += odd

    find_boxes(doctree)

    assert [box["ticked"] for box in doctree.findall(tick_box)] == [False, True]
    assert list(doctree.findall(nodes.raw)) == [odd]


@pytest.mark.parametrize(("head", "heads"), [("|  |  |", 0), ("| a |  |", 1)])
def test_a_table_whose_head_says_nothing_has_none(build: Build, head: str, heads: int) -> None:
    page = f"# Page\n\n{head}\n|---|---|\n| 1 | 2 |\n"

    doctree = build(
        {"index.md": page}, conf='extensions = ["myst_parser", "handbook.core.doctree"]\n'
    ).doctree()

    assert len(list(doctree.findall(nodes.thead))) == heads
    assert [cell.astext() for cell in doctree.findall(nodes.entry)][-2:] == ["1", "2"]
