"""Figures as a reader sees them: nothing cut off, in the reader's scheme, on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chromium import opened

if TYPE_CHECKING:
    from typing import Literal

    from playwright.sync_api import Browser, Page

PAGES = (
    "role-overview",
    "architecture",
    "robustness",
    "representation",
    "tradeoffs",
    "onboarding/index",
)

SHOWN = "img.drawing:visible"

# What is drawn, in the canvas's points, against the canvas.
OVERFLOWS = """() => {
  const svg = document.documentElement, box = svg.getBBox(), view = svg.viewBox.baseVal;
  return Math.max(-box.x, -box.y, box.x + box.width - view.width, box.y + box.height - view.height);
}"""
# Whose scheme the drawings have that are shown, once each is there.
SCHEMES = """async drawings => {
  const seen = drawings.filter(img => img.offsetWidth > 1);
  await Promise.all(seen.map(img => { img.loading = 'eager'; return img.decode(); }));
  return [...new Set(seen.map(img => img.currentSrc.includes('-dark.svg') ? 'dark' : 'light'))];
}"""


def schemes(page: Page) -> list[str]:
    return page.locator("img.drawing").evaluate_all(SCHEMES)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_figure_is_cut_off(page: Page, served: str, name: str) -> None:
    page.goto(f"/{name}.html")

    drawings = page.locator(SHOWN).evaluate_all("drawings => drawings.map(img => img.src)")
    assert drawings
    for drawing in drawings:
        page.goto(drawing)
        assert page.evaluate(OVERFLOWS) <= 0.5, drawing


@pytest.mark.parametrize(("scheme", "file"), [("light", ".has-words"), ("dark", ".only-dark")])
def test_a_figure_begins_where_its_caption_does(
    page: Page, scheme: Literal["light", "dark"], file: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/robustness.html")

    left = "element => element.getBoundingClientRect().left"
    figure = page.locator("figure:has(.drawing)").first
    drawing = figure.locator(file).evaluate(left)
    assert drawing == figure.locator("figcaption").evaluate(left)


def test_figures_fill_a_phone_into_its_margins_and_no_more(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/architecture.html")

    widths = page.locator(SHOWN).evaluate_all(
        "drawings => drawings.map(img => img.getBoundingClientRect().width)"
    )
    assert widths
    room = page.locator("article").bounding_box()["width"]
    assert min(widths) > room
    assert max(widths) <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_follow_the_system_without_scripts(
    browser: Browser, served: str, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, served, color_scheme=scheme, java_script_enabled=False) as page:
        page.goto("architecture.html")

        assert schemes(page) == [scheme]


@pytest.mark.parametrize("system", ["light", "dark"])
def test_drawings_follow_the_switch(page: Page, system: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=system)
    page.goto("/architecture.html")
    other = {"light": "dark", "dark": "light"}[system]
    assert schemes(page) == [system]

    page.evaluate("theme => { document.body.dataset.theme = theme; }", other)

    assert schemes(page) == [other]


def test_print_is_light_whatever_the_screen(page: Page) -> None:
    page.goto("/architecture.html")
    # Set before, the medium is now and then lost on the way to the page.
    page.emulate_media(color_scheme="dark", media="print")

    assert schemes(page) == ["light"]


def test_a_drawing_that_is_not_shown_is_not_loaded(own_page: Page) -> None:
    asked: list[str] = []
    own_page.on("request", lambda request: asked.append(request.url))
    own_page.emulate_media(color_scheme="light")

    own_page.goto("/architecture.html")
    drawings = own_page.locator("article img.drawing:visible")
    for number in range(drawings.count()):
        drawings.nth(number).scroll_into_view_if_needed()
        own_page.wait_for_function(
            "image => image.complete", arg=drawings.nth(number).element_handle()
        )

    assert len({url for url in asked if "/_static/figures/" in url}) == drawings.count() > 0
    assert not [url for url in asked if "-dark.svg" in url]


def test_text_stays_where_it_is_when_a_drawing_arrives(page: Page) -> None:
    page.route("**/_static/figures/**", lambda route: route.abort())
    page.goto("/architecture.html")
    top = "() => document.querySelector('#how-services-meet, section:last-of-type').offsetTop"
    without = page.evaluate(top)
    page.unroute("**/_static/figures/**")

    page.reload()

    assert schemes(page) == ["light"]
    assert page.evaluate(top) == without


def test_colours_that_the_reader_chose_leave_a_drawing_its_own_ground(page: Page) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto("/architecture.html")

    grounds = page.locator("img.drawing.only-dark").evaluate_all(
        "drawings => drawings.map(img => getComputedStyle(img).backgroundColor)"
    )
    assert schemes(page) == ["dark"]
    assert set(grounds) == {"rgb(19, 20, 22)"}


def test_a_logo_without_one_for_dark_screens_stands_on_a_light_ground(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/architecture.html")

    ground = page.locator(".sidebar-brand").evaluate(
        """brand => {
          brand.insertAdjacentHTML("afterbegin", '<img class="sidebar-logo" alt="">');
          return getComputedStyle(brand.querySelector(".sidebar-logo:first-child")).backgroundColor;
        }"""
    )
    assert ground == "rgb(255, 255, 255)"
