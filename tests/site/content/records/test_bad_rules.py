"""Fields and headings that contradict each other: told where the author has to act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Spoil


@pytest.mark.parametrize(
    ("edits", "warnings"),
    [
        pytest.param(
            [("chosen: This", "chosen: Neither")],
            [
                (
                    "TO-0001-keep.md:15: WARNING: chosen: 'Neither' is none of the options: "
                    "repeat one word for word [handbook.record]"
                )
            ],
            id="a choice that is no option",
        ),
        pytest.param(
            [("2027-11-22", "2025-11-22")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: review-by: 2025-11-22 is before decided: "
                    "2026-11-22; name a later day [handbook.record]"
                )
            ],
            id="a review before the decision",
        ),
        pytest.param(
            [("  rev", "  reviewed: 2028-01-01\n  rev")],
            [
                (
                    "TO-0001-keep.md:11: WARNING: review-by: 2027-11-22 is before reviewed: "
                    "2028-01-01; name a later day [handbook.record]"
                )
            ],
            id="reviewed after its review day",
        ),
        pytest.param(
            [("accepted", "proposed")],
            [
                (
                    "TO-0001-keep.md:9: WARNING: decided: a proposed record has no such day: "
                    "remove it, or set status: accepted [handbook.record]"
                )
            ],
            id="proposed and decided",
        ),
        pytest.param(
            [("  decided: 2026-11-22\n", "")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: tradeoff: 'decided' is missing, which a record "
                    "with status 'accepted' needs: add a line 'decided:' with a day that exists, "
                    "as YYYY-MM-DD [handbook.record]"
                )
            ],
            id="accepted and not decided",
        ),
        pytest.param(
            [("  costs: [Code]\n", "")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: tradeoff: 'costs' is missing, which a record "
                    "with status 'accepted' needs: add a line 'costs:' with a list of what the "
                    "choice gives up [handbook.record]"
                )
            ],
            id="accepted without a price",
        ),
        pytest.param(
            [("accepted", "superseded")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: tradeoff: 'superseded-by' is missing, which a "
                    "record with status 'superseded' needs: add a line 'superseded-by:' with "
                    "capitals, a hyphen and four digits, such as TO-0001 [handbook.record]"
                )
            ],
            id="superseded by nobody",
        ),
        pytest.param(
            [("  rev", "  superseded-by: TO-0002\n  rev")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: superseded-by: the record is accepted: remove "
                    "this line, or set status: superseded [handbook.record]"
                ),
                (
                    "TO-0001-keep.md:10: WARNING: superseded-by: no tradeoff record 'TO-0002': "
                    "write it, or correct the id [handbook.record]"
                ),
            ],
            id="accepted and replaced",
        ),
        pytest.param(
            [("area: role", "area: cooking")],
            [
                (
                    "TO-0001-keep.md:6: WARNING: area: 'cooking' is not allowed: write "
                    "architecture, handbook, representation, robustness, role or tradeoffs "
                    "[handbook.record]"
                )
            ],
            id="an area that is not ours",
        ),
        pytest.param(
            [("  rev", "  related: [TO-0001]\n  rev")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: related 1: TO-0001 is this record itself: name "
                    "another [handbook.record]"
                )
            ],
            id="related to itself",
        ),
        pytest.param(
            [("id: TO-0001", "id: TO-0007")],
            [
                (
                    "TO-0001-keep.md:3: WARNING: id: the file of TO-0007 is named "
                    "TO-0007-short-title.md: rename one of the two [handbook.record]"
                )
            ],
            id="another record's file name",
        ),
        pytest.param(
            [("    - That", "    - 'TODO: another way'")],
            [
                (
                    "TO-0001-keep.md:14: WARNING: options 2: still holds the template's TODO: "
                    "write your own text [handbook.record]"
                )
            ],
            id="the template's text",
        ),
        pytest.param(
            [("tradeoff:\n", "owner: Editors\ntradeoff:\n")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: 'owner' of a record stands inside 'tradeoff:': "
                    "remove this line [handbook.page]"
                )
            ],
            id="an owner outside",
        ),
        pytest.param(
            [("# Keep it", "# Keep them")],
            [
                (
                    "TO-0001-keep.md:24: WARNING: the heading 'Keep them' is not the record's "
                    "title 'Keep it': make them equal [handbook.record]"
                )
            ],
            id="another heading",
        ),
        pytest.param(
            [("# Keep it\n\n## Context\n", ""), ("## Options\n", ""), ("## Why\n", "")],
            [
                (
                    "TO-0001-keep.md:4: WARNING: the page has no heading: add '# Keep it' below "
                    "the front matter [handbook.record]"
                ),
                (
                    "index.md:9: WARNING: toctree contains reference to document 'TO-0001-keep' "
                    "that doesn't have a title: no link will be generated [toc.no_title]"
                ),
            ],
            id="no heading",
        ),
        pytest.param(
            [("## Why\n\nThis is faster.\n", "")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: the heading '## Why' is missing: add it "
                    "[handbook.record]"
                )
            ],
            id="no reason",
        ),
        pytest.param(
            [("\nThis is faster.\n", "")],
            [
                (
                    "TO-0001-keep.md:34: WARNING: nothing stands under '## Why': write a "
                    "sentence or two [handbook.record]"
                )
            ],
            id="an empty reason",
        ),
        pytest.param(
            [("## Context", "## Why"), ("## Why\n\nThis", "## Context\n\nThis")],
            [
                (
                    "TO-0001-keep.md:26: WARNING: the headings stand as Why, Options, Context: "
                    "order them Context, Options, Why [handbook.record]"
                )
            ],
            id="headings in another order",
        ),
        pytest.param(
            [("Once there was one.", "TODO: what is the problem?")],
            [
                (
                    "TO-0001-keep.md:28: WARNING: still holds the template's TODO: write your "
                    "own text [handbook.record]"
                )
            ],
            id="the template's prose",
        ),
        pytest.param(
            [("status: accepted", "status: agreed"), ("easy", "hard"), ("2027-11-22", "soon")],
            [
                (
                    "TO-0001-keep.md:5: WARNING: status: 'agreed' is not allowed: write "
                    "proposed, accepted, superseded or retired [handbook.record]"
                ),
                (
                    "TO-0001-keep.md:10: WARNING: review-by: 'soon' is not allowed: write a day "
                    "that exists, as YYYY-MM-DD [handbook.record]"
                ),
                (
                    "TO-0001-keep.md:11: WARNING: reversibility: 'hard' is not allowed: write "
                    "easy, costly or one-way [handbook.record]"
                ),
            ],
            id="three faults at once",
        ),
    ],
)
def test_each_is_told_where_the_author_acts(
    spoil: Spoil, edits: list[tuple[str, str]], warnings: list[str]
) -> None:
    assert spoil(edits) == warnings
