"""What is wrong with a record's page: each fault once, at the line where its author has to act.

Faults are kept in ``faults.toml``; those that a program writes better stand here.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_records import RECORD

if TYPE_CHECKING:
    from conftest import Spoil

KEPT = tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))["fault"]
# Nine levels of ten references each: read naively, a thousand million texts.
BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
WRITTEN = {
    "a bomb": (
        ("tradeoff:\n", f"{BOMB}tradeoff:\n"),
        "2: &a is a YAML reference, which front matter may not use: write the value out, or put"
        " quotes around it [handbook.front_matter]",
    ),
    "a megabyte": (
        ("gains: [Speed]", f"gains: [{'x' * 1_000_000}]"),
        "16: front matter has 1,000,326 characters, more than the 32,000 allowed: move prose into"
        " the page [handbook.front_matter]",
    ),
    "a number of 5,000 digits": (
        ("owner: Editors", f"owner: {'9' * 5000}"),
        f"7: '{'9' * 59}…' is not the number or true/false that it claims to be: put quotes around"
        " it [handbook.front_matter]",
    ),
    "a long title": (
        ("title: Keep it", f"title: {'Keep ' * 20}it"),
        "4: title: has 102 characters, 90 at most: move the reasoning into the page"
        " [handbook.record]",
    ),
    "a text of 301 characters": (
        ("[Code]", f"[{'x' * 301}]"),
        "17: costs 1: has 301 characters, 300 at most: move the reasoning into the page"
        " [handbook.record]",
    ),
    "thirteen items": (
        ("[Code]", f"[{', '.join('abcdefghijklm')}]"),
        "17: costs: has 13 items, 12 at most: move the reasoning into the page [handbook.record]",
    ),
}


def told(*faults: str) -> list[str]:
    """Give the warnings of faults that begin with their line."""
    places = (fault.partition(": ") for fault in faults)
    return [f"TO-0001-keep.md:{line}: WARNING: {what}" for line, _, what in places]


@pytest.mark.parametrize("fault", KEPT, ids=[fault["is"] for fault in KEPT])
def test_each_kept_fault_is_told_once_at_its_line(spoil: Spoil, fault: dict[str, list]) -> None:
    assert spoil([(old, new) for old, new in fault["edits"]]) == told(*fault["told"])


@pytest.mark.parametrize(("edit", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_what_has_no_bound_is_told_once_at_its_line(
    spoil: Spoil, edit: tuple[str, str], expected: str
) -> None:
    assert spoil([edit]) == told(expected)


@pytest.mark.parametrize(
    ("value", "fault"), [(" TO-0001", "'TO-0001' is not a mapping"), ("", "is empty")]
)
def test_fields_that_are_none_are_told_at_their_key(spoil: Spoil, value: str, fault: str) -> None:
    fields = RECORD[: RECORD.index("---\n\n")].removeprefix("---\ntradeoff:")

    assert spoil([(fields, f"{value}\n")]) == told(
        f"2: tradeoff: {fault}: write the fields under 'tradeoff:' in a record's front matter"
        " [handbook.record]"
    )


def test_a_record_without_a_heading_is_told_beside_what_the_contents_say(spoil: Spoil) -> None:
    headings = ("# Keep it\n\n## Context\n", "## Options\n", "## Why\n")

    assert spoil([(heading, "") for heading in headings]) == [
        *told(
            "4: the page has no heading: add '# Keep it' below the front matter [handbook.record]"
        ),
        "index.md:9: WARNING: toctree contains reference to document 'TO-0001-keep' that doesn't"
        " have a title: no link will be generated [toc.no_title]",
    ]
