"""Text of any kind in any place has somewhere to break; what has no room is told with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import typst

from handbook.paper.pdf.compiler import place_of
from handbook.paper.pdf.escape import breakable, parts
from handbook.paper.pdf.overflow import Box, boxes, overflows, unfit

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Build, Print, Read

CONF = """
project = "Book"
language = "en-GB"
extensions = ["myst_parser", "sphinx_design", "handbook.paper.pdf"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist", "tasklist"]
"""
TEXTS = {
    "name": "`spring.datasource.hikari.maximumPoolSize.and_a_limit-of-100/per/service:and=more`",
    "digest": "`" + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" * 2 + "`",
    "constant": "`HANDBOOK_SEARCH_INDEX_FRAGMENTS_LANGUAGE_DEFAULT_TIMEOUT_SECONDS_FOR_THE_WHOLE`",
    "address": "<https://example.org/a-long-way/of_many_parts/aVeryLongValueWithoutABreak"
    + "x" * 90
    + ">",
    "word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "class": "com.example.platform.reports.internal.AbstractReportingConfigurationFactoryBean",
    "letters": "w" * 120,
}
PLACES = {
    "paragraph": "Set {} now.",
    "list": "- One\n  - Two\n    - Set {} now.",
    "ticks": "- [ ] Set {} now.",
    "quote": "> Set {} now.",
    "box": ":::{{note}}\nSet {} now.\n:::",
    "heading": "## Set {} now",
    "deep heading": "## Above\n\n### Set {} now",
    "definition": "Term\n: Set {} now.",
    "term": "Set {}\n: Now.",
    "field": ":Field: Set {} now.",
    "field's name": ":Set {}: Now, with some words beside it.\n:Other: words",
    "note": "Words.[^note]\n\n[^note]: Set {} now.",
    "table": "| Setting | What |\n|---|---|\n| {} | Words, of which there are a good many here. |",
    "table's head": "| {} | What |\n|---|---|\n| a | b |",
    "narrow column": ":::{{table}} Caption\n:widths: 8 92\n\n| S | T |\n|---|---|\n| {} | b |\n:::",
    "caption": ":::{{table}} Set {} now\n\n| S | What |\n|---|---|\n| a | b |\n:::",
    "list table": "```{{list-table}}\n:widths: 20 30 50\n\n* - {}\n  - - {}\n  - c\n```",
    "csv table": "```{{csv-table}}\n:widths: 20, 30, 50\n\na,b,{}\n```",
    "table in a list": "- Words\n\n  | Setting | What |\n  |---|---|\n  | {} | {} |",
    "table in a table": "```{{list-table}}\n* - | Setting | What |\n    |---|---|\n    | {} | b |\n"
    "  - c\n```",
    "nine columns": "| a | b | c | d | e | f | g | h | i |\n|-|-|-|-|-|-|-|-|-|\n"
    "| {} | b | {} | d | e | f | g | h | i |",
    "cards": "::::{{grid}} 3\n:::{{grid-item-card}} {}\n{}\n:::\n:::{{grid-item-card}} B\nb\n:::\n"
    ":::{{grid-item-card}} C\nc\n:::\n::::",
    "tab": "::::{{tab-set}}\n:::{{tab-item}} {}\n{}\n:::\n::::",
    "dropdown": ":::{{dropdown}} {}\n{}\n:::",
    "code": "```text\n{}\n```",
    "code in a cell": "```{{list-table}}\n:widths: 15 85\n\n* - ~~~text\n    {}\n    ~~~\n  - b\n"
    "```",
    "badge": "{{bdg}}`Set {}` now.",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_long_text_breaks_wherever_it_stands(build: Build, read: Read, place: str) -> None:
    page = "\n\n".join(
        PLACES[place].replace("[^note]", f"[^{name}]").format(text, text)
        for name, text in TEXTS.items()
        if place != "badge" or "`" not in text
    )

    project = build({"index.md": f"# Book\n\nOpening.\n\n{page}\n"}, builder="typstpdf", conf=CONF)

    said = [line for line in project.warnings if "[docutils]" not in line]
    assert said == []
    assert list(overflows((project.out / "book.pdf").read_bytes(), 85)) == []


def test_a_table_with_no_room_for_its_letters_is_told_with_its_line(build: Build) -> None:
    row = "|" + " `abcdefgh` |" * 60
    table = f"{row}\n|{'---|' * 60}\n{row}"
    box = f":::{{note}}\n{table}\n:::"

    project = build({"index.md": f"# Book\n\nOpening.\n\n{box}\n"}, builder="typstpdf", conf=CONF)

    assert len(project.warnings) == 1
    assert project.warnings[0].startswith("index.md:6: WARNING: “")
    assert "give it more room (a table: fewer columns" in project.warnings[0]


def test_an_address_at_the_foot_breaks_without_a_hyphen(printed: Print) -> None:
    address = "https://example.org/" + "very-long-segment-of-it/" * 12 + "internationalisation" * 6

    pdf = printed({"index.md": f"# Book\n\nSee [there]({address}).\n"}, CONF)
    assert address in "".join(re.sub("[\x02\ufffe]", "-", pdf.text).split())
    assert pdf.overflow() == []


def test_a_name_that_breaks_is_found_and_copied_whole(printed: Print) -> None:
    name = "platform.reports.internal.configurationFactory.bean_provider.timeout.seconds.of.a.name"

    assert f"Thesetting{name}islong." in "".join(
        printed(
            {"index.md": f"# Book\n\nOpening.\n\nThe setting `{name}` is long.\n"}, CONF
        ).text.split()
    )


def test_a_name_breaks_after_signs_and_before_capitals_first() -> None:
    assert list(parts("a/b_c.maxPool://x", 7)) == ["a/", "b_", "c.", "max", "Pool://", "x"]


def test_a_word_that_fits_the_line_has_no_place_to_break() -> None:
    assert breakable("one twelve-letters", 20) == "one twelve\\-letters"


def test_a_word_of_a_language_is_left_to_hyphenation() -> None:
    assert breakable("responsibility", 8) == "#text(hyphenate: true)[responsibility]"


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        ([(0, 40), (41, 80)], 0),
        ([(0, 42), (41, 80)], 0),  # an italic letter leans over
        ([(0, 50), (41, 80)], 1),
        ([(0, 50), (10, 30), (60, 104)], 1),
        ([(60, 110)], 1),
    ],
)
def test_text_over_text_and_text_over_the_edge_is_found(
    boxes: list[tuple[float, float]], found: int
) -> None:
    line = [Box(left, 10, right, 18, 0) for left, right in boxes]

    assert len(list(unfit(line, edge=105))) == found


def test_lines_one_below_the_other_do_not_meet() -> None:
    assert list(unfit([Box(0, 10, 50, 18, 0), Box(0, 19, 50, 27, 1)], edge=105)) == []


@pytest.mark.parametrize("word", ["SM", "avdelingsleder"])
def test_an_organisations_long_word_stays_in_its_box_of_a_drawing(
    request: pytest.FixtureRequest, word: str
) -> None:
    style = '#import "docs/_figures/figure.typ": *\n#show: canvas\n'
    source = f"{style}#node(100, 50, 44, 32, [{word}])"

    drawn = typst.compile(source.encode(), root=str(request.config.rootpath))

    with pypdfium2.PdfDocument(drawn) as document:
        (box,) = boxes(document[0])
        assert 78 < box.left < box.right < 124 + 2  # the margin of the sheet


def test_what_has_no_room_is_told_on_a_page_not_in_the_list_of_titles(tmp_path: Path) -> None:
    source = tmp_path / "book.typ"
    source.write_text("titles: [Word]\n/*@index.md:3*/\nWord\n", encoding="utf-8")

    assert place_of(["Word "], source, tmp_path) == str(tmp_path / "index.md:3")
