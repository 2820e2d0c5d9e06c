"""Fields of a wrong form: each fault at the line of its field, with the value and the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Spoil

# All fields of the good record, to be replaced at once.
FIELDS = """tradeoff:
  id: TO-0001
  title: Keep it
  status: accepted
  area: role
  owner: Editors
  deciders: [Editors]
  decided: 2026-11-22
  review-by: 2027-11-22
  reversibility: easy
  options:
    - This
    - That
  chosen: This
  gains: [Speed]
  costs: [Code]
  payers:
    - who: Editors
      when: now
  reopen-when: [It hurts]
"""


@pytest.mark.parametrize(
    ("edits", "warnings"),
    [
        pytest.param(
            [(FIELDS, "tradeoff: TO-0001\n")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: tradeoff: 'TO-0001' is not a mapping: write the "
                    "fields under 'tradeoff:' in a record's front matter [handbook.record]"
                )
            ],
            id="no mapping",
        ),
        pytest.param(
            [(FIELDS, "tradeoff:\n")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: tradeoff: is empty: write the fields under "
                    "'tradeoff:' in a record's front matter [handbook.record]"
                )
            ],
            id="nothing",
        ),
        pytest.param(
            [("  owner: Editors\n", "")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: tradeoff: 'owner' is missing: add a line "
                    "'owner:' with the team or role that answers for the record and reviews it "
                    "[handbook.record]"
                )
            ],
            id="a field that is missing",
        ),
        pytest.param(
            [("review-by:", "review_by:")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: review_by: unknown field: did you mean "
                    "'review-by'? [handbook.record]"
                )
            ],
            id="a field spelt wrongly",
        ),
        pytest.param(
            [("  area: role", "  area: role\n  xyz: 1")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: xyz: unknown field: the known ones are area, "
                    "chosen, costs, decided, deciders, gains, id, options, owner, payers, "
                    "related, reopen-when, reversibility, review-by, reviewed, status, "
                    "superseded-by, supersedes, title [handbook.record]"
                )
            ],
            id="an unknown field",
        ),
        pytest.param(
            [("accepted", "agreed")],
            [
                (
                    "TO-0001-keep.md:5: WARNING: status: 'agreed' is not allowed: write "
                    "proposed, accepted, superseded or retired [handbook.record]"
                )
            ],
            id="a status that does not exist",
        ),
        pytest.param(
            [("easy", "sometimes")],
            [
                (
                    "TO-0001-keep.md:11: WARNING: reversibility: 'sometimes' is not allowed: "
                    "write easy, costly or one-way [handbook.record]"
                )
            ],
            id="a reversibility that does not exist",
        ),
        pytest.param(
            [("id: TO-0001", "id: TO-1")],
            [
                (
                    "TO-0001-keep.md:3: WARNING: id: 'TO-1' is not allowed: write capitals, a "
                    "hyphen and four digits, such as TO-0001 [handbook.record]"
                )
            ],
            id="a short id",
        ),
        pytest.param(
            [("id: TO-0001", "id: TO-\u0660\u0660\u0660\u0661")],
            [
                (
                    "TO-0001-keep.md:3: WARNING: id: 'TO-\u0660\u0660\u0660\u0661' is not "
                    "allowed: write capitals, a hyphen and four digits, such as TO-0001 "
                    "[handbook.record]"
                )
            ],
            id="digits of another script",
        ),
        pytest.param(
            [("id: TO-0001", 'id: "TO-0001\\n"')],
            [
                (
                    "TO-0001-keep.md:3: WARNING: id: 'TO-0001\\n' is not allowed: write capitals, "
                    "a hyphen and four digits, such as TO-0001 [handbook.record]"
                )
            ],
            id="an id with a line break",
        ),
        pytest.param(
            [("id: TO-0001", "id: 1")],
            [
                (
                    "TO-0001-keep.md:3: WARNING: id: 1 is not text: write capitals, a hyphen and "
                    "four digits, such as TO-0001, in quotes if need be [handbook.record]"
                )
            ],
            id="an id that is a number",
        ),
        pytest.param(
            [("owner: Editors", "owner: [Editors]")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: owner: ['Editors'] is not text: write the team "
                    "or role that answers for the record and reviews it [handbook.record]"
                )
            ],
            id="a list for a text",
        ),
        pytest.param(
            [("[Speed]", "Speed")],
            [
                (
                    "TO-0001-keep.md:16: WARNING: gains: 'Speed' is not a list: write a list of "
                    "what the choice gains [handbook.record]"
                )
            ],
            id="a text for a list",
        ),
        pytest.param(
            [("[Speed]", "[{fast: very}]")],
            [
                (
                    "TO-0001-keep.md:16: WARNING: gains 1: {'fast': 'very'} is not text: write a "
                    "short text [handbook.record]"
                )
            ],
            id="a mapping for a text",
        ),
        pytest.param(
            [("owner: Editors", "owner:")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: owner: is empty: write the team or role that "
                    "answers for the record and reviews it [handbook.record]"
                )
            ],
            id="an empty field",
        ),
        pytest.param(
            [("owner: Editors", "owner: '  '")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: owner: '  ' is not allowed: write the team or "
                    "role that answers for the record and reviews it [handbook.record]"
                )
            ],
            id="a blank text",
        ),
        pytest.param(
            [("[Code]", "[]")],
            [
                (
                    "TO-0001-keep.md:17: WARNING: costs: is empty: write a list of what the "
                    "choice gives up [handbook.record]"
                )
            ],
            id="an empty list",
        ),
        pytest.param(
            [("[Code]", "[Code, '']")],
            [
                (
                    "TO-0001-keep.md:17: WARNING: costs 2: '' is not allowed: write a short text "
                    "[handbook.record]"
                )
            ],
            id="an item that is empty",
        ),
        pytest.param(
            [("[Code]", "[Code, Code]")],
            [
                (
                    "TO-0001-keep.md:17: WARNING: costs: 'Code' is listed twice: keep one "
                    "[handbook.record]"
                )
            ],
            id="an item twice",
        ),
        pytest.param(
            [("title: Keep it", f"title: {'Keep ' * 20}it")],
            [
                (
                    "TO-0001-keep.md:4: WARNING: title: has 102 characters, 90 at most: move the "
                    "reasoning into the page [handbook.record]"
                )
            ],
            id="a long title",
        ),
        pytest.param(
            [("[Code]", f"[{'x' * 301}]")],
            [
                (
                    "TO-0001-keep.md:17: WARNING: costs 1: has 301 characters, 300 at most: move "
                    "the reasoning into the page [handbook.record]"
                )
            ],
            id="a text of 301 characters",
        ),
        pytest.param(
            [("[Code]", f"[{', '.join('abcdefghijklm')}]")],
            [
                (
                    "TO-0001-keep.md:17: WARNING: costs: has 13 items, 12 at most: move the "
                    "reasoning into the page [handbook.record]"
                )
            ],
            id="thirteen items",
        ),
        pytest.param(
            [("    - That\n", "")],
            [
                (
                    "TO-0001-keep.md:12: WARNING: options: has 1 of at least 2: write a list of "
                    "two options or more, of which one may be to change nothing [handbook.record]"
                )
            ],
            id="an option alone",
        ),
        pytest.param(
            [("\n      when: now", "")],
            [
                (
                    "TO-0001-keep.md:19: WARNING: payers 1: 'when' is missing: add a line "
                    "'when:' with a short text [handbook.record]"
                )
            ],
            id="a payer without a time",
        ),
        pytest.param(
            [("when: now", "when: now\n      why: because")],
            [
                (
                    "TO-0001-keep.md:21: WARNING: payers 1, why: unknown field: did you mean "
                    "'who'? [handbook.record]"
                )
            ],
            id="a payer with more",
        ),
        pytest.param(
            [("- who: Editors\n      when: now", "- Editors")],
            [
                (
                    "TO-0001-keep.md:19: WARNING: payers 1: 'Editors' is not a mapping: write a "
                    "mapping with 'who' and 'when' [handbook.record]"
                )
            ],
            id="a payer that is a text",
        ),
        pytest.param(
            [("2027-11-22", "22 November 2027")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: review-by: '22 November 2027' is not allowed: "
                    "write a day that exists, as YYYY-MM-DD [handbook.record]"
                )
            ],
            id="a day in another form",
        ),
        pytest.param(
            [("2027-11-22", "2027-11-22T10:00:00")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: review-by: '2027-11-22T10:00:00' is not "
                    "allowed: write a day that exists, as YYYY-MM-DD [handbook.record]"
                )
            ],
            id="a day with a time",
        ),
        pytest.param(
            [("2027-11-22", "20271122")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: review-by: 20271122 is not text: write a day "
                    "that exists, as YYYY-MM-DD, in quotes if need be [handbook.record]"
                )
            ],
            id="a day without hyphens",
        ),
        pytest.param(
            [("area: role", "area: Role")],
            [
                (
                    "TO-0001-keep.md:6: WARNING: area: 'Role' is not allowed: write architecture, "
                    "handbook, representation, robustness, role or tradeoffs [handbook.record]"
                )
            ],
            id="an area in capitals",
        ),
        pytest.param(
            [("reopen-when", "related: [TO-2]\n  reopen-when")],
            [
                (
                    "TO-0001-keep.md:21: WARNING: related 1: 'TO-2' is not allowed: write "
                    "capitals, a hyphen and four digits, such as TO-0001 [handbook.record]"
                )
            ],
            id="a related record with a wrong id",
        ),
    ],
)
def test_each_is_told_at_the_line_of_its_field(
    spoil: Spoil, edits: list[tuple[str, str]], warnings: list[str]
) -> None:
    assert spoil(edits) == warnings
