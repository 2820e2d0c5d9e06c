"""A reader searches: by key, by box, by address, by keyboard alone, and with what goes wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

TOPICS = [
    ("role overview", "role-overview.html"),
    ("architecture", "architecture.html"),
    ("robustness", "robustness.html"),
    ("representation", "representation.html"),
    ("tradeoffs", "tradeoffs.html"),
]
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


@pytest.fixture
def tab(page: Page) -> Generator[Page]:
    """Return an empty tab that fails its test on any error of a script."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
    yield page
    assert errors == []


def answered(page: Page, words: str) -> None:
    """Wait until the panel shows the answer to some words."""
    page.wait_for_function(
        "words => document.querySelector('.search-results')?.dataset.answers === words", arg=words
    )


def open_dialog(page: Page, words: str = "") -> Locator:
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    box.wait_for()
    if words:
        box.fill(words)
        answered(page, words)
    return box


def first_result(page: Page) -> str:
    href = page.locator("#search-results a").first.get_attribute("href") or ""
    return re.sub(r"[?#].*", "", href)


# --- Finding ---------------------------------------------------------------------------


@pytest.mark.parametrize(("topic", "path"), TOPICS)
def test_the_first_result_for_a_topic_is_its_chapter(tab: Page, topic: str, path: str) -> None:
    tab.goto("/index.html")

    tab.get_by_role("searchbox").first.fill(topic)
    answered(tab, topic)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=*")
    answered(tab, topic)

    assert first_result(tab).endswith(f"/{path}")


@pytest.mark.parametrize("words", ["TO-0005", "to 5", "to-0005"])
def test_a_record_is_found_by_its_id_however_written(tab: Page, words: str) -> None:
    tab.goto(f"/search.html?q={words}")
    answered(tab, words)

    assert "TO-0005" in first_result(tab)


@pytest.mark.parametrize("words", ["SLO", "what is an SLO?", "service level objective"])
def test_a_terms_own_entry_stands_above_all(tab: Page, words: str) -> None:
    tab.goto(f"/search.html?q={words}")
    answered(tab, words)

    first = tab.locator("#search-results a").first
    assert (first.get_attribute("href") or "").endswith(
        "glossary.html#term-service-level-objective"
    )


def test_a_slip_is_mended_and_can_be_taken_back(tab: Page) -> None:
    tab.goto("/search.html?q=robustness levle")
    answered(tab, "robustness levle")
    assert "Showing results for robustness level" in tab.locator(".search-notes").inner_text()

    tab.get_by_role("button", name="Search instead for “robustness levle”").click()

    tab.get_by_text("No page says “levle”").wait_for()
    assert "exact=1" in tab.url


def test_nothing_found_leads_on(tab: Page) -> None:
    tab.goto("/search.html?q=zzgq")
    answered(tab, "zzgq")

    assert tab.get_by_role("status").inner_text() == "No page has these words."
    assert tab.locator(".search-notes").get_by_role("link", name="Which guide do I need?").count()


def test_results_are_grouped_by_page_with_marked_words(tab: Page) -> None:
    tab.goto("/search.html?q=reopening trigger")
    answered(tab, "reopening trigger")

    pages = tab.locator("#search-results > li > a").evaluate_all(
        "links => links.map(link => link.pathname)"
    )
    assert len(pages) == len(set(pages))
    assert tab.locator("#search-results ul a[href*='#']").count()
    assert "trigger" in tab.locator("#search-results mark").first.inner_text().lower()


# --- The dialog ------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_it_and_escape_gives_the_focus_back(tab: Page, key: str) -> None:
    tab.goto("/architecture.html")
    link = tab.locator("article a.reference.internal").first
    link.focus()

    tab.keyboard.press(key)
    tab.get_by_role("combobox").wait_for()
    assert tab.evaluate("document.activeElement.role") == "combobox"
    tab.keyboard.type("advice")
    tab.keyboard.press("Escape")

    assert tab.get_by_role("dialog").count() == 0
    assert link.evaluate("link => link === document.activeElement")


def test_what_is_typed_into_the_sidebar_goes_on_in_the_dialog(tab: Page) -> None:
    tab.goto("/index.html")

    tab.locator(".sidebar-search").focus()
    tab.keyboard.type("advice round", delay=30)

    answered(tab, "advice round")
    assert tab.get_by_role("combobox").input_value() == "advice round"


def test_a_slash_in_another_box_stays_a_slash(tab: Page) -> None:
    tab.goto("/index.html")
    box = open_dialog(tab)

    tab.keyboard.type("a/b")

    assert box.input_value() == "a/b"


def test_arrows_home_and_end_choose_an_option(tab: Page) -> None:
    tab.goto("/index.html")
    box = open_dialog(tab, "decision")
    options = tab.get_by_role("option")

    def chosen() -> list[bool]:
        return [option.get_attribute("aria-selected") == "true" for option in options.all()]

    assert box.get_attribute("aria-expanded") == "true"
    assert not any(chosen())
    steps = []
    for key in ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        tab.keyboard.press(key)
        assert sum(chosen()) == 1
        steps.append(chosen().index(True))
        assert box.get_attribute("aria-activedescendant") == options.nth(steps[-1]).get_attribute(
            "id"
        )

    last = options.count() - 1
    assert steps == [0, 1, last, 0, last, 0]
    assert box.evaluate("box => box === document.activeElement")


def test_enter_opens_the_chosen_option_marks_its_words_and_hides_them(tab: Page) -> None:
    tab.goto("/index.html")
    open_dialog(tab, "robustness worksheet")

    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/robustness-worksheet.html?marks=*")
    tab.locator("article mark").first.wait_for()
    text = tab.locator("article").inner_text()
    tab.get_by_role("button", name="Hide marks").click()

    assert tab.locator("article mark").count() == 0
    assert tab.locator("article").inner_text() == text
    assert "marks" not in tab.url


def test_a_heading_that_matched_is_scrolled_to(tab: Page) -> None:
    tab.goto("/index.html")
    open_dialog(tab, "run it again later")

    tab.locator("dialog a.search-heading-link").first.click()
    tab.wait_for_url("**#*")
    tab.locator("article mark").first.wait_for()

    heading = tab.locator(f"[id='{tab.url.partition('#')[2]}']")
    assert heading.evaluate("element => element.getBoundingClientRect().top") < 300


def test_the_count_is_announced(tab: Page) -> None:
    tab.goto("/index.html")
    open_dialog(tab, "advice")

    assert re.fullmatch(
        r"\d+ results", tab.get_by_role("dialog").get_by_role("status").inner_text()
    )


def test_it_fits_a_phone(tab: Page) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto("/index.html")

    tab.get_by_role("button", name="Search", exact=True).click()
    tab.get_by_role("combobox").fill("decision record")
    answered(tab, "decision record")

    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    box = tab.get_by_role("dialog").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)


def test_nothing_moves_for_a_reader_who_asked_for_that(tab: Page) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.goto("/index.html")
    open_dialog(tab)

    dialog = tab.get_by_role("dialog")
    assert dialog.evaluate("dialog => getComputedStyle(dialog).animationName") == "none"


# --- The search page -------------------------------------------------------------------


def test_kinds_narrow_the_results_and_stay_in_the_address(tab: Page) -> None:
    tab.goto("/search.html?q=decision record")
    answered(tab, "decision record")

    tab.get_by_role("button", name="Template", exact=True).click()
    tab.wait_for_url("**kind=templates*")
    tab.get_by_text("results in Template").wait_for()

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


def test_back_returns_to_the_search_before(tab: Page) -> None:
    tab.goto("/search.html?q=advice")
    answered(tab, "advice")
    box = tab.locator("#search-page input")

    box.fill("deprecation")
    tab.keyboard.press("Enter")
    answered(tab, "deprecation")
    tab.locator("#search-results a").first.click()
    tab.wait_for_url(lambda url: "search.html" not in url)
    tab.go_back()
    answered(tab, "deprecation")

    assert tab.locator("#search-page input").input_value() == "deprecation"


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
    context = browser.new_context(java_script_enabled=False, base_url=served)
    page = context.new_page()
    page.goto("/index.html")

    page.locator(".sidebar-search").fill("advice")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=advice")

    contents = page.locator("#search-page")
    assert contents.get_by_role("link", name="Robustness", exact=True).is_visible()
    assert contents.get_by_role("link", name="index", exact=True).is_visible()
    context.close()


# --- What goes wrong -------------------------------------------------------------------


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_is_only_words(tab: Page, words: str) -> None:
    tab.goto("/search.html")

    box = tab.locator("#search-page input")
    box.evaluate(
        "(box, words) => { box.value = words; box.dispatchEvent(new Event('input')); }", words
    )
    tab.wait_for_function("() => document.querySelector('.search-results').dataset.answers !== undefined")

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
    tab.goto("/architecture.html?marks=%3Cimg%20src=x%20onerror=alert(1)%3E+lead+.*+%5B")
    tab.locator("article mark").first.wait_for()

    assert tab.locator("article img[src='x']").count() == 0


def broken(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=response.body()[: len(response.body()) // 2])


@pytest.mark.parametrize("damage", ["missing", "half-written"])
@pytest.mark.parametrize("files", ["pagefind-entry.json", "pagefind.js", "*.pf_meta", "wasm.*"])
def test_without_the_main_index_the_smaller_one_answers_and_says_so(
    page: Page, files: str, damage: str
) -> None:
    act = broken if damage == "half-written" else lambda route: route.fulfill(status=404)
    page.route(f"**/pagefind/{files}", act)
    page.goto("/search.html?q=robustness")
    answered(page, "robustness")

    assert first_result(page).endswith("/robustness.html")
    assert "smaller one" in page.locator(".search-notes").inner_text()


def test_without_any_index_the_reader_is_told_where_to_go(page: Page) -> None:
    page.route(re.compile("/pagefind/|searchindex|search-index"), lambda route: route.abort())
    page.goto("/search.html?q=robustness")

    page.get_by_text("read its index.").wait_for()
    assert page.locator(".search-notes").get_by_role("link", name="the contents").is_visible()
    page.locator(".sidebar-tree").get_by_role("link", name="Robustness", exact=True).click()
    page.wait_for_url("**/robustness.html")


def test_without_the_scripts_of_search_the_box_leads_to_the_contents(page: Page) -> None:
    page.route(re.compile("/_static/search/(?!loader|box)"), lambda route: route.abort())
    page.goto("/index.html")

    page.keyboard.press("/")

    page.wait_for_url("**/search.html")
    page.locator("#search-page").get_by_role("link", name="Robustness", exact=True).wait_for()


# --- From disk, and what it costs ------------------------------------------------------


@pytest.mark.parametrize(("topic", "path"), [*TOPICS, ("TO-0005", "TO-0005"), ("faq", "faq.html")])
def test_opened_from_disk_it_answers_alike(
    browser: Browser, site: Path, topic: str, path: str
) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto((site / "index.html").as_uri())

    open_dialog(page, topic)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "index.html" not in url)

    assert path in page.url
    assert errors == []
    page.close()


def test_a_reader_who_does_not_search_loads_no_index_and_five_kilobytes_of_script(
    page: Page, site: Path
) -> None:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto("/index.html", wait_until="networkidle")

    loaded = {re.sub(r".*/|[?].*", "", url) for url in urls if re.search("search|pagefind", url)}
    assert loaded - {"box.css"} == {"loader.js"}  # the style may be bundled with the others
    assert (site / "_static" / "search" / "loader.js").stat().st_size < 5000


@pytest.mark.parametrize("may_compile", [True, False])
def test_it_works_under_a_strict_policy(page: Page, may_compile: bool) -> None:
    wasm = " 'wasm-unsafe-eval'" if may_compile else ""
    policy = f"script-src 'self'{wasm}; connect-src 'self'; worker-src 'none'; object-src 'none'"

    def add_policy(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page.route("**/*", add_policy)
    page.goto("/search.html?q=robustness")
    answered(page, "robustness")

    assert first_result(page).endswith("/robustness.html")
    assert ("smaller one" in page.locator(".search-notes").inner_text()) is not may_compile
