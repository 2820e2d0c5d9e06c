"""Links to records and between them: they resolve by id, and every dead or one-way one is told."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from small_records import CONF, INDEX, PAGE, make_record

if TYPE_CHECKING:
    from conftest import Build

CASES = tomllib.loads(Path(__file__).with_name("contradictions.toml").read_text("utf-8"))["case"]


@pytest.fixture
def warnings(build: Build):
    """Return a function that builds records, each (number, title, edits), and gives warnings."""

    def run(*records: tuple[int, str, list[tuple[str, str]]], home: str = "") -> list[str]:
        pages = {"index.md": INDEX + home}
        for number, title, edits in records:
            pages |= make_record(number, title, *edits)
        return build(pages, conf=CONF).warnings

    return run


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("{tradeoff}`TO-0001`", "TO-0001: Keep it"),
        ("{tradeoff}`the reason <TO-0001>`", "the reason"),
        ("{tradeoff:record}`TO-0001`", "TO-0001: Keep it"),
        ("{any}`TO-0001`", "TO-0001: Keep it"),
        ("[](#TO-0001)", "TO-0001: Keep it"),
        ("[the reason](#TO-0001)", "the reason"),
    ],
)
def test_a_link_by_id_leads_to_the_record(build: Build, link: str, text: str) -> None:
    pages = {"index.md": f"{INDEX}\nSee {link}.\n", **make_record(1, "Keep it")}

    project = build(pages, builder="html", conf=CONF)

    html = project.text("index.html")
    assert 'href="TO-0001-some.html#TO-0001"><span class="xref' in html
    assert f">{text}</span></a>" in html
    assert '<span id="TO-0001"></span>' in project.text("TO-0001-some.html")


def test_a_link_to_no_record_names_the_nearest(warnings) -> None:
    given = warnings((1, "Keep it", []), home="\nSee {tradeoff}`TO-0010`.\n")

    assert given == [
        "index.md:15: WARNING: no tradeoff record 'TO-0010': did you mean TO-0001?"
        " [handbook.record]"
    ]


def test_a_card_of_no_record_is_told_at_its_line(warnings) -> None:
    given = warnings((1, "Keep it", []), home="\n:::{tradeoff-card} XX-9999\n:::\n")

    assert given == [
        "index.md:15: WARNING: no tradeoff record 'XX-9999': write it, or correct the id"
        " [handbook.record]"
    ]


def test_a_record_with_a_fault_is_no_dead_link_as_well(warnings) -> None:
    home = "\n{tradeoff}`TO-0002`\n\n:::{tradeoff-card} TO-0002\n:::\n"
    given = warnings(
        (1, "Keep it", [("  area: role", "  area: role\n  related: [TO-0002]")]),
        (2, "Other", [("easy", "hard")]),
        home=home,
    )

    assert given == [
        "TO-0002-some.md:11: WARNING: reversibility: 'hard' is not allowed:"
        " write easy, costly or one-way [handbook.record]"
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["is"] for case in CASES])
def test_records_that_contradict_each_other_are_told(warnings, case: dict[str, Any]) -> None:
    records = [(record["number"], record["title"], record["edits"]) for record in case["record"]]

    assert warnings(*records) == case["told"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_id_twice_is_told_at_the_later_page(build: Build, jobs: int) -> None:
    text = make_record(1, "Keep it")["TO-0001-some.md"]
    other = text.replace("Keep it", "Other")
    filling = {f"filling-{n}.md": f"{PAGE}# Filling {n}\n" for n in range(6)}
    pages = {"index.md": INDEX, "TO-0001-b.md": text, "TO-0001-a.md": other, **filling}

    project = build(pages, conf=CONF, jobs=jobs)

    assert project.warnings == [
        "TO-0001-b.md:3: WARNING: id: TO-0001 is the id of TO-0001-a already:"
        " take the next free one [handbook.record]"
    ]


def test_the_inventory_offers_records_to_other_sites(build: Build) -> None:
    from sphinx.util.inventory import InventoryFile

    project = build({"index.md": INDEX, **make_record(1, "Keep it")}, builder="html", conf=CONF)

    inventory = InventoryFile.loads((project.out / "objects.inv").read_bytes(), uri="https://x/")
    item = inventory["tradeoff:record", "TO-0001"]
    assert (item.uri, item.display_name) == (
        "https://x/TO-0001-some.html#TO-0001",
        "TO-0001: Keep it",
    )


def test_the_search_finds_a_record_by_id_and_title(build: Build) -> None:
    project = build({"index.md": INDEX, **make_record(1, "Keep it")}, builder="html", conf=CONF)

    assert '"TO-0001: Keep it"' in project.text("searchindex.js")
