"""A reader searches by key, by box and by keyboard alone, and finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from search_panel import TOPICS, answered, first_result

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route


BETWEEN_KEYS, PAUSE = 150, 2000  # milliseconds
SLIP = "robustness levle"  # codespell:ignore


def open_dialog(page: Page, words: str = "") -> Locator:
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    box.wait_for()
    if words:
        box.fill(words)
        answered(page, words)
    return box


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
    tab.goto(f"/search.html?q={SLIP}")
    answered(tab, SLIP)
    assert "Showing results for robustness level" in tab.locator(".search-notes").inner_text()

    tab.get_by_role("button", name=f"Search instead for “{SLIP}”").click()

    tab.get_by_text("No page says").wait_for()
    assert "exact=1" in tab.url


def test_nothing_found_leads_on(tab: Page) -> None:
    tab.goto("/search.html?q=zzgq")
    answered(tab, "zzgq")

    assert tab.locator(".search-status").inner_text() == "No page has these words."
    assert tab.locator(".search-notes").get_by_role("link", name="Guides").count()


def test_where_nothing_is_found_no_results_are_offered(tab: Page) -> None:
    tab.goto("/index.html")
    open_dialog(tab, "zzgq")

    assert tab.get_by_text("Start from Guides or the contents.").is_visible()
    assert tab.get_by_text("No page says “zzgq”.").is_visible()
    assert not tab.get_by_role("link", name="All results").is_visible()


def test_a_run_without_spaces_is_named_as_it_was_typed(tab: Page) -> None:
    run = "会議の時"
    tab.goto(f"/search.html?q={run}")
    answered(tab, run)

    assert tab.locator(".search-notes").get_by_text("No page says").inner_text() == (
        f"No page says “{run}”."
    )


def test_a_question_that_readers_ask_leads_to_its_answer(tab: Page) -> None:
    words = "turn somebody down without fighting"  # of which the page says nothing
    tab.goto(f"/search.html?q={words}")
    answered(tab, words)

    first = tab.locator("#search-results > li").first
    link = first.get_by_role("link", name="How do I turn somebody down without a fight?")
    assert (link.get_attribute("href") or "").endswith("#steps")
    assert first.locator("a[href$='#steps']").count() == 1


def test_results_are_grouped_by_page_with_marked_words(tab: Page) -> None:
    tab.goto("/search.html?q=reopening trigger")
    answered(tab, "reopening trigger")

    pages = tab.locator("#search-results > li > a").evaluate_all(
        "links => links.map(link => link.pathname)"
    )
    assert len(pages) == len(set(pages))
    assert tab.locator("#search-results ul a[href*='#']").count()
    assert "trigger" in tab.locator("#search-results mark").first.inner_text().lower()


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

    tab.get_by_role("dialog").wait_for(state="hidden")
    assert link.evaluate("link => link === document.activeElement")


def test_what_is_typed_into_the_sidebar_goes_on_in_the_dialog(tab: Page) -> None:
    tab.goto("/index.html")

    tab.locator(".sidebar-search").focus()
    tab.keyboard.type("advice round", delay=30)

    answered(tab, "advice round")
    assert tab.get_by_role("combobox").input_value() == "advice round"


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_what_is_typed_while_the_dialog_loads_arrives(tab: Page, key: str) -> None:
    held: list[Route] = []
    tab.route("**/_static/search/panel.js", lambda route: held.append(route))
    tab.goto("/index.html")

    tab.keyboard.press(key)
    tab.keyboard.type("error bug")
    tab.keyboard.press("Backspace")
    tab.wait_for_function("() => document.querySelector('script[src$=\"panel.js\"]')")
    held[0].continue_()
    answered(tab, "error bu")
    tab.keyboard.type("dget")
    answered(tab, "error budget")

    assert tab.get_by_role("combobox").input_value() == "error budget"


def test_an_empty_field_offers_questions_and_the_guide(tab: Page) -> None:
    tab.goto("/index.html")
    open_dialog(tab)

    options = tab.get_by_role("option")
    options.first.wait_for()
    assert options.count() == 3
    assert tab.locator(".search-notes").get_by_role("link", name="Guides").count()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/*.html#*")


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


def test_a_heading_that_matched_is_scrolled_to(tab: Page) -> None:
    tab.goto("/index.html")
    open_dialog(tab, "run it again later")

    tab.locator("dialog a.search-heading-link").first.click()
    tab.wait_for_url("**#*")
    tab.locator("article mark").first.wait_for()

    tab.wait_for_function(
        "id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 200",
        arg=tab.url.partition("#")[2],
    )


def test_the_count_is_announced_once_when_the_typing_pauses(own_page: Page) -> None:
    own_page.clock.install(time=0)
    own_page.goto("/index.html")
    box = open_dialog(own_page)
    own_page.evaluate(
        """() => {
            window.heard = [];
            const status = document.querySelector("dialog [role=status]");
            new MutationObserver(() => window.heard.push(status.textContent))
                .observe(status, { childList: true });
        }"""
    )
    own_page.clock.pause_at(3600)

    for letters in ("a", "adv", "advice"):
        box.fill(letters)
        own_page.clock.run_for(BETWEEN_KEYS)
        answered(own_page, letters)
    own_page.clock.run_for(PAUSE)

    (line,) = own_page.evaluate("() => window.heard")
    assert re.fullmatch(r"\d+ results for advice", line)


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


def accessibility_tree(page: Page) -> list[dict[str, Any]]:
    """Return what Chromium hands to a screen reader: role, name, description and states."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        {
            "id": str(node.get("backendDOMNodeId")),
            **{key: node.get(key, {}).get("value", "") for key in ("role", "name", "description")},
            **{
                known["name"]: known["value"].get("value", known["value"].get("relatedNodes"))
                for known in node.get("properties", [])
            },
        }
        for node in nodes
        if not node["ignored"]
    ]


def test_a_screen_reader_hears_the_box_the_choice_and_what_was_mended(tab: Page) -> None:
    tab.goto("/index.html")
    open_dialog(tab, SLIP)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")

    tree = accessibility_tree(tab)

    def all_of(role: str) -> list[dict[str, Any]]:
        return [node for node in tree if node["role"] == role]

    (dialog,), (box,), (results,) = all_of("dialog"), all_of("combobox"), all_of("listbox")
    options = all_of("option")
    chosen = [option for option in options if option["selected"]]
    assert (dialog["name"], box["name"], results["name"]) == (
        "Search",
        "Search the handbook",
        "Results",
    )
    assert (box["focused"], box["expanded"]) == (True, True)
    (active,) = box["activedescendant"]
    assert [str(active["backendDOMNodeId"])] == [option["id"] for option in chosen]
    assert options[0]["name"] == "Robustness, Chapter"
    assert chosen == [options[1]]
    assert chosen[0]["name"]
    assert chosen[0]["description"]
    second = tab.locator("dialog [role=option]").nth(1)
    assert second.get_attribute("aria-posinset") == "2"
    assert second.get_attribute("aria-setsize") == str(len(options))
    tab.get_by_role("status").get_by_text(" results for robustness level").wait_for()
