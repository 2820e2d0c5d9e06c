"""The handbook's own records, as the site publishes them."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup


@pytest.fixture(scope="module")
def records(site: Path) -> list[dict[str, object]]:
    """Return the published list of records."""
    content: dict[str, list[dict[str, object]]] = json.loads(
        (site / "records.json").read_text("utf-8")
    )
    return content["records"]


@pytest.mark.upstream  # a copy may leave records out
def test_at_least_fourteen_decisions_are_recorded(records: list[dict[str, object]]) -> None:
    assert len(records) >= 14


def test_every_address_leads_to_its_record(site: Path, records: list[dict[str, object]]) -> None:
    for record in records:
        page, _, target = str(record["url"]).partition("#")
        html = BeautifulSoup((site / page).read_text("utf-8"), "html.parser")
        assert html.find(id=target), record["url"]


def test_the_registers_together_list_every_record_once(
    site: Path, records: list[dict[str, object]]
) -> None:
    listed: list[str] = []
    # A copy may leave the second one out: how the handbook is built.
    for path in (site / "records" / "index.html", site / "about" / "records" / "index.html"):
        html = BeautifulSoup(path.read_text("utf-8") if path.exists() else "", "html.parser")
        cells = html.select("table.tradeoff-register tbody th.tradeoff-record")
        listed += re.findall(r"[A-Z]+-\d{4}", " ".join(cell.get_text() for cell in cells))

    assert sorted(listed) == [record["id"] for record in records]


def test_the_feed_is_well_formed_and_names_the_site(site: Path) -> None:
    feed = ET.parse(site / "records.atom").getroot()  # noqa: S314 (we wrote it)

    links = [link.get("href", "") for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert links
    assert all(link.startswith("https://") for link in links)
