"""The site's Content-Security-Policy: enforced, and never in a reader's way.

What breaks it is told in the console: test_accessibility.py listens on every page and state.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from chromium import opened, told_errors

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# Runs before the page's own scripts; the browser tells of each thing that the policy stopped.
LISTEN = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.stopped.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`);
});
"""


@contextlib.contextmanager
def watched(browser: Browser, address: str) -> Generator[tuple[Page, list[str]]]:
    """Give a tab, and a list that fills with whatever its console says of faults."""
    with opened(browser, address) as page:
        page.add_init_script(LISTEN)
        yield page, told_errors(page)


def stopped(page: Page) -> list[str]:
    return page.evaluate("window.stopped")


def test_the_policy_is_enforced_here(browser: Browser, served: str) -> None:
    with watched(browser, served) as (page, faults):
        page.goto("index.html")

        page.evaluate("document.body.setAttribute('style', 'color: red')")
        page.wait_for_function("() => window.stopped.length > 0")

        # Told twice: by the server's policy, and by the page's own.
        assert {line.partition(" ")[0] for line in stopped(page)} == {"style-src-attr:"}
        assert len(faults) == len(stopped(page)) == 2


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
