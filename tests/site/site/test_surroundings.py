"""What surrounds each page of the handbook: its place, its keeper, its neighbours."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from repository import DOCS

from handbook.content.changes import newest
from handbook.core.config import Settings

if TYPE_CHECKING:
    from conftest import Build

GENERATED = ("404.html", "search.html", "genindex.html")
FEED = "{http://www.w3.org/2005/Atom}"


def written(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """Leave out the pages that nobody wrote."""
    return {name: page for name, page in pages.items() if name not in GENERATED}


def xml(path: Path) -> ET.Element:
    return ET.fromstring(path.read_text("utf-8"))  # noqa: S314  (we wrote it)


def test_breadcrumbs_lead_from_home_to_the_page_above(
    pages: dict[str, BeautifulSoup],
) -> None:
    trail = pages["how-to/record-a-decision.html"].select("nav.breadcrumbs li")

    assert [item.get_text(strip=True) for item in trail] == [
        "Home",
        "Guides",
    ]
    assert [link["href"] for link in trail[1].select("a")] == ["index.html"]


def test_every_written_page_names_its_owner_and_its_review_days(
    pages: dict[str, BeautifulSoup],
) -> None:
    for name, page in written(pages).items():
        names = [dt.get_text() for dt in page.select(".page-facts dt")]
        assert "Owner" in names, name
        if not page.select_one(".tradeoff-summary"):
            assert {"Reviewed", "Review by"} <= set(names), name


def test_every_written_page_takes_a_report_that_names_it(
    pages: dict[str, BeautifulSoup], settings: Settings
) -> None:
    for name, page in written(pages).items():
        (link,) = [a for a in page.select(".page-actions a") if "missing" in a.text]
        if link["href"] not in (settings.organisation.contact, *settings.owners.values()):
            assert quote(f"{settings.links.site}{name}", safe="") in link["href"], name


def test_no_page_asks_to_fetch_ahead_what_the_policy_refuses(
    pages: dict[str, BeautifulSoup],
) -> None:
    ahead = "link[rel=next], link[rel=prefetch], link[rel=preload]"

    assert [name for name, page in pages.items() if page.select(ahead)] == []
    assert pages["robustness.html"].select("link[rel=prev], link[rel=canonical], link[rel=index]")
    assert pages["robustness.html"].select(".related-pages .next-page")


def test_every_page_has_a_description_and_a_title_for_previews(
    pages: dict[str, BeautifulSoup],
) -> None:
    for name, page in written(pages).items():
        for tag in ("meta[name=description]", "meta[property='og:title']"):
            (found,) = page.select(tag)
            assert found["content"].strip(), (name, tag)


def test_the_sitemap_lists_each_written_page_once_in_order(
    site: Path, pages: dict[str, BeautifulSoup], settings: Settings
) -> None:
    tree = xml(site / "sitemap.xml")
    listed = [loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    expected = {f"{settings.links.site}{name}" for name in written(pages)}
    assert listed == sorted(expected)


def test_robots_are_told_where_the_sitemap_is(site: Path, settings: Settings) -> None:
    text = (site / "robots.txt").read_text("utf-8")

    assert f"Sitemap: {settings.links.site}sitemap.xml" in text.splitlines()


def test_the_page_for_lost_readers_links_from_the_top_of_the_site(
    pages: dict[str, BeautifulSoup],
) -> None:
    page = pages["404.html"]
    addresses = [
        tag[attribute]
        for attribute in ("href", "src", "action")
        for tag in page.select(f"[{attribute}]")
        if not tag[attribute].startswith(("#", "https:", "data:"))
    ]

    assert addresses
    assert [address for address in addresses if not address.startswith("/")] == []
    assert page.select_one("form[role=search] input[name=q]")
    assert page.select_one("meta[name=robots][content=noindex]")


@pytest.mark.upstream
def test_the_newest_edition_is_the_one_on_the_cover(
    site: Path, pages: dict[str, BeautifulSoup], settings: Settings
) -> None:
    feed = xml(site / "changes.atom")
    told = feed.find(f"{FEED}entry/{FEED}title")
    heading = pages["about/changes.html"].select_one("h2")
    edition = settings.handbook.edition or newest(DOCS)

    assert told is not None
    assert told.text == f"Edition {edition}"
    assert heading is not None
    assert heading.find(string=True) == f"Edition {edition}"


def test_the_feed_leads_to_the_edition(
    site: Path, pages: dict[str, BeautifulSoup], settings: Settings
) -> None:
    link = xml(site / "changes.atom").find(f"{FEED}entry/{FEED}link")

    assert link is not None
    name, _, anchor = link.get("href", "").removeprefix(settings.links.site).partition("#")
    assert pages[name].find(id=anchor)


CHANGES_CONF = 'extensions = ["myst_parser", "handbook.content.changes"]\n'
CHANGES_PAGE = "# What changed\n\n```{changes}\n```\n"
CHANGES_FAULTS = tomllib.loads(Path(__file__).with_name("changes.toml").read_text("utf-8"))["fault"]


@pytest.mark.parametrize("fault", CHANGES_FAULTS)
def test_a_fault_in_the_kept_changes_is_named_with_its_line(
    build: Build, fault: dict[str, Any]
) -> None:
    kept = {"index.md": CHANGES_PAGE, "_data/changes.toml": fault["kept"]}
    project = build(kept, conf=CHANGES_CONF)

    for warning, message in zip(project.warnings, fault["told"], strict=True):
        assert warning.startswith(f"_data/changes.toml:{message}")


def test_editions_that_are_not_newest_first_are_told(build: Build) -> None:
    edition = '[[edition]]\nname = "{0}"\npublished = "{0}-01-01"\nsummary = "x"\n'
    kept = edition.format(2026) + edition.format(2027)

    project = build({"index.md": CHANGES_PAGE, "_data/changes.toml": kept}, conf=CHANGES_CONF)

    assert project.warnings == [
        "_data/changes.toml:1: WARNING: 2026 is older than 2027 below it: newest first"
        " [handbook.changes]"
    ]
