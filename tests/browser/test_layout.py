"""What an eye sees before it reads: edges in line, nothing cut or sticking out, links that show.

By default the pages of SAMPLE are measured at three widths; HANDBOOK_FULL=1 measures every page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from chromium import opened, settle
from playwright.sync_api import expect
from sample import FULL, SAMPLE, SCHEMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
# Desk, small window, tablet, phones.
WIDTHS = (1440, 1024, 820, 390, 360) if FULL else (1440, 820, 390)
SCREEN = 664  # pixels: of a phone of 390 by 844, what its browser leaves
A4 = 680  # pixels, between margins of 15 mm

# Gives the blocks whose edge is not the text's, and the words that are cut or stick out.
MISPLACED = """
() => {
  const faults = [];
  const name = (e) =>
    `${e.localName}.${[...e.classList].join(".")}: ${e.textContent.trim().slice(0, 40)}`;
  const shown = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const article = document.querySelector("article");
  const width = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide > width) faults.push(`the page is ${wide} wide in a window of ${width}`);
  const end = article.getBoundingClientRect().right;
  if (end > width) faults.push(`the text ends at ${end} in a window of ${width}`);

  // A block with a line or a ground around it has its edge there, else where its words begin;
  // a list's words stand in.
  for (const block of article.querySelectorAll("section > :not(ul, ol, span)")) {
    const style = getComputedStyle(block);
    if (!shown(block) || /fixed|absolute/.test(style.position) || style.float !== "none") continue;
    const [box, around] = [block, block.parentElement].map((e) => e.getBoundingClientRect());
    if (!box.width) continue;
    const boxed = parseFloat(style.borderTopWidth) || parseFloat(style.borderLeftWidth)
      || style.backgroundColor !== "rgba(0, 0, 0, 0)";
    const left = box.left + (boxed ? 0 : parseFloat(style.paddingLeft)) - around.left;
    const right = box.right - (boxed ? 0 : parseFloat(style.paddingRight)) - around.right;
    if (Math.abs(left) > 0.6) faults.push(`${left.toFixed(1)} px from the edge: ${name(block)}`);
    if (right > 0.6) faults.push(`${right.toFixed(1)} px over the edge: ${name(block)}`);
  }

  const scrolls = (e) => {
    for (let box = e; box !== article; box = box.parentElement)
      if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
    return false;
  };
  const words = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let text; (text = words.nextNode()); ) {
    const holder = text.parentElement;
    if (!text.nodeValue.trim() || holder.closest("svg, script, .visually-hidden")) continue;
    if (!shown(holder) || getComputedStyle(holder).clipPath !== "none") continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const over = Math.max(...[...range.getClientRects()].map((line) => line.right)) - end;
    if (over > 1 && !scrolls(holder)) faults.push(`sticks out by ${over}: ${name(holder)}`);
    const cuts = /hidden|clip/.test(getComputedStyle(holder).overflowX);
    if (cuts && holder.scrollWidth > holder.clientWidth + 1 && holder.clientWidth > 1)
      faults.push(`cut: ${name(holder)}`);
  }
  return faults;
}
"""
# Gives the links within text that nothing but a faint line, or nothing at all, tells from it.
UNSEEN_LINKS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const painted = (...colours) => {
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faults = [];
  for (const link of document.querySelectorAll("article :is(p, li, dd, td) a[href]")) {
    const block = link.closest("p, li, dd, td");
    const text = block.cloneNode(true);
    text.querySelectorAll("a").forEach((other) => other.remove());
    const within = /\\w/.test(text.textContent); // else it is one of a list of links
    if (!within || !link.textContent.trim() || link.closest("nav")) continue;
    if (!link.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const grounds = [];
    for (let e = link; e; e = e.parentElement) grounds.unshift(getComputedStyle(e).backgroundColor);
    const style = getComputedStyle(link);
    const underlined = style.textDecorationLine.includes("underline");
    const [dark, light] =
      [painted(...grounds), painted(...grounds, style.textDecorationColor)].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (!underlined) faults.push(`not underlined: ${link.outerHTML.slice(0, 120)}`);
    else if (ratio < 3) faults.push(`${ratio.toFixed(2)} to 1: ${link.outerHTML.slice(0, 120)}`);
  }
  return faults;
}
"""
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
