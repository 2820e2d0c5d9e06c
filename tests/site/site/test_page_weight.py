"""A page arrives fast on a slow line: few bytes and few requests, on every page."""

from pathlib import Path
from statistics import median

import pytest
from page_parts import Parts, compressed, pages_of, parts_of
from repository import DOCS

from handbook.core.config import Settings

# Bytes, as gzip sends them; brotli sends about a sixth less. Of the page in the middle, and of any.
HTML = (13_300, 17_000)
CODE = (57_000, 60_000)  # styles, scripts and the fonts of the first view
REQUESTS = (10, 12)


@pytest.fixture(scope="module")
def parts(site: Path) -> dict[str, Parts]:
    """Return what each page is made of, by its path."""
    # The page for lost readers names its files from the top of the host.
    return {name: parts_of(site, name) for name in pages_of(site) if name != "404.html"}


def test_no_page_is_heavier_than_the_goal(parts: dict[str, Parts]) -> None:
    middle, most = HTML
    assert median(page.html for page in parts.values()) <= middle
    assert {name: page.html for name, page in parts.items() if page.html > most} == {}


def test_styles_scripts_and_fonts_stay_below_the_goal(parts: dict[str, Parts]) -> None:
    weights = {name: page.code + page.fonts for name, page in parts.items()}

    assert min(page.fonts for page in parts.values()) > 0
    looks = DOCS / "local" / "local.css"  # the organisation's own choice
    middle, most = (goal + (compressed(looks) if looks.is_file() else 0) for goal in CODE)
    assert median(weights.values()) <= middle
    assert {name: weight for name, weight in weights.items() if weight > most} == {}


def test_no_page_asks_for_more_files_than_the_goal(
    parts: dict[str, Parts], settings: Settings
) -> None:
    # Logos are the organisation's own choice.
    logos = sum(map(bool, (settings.handbook.logo, settings.handbook.logo_dark)))
    middle, most = (goal + logos for goal in REQUESTS)
    assert median(page.requests for page in parts.values()) <= middle
    assert {name: page.requests for name, page in parts.items() if page.requests > most} == {}
