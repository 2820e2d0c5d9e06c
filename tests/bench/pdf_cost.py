"""What the PDF costs, against Sphinx's HTML build of the same pages; and how cost grows.

The handbook is built as HTML and as PDF in turns; then books made of its own chapters, some hundred
pages long. Each build starts from nothing, in a process of its own, and the PDF's has all modules.

Run it with the handbook's Python: ``.venv/bin/python tests/bench/pdf_cost.py``.
It prints a Markdown table. Figures are CPU seconds of the build's process; the ratio is taken
within a round, so that a busy machine slows both. The peak is the process's resident memory, with
its shared libraries. The handbook's HTML is that of Sphinx and Furo as they come, then the site as
published, which our modules make faster; the synthetic books' has Sphinx's theme "basic", and is
the lower bound.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support")]

import stock_furo  # noqa: E402 (the path above comes first)

DOCS = ROOT / "docs"
TIMEOUT = 300  # seconds for one build
CHAPTERS = ("role-overview", "architecture", "robustness", "representation", "tradeoffs")
PAGES_PER_COPY = 30  # about, for the five chapters
CONF = f"""\
import sys
sys.path.insert(0, {str(ROOT / "docs" / "_ext")!r})
project = "Synthetic book"
extensions = ["myst_parser", "sphinx_design", "handbook.content.figures", "handbook.paper.pdf"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "tasklist"]
exclude_patterns = ["_*"]
html_baseurl = "https://handbook.example.org/"
html_theme = "basic"
numfig = True
suppress_warnings = ["ref", "myst", "docutils", "toc", "app"]
"""
# Reports CPU seconds and peak memory (KiB on Linux) of the build that it runs.
CHILD = """\
import resource, sys
from sphinx.cmd.build import main
code = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print("COST", used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""


@dataclass(frozen=True)
class Cost:
    """What one build took: CPU seconds, and mebibytes at its peak."""

    seconds: float
    peak: float


def build(builder: str, source: Path, out: Path, *options: str) -> Cost:
    """Build from nothing.

    :raises SystemExit: when the build fails: its figure would mean nothing.
    """
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-c", CHILD, "-q", "-E", "-b", builder, *options]
    result = subprocess.run(
        [*command, str(source), str(out)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1796000000"},
    )
    told = [line.split() for line in result.stdout.splitlines() if line.startswith("COST ")]
    if result.returncode or not told:
        raise SystemExit(f"the {builder} build of {source} failed:\n{result.stderr[-2000:]}")
    return Cost(float(told[-1][1]), float(told[-1][2]) / 1024)


def write_book(folder: Path, copies: int) -> None:
    """Write a book of the five chapters, ``copies`` times over."""
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    shutil.copytree(DOCS / "_figures", folder / "_figures")
    names = []
    for number in range(1, copies + 1):
        for chapter in CHAPTERS:
            text = (DOCS / f"{chapter}.md").read_text(encoding="utf-8")
            names.append(f"{chapter}-{number}")
            (folder / f"{names[-1]}.md").write_text(text, encoding="utf-8")
    toctree = "\n".join(names)
    index = f"# Synthetic book\n\n```{{toctree}}\n{toctree}\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")


def sheets(folder: Path) -> int:
    """Count the pages of the longest PDF in a folder."""
    counts = []
    for path in folder.glob("*.pdf"):
        with pypdfium2.PdfDocument(path) as document:
            counts.append(len(document))
    return max(counts)


def spread(values: list[float]) -> str:
    """Show minimum, median and maximum."""
    shown = (min(values), statistics.median(values), max(values))
    return " / ".join(f"{value:.2f}" for value in shown)


def compare(
    name: str, source: Path, work: Path, rounds: int, html: dict[str, list[str]], pdf: list[str]
) -> list[str]:
    """Build a project as PDF and as each HTML ``rounds`` times, and give a row for each HTML.

    :param html: options of each HTML build, by its name.
    :param pdf: options of the PDF's.
    """
    costs: dict[str, list[Cost]] = {kind: [] for kind in (*html, "pdf")}
    for number in range(rounds):
        sys.stderr.write(f"{name}: round {number + 1} of {rounds}\n")
        for kind, options in html.items():
            costs[kind].append(build("html", source, work / "html", *options))
        costs["pdf"].append(build("typstpdf", source, work / "pdf", *pdf))
    pages, seconds = sheets(work / "pdf"), [cost.seconds for cost in costs["pdf"]]
    rows = []
    for kind in html:
        beside = [cost.seconds for cost in costs[kind]]
        cells = [
            name,
            str(pages),
            kind,
            spread(beside),
            spread(seconds),
            spread([own / other for own, other in zip(seconds, beside, strict=True)]),
            f"{max(cost.peak for cost in costs['pdf']):.0f}",
            f"{1000 * statistics.median(seconds) / pages:.0f}",
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--pages", type=int, nargs="*", default=[100, 300], help="about, of the synthetic books"
    )
    arguments = parser.parse_args()
    heads = ["Book", "Pages", "HTML", "HTML, CPU s", "PDF, CPU s", "PDF / HTML", "Peak, MiB"]
    heads.append("ms a page")
    rows = [f"| {' | '.join(heads)} |", f"|---|--:|---|{'--:|' * (len(heads) - 3)}"]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        stock_furo.write_conf(work / "stock")
        own = ["-c", str(ROOT)]
        html = {"Sphinx and Furo": ["-c", str(work / "stock")], "the site": own}
        rows += compare("Handbook", DOCS, work / "own", arguments.rounds, html, own)
        for pages in arguments.pages:
            source = work / f"source-{pages}"
            write_book(source, max(1, round(pages / PAGES_PER_COPY)))
            name, plain = f"Synthetic, {pages}", {'theme "basic"': list[str]()}
            rows += compare(name, source, work / str(pages), 1, plain, [])
    sys.stdout.write("Minimum / median / maximum.\n\n" + "\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
