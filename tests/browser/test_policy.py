"""The site's Content-Security-Policy: strict, and never in a reader's way."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from conftest import State
    from playwright.sync_api import Browser, Page

# Runs before the page's own scripts; the browser tells of each thing that the policy stopped.
LISTEN = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.stopped.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`);
});
"""


@contextlib.contextmanager
def watched(browser: Browser, address: str, width: int = 1440) -> Generator[tuple[Page, list[str]]]:
    """Give a tab, and a list that fills with whatever its console says of faults."""
    context = browser.new_context(
        base_url=f"{address}/", viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    context.add_init_script(LISTEN)
    if browser.browser_type.name == "chromium":
        context.grant_permissions(["clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda line: line.type == "error" and faults.append(line.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page, faults
    context.close()


def stopped(page: Page) -> list[str]:
    return page.evaluate("window.stopped")


def test_the_policy_has_no_exception_for_inline_code(page: Page) -> None:
    policy = page.request.get("/index.html").headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src")
    assert "'unsafe-" not in policy
    assert "'sha" not in policy


def test_the_policy_is_enforced_here(browser: Browser, served: str) -> None:
    with watched(browser, served) as (page, faults):
        page.goto("index.html")

        page.evaluate("document.body.setAttribute('style', 'color: red')")
        page.wait_for_function("() => window.stopped.length > 0")

        # Told twice: by the server's policy, and by the page's own.
        assert {line.partition(" ")[0] for line in stopped(page)} == {"style-src-attr:"}
        assert len(faults) == len(stopped(page)) == 2


def test_no_page_breaks_the_policy(browser: Browser, served: str, paths: list[str]) -> None:
    broken = {}
    with watched(browser, served) as (page, faults):
        for path in paths:
            faults.clear()
            page.goto(path, wait_until="load")
            if found := stopped(page) + faults:
                broken[path] = found

    assert len(paths) > 50
    assert broken == {}


def test_no_state_breaks_the_policy(browser: Browser, served: str, state: State) -> None:
    with watched(browser, served, state.width) as (page, faults):
        state.reach(page)

        assert stopped(page) + faults == []


def test_no_component_breaks_the_policy(browser: Browser, specimen: str) -> None:
    with watched(browser, specimen) as (page, faults):
        page.goto("index.html", wait_until="load")

        assert page.locator(".sd-card").count() > 1
        assert stopped(page) + faults == []


@pytest.mark.parametrize(("scheme", "clicks"), [("dark", 1), ("light", 2), ("auto", 3)])
def test_the_colour_scheme_stays_on_the_next_page(
    browser: Browser, served: str, scheme: str, clicks: int
) -> None:
    with watched(browser, served) as (page, faults):
        page.goto("index.html")
        toggle = page.locator(".theme-toggle-content .theme-toggle")
        for _ in range(clicks):
            toggle.click()

        page.goto("robustness.html", wait_until="commit")
        page.wait_for_selector("article")

        assert page.locator("body").get_attribute("data-theme") == scheme
        assert stopped(page) + faults == []


def test_marked_words_lose_their_mark_by_escape(browser: Browser, served: str) -> None:
    with watched(browser, served) as (page, faults):
        page.goto("robustness.html?marks=robustness")
        page.wait_for_selector("article mark")

        page.keyboard.press("Escape")
        page.wait_for_selector("article mark", state="detached")

        assert stopped(page) + faults == []


@pytest.mark.parametrize("engine", ["browser", "gecko"])
def test_pages_opened_from_a_disk_work_under_the_policy_that_they_hold(
    request: pytest.FixtureRequest, site: Path, engine: str
) -> None:
    with watched(request.getfixturevalue(engine), site.as_uri()) as (page, faults):
        found = []
        page.goto("index.html")
        page.wait_for_function("() => window.handbookSearch")
        found += stopped(page)
        page.goto("search.html?q=advice")
        page.locator("#search-results a").first.wait_for()
        found += stopped(page)
        page.goto("records/index.html")
        page.get_by_label("Area").select_option(index=1)
        page.wait_for_function("() => location.search.includes('area=')")
        page.locator("table.tradeoff-register tbody tr:visible").first.wait_for()
        found += stopped(page)
        page.goto("robustness.html")
        page.locator(".theme-toggle-content .theme-toggle").click()
        page.wait_for_function("() => document.body.dataset.theme === 'dark'")
        found += stopped(page)

    assert found + faults == []
