# ruff: noqa: T201  (a command for a terminal)
"""How long the live preview takes from a saved page to a served one.

``.venv/bin/python tests/bench/live.py --sizes 0 1000``; 0 pages stand for this handbook itself.

Each row of saves is shown as least, middle and most. "at rest": nothing else is built. "in a row":
the build that follows the save before still runs, which holds the new one up. "all done": until
the build that follows is done as well. CPU seconds are of the preview's processes, until the page
is served; a clock measures what else the machine does too, so see the load beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

import builds
import generator

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSIONS = (*builds.STOCK, *builds.SPEED, "handbook.keep.preview.live")
PATIENCE = 300  # seconds
PAUSE = 0.5  # seconds, for what is done after a build, and for events of files
TICKS = os.sysconf("SC_CLK_TCK")
COLUMNS = ("Pages", "Served, at rest, s", "… CPU s", "… in a row, s", "All done, s", "Load")


@dataclass
class Previewed:
    """A preview at work.

    :ivar sources: the folder whose pages are saved.
    :ivar record: there once all that followed a save is built.
    """

    sources: Path
    record: Path
    address: str
    pid: int
    number: int = field(default=0)

    def save(self, page: str) -> float:
        """Add a sentence to a page, and give the seconds until the page is served with it."""
        self.number += 1
        mark, path = f"Sentence number {self.number}.", self.sources / f"{page}.md"
        text = path.read_text(encoding="utf-8")
        started = time.monotonic()
        path.write_text(f"{text}\n{mark}\n", encoding="utf-8")
        while mark not in self._get(f"{page}.html"):
            if time.monotonic() > started + PATIENCE:
                raise SystemExit(f"{page} was saved and never served")
            time.sleep(0.01)
        return time.monotonic() - started

    def rest(self) -> None:
        """Wait until all is built."""
        started = time.monotonic()
        while not self.record.exists():
            if time.monotonic() > started + PATIENCE:
                raise SystemExit("the preview never finished: does `make html` warn or fail?")
            time.sleep(0.01)
        time.sleep(PAUSE)

    def cpu(self) -> float:
        """Give the CPU seconds of all processes of the preview that still run."""
        return sum(_cpu(stat, self.pid) for stat in Path("/proc").glob("[0-9]*/stat"))

    def _get(self, name: str) -> str:
        with urllib.request.urlopen(f"{self.address}{name}", timeout=PATIENCE) as answer:  # noqa: S310  (our own server)
            return str(answer.read().decode())


def _cpu(stat: Path, session: int) -> float:
    try:
        fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0
    return (int(fields[11]) + int(fields[12])) / TICKS if int(fields[3]) == session else 0


def handbook(folder: Path) -> list[str]:
    """Copy this handbook, and name pages to save."""
    shutil.copytree(builds.ROOT / "docs", folder / "docs")
    for name in ("conf.py", "handbook.toml", "requirements.txt"):
        shutil.copy(builds.ROOT / name, folder)
    return [f"how-to/{path.stem}" for path in sorted((folder / "docs" / "how-to").glob("*.md"))]


def generated(folder: Path, pages: int) -> list[str]:
    """Write a handbook, and name pages to save."""
    conf = builds.sphinx("live", EXTENSIONS, 'myst_ref_domains = ["std"]\n').files["conf.py"]
    static = str(builds.ROOT / "docs" / "_static")
    (folder / "conf.py").write_text(f"{conf}html_static_path = [{static!r}]\n", encoding="utf-8")
    (folder / "handbook.toml").write_text("", encoding="utf-8")
    return [page for page in generator.write(folder / "docs", pages) if "/page-" in page]


@contextmanager
def preview(folder: Path) -> Iterator[Previewed]:
    """Serve the handbook in a folder."""
    path = str(builds.ROOT / "docs" / "_ext")
    with subprocess.Popen(
        [sys.executable, "-m", "handbook.keep.preview", str(folder / "live"), "--no-browser"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        said = process.stdout.readline().split()
        if not said:
            raise SystemExit("the preview did not start; what it said stands above")
        address = said[-1]
        record = folder / "live-doctrees" / "handbook-build.json"
        try:
            yield Previewed(folder / "docs", record, address, process.pid)
        finally:
            process.send_signal(signal.SIGINT)


def measure(pages: int, saves: int) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        named = generated(folder, pages) if pages else handbook(folder)
        chosen = [named[at * len(named) // saves] for at in range(saves)]
        with preview(folder) as live:
            live.rest()
            at_rest, cpu, done, in_a_row = [], [], [], []
            for page in chosen:
                before, started = live.cpu(), time.monotonic()
                at_rest.append(live.save(page))
                cpu.append(live.cpu() - before)
                live.rest()
                done.append(time.monotonic() - started - PAUSE)
            for page in chosen:
                live.save(page)
                in_a_row.append(live.save(page))
                live.rest()
    count = f"{pages}" if pages else "this handbook"
    figures = (_spread(row) for row in (at_rest, cpu, in_a_row, done))
    return f"| {count} | {' | '.join(figures)} | {os.getloadavg()[0]:.1f} |"


def _spread(row: list[float]) -> str:
    return " · ".join(f"{value:.2f}" for value in (min(row), median(row), max(row)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 1000])
    parser.add_argument("--saves", type=int, default=5)
    options = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{'--:|' * len(COLUMNS)}")
    for pages in options.sizes:
        print(measure(pages, options.saves), flush=True)


if __name__ == "__main__":
    main()
