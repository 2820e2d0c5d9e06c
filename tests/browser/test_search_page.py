"""The search page: what its address keeps, who can use it, and what it costs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from chromium import opened
from search_panel import answered

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


def test_a_number_is_found(tab: Page) -> None:
    tab.goto("/search.html?q=9745")
    answered(tab, "9745")

    shown = tab.locator("#search-results > li > a").evaluate_all(
        "links => links.map(link => link.pathname)"
    )
    assert "/how-to/announce-a-deprecation.html" in shown


def test_kinds_narrow_the_results_and_stay_in_the_address(tab: Page) -> None:
    tab.goto("/search.html?q=decision record")
    answered(tab, "decision record")

    tab.get_by_role("button", name="Template", exact=True).click()
    tab.wait_for_url("**kind=templates*")
    tab.locator(".search-status", has_text="results in Template").wait_for()

    shown = tab.locator("#search-results .search-kind").all_inner_texts()
    assert set(shown) == {"Template"}
    link = tab.url
    tab.goto("about:blank")
    tab.goto(link)
    answered(tab, "decision record")
    assert (
        tab.get_by_role("button", name="Template", exact=True).get_attribute("aria-pressed")
        == "true"
    )


@pytest.mark.parametrize("words", ["decision records", "zzgq"], ids=["some", "nothing"])
def test_a_focused_kind_keeps_the_focus_when_an_answer_comes(tab: Page, words: str) -> None:
    tab.goto("/search.html?q=decision record")
    answered(tab, "decision record")

    tab.locator("#search-page input").evaluate(
        """(box, words) => {
            box.value = words;
            box.dispatchEvent(new Event("input"));
            document.querySelector(".search-kinds button:nth-child(2)").focus();
        }""",
        words,
    )
    answered(tab, words)

    focused = tab.locator(".search-kinds button:focus")
    assert focused.inner_text() == "Chapter"
    assert focused.is_visible()


def test_the_arrows_walk_from_the_box_through_the_links_and_back(tab: Page) -> None:
    tab.goto("/search.html?q=advice")
    answered(tab, "advice")
    tab.locator("#search-page input").focus()

    tab.keyboard.press("ArrowDown")
    first = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("ArrowUp")

    assert first == "search-option-0"
    assert tab.evaluate("document.activeElement.name") == "q"


def test_without_scripts_the_page_has_the_contents(browser: Browser, served: str) -> None:
    with opened(browser, served, java_script_enabled=False) as page:
        page.goto("index.html")

        page.locator(".sidebar-search").fill("advice")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=advice")

        contents = page.locator("#search-page")
        assert contents.get_by_role("link", name="Robustness", exact=True).is_visible()
        assert contents.get_by_role("link", name="index", exact=True).is_visible()


def test_a_reader_who_does_not_search_loads_no_index_and_five_kilobytes_of_script(
    page: Page, site: Path
) -> None:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto("/index.html", wait_until="networkidle")

    # The style may be bundled with the others, and each name carry a digest.
    loaded = {re.sub(r".*/|[.][0-9a-f]{12}|[?].*", "", url) for url in urls if "search" in url}
    assert loaded - {"box.css"} == {"loader.js"}
    assert (site / "_static" / "search" / "loader.js").stat().st_size < 5000
