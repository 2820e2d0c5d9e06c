"""The live preview keeps the reader's place, and shows what is wrong in the browser."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
CONF = f"""\
extensions = ["myst_parser", "handbook.live"]
html_theme = "furo"
html_static_path = [{str(ROOT / "docs" / "_static")!r}]
"""
LONG = "# Home\n\n" + "".join(f"Paragraph {n}.\n\n" for n in range(200))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def preview(tmp_path: Path) -> Generator[tuple[str, Path]]:
    """Return the address of a live preview, and the page that it shows."""
    source, out, port = tmp_path / "docs", tmp_path / "out", free_port()
    source.mkdir()
    (source / "conf.py").write_text(CONF, "utf-8")
    page = source / "index.md"
    page.write_text(LONG, "utf-8")
    before = shlex.join([sys.executable, "-m", "handbook.live", str(out)])
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "sphinx_autobuild", "-q", "-n", "-t", "live"),
            *("--port", str(port), "--pre-build", before, source, out),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60  # seconds, for a busy machine
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.2)
    yield f"http://127.0.0.1:{port}/index.html", page
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
    tab.wait_for_selector(".live-faults", timeout=60_000)

    assert tab.locator(".live-faults summary").inner_text() == "1 fault in the build"
    assert "index.md:403" in tab.locator(".live-faults li code").inner_text()
    assert "gone.md" in tab.locator(".live-faults li").inner_text()
    assert tab.evaluate("Math.round(scrollY)") == 1500
    source.write_text(f"{LONG}Mended.\n", "utf-8")
    tab.wait_for_selector("text=Mended.", timeout=60_000)
    assert tab.locator(".live-faults").count() == 0
    tab.close()


def test_a_mistake_in_the_settings_shows_too(browser: Browser, preview: tuple[str, Path]) -> None:
    address, source = preview
    tab = browser.new_page()
    tab.goto(address)

    (source.parents[1] / "handbook.toml").write_text('[handbook]\npaper = "a3"\n', "utf-8")
    source.write_text(f"{LONG}Changed.\n", "utf-8")
    tab.wait_for_selector(".live-faults", timeout=60_000)

    assert "handbook.toml:2: handbook.paper is 'a3'" in tab.locator(".live-faults li").inner_text()
    tab.close()
