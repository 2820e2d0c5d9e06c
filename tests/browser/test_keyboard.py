"""The whole site by keyboard: every control is reached, seen, and does its work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from chromium import opened, script
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PAGES = (
    "index.html",
    "robustness.html",
    "about/style-guide.html",
    "records/index.html",
    "templates/role-charter.html",
    "search.html",
)
STOP = script("stop")
MISSED = script("missed")


def show(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus has gone round; give each stop."""
    stops: list[dict[str, Any]] = []
    for _ in range(1000):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:  # between the last control and the first
            continue
        if stop["seen"]:
            return stops
        stops.append(stop)
    raise AssertionError("the focus does not come round")


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("path", PAGES)
def test_every_control_is_reached_and_its_focus_seen(own_page: Page, path: str, width: int) -> None:
    page = own_page
    show(page, f"/{path}", width)

    stops = walk(page)

    assert len(stops) > 5
    assert [stop for stop in stops if stop["faults"]] == []
    assert page.evaluate(MISSED) == []


@pytest.mark.parametrize("width", [1440, 360])
def test_every_component_is_reached_and_its_focus_seen(
    page: Page, specimen: str, width: int
) -> None:
    show(page, f"{specimen}/index.html", width)

    stops = walk(page)

    assert [stop for stop in stops if stop["faults"]] == []
    assert page.evaluate(MISSED) == []


def test_the_skip_link_moves_the_focus_to_the_text(page: Page) -> None:
    show(page, "/robustness.html", 1440)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#furo-main-content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("article :focus")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(
    ("button", "drawer"), [("Site menu", "#site-menu"), ("On this page", "#page-contents")]
)
def test_a_drawer_opens_leads_and_closes(
    browser: Browser, served: str, button: str, drawer: str, scripts: bool
) -> None:
    with opened(browser, served, 360, java_script_enabled=scripts) as page:
        page.goto("robustness.html")
        opener = page.get_by_role("banner").get_by_role("button", name=button)
        box = page.locator(drawer)
        assert not box.is_visible()

        opener.focus()
        page.keyboard.press("Enter")
        expect(box).to_be_visible()
        page.keyboard.press("Tab")
        expect(box.locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")

        expect(box).to_be_hidden()
        expect(opener).to_be_focused()


def open_contents(page: Page) -> Locator:
    show(page, "/robustness.html", 360)
    page.get_by_role("banner").get_by_role("button", name="On this page").press("Enter")
    contents = page.locator("#page-contents")
    expect(contents).to_be_visible()
    return contents


def test_a_place_in_the_contents_closes_them(page: Page) -> None:
    contents = open_contents(page)

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(contents).to_be_hidden()
    expect(page).to_have_url(re.compile("#"))


def test_a_drawer_closes_when_the_focus_leaves_it(page: Page) -> None:
    contents = open_contents(page)

    contents.locator("a").last.focus()
    page.keyboard.press("Tab")

    expect(contents).to_be_hidden()


def test_a_branch_of_the_menu_unfolds(page: Page) -> None:
    show(page, "/robustness.html", 1440)
    switch = page.get_by_role("switch", name="Toggle navigation of").first
    branch = switch.locator("xpath=following-sibling::ul")
    assert not branch.is_visible()

    switch.focus()
    page.keyboard.press("Space")

    expect(branch).to_be_visible()


def test_only_what_scrolls_is_a_stop_and_it_has_a_name(page: Page, specimen: str) -> None:
    show(page, f"{specimen}/index.html", 360)
    tables = page.locator("article .table-wrapper")
    page.wait_for_selector(".table-wrapper[tabindex]")

    assert tables.nth(0).get_attribute("tabindex") is None
    assert tables.nth(1).get_attribute("aria-label") == "Table"
    expect(page.get_by_role("group", name="Code").last).to_have_attribute("tabindex", "0")

    tables.nth(0).evaluate("e => { e.querySelector('td').textContent = 'x'.repeat(400); }")

    page.get_by_role("group", name="A table with a caption").wait_for()


def test_a_table_that_scrolls_does_so_by_arrow(page: Page, specimen: str) -> None:
    show(page, f"{specimen}/index.html", 360)
    table = page.get_by_role("group", name="Table", exact=True)

    table.focus()
    page.keyboard.press("ArrowRight")

    page.wait_for_function("() => document.activeElement.scrollLeft > 0")
