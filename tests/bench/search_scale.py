"""Measure search by the size of the site: ``python tests/bench/search_scale.py [SIZE …]``.

Into the index of a site of one page goes what synthetic pages say; measured are the seconds and
the size of the index, and the bytes, files and milliseconds of a reader's first query and of later
ones, compressed as any server does.
Trust the ratios more than the milliseconds: the machine may be shared.
"""

# ruff: noqa: T201, S311, E402 (a report is printed, nothing here is secret, the path comes first)
from __future__ import annotations

import argparse
import functools
import gzip
import http.server
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
from search_quality import QuietServer

from handbook.site.search import index
from handbook.site.search.page import PageText, Section
from handbook.site.search.questions import Question

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORDS = 300  # on a page
QUESTIONS = 28  # of readers, for each page; as many as this handbook has
VOCABULARY = 12_000
COLD, WARM = 8, 24  # queries of each sort
PARTS = ["ba", "ker", "lo", "min", "ta", "vel", "su", "den", "ri", "pol", "ne", "gar", "ti", "os"]
KINDS = {"chapter": "Chapter", "how-to": "How-to", "records": "Record"}
CONF = """\
import sys
sys.path.insert(0, {ext!r})
project = "Synthetic"
extensions = ["myst_parser", "handbook.site.search"]
html_theme = "furo"
templates_path = [{templates!r}]
html_static_path = [{static!r}]
html_sidebars = {{"**": ["sidebar/search.html"]}}
"""


class Zipped(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, as any production server does."""

    cache: dict[str, bytes] = {}  # noqa: RUF012 (shared on purpose)
    sent: list[int] = []  # noqa: RUF012 (bytes of each body)

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
        Zipped.sent.append(len(self.cache[path]))
        return None

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        outputfile.write(data)
        Zipped.sent.append(len(data))

    def log_message(self, *_: object) -> None:
        """Keep requests out of the report."""


@dataclass
class Cost:
    """What queries cost a reader: bytes and files sent, and milliseconds until a result."""

    bytes: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        ordered = sorted(self.milliseconds)
        late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        kilobytes = statistics.median(self.bytes) / 1000
        files = statistics.median(self.files)
        times = f"{statistics.median(ordered):.0f} / {late:.0f} ms"
        return f"{kilobytes:.0f} kB in {files:.0f} files, {times}"


def vocabulary(rng: random.Random) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(rng.choices(PARTS, k=rng.choice((2, 3, 3, 4))))] = None
    return list(words)


def synthetic(size: int, words: list[str], rng: random.Random) -> index.Source:
    """Give pages of random words, spread as those of a language are, and questions for each."""
    weights = [1 / (rank + 5) for rank in range(len(words))]
    pages, asked = [], []
    for number in range(size):
        kind = list(KINDS)[number % len(KINDS)]
        name = f"{kind}/page-{number}"
        text = rng.choices(words, weights, k=WORDS)
        title = " ".join(rng.choices(words, k=3))
        parts = [Section("", title, 1, "")]
        for at in range(0, WORDS, WORDS // 3):
            body = f"{' '.join(text[at : at + WORDS // 3])}."
            parts.append(Section(f"part-{at}", " ".join(rng.choices(words, k=3)), 2, body))
        pages.append(PageText(name, f"{name}.html", title, kind, "", "", "", "", parts))
        for _ in range(QUESTIONS):
            asks = f"{' '.join(rng.choices(words, weights, k=7))}?"
            asked.append(Question("a reader", asks, name, "", 1))
    return index.Source(pages, [], asked, KINDS, guide="")


def build(work: Path) -> Path:
    """Build a site of one page."""
    docs = ROOT / "docs"
    source, site = work / "source", work / "site"
    # Only the templates of search: the others belong to the handbook's own pages.
    for name in ("search.html", "sidebar/search.html"):
        (work / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(docs / "_templates" / name, work / "templates" / name)
    source.mkdir()
    (source / "index.md").write_text("# Start\n\nSynthetic pages.\n", encoding="utf-8")
    conf = CONF.format(
        ext=str(docs / "_ext"), templates=str(work / "templates"), static=str(docs / "_static")
    )
    (source / "conf.py").write_text(conf, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-d", work / "trees", source, site]
    subprocess.run(command, check=True)
    return site


def ask(page: Page, query: str) -> None:
    if page.evaluate("() => !document.querySelector('dialog')"):
        page.keyboard.press("/")
        page.locator("dialog input").wait_for()
    page.locator("dialog input").fill(query)
    page.wait_for_function(
        "words => document.querySelector('#search-options')?.dataset.answers === words", arg=query
    )


def measure(browser: Browser, base: str, queries: list[str]) -> tuple[Cost, Cost]:
    """Give the cost of a first query, each in a new browser, and of those that follow one."""
    cold, warm = Cost(), Cost()
    page = None
    for at, query in enumerate(queries[: COLD + WARM]):
        if at < COLD or page is None:
            page = browser.new_context().new_page()
            page.goto(f"{base}index.html", wait_until="networkidle")
        Zipped.sent.clear()
        started = time.monotonic()
        ask(page, query)
        cost = cold if at < COLD else warm
        cost.milliseconds.append(1000 * (time.monotonic() - started))
        page.wait_for_timeout(150)
        cost.bytes.append(sum(Zipped.sent))
        cost.files.append(len(Zipped.sent))
    return cold, warm


def report(size: int, browser: Browser) -> str:
    rng = random.Random(size)
    words = vocabulary(random.Random(1))
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder))
        source = synthetic(size, words, rng)
        started = time.process_time()
        index.build(source, site)
        seconds = time.process_time() - started
        queries = [" ".join(rng.sample(words[:3000], k=1 + at % 3)) for at in range(COLD + WARM)]
        handler = functools.partial(Zipped, directory=site)
        with QuietServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            first, later = measure(browser, f"http://127.0.0.1:{server.server_port}/", queries)
            server.shutdown()
        Zipped.cache.clear()
        files = [path for path in (site / index.FOLDER).rglob("*") if path.is_file()]
        disk = sum(path.stat().st_size for path in files) / 1e6
    return f"| {size} | {seconds:.1f} s | {disk:.1f} MB in {len(files)} files | {first} | {later} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 5000])
    sizes = parser.parse_args().sizes
    print("| Pages | Index, CPU | On disk | First query | Later query |\n|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for size in sizes:
            print(report(size, browser), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
