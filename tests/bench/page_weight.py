"""Weigh the site's pages against stock Furo: ``python tests/bench/page_weight.py``.

Builds the same pages a second time with Furo as it comes: its templates, its menu, its scripts and
Sphinx's own search. Prints, for the page with the most words, the heaviest one and the one with the
most files, what a first visit loads: bytes as gzip sends them, and requests as Chromium makes them
before anybody scrolls.

Needs a built site (``make``) and Chromium. Takes about a minute.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support")]

import chromium  # noqa: E402 (the path above comes first)
import stock_furo  # noqa: E402
from page_parts import Parts, pages_of, parts_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, and keeps requests out of the report."""

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path) -> Generator[str]:
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def build_stock(folder: Path) -> Path:
    stock_furo.write_conf(folder)
    out = folder / "html"
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-Q", "-c", folder, "-d", folder / "d", "docs", out],
        cwd=ROOT,
        check=True,
    )
    return out


def requests_of(browser: Browser, address: str) -> int:
    """Count what a browser asks for until a page has loaded, at 1440 by 900 pixels."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    context.close()
    return len([url for url in asked if not url.startswith("data:")])


def rows(site: Path, names: list[str], browser: Browser) -> list[tuple[str, Parts, int]]:
    with serve(site) as address:
        return [
            (name, parts_of(site, name), requests_of(browser, f"{address}/{name}"))
            for name in names
        ]


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    from playwright.sync_api import sync_playwright

    ours = ROOT / "_build" / "html"
    weighed = {name: parts_of(ours, name) for name in pages_of(ours)}
    most = [
        max(weighed, key=lambda name: getattr(weighed[name], what))
        for what in ("words", "html", "requests")
    ]
    names = list(dict.fromkeys(most))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stock = build_stock(Path(folder))
        browser = chromium.launch(playwright)
        lines = [
            "| Page | Words | Site | HTML, kB | CSS and JS, kB | Fonts, kB | Requests |",
            "|---|---:|---|---:|---:|---:|---:|",
        ]
        for kind, site in (("ours", ours), ("stock Furo", stock)):
            for name, page, requests in rows(site, names, browser):
                weights = (page.html, page.code, page.fonts)
                sizes = " | ".join(f"{weight / 1000:.1f}" for weight in weights)
                lines.append(f"| `{name}` | {page.words} | {kind} | {sizes} | {requests} |")
        browser.close()
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
