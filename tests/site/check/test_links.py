"""The built site: every page can be reached, and every link leads somewhere."""

from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from repository import ROOT

from handbook.core.config import load

# Pages that Sphinx adds: they are found by their own controls, not by the contents.
ADDED = {"genindex.html", "search.html", "404.html"}


def internal_links(page: str, soup: BeautifulSoup, site: Path) -> list[tuple[str, str]]:
    """Return (path below the site, fragment) of each link that stays inside it."""
    links = []
    top = urlsplit(load(ROOT / "handbook.toml").links.site).path  # as 404.html names it
    for element in soup.select("a[href], link[href], script[src], img[src]"):
        address = str(element.get("href") or element.get("src"))
        if urlsplit(address).scheme or address.startswith("//"):
            continue
        path, fragment = urldefrag(address)
        path = unquote(path.partition("?")[0])
        folder = site if path.startswith("/") else (site / page).parent
        target = folder / path.removeprefix(top) if path else site / page
        links.append((target.resolve().relative_to(site.resolve()).as_posix(), unquote(fragment)))
    return links


def test_every_page_is_in_the_sidebar_of_the_landing_page(
    pages: dict[str, BeautifulSoup], site: Path
) -> None:
    tree = pages["index.html"].select_one(".sidebar-tree")

    listed = {path for path, _ in internal_links("index.html", tree, site)}
    assert set(pages) - ADDED - {"index.html"} == listed - ADDED - {"index.html"}


def test_every_internal_link_and_anchor_resolves(
    pages: dict[str, BeautifulSoup], site: Path
) -> None:
    ids = {page: {tag["id"] for tag in soup.select("[id]")} for page, soup in pages.items()}

    broken = [
        f"{page} -> {path}#{fragment}"
        for page, soup in pages.items()
        for path, fragment in internal_links(page, soup, site)
        if not (site / path).is_file() or (fragment and path in ids and fragment not in ids[path])
    ]
    assert broken == []


@pytest.mark.parametrize("place", [".sidebar-download a", "article a.download"])
def test_the_landing_page_offers_the_pdf(
    pages: dict[str, BeautifulSoup], site: Path, place: str
) -> None:
    link = pages["index.html"].select_one(place)

    assert link.text.strip() == "Download the PDF"
    assert (site / link["href"]).read_bytes().startswith(b"%PDF-")


def test_a_page_in_a_folder_offers_the_pdf_too(pages: dict[str, BeautifulSoup], site: Path) -> None:
    link = pages["reference/source-map.html"].select_one(".sidebar-download a")

    assert (site / "reference" / link["href"]).resolve().is_file()


def test_nothing_is_loaded_from_another_host(pages: dict[str, BeautifulSoup]) -> None:
    loaded = [
        f"{page}: {element.get('src') or element.get('href')}"
        for page, soup in pages.items()
        for element in soup.select("script[src], img[src], iframe[src], link[rel=stylesheet][href]")
        if urlsplit(str(element.get("src") or element.get("href"))).netloc
    ]

    assert loaded == []


def test_each_of_the_articles_claims_links_to_its_paragraph(
    pages: dict[str, BeautifulSoup], site: Path
) -> None:
    rows = pages["reference/source-map.html"].select_one("table").select("tbody tr")

    carried = {}
    for row in rows:
        target, fragment = internal_links("reference/source-map.html", row, site)[0]
        place = pages[target].find(id=fragment)
        while not place.get_text(strip=True):  # a list has its address in elements before it
            place = place.find_next()
        carried[row.select_one("td").text.strip()] = place.get_text()
    assert list(carried) == [f"S{number}" for number in range(1, 50)]
    assert all(text.strip() for text in carried.values())


def test_each_of_the_articles_claims_has_one_place(pages: dict[str, BeautifulSoup]) -> None:
    places = [
        str(element["id"])
        for soup in pages.values()
        for element in soup.select('article [id^="claim-"]')
    ]

    assert len(places) == len(set(places))
