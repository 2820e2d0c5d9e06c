"""A reader types a word into the search box and finds the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize(
    ("topic", "path"),
    [
        ("role overview", "role-overview.html"),
        ("architecture", "architecture.html"),
        ("robustness", "robustness.html"),
        ("representation", "representation.html"),
        ("tradeoffs", "tradeoffs.html"),
    ],
)
def test_the_first_result_for_a_topic_is_its_chapter(page: Page, topic: str, path: str) -> None:
    page.goto("/index.html")

    page.get_by_role("searchbox").first.fill(topic)
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")

    first = page.locator("#search-results li a").first.get_attribute("href")
    assert first.partition("?")[0].partition("#")[0].endswith(path)
