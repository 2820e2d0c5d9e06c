"""What helps a reader along: previews, ticks, copying, shortcuts, and the page for lost readers."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import settle
from repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser, Locator, Page, Route

SPECIMEN = ROOT / "tests" / "roots" / "furo-specimen"
GUIDE = "/how-to/record-a-decision.html"
CHECKLIST = "/onboarding/checklist.html"
TERM = "article a.reference.internal:has(.std-term)"
PREVIEW = "#link-preview"
BOX = "article input.task-list-item-checkbox"
LONGER_THAN_ANY_TIMER = 5000  # milliseconds of a page's own clock


@pytest.fixture
def clipboard(browser: Browser, served: str) -> Generator[Page]:
    """Return a tab that may read what was copied."""
    context = browser.new_context(
        base_url=served, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def first_term(page: Page) -> Locator:
    link = page.locator(TERM).first
    link.scroll_into_view_if_needed()
    settle(page)  # it scrolls smoothly, and a preview closes when it moves
    return link


def test_a_term_shows_what_it_means_when_pointed_at(page: Page) -> None:
    page.goto(GUIDE)
    link = first_term(page)

    link.hover()
    page.wait_for_selector(f"{PREVIEW}:visible")

    assert page.locator(f"{PREVIEW} strong").inner_text() == link.inner_text()
    assert len(page.locator(f"{PREVIEW} p").inner_text()) > 20
    assert link.get_attribute("aria-describedby") == "link-preview"


def test_a_preview_opens_on_keyboard_focus_and_escape_closes_it(page: Page) -> None:
    page.goto(GUIDE)
    page.keyboard.press("Tab")  # so that the browser counts what follows as keyboard focus

    first_term(page).focus()
    page.wait_for_selector(f"{PREVIEW}:visible")
    page.keyboard.press("Escape")

    assert page.locator(PREVIEW).is_hidden()
    assert page.evaluate("document.activeElement.matches('a')")


def preview_with_a_stopped_clock(page: Page) -> None:
    """Open a preview in a page whose clock moves only when the test says so."""
    page.clock.install()
    page.goto(GUIDE)
    link = page.locator(TERM).first
    link.evaluate("link => link.scrollIntoView({behavior: 'instant', block: 'center'})")
    link.hover()
    page.clock.run_for(LONGER_THAN_ANY_TIMER)
    page.wait_for_selector(f"{PREVIEW}:visible")


def test_the_pointer_may_move_into_a_preview(page: Page) -> None:
    preview_with_a_stopped_clock(page)

    page.locator(PREVIEW).hover()
    page.clock.run_for(LONGER_THAN_ANY_TIMER)

    assert page.locator(PREVIEW).is_visible()


def test_a_preview_goes_when_the_pointer_goes(page: Page) -> None:
    preview_with_a_stopped_clock(page)

    page.mouse.move(5, 5)
    assert page.locator(PREVIEW).is_visible()
    page.clock.run_for(LONGER_THAN_ANY_TIMER)

    assert page.locator(PREVIEW).is_hidden()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_preview_stays_inside_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(GUIDE)
    first_term(page).hover()
    page.wait_for_selector(f"{PREVIEW}:visible")

    box = page.locator(PREVIEW).bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert 0 <= box["y"] <= 740 - box["height"]


def test_a_page_opened_from_disk_stays_quiet(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.clock.install()
    page.goto((site / GUIDE[1:]).as_uri())

    page.locator(TERM).first.hover()
    page.clock.run_for(LONGER_THAN_ANY_TIMER)
    page.evaluate("0")  # what the page has said until now is told before its answer

    assert errors == []
    assert page.locator(f"{PREVIEW}:visible").count() == 0
    assert page.get_by_role("link", name="Markdown").count() == 1
    page.close()


def test_a_tick_is_counted_announced_and_remembered(page: Page) -> None:
    page.goto(CHECKLIST)
    box = page.locator(BOX).nth(2)
    words = box.get_attribute("aria-label")

    box.check()
    page.reload()

    assert page.locator(BOX).nth(2).is_checked()
    assert page.locator(f"{BOX}:checked").count() == 1
    status = page.locator(".ticks [role=status]")
    assert status.inner_text() == f"1 of {page.locator(BOX).count()} ticked."
    assert words is not None
    assert words.startswith("Week 2.")


def test_the_words_of_an_item_tick_it_and_its_links_do_not(page: Page) -> None:
    page.goto(CHECKLIST)
    item = page.locator("li.can-tick").nth(1)

    item.locator("strong").click()
    assert item.locator("input").is_checked()
    item.get_by_role("link", name="role charter").click()

    assert "role-charter" in page.url
    page.go_back()
    assert page.locator(BOX).nth(1).is_checked()


def test_a_box_is_ticked_by_keyboard(page: Page) -> None:
    page.goto(CHECKLIST)

    page.locator(BOX).first.focus()
    page.keyboard.press("Space")

    assert page.locator(BOX).first.is_checked()


def test_the_boxes_of_a_numbered_list_are_ticked_too(tab: Page) -> None:
    def number(route: Route) -> None:
        response = route.fetch()
        text = response.text().replace("<ul", "<ol").replace("</ul", "</ol")
        route.fulfill(response=response, body=text)

    tab.route(f"**{CHECKLIST}", number)
    tab.goto(CHECKLIST)

    tab.locator("ol.contains-task-list input").first.check()

    status = tab.locator(".ticks [role=status]")
    assert status.inner_text() == f"1 of {tab.locator(BOX).count()} ticked."


def test_clearing_can_be_undone(page: Page) -> None:
    page.goto(CHECKLIST)
    page.locator(BOX).nth(0).check()
    page.locator(BOX).nth(3).check()

    page.get_by_role("button", name="Clear all").click()
    assert page.locator(f"{BOX}:checked").count() == 0
    page.get_by_role("button", name="Undo").click()
    page.reload()

    assert page.locator(f"{BOX}:checked").count() == 2


def test_ticks_of_one_page_are_not_those_of_another(page: Page) -> None:
    page.goto(CHECKLIST)
    page.locator(BOX).first.check()

    page.goto("/reference/checklists.html")

    assert page.locator(BOX).count() > 0
    assert page.locator(f"{BOX}:checked").count() == 0


def test_ticks_are_saved_as_a_file_that_reads_as_a_list(page: Page) -> None:
    page.goto(CHECKLIST)
    page.locator(BOX).first.check()

    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()

    assert download.value.suggested_filename == "checklist.md"
    lines = download.value.path().read_text("utf-8").splitlines()
    assert lines[0] == "# Twelve weeks on one page"
    assert lines[4].startswith("- [x] A back-up is named;")
    assert lines[5].startswith("- [ ] Week 1.")


def test_a_browser_that_keeps_nothing_says_so(page: Page) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    page.goto(CHECKLIST)

    page.locator(BOX).first.check()

    assert "keeps no ticks" in page.locator(".ticks [role=status]").inner_text()


def test_where_site_data_is_blocked_the_system_chooses_the_colours(page: Page) -> None:
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("denied", "SecurityError"); },
        });"""
    )

    page.goto(CHECKLIST)

    assert page.locator("body").get_attribute("data-theme") == "auto"


def test_without_javascript_boxes_are_plain_and_labelled(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    page.goto(CHECKLIST)

    assert page.locator(BOX).first.get_attribute("aria-label") == "To do"
    assert page.locator(".ticks").count() == 0
    context.close()


def test_boxes_print_as_boxes_and_controls_do_not(page: Page) -> None:
    page.goto(CHECKLIST)
    page.emulate_media(media="print")

    style = page.locator(BOX).first.evaluate("box => getComputedStyle(box).borderTopWidth")

    assert style == "1px"
    assert page.get_by_role("button", name="Clear all").is_hidden()


def test_a_heading_gives_its_address(clipboard: Page) -> None:
    clipboard.goto(GUIDE)
    link = clipboard.locator("article h2 a.headerlink").first

    link.click()
    clipboard.wait_for_selector("a.headerlink[data-done]")

    assert copied(clipboard) == link.evaluate("link => link.href")
    assert clipboard.url == copied(clipboard)
    assert clipboard.get_by_text("Link copied").count() == 1


def test_a_page_is_copied_as_markdown_with_addresses_that_work_elsewhere(
    clipboard: Page, served: str
) -> None:
    clipboard.goto(GUIDE)

    clipboard.get_by_role("button", name="Copy page as Markdown").click()
    clipboard.wait_for_selector("button[data-done]")

    text = copied(clipboard)
    assert "\n# Record a decision\n" in text
    assert f"]({served}/how-to/run-an-advice-round.md" in text
    assert "](run-an-advice-round.md" not in text


def test_the_question_mark_lists_the_shortcuts(page: Page) -> None:
    page.goto(GUIDE)

    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keyboard shortcuts").is_visible()
    page.keyboard.press("Escape")

    assert page.get_by_role("dialog", name="Keyboard shortcuts").is_hidden()


def test_the_list_of_shortcuts_opens_by_a_button_too(page: Page) -> None:
    page.goto(GUIDE)

    page.get_by_role("button", name="Keyboard shortcuts").click()

    assert page.get_by_role("dialog", name="Keyboard shortcuts").is_visible()


def test_a_question_mark_in_a_field_is_a_question_mark(page: Page) -> None:
    page.goto("/404.html")

    page.get_by_role("searchbox", name="Search the handbook").press_sequentially("why?")

    # The search box takes over what was typed.
    page.wait_for_function("() => document.activeElement.value === 'why?'")
    assert page.get_by_role("dialog", name="Keyboard shortcuts").count() == 0


def test_keys_without_ctrl_can_be_switched_off(page: Page) -> None:
    page.goto(GUIDE)
    page.keyboard.press("?")
    page.get_by_label("Keys that need no Ctrl").uncheck()
    page.keyboard.press("Escape")
    page.reload()

    page.keyboard.press("?")

    assert page.get_by_role("dialog").count() == 0


class LostReaders(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a path, with its 404 page as a web server would."""

    def send_error(self, code: int, *_: object, **__: object) -> None:
        body = (Path(self.directory) / "deep" / "handbook" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep requests out of the test's report."""


@pytest.fixture
def below_a_path(tmp_path: Path) -> Generator[str]:
    """Return the address of a site that is published below a path."""
    site = "https://h.example/deep/handbook/"
    modules = ("furo_fixes", "not_found", "reading", "bundle")
    extensions = ",".join(["myst_parser", "sphinx_design", *(f"handbook.{m}" for m in modules)])
    subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"html_baseurl={site}"),
            *("-D", f"extensions={extensions}"),
            *("-d", tmp_path / "doctrees", SPECIMEN, tmp_path / "www" / "deep" / "handbook"),
        ],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")},
    )
    handler = functools.partial(LostReaders, directory=tmp_path / "www")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/deep/handbook"
        server.shutdown()


@pytest.mark.parametrize("address", ["gone.html", "old/folder/gone.html"])
def test_a_lost_reader_finds_looks_search_and_the_way_home(
    browser: Browser, below_a_path: str, address: str
) -> None:
    page = browser.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))

    page.goto(f"{below_a_path}/{address}")

    assert failed == [f"{below_a_path}/{address}"]
    assert page.evaluate("getComputedStyle(document.querySelector('.sidebar-drawer')).display")
    page.get_by_label("Search the handbook").fill("table")
    page.get_by_label("Search the handbook").press("Enter")
    page.wait_for_url(f"{below_a_path}/search.html?q=table")
    page.go_back()
    page.get_by_role("link", name="Start").click()
    assert page.url == f"{below_a_path}/index.html"
    page.close()


def test_the_longest_page_asks_for_few_files(page: Page, site: Path) -> None:
    longest = max(site.glob("*.html"), key=lambda path: path.stat().st_size)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))

    page.goto(f"/{longest.name}", wait_until="networkidle")

    assert 3 < len([url for url in requests if not url.startswith("data:")]) <= 12
