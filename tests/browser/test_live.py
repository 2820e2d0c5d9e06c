"""The live preview keeps the reader's place, and shows what is wrong in the browser."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser

CONF = f"""\
extensions = ["myst_parser", "handbook.build.incremental", "handbook.keep.preview.live"]
html_theme = "furo"
html_static_path = [{str(ROOT / "docs" / "_static")!r}]
"""
LONG = "# Home\n\n" + "".join(f"Paragraph {n}.\n\n" for n in range(200))


@pytest.fixture
def preview(tmp_path: Path) -> Generator[tuple[str, Path]]:
    """Return the address of a live preview, and the page that it shows."""
    page = tmp_path / "docs" / "index.md"
    page.parent.mkdir()
    page.write_text(LONG, "utf-8")
    (tmp_path / "conf.py").write_text(CONF, "utf-8")
    (tmp_path / "handbook.toml").write_text("", "utf-8")
    server = subprocess.Popen(
        [sys.executable, "-m", "handbook.keep.preview", tmp_path / "out", "--no-browser"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    address = re.search(r"http://\S+", server.stdout.readline())  # said once the pages are there
    assert address
    yield f"{address[0]}index.html", page
    server.terminate()
    server.wait()


def test_a_fault_shows_in_the_browser_until_it_is_mended_and_the_place_is_kept(
    browser: Browser, preview: tuple[str, Path]
) -> None:
    address, source = preview
    tab = browser.new_page()
    tab.goto(address)
    assert tab.locator(".live-faults").count() == 0
    tab.evaluate("scrollTo({top: 1500, behavior: 'instant'})")

    source.write_text(f"{LONG}[a page that is gone](gone.md)\n", "utf-8")
    tab.wait_for_selector(".live-faults")

    expect(tab.locator(".live-faults summary")).to_have_text("1 fault in the build")
    expect(tab.locator(".live-faults li code")).to_contain_text("index.md:403")
    expect(tab.locator(".live-faults li")).to_contain_text("gone.md")
    assert tab.evaluate("Math.round(scrollY)") == 1500
    source.write_text(f"{LONG}Mended.\n", "utf-8")
    tab.wait_for_selector("text=Mended.")
    # The page itself is shown first; that its fault is gone, with the build that follows.
    tab.wait_for_selector(".live-faults", state="detached")
    tab.close()


def test_a_mistake_in_the_settings_shows_too(browser: Browser, preview: tuple[str, Path]) -> None:
    address, source = preview
    tab = browser.new_page()
    tab.goto(address)

    (source.parents[1] / "handbook.toml").write_text('[handbook]\npaper = "a3"\n', "utf-8")
    source.write_text(f"{LONG}Changed.\n", "utf-8")
    tab.wait_for_selector(".live-faults")

    fault = tab.locator(".live-faults li")
    expect(fault).to_contain_text("handbook.toml:2: handbook.paper is 'a3'")
    tab.close()
