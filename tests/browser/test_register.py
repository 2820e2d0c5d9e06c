"""The register in a browser: filter and sort, by mouse and keyboard, kept in the address.

The pages are opened as files, as a reader without a server would.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from chromium import opened
from playwright.sync_api import expect
from repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LATE = "**/bundle.*.js"  # the scripts that run after the first paint
CONF = """\
extensions = ["myst_parser", "handbook.content.records"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
html_static_path = [{static!r}]
html_css_files = ["theme/blocks.css", "records/register.css"]
handbook_today = "2026-12-01"
"""
INDEX = """\
---
owner: Editors
reviewed: 2026-11-22
review-by: 2027-11-22
---

# Register

:::{tradeoff-register}
:::

```{toctree}
:hidden:
:glob:

TO-*
```
"""
RECORD = """\
---
tradeoff:
  id: TO-{number:04}
  title: Choice {number}
  status: {status}
  area: {area}
  owner: {owner}
  {decided}: 2026-01-01
  deciders: [All]
  review-by: {review_by}
  reversibility: {reversibility}
  options: [This, That]
  chosen: This
  gains: [Speed]
  costs: [Code]
  payers: [{{who: All, when: now}}]
  reopen-when: [It hurts]
---
# Choice {number}
## Context
Text.
## Options
Text.
## Why
Text.
"""
# From the choice to the next picture on the screen.
CHOOSE = """async () => {
  const select = document.querySelector("select[name=owner]");
  select.value = "Reports";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
# A fifth are proposals; owners, areas and days differ with other rhythms.
OWNERS, AREAS = ("Platform", "Reports", "Events"), ("role", "robustness")
REVERSIBILITY = ("easy", "costly", "one-way", "easy")


def record(number: int) -> str:
    proposed = number % 5 == 0
    return RECORD.format(
        number=number,
        status="proposed" if proposed else "accepted",
        decided="reviewed" if proposed else "decided",
        owner=OWNERS[number % 3],
        area=AREAS[number % 2],
        reversibility=REVERSIBILITY[number % 4],
        review_by=f"2026-{11 + number % 2}-{1 + number % 28:02}",
    )


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a register of twelve records."""
    folder = tmp_path_factory.mktemp("register")
    pages = {f"TO-{n:04}-c.md": record(n) for n in range(1, 13)}
    conf = CONF.format(static=str(ROOT / "docs" / "_static"))
    for name, text in {"index.md": INDEX, "conf.py": conf, **pages}.items():
        (folder / name).write_text(text, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-qnW", folder, folder / "html"]
    subprocess.run(command, check=True)
    return folder / "html" / "index.html"


@pytest.fixture
def address(register: Path) -> str:
    return register.as_uri()


def shown(tab: Page) -> list[str]:
    cells = tab.locator("tbody th.tradeoff-record:visible").all_inner_texts()
    return [cell.partition(":")[0] for cell in cells]


def expect_count(tab: Page, text: str) -> None:
    expect(tab.get_by_role("status")).to_have_text(text)


def test_all_records_show_at_first(tab: Page, address: str) -> None:
    tab.goto(address)

    expect_count(tab, "12 of 12 records shown")
    assert shown(tab)[:3] == ["TO-0005", "TO-0010", "TO-0001"]


def test_filters_add_up_and_are_counted_aloud(tab: Page, address: str) -> None:
    tab.goto(address)

    tab.get_by_label("Owner").select_option("Reports")
    tab.get_by_label("Area").select_option("robustness")

    expect_count(tab, "2 of 12 records shown")
    assert shown(tab) == ["TO-0001", "TO-0007"]


def test_overdue_records_can_be_picked(tab: Page, address: str) -> None:
    tab.goto(address)

    tab.get_by_label("Overdue only").check()

    expect_count(tab, "6 of 12 records shown")
    assert shown(tab) == ["TO-0010", "TO-0002", "TO-0004", "TO-0006", "TO-0008", "TO-0012"]


def test_a_column_sorts_up_then_down_then_back(tab: Page, address: str) -> None:
    tab.goto(address)
    before = shown(tab)
    heading = tab.get_by_role("columnheader", name="Review by")

    for order, first in {"ascending": "TO-0002", "descending": "TO-0011"}.items():
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", order)
        assert shown(tab)[0] == first
    heading.get_by_role("button").click()

    expect(heading).not_to_have_attribute("aria-sort", re.compile(""))
    assert shown(tab) == before


@pytest.mark.parametrize("clicks", [1, 2])
def test_a_record_without_a_value_comes_last_either_way(
    tab: Page, register: Path, clicks: int
) -> None:
    page = register.with_name("without.html")
    page.write_text(register.read_text("utf-8").replace("<p>2026-12-04</p>", ""), "utf-8")
    tab.goto(page.as_uri())

    tab.get_by_role("button", name="Review by").click(click_count=clicks)

    tab.locator(f"th[aria-sort={'descending' if clicks == 2 else 'ascending'}]").wait_for()
    assert shown(tab)[-1] == "TO-0003"


def test_the_keyboard_alone_filters_and_sorts(tab: Page, address: str) -> None:
    tab.goto(address)

    tab.get_by_label("Status").focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_label("Status")).to_have_value("proposed")
    tab.get_by_role("button", name="Area").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Space")

    tab.locator("th[aria-sort=descending]", has_text="Area").wait_for()
    assert shown(tab) == ["TO-0010", "TO-0005"]


def test_the_choice_stays_in_the_address(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.get_by_label("Status").select_option("proposed")
    tab.get_by_role("button", name="Record").click()
    tab.get_by_role("button", name="Record").click()

    expect(tab).to_have_url(f"{address}?status=proposed&sort=-record")
    tab.goto("about:blank")
    tab.goto(f"{address}?status=proposed&sort=-record")

    expect_count(tab, "2 of 12 records shown, sorted by Record, descending")
    assert shown(tab) == ["TO-0010", "TO-0005"]
    expect(tab.get_by_label("Status")).to_have_value("proposed")


@pytest.mark.parametrize("query", ["?status=none&sort=nothing", "?owner=%00<b>&overdue=yes"])
def test_an_address_that_names_nothing_shows_all(tab: Page, address: str, query: str) -> None:
    tab.goto(address + query)

    expect_count(tab, "12 of 12 records shown")


def test_show_all_undoes_every_choice(tab: Page, address: str) -> None:
    tab.goto(f"{address}?status=proposed&overdue=1&sort=-record#")

    tab.get_by_role("button", name="Show all").click()

    expect(tab).not_to_have_url(re.compile(r"\?"))
    assert shown(tab)[:3] == ["TO-0005", "TO-0010", "TO-0001"]
    expect(tab.get_by_label("Status")).to_have_value("")
    expect(tab.get_by_label("Overdue only")).not_to_be_checked()


def test_without_scripts_the_table_is_complete_and_has_no_dead_control(
    browser: Browser, address: str
) -> None:
    with opened(browser, "", java_script_enabled=False) as tab:
        tab.goto(address)

        assert len(shown(tab)) == 12
        assert tab.locator(".register-filter, .tradeoff-register button").count() == 0


def test_every_control_is_large_enough_and_shows_its_focus(tab: Page, address: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto(address)

    controls = tab.locator(
        ".register-filter select, .register-filter button, .register-filter input,"
        " .tradeoff-register th button"
    )
    for control in controls.all():
        control.focus()
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        assert control.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    assert controls.count() == 12


def test_a_thousand_records_stay_usable(tab: Page, register: Path) -> None:
    html = register.read_text("utf-8")
    page = register.with_name("long.html")
    start, end = html.index("<tbody>") + len("<tbody>"), html.index("</tbody>")
    page.write_text(html[:start] + html[start:end] * 84 + html[end:], encoding="utf-8")
    tab.goto(page.as_uri())
    browser = tab.context.new_cdp_session(tab)
    browser.send("Performance.enable")

    tab.evaluate(CHOOSE)

    expect_count(tab, "336 of 1008 records shown")
    assert page.stat().st_size < 700_000
    # What makes a long table slow is to lay it out once for each row; time depends on the machine.
    metrics = browser.send("Performance.getMetrics")["metrics"]
    layouts = next(metric["value"] for metric in metrics if metric["name"] == "LayoutCount")
    assert 0 < layouts <= 5


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_filter_comes(browser: Browser, served: str, width: int) -> None:
    tops = []
    for script_runs in (False, True):
        with opened(browser, served, width) as page:
            if not script_runs:
                page.route(LATE, lambda route: route.abort())

            page.goto("records/index.html")

            assert page.locator(".register-filter").count() == script_runs
            tops.append(page.locator(".table-wrapper.tradeoff-register").bounding_box()["y"])

    assert tops[0] == pytest.approx(tops[1], abs=2)
