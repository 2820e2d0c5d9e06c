"""What leads on at the end of a page does not stand alone on a sheet."""

import pytest
from docutils import nodes

from handbook.paper.pdf.page_breaks import SHORT_TEXT, keeps_on


def paragraph(text: str = "words") -> nodes.paragraph:
    return nodes.paragraph("", text)


def section(*children: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", "End"), *children)


@pytest.mark.parametrize(
    ("children", "keeps"),
    [
        ([nodes.bullet_list(), paragraph("Next"), paragraph("See also")], [True, True, False]),
        ([paragraph("Next"), nodes.comment(), paragraph("See also")], [True, False, False]),
        ([paragraph("Only")], [False]),
        ([paragraph("w" * (SHORT_TEXT + 1)), paragraph("Next")], [False, False]),
        ([paragraph(), nodes.table(), paragraph("Next")], [False, True, False]),
        ([paragraph(), section(paragraph())], [False, False]),
        ([paragraph() for _ in range(4)], [False, True, True, False]),
    ],
)
def test_a_short_text_keeps_with_the_last_paragraphs(
    children: list[nodes.Element], keeps: list[bool]
) -> None:
    section(*children)

    found = [
        keeps_on(child) if not isinstance(child, nodes.comment) else False for child in children
    ]
    assert found == keeps
