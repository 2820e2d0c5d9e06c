"""Real browsers, on the built site served from this machine; Playwright's are Chromium.

A test that fails leaves in a folder below ``FAILURES`` what its tabs show, and a trace of what was
done; the report says where. ``HANDBOOK_TRACE=1`` has the trace hold each step's page too.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import shutil
import threading
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import chromium
import firefox
import pytest
import webkit
from chromium import FORGET, NOWHERE, forget, settle, told_errors
from page_parts import pages_of
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect, sync_playwright
from reader import PlaywrightReader
from repository import ROOT
from search_panel import answered
from waiting import PATIENCE
from webkit import WebKit

from handbook.core.config import load

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright
    from reader import Reader

HEADERS = ROOT / "deploy" / "security-headers.conf"
FAILURES = ROOT / "_build" / "failures"
TRACE = bool(os.environ.get("HANDBOOK_TRACE"))  # it costs a third more
# The tabs that fixtures opened: those of a module stay when a test ends.
SHARED = pytest.StashKey[list["BrowserContext"]]()
SIZE = (1280, 720)  # of a window, in pixels
expect.set_options(timeout=PATIENCE * 1000)
HEADER = re.compile(r'^add_header (\S+) "([^"]*)" always;$', re.MULTILINE)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves as the web server does: with its headers, below its path, a page for lost readers.

    At the top too, so that tests name pages alike in a copy whose address has a path.
    """

    below = urlsplit(load(ROOT / "handbook.toml").links.site).path.rstrip("/")
    headers_of_the_site = HEADER.findall(HEADERS.read_text(encoding="utf-8"))

    def __init__(self, *request: Any, also: tuple[tuple[str, str], ...], directory: Path) -> None:
        self.also = also
        super().__init__(*request, directory=directory)

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.below))

    def send_error(self, code: int, *told: Any) -> None:
        lost = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not lost.exists():
            super().send_error(code, *told)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(lost.read_bytes())

    def end_headers(self) -> None:
        for name, value in (*self.headers_of_the_site, *self.also):
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep requests out of the test's report."""


@contextlib.contextmanager
def serve(folder: Path, *also: tuple[str, str]) -> Generator[str]:
    """Give the address at which a folder is served; the system chooses the port.

    :param also: headers beside those of the site, by name and value.
    """
    handler = functools.partial(Handler, also=also, directory=folder)
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
def without_scripts(site: Path) -> Generator[str]:
    """Return an address at which no browser runs the scripts of the site."""
    with serve(site, ("Content-Security-Policy", "sandbox allow-same-origin")) as address:
        yield address


@pytest.fixture(scope="session")
def specimen(furo_specimen: Path) -> Generator[str]:
    """Return the address of a small site that holds everything that a page may hold."""
    with serve(furo_specimen) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Generator[Playwright]:
    """Return what drives Chromium and Firefox; a process has one."""
    with sync_playwright() as running:
        yield running


def run_browser(running: Browser) -> Generator[Browser]:
    running.on("context", follow)
    yield running
    running.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Generator[Browser]:
    """Return Chromium from $CHROMIUM or the PATH; skip with advice where there is none."""
    if chromium.find() is None:
        pytest.skip(chromium.MISSING)
    yield from run_browser(chromium.launch(playwright))


@pytest.fixture(scope="session")
def gecko(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Generator[Browser]:
    """Return Firefox; skip with advice where there is none."""
    if firefox.find() is None:
        pytest.skip(firefox.MISSING)
    seen_bars = {"ui.useOverlayScrollbars": 0}  # as on most desks; Chromium's are hidden here
    folder = tmp_path_factory.mktemp("firefox")
    yield from run_browser(firefox.launch(playwright, folder, **seen_bars))


@pytest.fixture(scope="session")
def screen() -> Generator[dict[str, str]]:
    """Return the environment of a screen for WebKit; skip with advice where there is none."""
    if webkit.find() is None:
        pytest.skip(webkit.MISSING)
    with webkit.screen() as environment:
        yield environment


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def window(request: pytest.FixtureRequest, served: str) -> Generator[Reader]:
    """Return a window of one engine after the other, which the tests of a module share."""
    if request.param == "webkit":
        webkit = WebKit(request.getfixturevalue("screen"), served)
        yield webkit
        webkit.quit()
    else:
        name = "browser" if request.param == "chromium" else "gecko"
        # Without a window nobody can allow what a click allows.
        allowed = (
            {"permissions": ["clipboard-read", "clipboard-write"]}
            if request.param == "chromium"
            else {}
        )
        reader = PlaywrightReader(request.getfixturevalue(name), served, **allowed)
        yield reader
        reader.context.close()


@pytest.fixture
def reader(window: Reader) -> Reader:
    """Return a window that remembers nothing of the tests before."""
    window.resize(*SIZE)
    window.see("document.readyState === 'complete'")  # a page still on its way would come after
    window.open(NOWHERE)
    window.run(FORGET)
    return window


def follow(context: BrowserContext) -> None:
    """Let each step in a tab take as long as a loaded machine needs, and note the steps."""
    context.set_default_timeout(PATIENCE * 1000)
    context.tracing.start(snapshots=TRACE, screenshots=TRACE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what the tabs of a failed test show, and close what it left open."""
    report = yield
    used = getattr(item, "funcargs", {})
    running: Browser | None = getattr(used.get("reader"), "browser", used.get("browser"))
    if running is None:
        return report
    if report.when == "setup":
        item.stash[SHARED] = running.contexts
    if report.failed and report.when != "teardown" and running.contexts:
        report.sections.append(("What the browser showed", keep_evidence(running, item)))
    if report.when == "teardown":
        for context in running.contexts:
            if context not in item.stash.get(SHARED, []):
                context.close()
    return report


def keep_evidence(running: Browser, item: pytest.Item) -> str:
    """Write what each tab shows, and the steps that led there; say where, and what is missing."""
    folder = FAILURES / re.sub(r"[^\w.-]+", "-", f"{item.path.stem}-{item.name}")
    shutil.rmtree(folder, ignore_errors=True)
    said = [f"{folder.relative_to(ROOT)}/; `playwright show-trace` opens the trace"]
    for number, context in enumerate(running.contexts):
        try:
            context.tracing.stop(path=folder / f"trace-{number}.zip")
            context.tracing.start(snapshots=TRACE, screenshots=TRACE)
            for tab, page in enumerate(context.pages):
                page.screenshot(path=folder / f"tab-{number}-{tab}.png", timeout=10_000)
        except PlaywrightError as error:  # such as a tab that hangs, or is no more
            said.append(str(error).splitlines()[0])
    return "\n".join(said)


@pytest.fixture
def own_page(browser: Browser, served: str) -> Generator[Page]:
    """Return a tab for a test that does what no other may see, and that can't be undone."""
    context = browser.new_context(base_url=served)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def shared_page(browser: Browser, served: str) -> Generator[tuple[Page, list[str]]]:
    """Return a tab, and a list that fills with the errors of its scripts; to open one is dear."""
    context = browser.new_context(base_url=served)
    page = context.new_page()
    errors = told_errors(page)
    page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
    yield page, errors
    context.close()


@pytest.fixture
def page(shared_page: tuple[Page, list[str]]) -> Generator[Page]:
    """Return a tab as it is when it is new, whose relative addresses are below the site."""
    page, errors = shared_page
    forget(page)
    errors.clear()
    yield page
    page.unroute_all(behavior="ignoreErrors")
    page.context.clear_permissions()
    page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
    page.emulate_media(
        media="null", color_scheme="null", forced_colors="null", reduced_motion="null"
    )


@pytest.fixture(scope="session")
def paths(site: Path) -> list[str]:
    """Return the path below the site's root of every page that a reader stays on."""
    return pages_of(site)


def _open(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).and_(page.locator(":visible")).click()


def _filter(page: Page) -> None:
    page.get_by_label("Area").select_option(index=1)


def _search(page: Page) -> None:
    page.locator("input[name=q]:visible, .search-open:visible").first.click()
    page.locator("input:focus").fill("error budget")  # the box may take a moment to open
    answered(page, "error budget")


def _copy(page: Page) -> None:
    # What shows for two seconds only stays, for axe takes longer on a busy machine.
    page.evaluate(
        """() => {
          const stock = window.setTimeout;
          window.setTimeout = (what, after, ...more) => after < 1000 && stock(what, after, ...more);
        }"""
    )
    page.locator("button.copybtn").first.click()


def _preview(page: Page) -> None:
    page.locator("article a.reference.internal:has(.std-term)").first.hover()


def _scroll_up(page: Page) -> None:
    page.mouse.wheel(0, 2000)
    page.wait_for_function("() => scrollY > 500")
    settle(page)
    page.mouse.wheel(0, -500)


# What a reader makes of a page: the page, the width of the window, what is done there, and what
# shows that it is done.
# The tests of accessibility and of the security policy go through all of them at once.
STATES: dict[str, tuple[str, int, Callable[[Page], None], str]] = {
    "menu open on a phone": ("robustness.html", 360, _open("Site menu"), "#site-menu"),
    "menu open on a tablet": ("robustness.html", 820, _open("Site menu"), "#site-menu"),
    "contents open on a phone": ("robustness.html", 360, _open("On this page"), "#page-contents"),
    "contents open on a tablet": ("robustness.html", 820, _open("On this page"), "#page-contents"),
    "dropdown open": (
        "about/style-guide.html",
        1440,
        lambda page: page.locator("details.sd-dropdown > summary").first.click(),
        "details.sd-dropdown[open] .sd-summary-content",
    ),
    "tab switched": (
        "about/style-guide.html",
        1440,
        lambda page: page.locator(".sd-tab-set > label").nth(1).click(),
        ".sd-tab-set > input:nth-of-type(2):checked ~ .sd-tab-content:visible",
    ),
    "register filtered": ("records/index.html", 1440, _filter, "tbody tr:visible"),
    "register filtered on a phone": ("records/index.html", 360, _filter, "tbody tr:visible"),
    "rows filtered on a phone": (
        "reference/decision-rights.html",
        360,
        lambda page: page.get_by_label("Filter the rows").fill("risk"),
        ".is-filtered tbody tr:visible",
    ),
    "search open": ("robustness.html", 1440, _search, "[role=option]"),
    "search open on a phone": ("robustness.html", 360, _search, "[role=option]"),
    "shortcuts open": (
        "robustness.html",
        1440,
        lambda page: page.keyboard.press("?"),
        "dialog[open]",
    ),
    "shortcuts open on a phone": (
        "robustness.html",
        360,
        _open("Keyboard shortcuts"),
        "dialog[open]",
    ),
    "preview open": ("how-to/record-a-decision.html", 1440, _preview, "#link-preview"),
    "boxes ticked": (
        "onboarding/checklist.html",
        360,
        lambda page: page.locator("input.task-list-item-checkbox").first.check(),
        ".ticks [role=status]",
    ),
    "template copied": (
        "templates/role-charter.html",
        1440,
        _copy,
        "button.copybtn.success",
    ),
    "scrolled up, with the link to the top": ("architecture.html", 820, _scroll_up, ".back-to-top"),
}


@dataclass(frozen=True)
class State:
    """What a reader makes of a page; ``width`` is the window's, in pixels."""

    path: str
    width: int
    act: Callable[[Page], None]
    shown: str

    def reach(self, page: Page) -> None:
        """Open the page, do what is done there, and wait until it shows and nothing moves."""
        page.goto(self.path, wait_until="load")
        self.act(page)
        page.locator(self.shown).first.wait_for()
        settle(page)


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest) -> State:
    """Return one state after the other."""
    return State(*STATES[request.param])


@pytest.fixture
def tab(page: Page, shared_page: tuple[Page, list[str]]) -> Generator[Page]:
    """Return an empty tab that fails its test on any error of a script."""
    yield page
    assert shared_page[1] == []
