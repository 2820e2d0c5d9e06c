"""What helps a reader along: previews, ticks, copying, shortcuts, and the page for lost readers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from chromium import opened, script
from playwright.sync_api import expect
from search_panel import answered

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

GUIDE = "/how-to/record-a-decision.html"
CHECKLIST = "/onboarding/checklist.html"
TERM = "article a.reference.internal:has(.std-term)"
PREVIEW = "#link-preview"
BOX = "article input.task-list-item-checkbox"
STATUS = ".ticks [role=status]"
# A page comes to rest under the pointer: an engine may tell its last step after it is pointed at.
SCROLLED = """() => new Promise((told) => {
  addEventListener("scroll", told, { once: true });
  scrollBy({ top: 2, behavior: "instant" });
})"""
LONGER_THAN_ANY_TIMER = 5000  # milliseconds of a page's own clock


def test_a_preview_opens_on_keyboard_focus_and_escape_closes_it(page: Page) -> None:
    page.goto(GUIDE)
    page.keyboard.press("Tab")  # so that the browser counts what follows as keyboard focus

    link = page.locator(TERM).first
    link.focus()
    page.wait_for_selector(f"{PREVIEW}:visible")
    assert page.locator(f"{PREVIEW} strong").is_hidden()  # it would say the link again
    expect(link).to_have_attribute("aria-describedby", "link-preview")
    page.keyboard.press("Escape")

    expect(page.locator(PREVIEW)).to_be_hidden()
    expect(link).to_be_focused()


def preview_with_a_stopped_clock(page: Page) -> None:
    """Open a preview in a page whose clock moves only when the test says so."""
    page.clock.install(time=0)
    page.goto(GUIDE)
    page.clock.pause_at(3600)
    link = page.locator(TERM).first
    link.evaluate("link => link.scrollIntoView({behavior: 'instant', block: 'center'})")
    link.hover()
    page.evaluate(SCROLLED)
    page.clock.run_for(LONGER_THAN_ANY_TIMER)
    page.wait_for_selector(f"{PREVIEW}:visible")


def test_the_pointer_may_move_into_a_preview(own_page: Page) -> None:
    preview_with_a_stopped_clock(own_page)

    own_page.locator(PREVIEW).hover()
    own_page.locator(f"{PREVIEW}:hover").wait_for()
    own_page.clock.run_for(LONGER_THAN_ANY_TIMER)

    assert own_page.locator(PREVIEW).is_visible()


def test_a_preview_goes_when_the_pointer_goes(own_page: Page) -> None:
    preview_with_a_stopped_clock(own_page)

    own_page.mouse.move(5, 5)
    expect(own_page.locator(f"{TERM}:hover")).to_have_count(0)
    assert own_page.locator(PREVIEW).is_visible()
    own_page.clock.run_for(LONGER_THAN_ANY_TIMER)

    expect(own_page.locator(PREVIEW)).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_preview_stays_inside_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(GUIDE)
    page.locator(TERM).first.hover()
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


def test_the_words_of_an_item_tick_it_and_its_links_do_not(page: Page) -> None:
    page.goto(CHECKLIST)
    item = page.locator("li.task-list-item").nth(1)

    item.locator("strong").click()
    expect(item.locator("input")).to_be_checked()
    item.get_by_role("link", name="role charter").click()

    page.wait_for_url("**/role-charter.html*")
    page.go_back()
    expect(page.locator(BOX).nth(1)).to_be_checked()


def test_the_boxes_of_a_numbered_list_are_ticked_too(tab: Page) -> None:
    def number(route: Route) -> None:
        response = route.fetch()
        text = response.text().replace("<ul", "<ol").replace("</ul", "</ol")
        route.fulfill(response=response, body=text)

    tab.route(f"**{CHECKLIST}", number)
    tab.goto(CHECKLIST)

    tab.locator("ol.contains-task-list input").first.check()

    expect(tab.locator(STATUS)).to_have_text(f"1 of {tab.locator(BOX).count()} ticked.")


def test_clearing_can_be_undone(page: Page) -> None:
    page.goto(CHECKLIST)
    page.locator(BOX).nth(0).check()
    page.locator(BOX).nth(3).check()

    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(f"{BOX}:checked")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page.reload()

    expect(page.locator(f"{BOX}:checked")).to_have_count(2)


def test_ticks_of_one_page_are_not_those_of_another(page: Page) -> None:
    page.goto(CHECKLIST)
    page.locator(BOX).first.check()

    page.goto("/reference/checklists.html")

    expect(page.locator(STATUS)).to_have_text(f"0 of {page.locator(BOX).count()} ticked.")


def test_a_browser_that_keeps_nothing_says_so(own_page: Page) -> None:
    own_page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    own_page.goto(CHECKLIST)

    own_page.locator(BOX).first.check()

    expect(own_page.locator(STATUS)).to_contain_text("keeps no ticks")


def test_without_javascript_boxes_are_plain_and_labelled(browser: Browser, served: str) -> None:
    with opened(browser, served, java_script_enabled=False) as page:
        page.goto(CHECKLIST)

        assert page.locator(BOX).first.get_attribute("aria-label") == "To do"
        assert page.locator(".ticks").count() == 0


def test_boxes_print_as_boxes_and_controls_do_not(page: Page) -> None:
    page.goto(CHECKLIST)
    page.emulate_media(media="print")

    style = page.locator(BOX).first.evaluate("box => getComputedStyle(box).borderTopWidth")

    assert style == "1px"
    assert page.get_by_role("button", name="Clear all").is_hidden()


def test_a_question_mark_in_a_field_is_a_question_mark(page: Page) -> None:
    page.goto("/404.html")

    page.get_by_role("searchbox", name="Search the handbook").press_sequentially("why?")

    # The search box takes over what was typed.
    page.wait_for_function("() => document.activeElement.value === 'why?'")
    assert page.get_by_role("dialog", name="Keyboard shortcuts").count() == 0


def test_keys_without_ctrl_can_be_switched_off_for_all_listeners(page: Page) -> None:
    page.goto(GUIDE)
    page.keyboard.press("?")
    page.get_by_label("Keys that need no Ctrl").uncheck()
    page.keyboard.press("Escape")
    # The box to tick keeps the focus until the browser draws the page without the list.
    page.wait_for_function("() => document.activeElement === document.body")

    opened = [opened_by_single_keys(page)]
    page.reload()
    opened.append(opened_by_single_keys(page))

    assert opened == [0, 0]


def opened_by_single_keys(page: Page) -> int:
    """Press each key that needs no Ctrl, once what they open is loaded and opens at once."""
    page.keyboard.press("Control+k")
    page.locator(".search-dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.activeElement.matches('dialog *')")
    page.keyboard.press("/")
    page.keyboard.press("?")
    return page.locator("dialog[open]").count()


@pytest.mark.parametrize("address", ["/gone.html", "/old/folder/gone.html"])
def test_a_lost_reader_finds_looks_and_the_way_home(own_page: Page, address: str) -> None:
    failed: list[str] = []
    own_page.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))

    own_page.goto(address)
    own_page.get_by_role("link", name="Start", exact=True).click()

    own_page.wait_for_url("**/index.html")
    assert [urlsplit(url).path for url in failed] == [address]


def test_the_longest_page_asks_for_few_files(page: Page, site: Path) -> None:
    longest = max(site.glob("*.html"), key=lambda path: path.stat().st_size)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))

    page.goto(f"/{longest.name}", wait_until="networkidle")

    assert 3 < len([url for url in requests if not url.startswith("data:")]) <= 12


# -- Where the reader is, and what the page says of it ----------------------------------------


@pytest.mark.parametrize("path", ["/reference/glossary.html", "/records/index.html"])
def test_the_open_pages_entry_is_in_sight_in_the_menu(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 500})
    page.goto(path)

    (entry,) = page.query_selector_all('.sidebar-tree [aria-current="page"]')
    inside = "(l, b) => l.top >= b.top && l.bottom <= b.bottom"
    boxes = "[e, e.closest('.sidebar-scroll')].map((x) => x.getBoundingClientRect())"
    page.wait_for_function(f"(e) => ({inside})(...{boxes})", arg=entry)


def test_a_linked_place_is_there_at_once(page: Page) -> None:
    page.goto(GUIDE)

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_a_finger_hits_what_stands_at_the_foot_of_page_and_menu(page: Page) -> None:
    page.goto(GUIDE)

    links = page.locator("footer, .sidebar-download").locator("a:visible, button:visible")
    heights = {link.inner_text(): link.bounding_box()["height"] for link in links.all()}
    assert len(heights) > 5
    assert {words: height for words, height in heights.items() if height < 24} == {}


@pytest.mark.parametrize(("button", "drawer"), [("Site menu", "Site"), ("On this page",) * 2])
def test_a_drawer_has_a_button_that_closes_it(page: Page, button: str, drawer: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(GUIDE)

    page.get_by_role("button", name=button).and_(page.locator(":visible")).first.click()
    opened = page.get_by_role("navigation", name=drawer, exact=True)
    opened.get_by_role("button", name="Close").click()

    expect(opened).to_be_hidden()


def test_headings_figures_and_tables_are_named_by_their_words(page: Page) -> None:
    page.goto("/architecture.html")

    names = page.evaluate(
        "[...document.querySelectorAll('article :is(h1, h2, h3, figure, table)')]"
        ".map(e => e.ariaLabel)"
    )

    assert None not in names
    assert [name for name in names if "¶" in name or "Link to" in name or not name] == []


def test_the_scheme_is_named_changed_and_said_also_without_storage(own_page: Page) -> None:
    own_page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    own_page.goto(GUIDE)
    button = own_page.locator(".theme-toggle:visible")

    as_system = "Colour scheme: as the system has it"
    expect(button).to_have_accessible_name(as_system)
    for name in ("Colour scheme: dark", "Colour scheme: light", as_system):
        button.click()
        expect(button).to_have_accessible_name(name)
    own_page.get_by_role("status").get_by_text(as_system).wait_for()


SILENT = script("silent-links")


def test_every_link_within_the_handbook_has_its_preview(
    page: Page, site: Path, paths: list[str]
) -> None:
    links = {
        urljoin(f"/{path}", str(link["href"]))
        for path in paths
        for link in BeautifulSoup((site / path).read_bytes(), "lxml").select(
            "article a.reference.internal:not(:has(img), .download, .toctree-wrapper *)"
        )
    }
    page.goto(GUIDE)
    page.keyboard.press("Tab")  # so that the browser counts what follows as keyboard focus

    silent = page.evaluate(SILENT, sorted(links))

    assert len(links) > 100
    assert silent == []


def test_names_in_a_preview_stand_apart_from_what_they_mean(page: Page) -> None:
    page.goto("/onboarding/index.html")
    page.keyboard.press("Tab")  # so that the browser counts what follows as keyboard focus

    name = page.evaluate(
        """() => {
          const section = document.querySelector("article section:has(> dl):not(:has(> p))");
          const link = document.createElement("a");
          Object.assign(link, { className: "reference internal", textContent: "A link" });
          link.href = `#${section.id}`;
          document.querySelector("article").prepend(link);
          link.focus();
          return section.querySelector("dt").textContent;
        }"""
    )

    page.locator(PREVIEW, has_text=f"{name}: ").wait_for()


def test_the_glossary_is_filtered_as_a_reader_types(page: Page) -> None:
    page.goto("/reference/glossary.html")

    page.get_by_label("Filter the terms").fill("back-up")

    shown = page.locator(".glossary dt:visible")
    expect(shown).not_to_have_count(page.locator(".glossary dt").count())
    assert shown.count() > 0
    assert page.locator(".glossary-letter:visible").count() <= shown.count()
    assert (
        page.locator(".glossary-letters a:visible").count()
        < page.locator(".glossary-letters a").count()
    )


def test_rows_are_found_among_all_tables_of_a_page(page: Page) -> None:
    page.goto("/reference/decision-rights.html")
    rows = page.locator("article tbody tr:visible")
    before = rows.count()

    page.get_by_label("Filter the rows").fill("second maintainer")

    expect(rows).to_have_count(1)
    assert before > 1
    assert page.locator("article section section > :visible:not(h2, .table-wrapper)").count() == 0


def test_a_link_to_what_the_filter_hides_shows_it(page: Page) -> None:
    page.goto("/reference/decision-rights.html")
    page.get_by_label("Filter the rows").fill("second maintainer")

    page.locator(".row-filter").get_by_role("link").last.click()

    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.get_by_label("Filter the rows")).to_have_value("")


def test_words_that_no_term_has_lead_to_the_search(page: Page) -> None:
    page.goto("/reference/glossary.html")

    page.get_by_label("Filter the terms").fill("invoice & co")

    page.get_by_text("No term has these words.").wait_for()
    page.get_by_role("link", name="Search the handbook for “invoice & co”").click()
    answered(page, "invoice & co")
