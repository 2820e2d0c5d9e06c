"""Search meets hostile words, a damaged index and a strict policy, and says what it can."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from search_panel import answered, first_result

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg/onload=alert(1)>",
    ".*+?^${}()|[]\\",
    "a" * 10_000,
    "the " * 2_500,
    "مرحبا بالعالم",
    "\u202etcelfer\u202c",
    "🙂🙃 🧑‍💻",
    "__proto__ constructor toString hasOwnProperty",
    "%00 %3Cb%3E &amp;",
    "-- ' OR 1=1",
    "٠١٢ \ud83d",
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_is_only_words(tab: Page, words: str) -> None:
    tab.goto("/search.html")

    box = tab.locator("#search-page input")
    box.evaluate(
        "(box, words) => { box.value = words; box.dispatchEvent(new Event('input')); }", words
    )
    tab.wait_for_function(
        "() => document.querySelector('.search-results').dataset.answers !== undefined"
    )

    assert tab.locator("#search-page :is(script, img, svg, iframe)").count() == 0
    box.fill("architecture")
    answered(tab, "architecture")
    assert first_result(tab).endswith("/architecture.html")


def test_a_hostile_address_is_only_words(tab: Page) -> None:
    tab.goto("/search.html?q=%3Cimg%20src=x%20onerror=alert(1)%3E&kind=%22%3E%3Cb%3E&exact=%00")
    tab.wait_for_function(
        "() => document.querySelector('.search-results')?.dataset.answers !== undefined"
    )

    assert tab.locator("#search-page :is(img, b)").count() == 0


def test_hostile_marks_are_only_words(tab: Page) -> None:
    tab.goto("/architecture.html?marks=%3Cimg%20src=x%20onerror=alert(1)%3E+architecture+.*+%5B")
    tab.locator("article mark").first.wait_for()

    assert tab.locator("article img[src='x']").count() == 0


def broken(route: Route) -> None:
    """Give half of a file, which no browser keeps."""
    body = route.fetch().body()
    headers = {"Content-Type": "text/javascript", "Cache-Control": "no-store"}
    route.fulfill(body=body[: len(body) // 2], headers=headers)


@pytest.mark.parametrize("damage", ["missing", "half-written"])
@pytest.mark.parametrize("files", ["table", "*/stems/*", "*/words/*", "*/english/*", "*/pages/*"])
def test_a_damaged_index_is_told_and_read_anew_by_the_next_query(
    page: Page, files: str, damage: str
) -> None:
    def act(route: Route) -> None:
        broken(route) if damage == "half-written" else route.fulfill(status=404)

    page.route(f"**/search-index/{files}.js", act)
    page.goto("/search.html?q=robustnes")  # codespell:ignore
    page.get_by_text("read its index.").first.wait_for()

    page.unroute_all(behavior="wait")
    page.locator("#search-page input").fill("robustness")
    answered(page, "robustness")

    assert first_result(page).endswith("/robustness.html")
    assert page.locator(".search-notes").inner_text() == ""


def test_without_any_index_the_reader_is_told_where_to_go(page: Page) -> None:
    page.route(re.compile("search-index"), lambda route: route.abort())
    page.goto("/search.html?q=robustness")

    page.get_by_text("read its index.").wait_for()
    assert page.locator(".search-notes").get_by_role("link", name="the contents").is_visible()
    page.locator(".sidebar-tree").get_by_role("link", name="Robustness", exact=True).click()
    page.wait_for_url("**/robustness.html")


PARTLY = "Some pages could not be loaded and may be missing. Search again to retry."


def test_a_lost_page_is_told_and_asked_for_again_by_the_next_query(page: Page) -> None:
    page.route("**/search-index/*/pages/*", lambda route: route.abort(), times=1)
    page.goto("/search.html?q=robustness")
    page.get_by_text(PARTLY).wait_for()

    page.locator("#search-page input").press("Enter")
    page.get_by_text(PARTLY).wait_for(state="hidden")

    assert first_result(page).endswith("/robustness.html")
    assert page.locator(".search-notes").inner_text() == ""


def test_where_all_pages_are_lost_no_search_says_that_there_are_none(page: Page) -> None:
    page.route("**/search-index/*/pages/*", lambda route: route.abort())
    page.goto("/search.html?q=robustness")

    page.get_by_text("read its index.").first.wait_for()


def test_an_index_that_was_replaced_since_is_read_anew(page: Page) -> None:
    page.goto("/search.html?q=robustness")
    answered(page, "robustness")
    page.route("**/search-index/*/**", lambda route: route.fulfill(status=404))
    page.locator("#search-page input").fill("announce a deprecation")
    page.locator(".search-notes", has_text="again").wait_for()

    page.unroute_all(behavior="wait")
    with page.expect_request("**/search-index/table.js"):
        page.locator("#search-page input").press("Enter")
    answered(page, "announce a deprecation")

    assert "deprecation" in first_result(page)
    assert page.locator(".search-notes").inner_text() == ""


def test_without_the_scripts_of_search_the_box_leads_to_the_contents(page: Page) -> None:
    page.route(re.compile("/_static/search/(?!loader|box)"), lambda route: route.abort())
    page.goto("/index.html")

    page.keyboard.press("/")

    page.wait_for_url("**/search.html")
    page.locator("#search-page").get_by_role("link", name="Robustness", exact=True).wait_for()


def test_it_works_under_a_strict_policy(page: Page) -> None:
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'"

    def add_policy(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page.route("**/search.html*", add_policy)
    page.goto("/search.html?q=robustness")
    answered(page, "robustness")

    assert first_result(page).endswith("/robustness.html")
