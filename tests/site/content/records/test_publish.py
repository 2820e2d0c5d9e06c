"""The files beside the site: records.json and the Atom feed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from small_records import CONF, INDEX, make_record

from handbook.keep.publish.storage import MARK

if TYPE_CHECKING:
    from conftest import Build

ATOM = {"a": "http://www.w3.org/2005/Atom"}


# Two decisions of different days, a proposal and a register in a folder.
PAGES = {
    "index.md": INDEX.replace("\n*\n", "\n*\n**/*\n"),
    "more/register.md": INDEX[: INDEX.index("# Home")]
    + "# Register\n\n:::{tradeoff-register}\n:::\n",
    **make_record(1, "Keep <it> & more"),
    **make_record(2, "Drop it", ("decided: 2026-11-22", "decided: 2026-11-23")),
    **make_record(3, "Move it", ("accepted", "proposed"), ("  decided: 2026-11-22\n", "")),
}


def test_the_json_has_every_field_and_an_address(build: Build) -> None:
    project = build(PAGES, builder="html", conf=CONF)

    content = json.loads(project.text("records.json"))
    assert content["version"] == 1
    assert [record["id"] for record in content["records"]] == ["TO-0001", "TO-0002", "TO-0003"]
    assert content["records"][0] == {
        "id": "TO-0001",
        "title": "Keep <it> & more",
        "status": "accepted",
        "area": "role",
        "owner": "Editors",
        "deciders": ["Editors"],
        "decided": "2026-11-22",
        "review-by": "2027-11-22",
        "reopen-when": ["It hurts"],
        "reversibility": "easy",
        "payers": [{"who": "Editors", "when": "now"}],
        "options": ["This", "That"],
        "chosen": "This",
        "gains": ["Speed"],
        "costs": ["Code"],
        "url": "TO-0001-some.html#TO-0001",
    }


def test_a_handbook_without_records_has_what_marks_a_handbook(build: Build) -> None:
    pages = {"index.md": f"{INDEX[: INDEX.index('# Home')]}# Home\n"}

    project = build(pages, builder="html", conf=CONF)

    assert (project.out / MARK).read_text("utf-8").startswith("<?xml")


def test_the_feed_lists_decisions_newest_first(build: Build) -> None:
    conf = CONF + 'html_baseurl = "https://handbook.example.org/here/"\n'

    project = build(PAGES, builder="html", conf=conf)

    feed = ET.parse(project.out / "records.atom").getroot()  # noqa: S314 (we wrote it)
    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", "", ATOM) for entry in entries] == [
        "TO-0002: Drop it",
        "TO-0001: Keep <it> & more",
    ]
    assert feed.findtext("a:updated", "", ATOM) == "2026-11-23T00:00:00Z"
    link = entries[0].find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == "https://handbook.example.org/here/TO-0002-some.html#TO-0002"


def test_the_feeds_ids_outlive_a_move_of_the_site(build: Build) -> None:
    def ids(base: str) -> list[str]:
        project = build(PAGES, builder="html", conf=f"{CONF}html_baseurl = {base!r}\n")
        feed = ET.parse(project.out / "records.atom").getroot()  # noqa: S314
        return [element.text or "" for element in feed.iter("{http://www.w3.org/2005/Atom}id")]

    here, there = ids("https://here.example.org/"), ids("")

    assert here == there
    assert all(text.startswith("urn:uuid:") for text in here)
    assert len(set(here)) == len(here)


def test_pages_about_records_announce_the_feed(build: Build) -> None:
    project = build(PAGES, builder="html", conf=CONF)

    def feed_of(page: str) -> list[str]:
        html = (project.out / page).read_text("utf-8")
        links = BeautifulSoup(html, "html.parser").select('link[type="application/atom+xml"]')
        return [link["href"] for link in links]

    assert feed_of("more/register.html") == ["../records.atom"]
    assert feed_of("TO-0001-some.html") == ["records.atom"]
    assert feed_of("index.html") == []


def test_the_register_links_files_that_exist(build: Build) -> None:
    project = build(PAGES, builder="html", conf=CONF)

    html = (project.out / "more" / "register.html").read_text("utf-8")
    links = BeautifulSoup(html, "html.parser").select(".tradeoff-downloads a")
    assert [link["href"] for link in links] == ["../records.json", "../records.atom"]
    assert all((project.out / "more" / link["href"]).is_file() for link in links)


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "text"])
def test_only_the_site_gets_the_files(build: Build, builder: str) -> None:
    conf = CONF + 'version = "1"\ncopyright = author = "Editors"\n'

    project = build(PAGES, builder=builder, conf=conf)

    assert not list(project.out.rglob("records.*"))
