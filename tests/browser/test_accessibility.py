"""WCAG 2.2 AA, as far as a machine can tell: axe-core on every page, and what axe cannot see.

Every page is loaded, and tells no error in the console, such as one of the security policy; its
text is judged by axe on a wide window, and in both schemes by our own measure of contrast, which
takes far less time than axe's. What is around the text is the same on all pages: pages of SAMPLE
are judged whole, at every width, enlarged and spaced; so is the specimen, and by axe's own rules on
colour too; and each state. HANDBOOK_FULL=1 judges every page so.
"""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pypdfium2
import pytest
from chromium import forget, opened, script, settle, told_errors
from playwright.sync_api import expect
from sample import FULL, SAMPLE, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from conftest import State
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
WIDTHS = (1440, 820, 360)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
WITHOUT_COLOUR = {rule: {"enabled": False} for rule in COLOUR_RULES}
# Of the EPUB: a page of each kind that differs from the site's. Its contents are drawn by readers.
BOOK = ("architecture", "reference/glossary", "onboarding/checklist", "records/index")
SPECIMEN = ("index.html", "page.html", "deep/deeper.html")

# Behind a modal dialog a page is inert, and hidden in part, which axe takes for small targets.
WHOLE = "dialog:modal, html:not(:has(dialog:modal))"
FALLS_SHORT = script("contrast")

# A window of 320 is one of 1280 at 400 %; of 640, at 200 %.
ENLARGED = (320, 640)
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
SPACED = """
* {
  letter-spacing: 0.12em !important;
  line-height: 1.5 !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }
"""
CUT_OFF = script("cut-off")
# A sheet that a script makes is none of the policy's matters.
SPACE = """
(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
}
"""
SHOW_TEXT_OF = script("show-text-of")


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core as a script; the wheel of axe-playwright-python carries it."""
    wheel = importlib.util.find_spec("axe_playwright_python")
    assert wheel is not None
    assert wheel.origin is not None
    return Path(wheel.origin).with_name("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def judging(browser: Browser, served: str, axe: str) -> Generator[Page]:
    """Return a tab with axe in each page."""
    with opened(browser, served) as page:
        page.context.grant_permissions(["clipboard-write"])
        page.add_init_script(axe)
        yield page


def run_axe(page: Page, part: str = WHOLE, **options: Any) -> list[str]:
    """Judge the first shown part of the page by axe; one line for each fault."""
    # No rule of ours looks into style sheets, which axe would fetch again.
    told = {**options, "preload": False, "resultTypes": ["violations", "incomplete"]}
    found = page.locator(part).first.evaluate("(part, told) => axe.run(part, told)", told)
    lines = [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    # Any rule that axe leaves open is for a person to judge, and then to be named here: where it
    # cannot tell what lies behind a text, our own measure can.
    unsure = {rule["id"]: [n["target"][0] for n in rule["nodes"]] for rule in found["incomplete"]}
    unsure.pop("color-contrast", None)
    return lines + [f"{rule}: not judged: {targets}" for rule, targets in unsure.items()]


def faults(page: Page) -> list[str]:
    """Judge the page as it stands, and the contrast of all its texts in both schemes."""
    lines = run_axe(page, runOnly=RULES, rules=WITHOUT_COLOUR)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        lines += [f"contrast, {scheme}: {line}" for line in page.evaluate(FALLS_SHORT)]
    return lines


def faults_of_colour(page: Page, part: str = WHOLE) -> list[str]:
    """Judge the colours of the page as it stands by axe, in both schemes."""
    lines = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        lines += run_axe(page, part, runOnly=COLOUR_RULES)
    return lines


def faults_at_any_size(page: Page) -> list[str]:
    """Judge the page at every width, with its text enlarged, and with its text spaced."""
    lines = []
    for width in WIDTHS:
        widen(page, width)
        lines += [f"{width}: {line}" for line in faults(page)]
    for width in ENLARGED:
        widen(page, width)
        if page.evaluate(SIDEWAYS):
            lines.append(f"{width}: scrolls sideways")
    page.evaluate(SPACE, SPACED)
    for width in (360, 1440):
        widen(page, width)
        if page.evaluate(SIDEWAYS):
            lines.append(f"{width}, spaced: scrolls sideways")
        lines += [f"{width}, spaced: cut off: {line}" for line in page.evaluate(CUT_OFF)]
    return lines


def widen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    settle(page)


def judge(
    page: Page, paths: Iterable[str], by: Callable[[Page], list[str]]
) -> dict[str, list[str]]:
    """Judge pages one after the other; give those with faults."""
    found = {}
    errors = told_errors(page)
    for path in paths:
        page.goto(path, wait_until="load")
        found[path] = by(page) + errors
        errors.clear()
    return {path: lines for path, lines in found.items() if lines}


def test_a_fault_is_found(judging: Page) -> None:
    judging.goto("index.html")
    judging.evaluate("document.querySelector('h1').innerHTML = '<img src=x><input>'")

    lines = faults(judging)

    assert {line.partition(":")[0] for line in lines} >= {"image-alt", "label"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_text_that_is_hard_to_read_is_found(browser: Browser, served: str, scheme: str) -> None:
    pale = "rgb(140, 140, 140)" if scheme == "light" else "rgb(90, 90, 90)"
    with opened(browser, served, color_scheme=scheme, bypass_csp=True) as page:
        page.goto("index.html")
        page.add_style_tag(content=f"article p {{ color: {pale} }}")

        assert [line[:2] for line in page.evaluate(FALLS_SHORT)].count("p.") > 1


def test_every_page(judging: Page, paths: list[str]) -> None:
    assert len(paths) > 50

    found = judge(judging, paths, lambda _: [])
    judging.goto("index.html")
    judging.set_viewport_size({"width": 1440, "height": 900})
    for path in paths:
        judging.evaluate(SHOW_TEXT_OF, f"/{path}")
        found[path] = found.get(path, []) + faults(judging)

    assert {path: lines for path, lines in found.items() if lines} == {}


def test_pages_at_every_size(judging: Page, paths: list[str]) -> None:
    assert set(SAMPLE) <= set(paths)

    assert judge(judging, paths if FULL else SAMPLE, faults_at_any_size) == {}


def test_every_component_at_every_size(judging: Page, specimen: str) -> None:
    pages = [f"{specimen}/{path}" for path in SPECIMEN]

    assert judge(judging, pages, faults_at_any_size) == {}


def test_colours(judging: Page, served: str, specimen: str, paths: list[str]) -> None:
    pages = [f"{specimen}/{path}" for path in SPECIMEN]

    assert judge(judging, [*(paths if FULL else []), *pages], faults_of_colour) == {}


def test_every_state(judging: Page, state: State) -> None:
    forget(judging)
    judging.set_viewport_size({"width": state.width, "height": 900})
    errors = told_errors(judging)
    state.reach(judging)

    assert faults(judging) + faults_of_colour(judging, state.shown) + errors == []


def test_the_pages_of_the_book(judging: Page, epub: Path, tmp_path: Path) -> None:
    with ZipFile(epub) as book:
        book.extractall(tmp_path)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.xhtml")}
    pages = found - {"nav.xhtml"} if FULL else found & {f"{name}.xhtml" for name in BOOK}

    def by_its_rules(page: Page) -> list[str]:
        return run_axe(page, runOnly=RULES[:-1])  # axe's own advice is on pages that stand alone

    assert len(pages) >= len(BOOK)
    judging.set_viewport_size({"width": 420, "height": 900})
    addresses = [(tmp_path / page).as_uri() for page in sorted(pages)]
    assert judge(judging, addresses, by_its_rules) == {}


def test_a_long_announcement_wraps(browser: Browser, specimen: str) -> None:
    with opened(browser, specimen, 320) as page:
        page.goto("index.html")

        banner = page.locator(".announcement")
        assert banner.evaluate("e => e.scrollWidth <= e.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_moves_for_a_reader_who_asks_for_less_motion(
    browser: Browser, specimen: str
) -> None:
    slow = "e => parseFloat(getComputedStyle(e).transitionDuration) > 0.001"
    with opened(browser, specimen, reduced_motion="no-preference") as page:
        page.goto("index.html")
        assert page.locator(".skip-to-content").evaluate(slow)

    with opened(browser, specimen, reduced_motion="reduce") as page:
        page.goto("index.html")

        assert not page.locator(".skip-to-content").evaluate(slow)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_forced_colours_keep_what_colour_said(browser: Browser, specimen: str) -> None:
    style = "(e, name) => getComputedStyle(e)[name]"
    with opened(browser, specimen, forced_colors="active") as page:
        page.goto("index.html")

        tabs = page.locator(".sd-tab-set > label")
        assert "underline" in tabs.nth(0).evaluate(style, "textDecorationLine")
        assert "underline" not in tabs.nth(1).evaluate(style, "textDecorationLine")
        for box in (".highlight pre", ".admonition", ".sd-badge"):
            assert page.locator(box).first.evaluate(style, "borderTopStyle") == "solid", box
        assert page.locator(".highlight .hll").first.evaluate(style, "outlineStyle") == "solid"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_print_has_every_tab_and_dropdown_and_no_controls(
    browser: Browser, specimen: str, scheme: str
) -> None:
    with opened(browser, specimen, color_scheme=scheme) as page:
        page.goto("index.html")
        text = words(page.pdf())

    for kept in (
        "Content of the first tab.",
        "Content of the second tab.",
        "Content of the closed dropdown.",
        "Content of the open dropdown.",
        "and-more",
    ):
        assert kept in text
    assert text.index("First tab Content") < text.index("Second tab Content")
    for left_out in ("Skip to content", "Back to top", "On this page", "moves house"):
        assert left_out.casefold() not in text.casefold()


def words(pdf: bytes) -> str:
    """Give a PDF's text with single spaces."""
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_without_scripts_nothing_is_missing(browser: Browser, specimen: str) -> None:
    with opened(browser, specimen, java_script_enabled=False) as page:
        page.goto("index.html")

        page.get_by_text("Second tab", exact=True).click()
        page.get_by_text("A closed dropdown").click()

        expect(page.get_by_text("Content of the second tab.")).to_be_visible()
        expect(page.get_by_text("Content of the closed dropdown.")).to_be_visible()
        assert page.locator(".theme-toggle:visible").count() == 0
