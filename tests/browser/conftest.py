"""A real Chromium, driven by Playwright, on the built site served from this machine."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import chromium
import pytest
from repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from playwright.sync_api import Browser, Page, Route

SPECIMEN = ROOT / "tests" / "roots" / "furo-specimen"
HEADERS = ROOT / "deploy" / "security-headers.conf"
HEADER = re.compile(r'^add_header (\S+) "([^"]*)" always;$', re.MULTILINE)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves as the handbook's web server does: with its security headers."""

    headers_of_the_site = HEADER.findall(HEADERS.read_text(encoding="utf-8"))

    def end_headers(self) -> None:
        for name, value in self.headers_of_the_site:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep requests out of the test's report."""


@contextlib.contextmanager
def serve(folder: Path) -> Generator[str]:
    """Give the address at which a folder is served; the system chooses the port."""
    handler = functools.partial(Handler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def served(site: Path) -> Generator[str]:
    """Return the address at which the site is served."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """Return the address of a small site that holds everything that a page may hold."""
    out = tmp_path_factory.mktemp("specimen")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "-b", "html", SPECIMEN, out / "html"],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")},
    )
    with serve(out / "html") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    """Return Chromium from $CHROMIUM or the PATH; skip with advice where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if chromium.find() is None:
        pytest.skip(chromium.MISSING)
    with sync_api.sync_playwright() as playwright:
        running = chromium.launch(playwright)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Generator[Page]:
    """Return an empty tab whose relative addresses are below the served site."""
    context = browser.new_context(base_url=served)
    yield context.new_page()
    context.close()


@pytest.fixture
def large(page: Page) -> Page:
    """Return a tab to which the site says that it is too large for the smaller index."""

    def say(route: Route) -> None:
        response = route.fetch()
        route.fulfill(
            response=response, body=response.text().replace('"small":true', '"small":false')
        )

    page.route("**/search-index/table.js", say)
    return page


@pytest.fixture(scope="session")
def paths(site: Path) -> list[str]:
    """Return the path of every page of the site, below its root."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(path for path in found if not path.startswith("_static/"))


def _open(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).and_(page.locator(":visible")).click()


def _filter(page: Page) -> None:
    page.get_by_label("Area").select_option(index=1)


def _search(page: Page) -> None:
    page.locator("input[name=q]:visible, .search-open:visible").first.click()
    page.locator("input:focus").fill("error budget")  # the box may take a moment to open
    page.wait_for_timeout(1000)


def _preview(page: Page) -> None:
    page.locator("article a.reference.internal:has(.std-term)").first.hover()
    page.wait_for_selector("#link-preview:visible")


# What a reader makes of a page: the page, the width of the window, and what is done there.
# The tests of accessibility and of the security policy go through all of them.
STATES: dict[str, tuple[str, int, Callable[[Page], None]]] = {
    "menu open on a phone": ("robustness.html", 360, _open("Site menu")),
    "menu open on a tablet": ("robustness.html", 820, _open("Site menu")),
    "contents open on a phone": ("robustness.html", 360, _open("On this page")),
    "contents open on a tablet": ("robustness.html", 820, _open("On this page")),
    "dropdown open": (
        "about/style-guide.html",
        1440,
        lambda page: page.locator("details.sd-dropdown > summary").first.click(),
    ),
    "tab switched": (
        "about/style-guide.html",
        1440,
        lambda page: page.locator(".sd-tab-set > label").nth(1).click(),
    ),
    "register filtered": ("records/index.html", 1440, _filter),
    "register filtered on a phone": ("records/index.html", 360, _filter),
    "search open": ("robustness.html", 1440, _search),
    "search open on a phone": ("robustness.html", 360, _search),
    "shortcuts open": ("robustness.html", 1440, lambda page: page.keyboard.press("?")),
    "shortcuts open on a phone": ("robustness.html", 360, _open("Keyboard shortcuts")),
    "preview open": ("how-to/record-a-decision.html", 1440, _preview),
    "boxes ticked": (
        "onboarding/checklist.html",
        360,
        lambda page: page.locator("input.task-list-item-checkbox").first.check(),
    ),
    "template copied": (
        "templates/role-charter.html",
        1440,
        lambda page: page.locator("button.copybtn").first.click(),
    ),
    "scrolled up, with the link to the top": (
        "architecture.html",
        820,
        lambda page: (page.mouse.wheel(0, 2000), page.mouse.wheel(0, -500), None)[-1],
    ),
}


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest) -> tuple[str, int, Callable[[Page], None]]:
    """Return one state after the other: the page, the window's width, and what is done."""
    return STATES[request.param]


@pytest.fixture
def tab(page: Page) -> Generator[Page]:
    """Return an empty tab that fails its test on any error of a script."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
    yield page
    assert errors == []
