"""Front matter that YAML, or we, refuse: one warning each, at its line, and none from MyST."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Spoil

# Nine levels of ten references each: read naively, a thousand million texts.
BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("edits", "warnings"),
    [
        pytest.param(
            [("2027-11-22", "2027-02-31")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: review-by: '2027-02-31' is not allowed: write "
                    "a day that exists, as YYYY-MM-DD [handbook.record]"
                )
            ],
            id="a day that does not exist",
        ),
        pytest.param(
            [("  area: role", "\tarea: role")],
            [
                (
                    "TO-0001-keep.md:6: WARNING: a tab stands where YAML wants spaces: replace "
                    "it by spaces [handbook.front_matter]"
                )
            ],
            id="a tab for an indent",
        ),
        pytest.param(
            [("  owner: Editors", "  owner: Editors\n  owner: Others")],
            [
                (
                    "TO-0001-keep.md:8: WARNING: the key 'owner' stands on line 7 already: keep "
                    "one of the two [handbook.front_matter]"
                )
            ],
            id="a key twice",
        ),
        pytest.param(
            [("owner: Editors", "owner: &who Editors")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: &who is a YAML reference, which front matter "
                    "may not use: write the value out, or put quotes around it "
                    "[handbook.front_matter]"
                )
            ],
            id="an anchor",
        ),
        pytest.param(
            [("[Editors]", "*who")],
            [
                (
                    "TO-0001-keep.md:8: WARNING: *who is a YAML reference, which front matter "
                    "may not use: write the value out, or put quotes around it "
                    "[handbook.front_matter]"
                )
            ],
            id="an alias",
        ),
        pytest.param(
            [("tradeoff:\n", BOMB + "tradeoff:\n")],
            [
                (
                    "TO-0001-keep.md:2: WARNING: &a is a YAML reference, which front matter may "
                    "not use: write the value out, or put quotes around it "
                    "[handbook.front_matter]"
                )
            ],
            id="a bomb",
        ),
        pytest.param(
            [("  area: role", "  <<: {area: role}")],
            [
                (
                    "TO-0001-keep.md:6: WARNING: '<<' is no plain text key: put quotes around it "
                    "[handbook.front_matter]"
                )
            ],
            id="a merge key",
        ),
        pytest.param(
            [("owner: Editors", "owner: !!python/object/apply:os.getcwd []")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: tag:yaml.org,2002:python/object/apply:os.getcwd "
                    "would be read as more than plain text: put it in quotes or remove its tag "
                    "[handbook.front_matter]"
                )
            ],
            id="a Python object",
        ),
        pytest.param(
            [("2027-11-22", "!!timestamp 2027-11-22")],
            [
                (
                    "TO-0001-keep.md:10: WARNING: '2027-11-22' would be read as more than plain "
                    "text: put it in quotes or remove its tag [handbook.front_matter]"
                )
            ],
            id="a tagged day",
        ),
        pytest.param(
            [("[Speed]", "[[[[[[[[[Speed]]]]]]]]]")],
            [
                (
                    "TO-0001-keep.md:16: WARNING: nested more than 8 levels deep: flatten it "
                    "[handbook.front_matter]"
                )
            ],
            id="deep nesting",
        ),
        pytest.param(
            [("owner: Editors", "owner: 'Editors")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: a quote or bracket opens here and never closes: "
                    "close it [handbook.front_matter]"
                )
            ],
            id="an open quote",
        ),
        pytest.param(
            [("title: Keep it", "title: Keep it: yes")],
            [
                (
                    "TO-0001-keep.md:4: WARNING: not valid YAML (a second ': ' in one value): "
                    "check the indent, or put quotes around the value [handbook.front_matter]"
                )
            ],
            id="a colon in a value",
        ),
        pytest.param(
            [("  status: accepted", "   status: accepted")],
            [
                (
                    "TO-0001-keep.md:5: WARNING: not valid YAML (a second ': ' in one value): "
                    "check the indent, or put quotes around the value [handbook.front_matter]"
                )
            ],
            id="a wrong indent",
        ),
        pytest.param(
            [("owner: Editors", "owner: Edi\x07tors")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: the character U+0007 can't stand in YAML: "
                    "remove it [handbook.front_matter]"
                )
            ],
            id="a control character",
        ),
        pytest.param(
            [("---\n\n# Keep", "\n\n# Keep")],
            [
                (
                    "TO-0001-keep.md:1: WARNING: front matter has no end: add a line --- after "
                    "its last key [handbook.front_matter]"
                )
            ],
            id="no end",
        ),
        pytest.param(
            [("---\n\n# Keep", "...\n\n# Keep")],
            [
                (
                    "TO-0001-keep.md:22: WARNING: front matter ends with --- on a line of its "
                    "own, not '...' [handbook.front_matter]"
                )
            ],
            id="another end",
        ),
        pytest.param(
            [("gains: [Speed]", f"gains: [{'x' * 1000000}]")],
            [
                (
                    "TO-0001-keep.md:16: WARNING: front matter has 1,000,326 characters, more "
                    "than the 32,000 allowed: move prose into the page [handbook.front_matter]"
                )
            ],
            id="a megabyte",
        ),
        pytest.param(
            [("owner: Editors", f"owner: {'9' * 5000}")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: '999999999999999999999999999999999999999…' is "
                    "not the number or true/false that it claims to be: put quotes around it "
                    "[handbook.front_matter]"
                )
            ],
            id="a number of 5,000 digits",
        ),
        pytest.param(
            [("owner: Editors", "owner: no")],
            [
                (
                    "TO-0001-keep.md:7: WARNING: owner: False is not text: write the team or "
                    "role that answers for the record and reviews it, in quotes if need be "
                    "[handbook.record]"
                )
            ],
            id="YAML's no",
        ),
        pytest.param(
            [("  area: role", "  1: role")],
            [
                (
                    "TO-0001-keep.md:6: WARNING: '1' is no plain text key: put quotes around it "
                    "[handbook.front_matter]"
                )
            ],
            id="a key that is no text",
        ),
    ],
)
def test_each_is_told_once_at_its_line(
    spoil: Spoil, edits: list[tuple[str, str]], warnings: list[str]
) -> None:
    assert spoil(edits) == warnings
