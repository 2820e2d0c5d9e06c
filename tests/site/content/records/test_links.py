"""Links to records and between them: they resolve by id, and every dead or one-way one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Build, MakeRecord

SUPERSEDED = ("  status: accepted", "  status: superseded\n  superseded-by: TO-0002")


def supersedes(record_id: str) -> tuple[str, str]:
    return ("  area: role", f"  area: role\n  supersedes: [{record_id}]")


def related(record_id: str) -> tuple[str, str]:
    return ("  area: role", f"  area: role\n  related: [{record_id}]")


@pytest.fixture
def warnings(build: Build, conf: str, index: str, make_record: MakeRecord):
    """Return a function that builds records, each (number, title, edits), and gives warnings."""

    def run(*records: tuple[int, str, list[tuple[str, str]]], home: str = "") -> list[str]:
        pages = {"index.md": index + home}
        for number, title, edits in records:
            pages |= make_record(number, title, *edits)
        return build(pages, conf=conf).warnings

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
def test_a_link_by_id_leads_to_the_record(
    build: Build, conf: str, index: str, make_record: MakeRecord, link: str, text: str
) -> None:
    pages = {"index.md": f"{index}\nSee {link}.\n", **make_record(1, "Keep it")}

    project = build(pages, builder="html", conf=conf)

    assert project.warnings == []
    html = (project.out / "index.html").read_text("utf-8")
    assert 'href="TO-0001-some.html#TO-0001"><span class="xref' in html
    assert f">{text}</span></a>" in html
    assert '<span id="TO-0001"></span>' in (project.out / "TO-0001-some.html").read_text("utf-8")


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
        (1, "Keep it", [related("TO-0002")]), (2, "Other", [("easy", "hard")]), home=home
    )

    assert given == [
        "TO-0002-some.md:11: WARNING: reversibility: 'hard' is not allowed:"
        " write easy, costly or one-way [handbook.record]"
    ]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param(
            [(1, "Keep it", [related("TO-0099")])],
            ["TO-0001-some.md:7: WARNING: related: no tradeoff record 'TO-0099': write it, or"],
            id="related to nothing",
        ),
        pytest.param(
            [(1, "Keep it", [supersedes("TO-0099")])],
            ["TO-0001-some.md:7: WARNING: supersedes: no tradeoff record 'TO-0099': write it, or"],
            id="supersedes nothing",
        ),
        pytest.param(
            [(1, "Keep it", [SUPERSEDED]), (2, "Other", [])],
            [
                "TO-0001-some.md:6: WARNING: superseded-by: TO-0002 lacks"
                " 'supersedes: [TO-0001]': add it there [handbook.record]"
            ],
            id="a successor that does not say so",
        ),
        pytest.param(
            [(1, "Keep it", []), (2, "Other", [supersedes("TO-0001")])],
            [
                "TO-0002-some.md:7: WARNING: supersedes: TO-0001 does not say so: set its"
                " status: superseded and superseded-by: TO-0002 [handbook.record]"
            ],
            id="a predecessor that does not say so",
        ),
        pytest.param(
            [
                (1, "Keep it", [SUPERSEDED]),
                (
                    2,
                    "Other",
                    [
                        supersedes("TO-0001"),
                        ("accepted", "proposed"),
                        ("  decided: 2026-11-22\n", ""),
                    ],
                ),
            ],
            [
                "TO-0001-some.md:6: WARNING: superseded-by: TO-0002 is only proposed:"
                " TO-0001 binds until then [handbook.record]"
            ],
            id="a successor that is not decided",
        ),
        pytest.param(
            [
                (1, "Keep it", [SUPERSEDED, supersedes("TO-0002")]),
                (
                    2,
                    "Other",
                    [
                        supersedes("TO-0001"),
                        ("accepted", "superseded\n  superseded-by: TO-0001"),
                    ],
                ),
            ],
            [
                "TO-0001-some.md:6: WARNING: superseded-by: TO-0001 and TO-0002 replace each"
                " other: end with one [handbook.record]"
            ],
            id="a circle",
        ),
        pytest.param(
            [(1, "Keep it", []), (2, "KEEP IT", [])],
            [
                "TO-0002-some.md:4: WARNING: title: TO-0001 has the title 'KEEP IT' already:"
                " tell them apart [handbook.record]"
            ],
            id="a title twice",
        ),
    ],
)
def test_records_that_contradict_each_other_are_told(
    warnings,
    records: list[tuple[int, str, list[tuple[str, str]]]],
    expected: list[str],
) -> None:
    assert warnings(*records) == [
        text if text.endswith("]") else f"{text} correct the id [handbook.record]"
        for text in expected
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_id_twice_is_told_at_the_later_page(
    build: Build, conf: str, index: str, page: str, make_record: MakeRecord, jobs: int
) -> None:
    text = make_record(1, "Keep it")["TO-0001-some.md"]
    other = text.replace("Keep it", "Other")
    filling = {f"filling-{n}.md": f"{page}# Filling {n}\n" for n in range(6)}
    pages = {"index.md": index, "TO-0001-b.md": text, "TO-0001-a.md": other, **filling}

    project = build(pages, conf=conf, jobs=jobs)

    assert project.warnings == [
        "TO-0001-b.md:3: WARNING: id: TO-0001 is the id of TO-0001-a already:"
        " take the next free one [handbook.record]"
    ]


def test_the_inventory_offers_records_to_other_sites(
    build: Build, conf: str, index: str, make_record: MakeRecord
) -> None:
    from sphinx.util.inventory import InventoryFile

    project = build({"index.md": index, **make_record(1, "Keep it")}, builder="html", conf=conf)

    inventory = InventoryFile.loads((project.out / "objects.inv").read_bytes(), uri="https://x/")
    item = inventory["tradeoff:record", "TO-0001"]
    assert (item.uri, item.display_name) == (
        "https://x/TO-0001-some.html#TO-0001",
        "TO-0001: Keep it",
    )


def test_the_search_finds_a_record_by_id_and_title(
    build: Build, conf: str, index: str, make_record: MakeRecord
) -> None:
    project = build({"index.md": index, **make_record(1, "Keep it")}, builder="html", conf=conf)

    assert '"TO-0001: Keep it"' in (project.out / "searchindex.js").read_text("utf-8")
