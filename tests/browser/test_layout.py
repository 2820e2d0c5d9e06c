"""What an eye sees before it reads: edges in line, nothing cut or sticking out, links that show.

By default the pages of SAMPLE are measured at three widths; HANDBOOK_FULL=1 measures every page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from chromium import opened, script, settle
from playwright.sync_api import expect
from sample import FULL, SAMPLE, SCHEMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
# Desk, small window, tablet, phones.
WIDTHS = (1440, 1024, 820, 390, 360) if FULL else (1440, 820, 390)
SCREEN = 664  # pixels: of a phone of 390 by 844, what its browser leaves
A4 = 680  # pixels, between margins of 15 mm

MISPLACED = script("misplaced")
UNSEEN_LINKS = script("unseen-links")
# Gives by how much the page jumped before its reader did anything, as Core Web Vitals count it.
JUMPS = """
() => {
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "layout-shift", buffered: true });
  return observer.takeRecords().reduce((sum, { value }) => sum + value, 0);
}
"""


def faults(page: Page) -> list[str]:
    """Measure the page as it stands at every width, on paper, and its links in both schemes."""
    lines = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        lines += [f"{width}: {line}" for line in page.evaluate(MISPLACED)]
    page.set_viewport_size({"width": A4, "height": 900})
    page.emulate_media(media="print")
    lines += [f"paper: {line}" for line in page.evaluate(MISPLACED)]
    for scheme in SCHEMES:
        page.emulate_media(media="screen", color_scheme=scheme)
        lines += [f"{scheme}: {line}" for line in page.evaluate(UNSEEN_LINKS)]
    return lines


def test_edges_are_in_line_no_words_are_cut_and_links_are_known_by_a_line(
    page: Page, paths: list[str]
) -> None:
    found = {}
    for path in paths if FULL else SAMPLE:
        page.goto(f"/{path}")
        found[path] = faults(page)

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_jumps_while_a_page_loads(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    jumps = {}
    for path in SAMPLE:
        page.goto(f"/{path}")
        settle(page)
        jumps[path] = page.evaluate(JUMPS)

    assert {path: jump for path, jump in jumps.items() if jump > 0.05} == {}


@pytest.mark.parametrize(
    ("href", "arrives"),
    [
        ("onboarding/index.html#onboarding-week-1", "#onboarding-week-1 > h3"),
        ("how-to/index.html", "h1"),
        ("how-to/index.html#guides-now", "#guides-now > h2"),
    ],
)
def test_a_phones_first_screen_leads_on_by_one_tap(
    browser: Browser, served: str, href: str, arrives: str
) -> None:
    with opened(browser, served, 390, has_touch=True) as page:
        page.set_viewport_size({"width": 390, "height": SCREEN})
        page.goto("index.html")
        link = page.locator(f'article a[href="{href}"]').first
        box = link.bounding_box()
        link.tap()
        page.wait_for_url(f"**/{href}")
        target = page.locator(f"article {arrives}")

        expect(target).to_be_in_viewport()

    assert box
    assert box["height"] >= 24
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= SCREEN


def test_the_menu_has_its_drawer_to_itself(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"/{SAMPLE[1]}")
    page.get_by_role("button", name="Site menu").click()
    settle(page)

    drawer, menu = (page.locator(name).bounding_box() for name in ("#site-menu", ".sidebar-tree"))

    assert drawer
    assert menu
    assert menu["x"] - drawer["x"] < 32
    assert menu["width"] > drawer["width"] * 0.8


def test_the_longest_title_stays_in_a_phones_bar(browser: Browser, served: str) -> None:
    with opened(browser, served, 360) as page:
        page.goto(SAMPLE[1])
        title = page.locator(".mobile-header .brand")
        title.evaluate(f"title => {{ title.textContent = '{'A long name ' * 7}'; }}")
        bar, shown = page.locator(".mobile-header").bounding_box(), title.bounding_box()

    assert bar
    assert shown
    assert bar["y"] <= shown["y"]
    assert shown["y"] + shown["height"] <= bar["y"] + bar["height"]


def test_what_is_out_of_line_cut_or_unseen_is_found(browser: Browser, served: str) -> None:
    with opened(browser, served, bypass_csp=True) as page:
        page.goto(SAMPLE[1])
        page.add_style_tag(
            content="article section > p { margin-left: 3px }"
            "article h2 { margin-right: -9px; max-width: 5rem; overflow: hidden; "
            "white-space: nowrap }"
            "article dd { white-space: nowrap }"
            "article a { text-decoration-color: color-mix(in srgb, currentcolor 20%, transparent) }"
        )

        told = "\n".join(faults(page))

    for width in (*WIDTHS, "paper"):
        for kind in ("3.0 px from the edge: p", "cut: h2", "sticks out by"):
            assert re.search(f"^{width}: .*{kind}", told, re.MULTILINE), (width, kind)
    for scheme in SCHEMES:
        assert re.search(f"^{scheme}: .*to 1: <a", told, re.MULTILINE), scheme
