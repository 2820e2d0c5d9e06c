"""A change to a record reaches every page that shows it, and no other page is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from small_records import CONF, INDEX, PAGE, make_record

if TYPE_CHECKING:
    from conftest import Build

# Sphinx itself writes these at every build.
ALWAYS = {"genindex.html", "search.html"}
# Sphinx itself writes this with any page that it lists.
ROOT = {"index.html"}
RELATED = ("  area: role", "  area: role\n  related: [TO-0002]")


@pytest.fixture
def written(build: Build) -> Callable[..., set[str]]:
    """Return a function that builds again, after edits, and names the files it wrote."""
    stamps: dict[str, int] = {}

    def run(pages: dict[str, str], *, today: str = "2026-12-01") -> set[str]:
        nonlocal stamps
        settings = CONF.replace("2026-12-01", today)
        project = build(pages, builder="html", conf=settings)
        assert project.warnings == []
        now = {
            path.relative_to(project.out).as_posix(): path.stat().st_mtime_ns
            for path in project.out.rglob("*")
            if path.suffix in {".html", ".json", ".atom"} and path.is_file()
        }
        changed = {name for name, stamp in now.items() if stamps.get(name) != stamp}
        stamps = now
        changed -= ALWAYS
        return changed if changed == ROOT else changed - ROOT

    return run


# Two related records, pages that use the first, and one that uses none.
PAGES = {
    "index.md": INDEX,
    "register.md": f"{PAGE}# Register\n\n:::{{tradeoff-register}}\n:::\n",
    "link.md": f"{PAGE}# Link\n\n{{tradeoff}}`TO-0001`\n",
    "card.md": f"{PAGE}# Card\n\n:::{{tradeoff-card}} TO-0001\n:::\n",
    "plain.md": f"{PAGE}# Plain\n",
    **make_record(1, "Keep it", RELATED),
    **make_record(2, "Drop it"),
}


def test_a_build_without_changes_writes_nothing(written) -> None:
    first = written(PAGES)

    second = written({})

    assert first == {f"{name[:-3]}.html" for name in PAGES} - ROOT | {
        "records.json",
        "records.atom",
    }
    assert second == set()


def test_a_new_status_reaches_all_who_show_the_record(written) -> None:
    written(PAGES)

    changed = written(make_record(1, "Keep it", RELATED, ("accepted", "retired")))

    assert changed == {
        "TO-0001-some.html",
        "TO-0002-some.html",
        "card.html",
        "link.html",
        "register.html",
        "records.json",
        "records.atom",
    }


def test_new_prose_in_a_record_reaches_no_other_page(written) -> None:
    written(PAGES)

    changed = written(make_record(1, "Keep it", RELATED, ("This is faster.", "It is faster.")))

    assert changed == {"TO-0001-some.html"}


def test_a_new_link_reaches_the_backlinks_of_its_record(written) -> None:
    written(PAGES)

    changed = written({"plain.md": f"{PAGE}# Plain\n\n{{tradeoff}}`TO-0002`\n"})

    assert changed == {"plain.html", "TO-0002-some.html"}


def test_a_new_title_of_a_page_reaches_the_records_that_it_relies_on(written) -> None:
    written(PAGES)

    changed = written({"link.md": f"{PAGE}# Renamed\n\n{{tradeoff}}`TO-0001`\n"})

    assert changed == {"link.html", "TO-0001-some.html"}


def test_a_new_record_reaches_the_register(written) -> None:
    written(PAGES)

    changed = written(make_record(3, "Move it"))

    assert changed == {
        "TO-0003-some.html",
        "register.html",
        "records.json",
        "records.atom",
    }


def test_a_record_that_goes_leaves_the_register(written, tmp_path) -> None:
    written(PAGES | make_record(3, "Move it"))
    (tmp_path / "source" / "TO-0003-some.md").unlink()

    changed = written({})

    assert {"register.html", "records.json", "records.atom"} <= changed
    assert "Move it" not in (tmp_path / "html" / "register.html").read_text("utf-8")


def test_a_record_becomes_overdue_by_the_day_alone(written, tmp_path) -> None:
    written(PAGES)

    before = written({}, today="2027-11-22")
    after = written({}, today="2027-11-23")

    assert before == set()
    # Every page of this project has the same review day.
    assert after == {f"{name[:-3]}.html" for name in PAGES} - ROOT
    assert "overdue" in (tmp_path / "html" / "register.html").read_text("utf-8")


def test_each_builder_catches_up_with_changes_that_another_one_read(build: Build) -> None:
    build(PAGES, builder="html", conf=CONF)
    build({}, builder="text", conf=CONF)
    build(make_record(1, "Keep it", RELATED, ("accepted", "retired")), builder="html", conf=CONF)

    project = build({}, builder="text", conf=CONF)

    assert "retired" in project.text("register.txt")
