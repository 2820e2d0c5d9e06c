"""Measure search by the size of the site: ``python tests/bench/search_scale.py [SIZE …]``.

Synthetic pages are built into a site; measured are the seconds and the size of the index, and the
bytes and milliseconds of a reader's first query and of later ones, beside Sphinx's stock search
over the same pages.
Trust the ratios more than the milliseconds: the machine may be shared.
"""

# ruff: noqa: T201, S311, E402 (a report is printed, nothing here is secret, the path comes first)
from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "bench"), str(ROOT / "tests" / "support")]
sys.path[:0] = [str(ROOT / "docs" / "_ext")]

import chromium
from search_quality import STOCK, STOCK_SCRIPTS, QuietServer

from handbook.site.search import index, questions
from handbook.site.search.page import PageText

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

WORDS = 300  # on a page
QUESTIONS = 9  # of readers, for each page; as many as this handbook has
VOCABULARY = 12_000
COLD, WARM = 8, 24  # queries of each sort
CONF = """\
import sys
sys.path.insert(0, {ext!r})
project = "Synthetic"
extensions = ["myst_parser", "handbook.site.search"]
html_theme = "furo"
templates_path = [{templates!r}]
html_static_path = [{static!r}]
html_sidebars = {{"**": ["sidebar/search.html"]}}
handbook_search_kinds = {{"": "Chapter", "how-to": "How-to", "records": "Record"}}
"""


class Zipped(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, as any production server does."""

    cache: dict[str, bytes] = {}  # noqa: RUF012 (shared on purpose)
    sent = 0  # bytes of all bodies

    def do_GET(self) -> None:
        path = self.translate_path(self.path)
        if not path.endswith((".js", ".css", ".html", ".json")) or not Path(path).is_file():
            return super().do_GET()
        if path not in self.cache:
            self.cache[path] = gzip.compress(Path(path).read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(self.cache[path])))
        self.end_headers()
        self.wfile.write(self.cache[path])
        Zipped.sent += len(self.cache[path])
        return None

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        outputfile.write(data)
        Zipped.sent += len(data)

    def log_message(self, *_: object) -> None:
        """Keep requests out of the report."""


@dataclass
class Cost:
    """What queries cost a reader: bytes that were sent, and milliseconds until a result."""

    bytes: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        ordered = sorted(self.milliseconds)
        late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        kilobytes = statistics.median(self.bytes) / 1000
        return f"{kilobytes:.0f} kB, {statistics.median(ordered):.0f} / {late:.0f} ms"


def vocabulary(rng: random.Random) -> list[str]:
    parts = [
        "ba",
        "ker",
        "lo",
        "min",
        "ta",
        "vel",
        "su",
        "den",
        "ri",
        "pol",
        "ne",
        "gar",
        "ti",
        "os",
    ]
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(rng.choices(parts, k=rng.choice((2, 3, 3, 4))))] = None
    return list(words)


def write_pages(folder: Path, size: int, words: list[str], rng: random.Random) -> None:
    weights = [1 / (rank + 5) for rank in range(len(words))]  # as words of a language are spread
    folders = ["", "how-to/", "records/"]
    asked: list[str] = []
    for number in range(size):
        name = f"{folders[number % 3]}page-{number}"
        text = rng.choices(words, weights, k=WORDS)
        cut = WORDS // 3
        body = "\n\n".join(
            f"## {' '.join(rng.choices(words, k=3))}\n\n{' '.join(text[at : at + cut])}."
            for at in range(0, WORDS, cut)
        )
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        title = " ".join(rng.choices(words, k=3))
        path.write_text(f"---\norphan: true\n---\n# {title}\n\n{body}\n", encoding="utf-8")
        asked += [f'"{name}" = [']
        for _ in range(QUESTIONS):
            asks = " ".join(rng.choices(words, weights, k=8))
            asked.append(f'  {{ from = "a reader", asks = "{asks} {len(asked)}?" }},')
        asked += ["]"]
    (folder / "_data").mkdir()
    (folder / "_data" / "questions.toml").write_text("\n".join(asked), encoding="utf-8")
    (folder / "index.md").write_text("# Start\n\nSynthetic pages.\n", encoding="utf-8")


def build(work: Path, size: int, words: list[str], rng: random.Random) -> tuple[Path, float]:
    """Build the site; give its folder and the seconds that the whole build took."""
    docs = ROOT / "docs"
    source, site = work / "source", work / "site"
    # Only the templates of search: the others belong to the handbook's own pages.
    for name in ("search.html", "sidebar/search.html"):
        (work / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(docs / "_templates" / name, work / "templates" / name)
    write_pages(source, size, words, rng)
    conf = CONF.format(
        ext=str(docs / "_ext"), templates=str(work / "templates"), static=str(docs / "_static")
    )
    (source / "conf.py").write_text(conf, encoding="utf-8")
    started = time.monotonic()
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-d", work / "trees", source, site]
    subprocess.run(command, check=True)
    return site, time.monotonic() - started


def index_again(work: Path, site: Path) -> float:
    """Give the seconds that the index alone takes."""
    kept = sorted((work / "trees" / "search" / "html" / "pages").rglob("*.json"))
    pages = [PageText.from_json(json.loads(path.read_text(encoding="utf-8"))) for path in kept]
    kinds = {"chapter": "Chapter", "how-to": "How-to", "records": "Record"}
    asked = questions.read(work / "source" / "_data" / "questions.toml")
    is_small = index.is_small(site / "searchindex.js")
    source = index.Source(pages, [], asked, kinds, "", "en", is_small)
    (site / index.TABLES / index.STAMP).unlink()
    started = time.monotonic()
    index.build(source, site, work / "again")
    return time.monotonic() - started


def ours(page: Page, base: str, query: str) -> None:
    if page.evaluate("() => !document.querySelector('dialog')"):
        page.keyboard.press("/")
        page.locator("dialog input").wait_for()
    page.locator("dialog input").fill(query)
    page.wait_for_function(
        "words => document.querySelector('#search-options')?.dataset.answers === words", arg=query
    )


def stock(page: Page, base: str, query: str) -> None:
    page.goto(f"{base}stock.html?q={query}")
    page.wait_for_function(
        "() => document.querySelector('#search-results li, .search-summary:not(:empty)')"
    )


def measure(
    browser: Browser, base: str, ask: Callable[[Page, str, str], None], queries: list[str]
) -> tuple[Cost, Cost]:
    """Give the cost of a first query, each in a new browser, and of those that follow one."""
    cold, warm = Cost(), Cost()
    scripts = "".join(f'<script src="_static/{name}.js"></script>' for name in STOCK_SCRIPTS)
    page = None
    for at, query in enumerate(queries[: COLD + WARM]):
        if at < COLD or page is None:
            page = browser.new_context().new_page()
            page.route(
                "**/stock.html*",
                lambda route: route.fulfill(
                    body=STOCK.format(scripts=scripts), content_type="text/html"
                ),
            )
            page.goto(f"{base}index.html", wait_until="networkidle")
        Zipped.sent = 0
        started = time.monotonic()
        ask(page, base, query)
        cost = cold if at < COLD else warm
        cost.milliseconds.append(1000 * (time.monotonic() - started))
        page.wait_for_timeout(150)
        cost.bytes.append(Zipped.sent)
    return cold, warm


def size_of(*paths: Path) -> float:
    """Give megabytes."""
    files = [file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def report(size: int, browser: Browser) -> str:
    rng = random.Random(size)
    words = vocabulary(random.Random(1))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        site, whole = build(work, size, words, rng)
        seconds = index_again(work, site)
        queries = [" ".join(rng.sample(words[:3000], k=1 + at % 3)) for at in range(COLD + WARM)]
        handler = functools.partial(Zipped, directory=site)
        with QuietServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            base = f"http://127.0.0.1:{server.server_port}/"
            mine = measure(browser, base, ours, queries)
            theirs = measure(browser, base, stock, queries)
            server.shutdown()
        Zipped.cache.clear()
        disk = size_of(site / index.ENGINE, site / index.TABLES), size_of(site / "searchindex.js")
    first = [statistics.median(costs[0].bytes) for costs in (mine, theirs)]
    return (
        f"| {size} | {seconds:.1f} of {whole:.0f} s | {disk[0]:.1f} / {disk[1]:.1f} MB"
        f" | {mine[0]} | {theirs[0]} | {mine[1]} | {theirs[1]} | {first[0] / first[1]:.2f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 5000])
    sizes = parser.parse_args().sizes
    print("| Pages | Index, of the build | On disk, ours / stock | First query | … stock", end="")
    print(" | Later query | … stock | First bytes, ratio |\n|---|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for size in sizes:
            print(report(size, browser), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
