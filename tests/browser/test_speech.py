"""What a screen reader is told, in order: names, roles, states, and what is announced.

Each part of the site is held as a short file of its accessibility tree, as Playwright writes it;
a line "say:" is an announcement. After a change that is meant, `HANDBOOK_SPEECH=1` writes the
files anew, and the review sees what is spoken now.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import settle
from search_panel import answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SPOKEN = Path(__file__).with_name("speech")
LINES = 16  # which is enough of a page's own part
WIDTH = 72  # so that an editor may go on with a sentence
# A link's address is not spoken, and numbers change with the pages.
UNSPOKEN, NUMBER = re.compile(r"\n *- /url: .*"), re.compile(r"(?<!level=)\d+")
WRITE = bool(os.environ.get("HANDBOOK_SPEECH"))
# Notes each text that comes into a live region.
LISTEN = """
window.heard = [];
const told = new Map();
new MutationObserver(() => {
  for (const region of document.querySelectorAll("[role=status], [aria-live=polite]")) {
    const [before, text] = [told.get(region), region.textContent.trim()];
    // One that comes with its text, or is shown with it, stays silent.
    if (text && before !== undefined && before !== text) window.heard.push(text);
    told.set(region, region.checkVisibility() ? text : undefined);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


def nothing(page: Page) -> None:
    pass


def heard(page: Page, text: str) -> None:
    page.wait_for_function("text => window.heard.at(-1)?.includes(text)", arg=text)


def search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("ambassador")
    answered(page, "ambassador")
    page.keyboard.press("ArrowDown")
    heard(page, " for ambassador")


def sort(page: Page) -> None:
    page.get_by_label("Area").select_option(index=1)
    page.get_by_role("button", name="Review by").click()


def ask_for_keys(page: Page) -> None:
    page.keyboard.press("?")


def tick(page: Page) -> None:
    page.locator("article input.task-list-item-checkbox").first.check()


def switch(page: Page) -> None:
    page.locator(".sd-tab-set > input").first.focus()
    page.keyboard.press("ArrowRight")


def preview(page: Page) -> None:
    page.keyboard.press("Tab")
    page.locator("article a.reference.internal:has(.std-term)").first.focus()
    page.locator("#link-preview:popover-open").wait_for()


def scheme(page: Page) -> None:
    page.locator(".theme-toggle:visible").click()
    heard(page, "dark")


def copy(page: Page) -> None:
    page.locator("button.copybtn").first.click()
    heard(page, "Copied")


# What is done on a page, and the part of it whose tree is held: on the specimen, and on the site,
# whose words an organisation's own copy may change.
SPECIMEN: dict[str, tuple[Callable[[Page], None], str]] = {
    "menu": (nothing, "#site-menu"),
    "page": (nothing, "article"),
    "tabs": (switch, ".sd-tab-set"),
}
SITE: dict[str, tuple[str, Callable[[Page], None], str]] = {
    "search": ("robustness.html", search, "dialog"),
    "filters": ("records/index.html", sort, "form.register-filter"),
    "register": ("records/index.html", sort, "table.tradeoff-register"),
    "ticks": ("onboarding/checklist.html", tick, ".ticks"),
    "checklist": ("onboarding/checklist.html", tick, "article ul.contains-task-list"),
    "preview": ("how-to/record-a-decision.html", preview, "#link-preview"),
    "keys": ("index.html", ask_for_keys, "dialog"),
    "scheme": ("index.html", scheme, ".content-icon-container"),
    "copying": ("templates/role-charter.html", copy, "div.highlight-markdown"),
}


def spoken(page: Page, address: str, act: Callable[[Page], None], part: str) -> list[str]:
    """Return the lines of a part's tree after an act, and what was announced."""
    page.add_init_script(LISTEN)
    page.goto(address)
    act(page)
    settle(page)
    tree = UNSPOKEN.sub("", page.locator(part).first.aria_snapshot())
    said = [f"say: {text}" for text in page.evaluate("window.heard")]
    return [_short(NUMBER.sub("9", line)) for line in (*tree.splitlines(), *said)]


def _short(line: str) -> str:
    """Leave out the words that reach beyond the width."""
    return line if len(line) <= WIDTH else line[: WIDTH + 1].rpartition(" ")[0]


def compare(name: str, lines: list[str]) -> None:
    """Compare with the file, or write it."""
    held = SPOKEN / f"{name}.yml"
    if WRITE:
        held.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == held.read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", SPECIMEN)
def test_a_component_is_spoken_as_reviewed(own_page: Page, specimen: str, name: str) -> None:
    act, part = SPECIMEN[name]

    compare(name, spoken(own_page, f"{specimen}/index.html", act, part))


@pytest.mark.upstream
@pytest.mark.parametrize("name", SITE)
def test_a_page_is_spoken_as_reviewed(own_page: Page, name: str) -> None:
    path, act, part = SITE[name]

    lines = spoken(own_page, f"/{path}", act, part)

    said = [line for line in lines if line.startswith("say: ")]
    compare(name, [*lines[: -len(said) or None][:LINES], *said])
