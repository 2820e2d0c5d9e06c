# ruff: noqa: T201  (a command for a terminal)
"""What a build costs, ours against stock Sphinx with Furo, and against other tools.

``make bench`` runs it::

    make bench ARGS="--sizes 10 100 --rounds 3"

Runs come in rounds, one kind of build after the other, so that a busy machine slows all of them;
each round begins with another kind. CPU seconds are user and system, of whole processes with their
children; ratios are taken within a round, and shown as least, middle and most. A build that passes
the time left (``--minutes``) is ended, and shows as a dash; so does a kind whose smaller
handbooks took long.

It writes ``builds.md`` (tables), ``builds.svg`` (a plot) and ``builds.json`` to ``--output``.
``--publish`` puts tables and plot into ``docs/about/performance.md`` as well.
Other tools are run where ``--peers`` names the folder of their commands: ``mkdocs``, ``zensical``,
``jupyter-book``. That last one fetches its theme from its makers at each first build; without it,
it reads and resolves the pages, and writes them as data for a theme, but no page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import generator
import report

ROOT = Path(__file__).parents[2]
STOCK = ("myst_parser", "sphinx_design", "sphinx_copybutton")
# What makes our builds quick; search stands among it because one index takes the place of Sphinx's.
SPEED = (
    "handbook.site.navigation",
    "handbook.site.search",
    "handbook.site.bundle",
    "handbook.build.speedups",
    "handbook.build.incremental",
)
CONF = """\
import sys
sys.path.insert(0, {path!r})
project = "Bench"
language = "en-GB"
html_theme = "furo"
extensions = {extensions!r}
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline"]
html_copy_source = False
{more}
"""
PAGE = ROOT / "docs" / "about" / "performance.md"
# CPU seconds of a clean build after which a kind is not tried at three times the pages.
TOO_LONG = 40
MKDOCS = "site_name: Bench\ntheme:\n  name: material\n{more}plugins: [search]\n"
JUPYTER_BOOK = {
    "myst.yml": "version: 1\nproject:\n  title: Bench\nsite:\n  template: theme\n",
    "theme/template.yml": "jtex: v1\ntitle: None\n",
}
ZENSICAL = '[project]\nsite_name = "Bench"\n'


@dataclass(frozen=True)
class Kind:
    """A kind of build.

    :ivar files: what stands beside the pages' folder ``docs``, by name.
    :ivar command: how it is built; ``{folder}`` is where ``docs`` lies.
    """

    name: str
    files: dict[str, str]
    command: tuple[str, ...]
    myst: bool = True
    output: str = "out"


@dataclass(frozen=True)
class Run:
    """One measured build: seconds, and the most memory in MB."""

    kind: str
    pages: int
    task: str
    cpu: float
    wall: float
    memory: float
    page_kb: float
    round: int = 0


def sphinx(name: str, extensions: tuple[str, ...], more: str = "") -> Kind:
    conf = CONF.format(path=str(ROOT / "docs" / "_ext"), extensions=list(extensions), more=more)
    command = (sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-c", "{folder}")
    places = ("-d", "{folder}/doctrees", "{folder}/docs", "{folder}/out")
    return Kind(name, {"conf.py": conf}, (*command, *places))


def kinds(peers: Path | None) -> list[Kind]:
    # As in conf.py, whose other domain is that of records; search asks for files of its own. A
    # build that warns stops the measurement: the next one would begin from nothing.
    ours = (*STOCK, *SPEED)
    own = (
        'myst_ref_domains = ["std"]\nmyst_disable_syntax = ["wordcount"]\n'
        f"html_static_path = [{str(ROOT / 'docs' / '_static')!r}]\n"
    )
    found = [
        sphinx("ours", ours, own),
        sphinx("ours, pruned", ours, f'{own}handbook_navigation = "pruned"\n'),
        sphinx("stock", STOCK),
    ]
    if peers and (peers / "zensical").exists():
        command = (str(peers / "zensical"), "build")
        found.append(Kind("Zensical", {"zensical.toml": ZENSICAL}, command, False, "site"))
    if peers and (peers / "mkdocs").exists():
        command = (str(peers / "mkdocs"), "build", "-q")
        for name, more in (
            ("MkDocs Material", ""),
            ("MkDocs Material, pruned", "  features: [navigation.prune, navigation.indexes]\n"),
        ):
            file = {"mkdocs.yml": MKDOCS.format(more=more)}
            found.append(Kind(name, file, command, False, "site"))
    if peers and (peers / "jupyter-book").exists():
        command = (str(peers / "jupyter-book"), "build", "--site")
        found.append(Kind("Jupyter Book 2, no pages", JUPYTER_BOOK, command, output="_build"))
    return found


def prepare(kind: Kind, pages: int, folder: Path) -> list[str]:
    for name, text in kind.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return generator.write(folder / "docs", pages, myst=kind.myst)


def measure(kind: Kind, pages: int, task: str, folder: Path, end: float) -> Run:
    """Build once.

    :raises subprocess.TimeoutExpired: at ``end``, a time of the monotonic clock.
    """
    command = [part.format(folder=folder) for part in kind.command]
    start = time.monotonic()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=said, start_new_session=True
        ) as process,
    ):
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                break
            if time.monotonic() > end:
                os.killpg(process.pid, 9)
                os.wait4(process.pid, 0)
                process.returncode = -9
                raise subprocess.TimeoutExpired(command, end - start)
            time.sleep(0.02)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{kind.name} failed:\n{said.read().decode()[-2000:]}")
    made = sorted((folder / kind.output).rglob("page-*.html")) or sorted(
        (folder / kind.output).rglob("*/index.html")
    )
    weight = sum(page.stat().st_size for page in made) / max(1, len(made)) / 1000
    wall = time.monotonic() - start
    return Run(
        kind.name,
        pages,
        task,
        round(usage.ru_utime + usage.ru_stime, 2),
        round(wall, 1),
        round(usage.ru_maxrss / 1000, 1),
        round(weight, 1),
    )


def one_round(kind: Kind, pages: int, end: float) -> list[Run]:
    """Build from nothing, then again without a change, then after an edit of one page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = prepare(kind, pages, folder)
        runs = [measure(kind, pages, "clean", folder, end)]
        runs.append(measure(kind, pages, "no change", folder, end))
        page = folder / "docs" / f"{paths[len(paths) // 2]}.md"
        page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", encoding="utf-8")
        runs.append(measure(kind, pages, "one page", folder, end))
        return runs


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 300, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=30, help="in all; default 30")
    parser.add_argument("--kinds", nargs="+", help="names of the kinds to build; default all")
    parser.add_argument("--peers", type=Path, help="folder of other tools' commands")
    parser.add_argument("--output", type=Path, default=ROOT / "_build" / "bench")
    parser.add_argument("--more", action="store_true", help="keep the runs of the last time")
    parser.add_argument("--publish", action="store_true", help=f"also into {PAGE.name}")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + options.minutes * 60
    chosen = [
        kind for kind in kinds(options.peers) if not options.kinds or kind.name in options.kinds
    ]
    record = options.output / "builds.json"
    earlier = json.loads(record.read_text()) if options.more and record.exists() else []
    runs = [Run(**run) for run in earlier]
    first = max((run.round for run in runs), default=0) + 1
    for pages, number in product(options.sizes, range(first, first + options.rounds)):
        turn = number % len(chosen)
        for kind in [*chosen[turn:], *chosen[:turn]]:
            if kind.name in given_up(runs, pages):
                continue
            print(f"{pages} pages, round {number}: {kind.name} …", end=" ", flush=True)
            try:
                made = one_round(kind, pages, end)
            except subprocess.TimeoutExpired:
                print("not in the time left")
                continue
            runs += [replace(run, round=number) for run in made]
            print("  ".join(f"{run.task} {run.cpu} s" for run in made), flush=True)
            record.write_text(json.dumps([asdict(run) for run in runs], indent=0) + "\n")
    # In the order of the kinds, whichever came first.
    order = [kind.name for kind in kinds(options.peers)]
    runs.sort(key=lambda run: order.index(run.kind) if run.kind in order else len(order))
    today = dt.datetime.now(tz=dt.UTC).date()
    tables = report.tables(runs, today, brief=False)
    (options.output / "builds.md").write_text(tables, encoding="utf-8")
    (options.output / "builds.svg").write_text(report.plot(runs), encoding="utf-8")
    if options.publish:
        report.put_in_page(PAGE, report.tables(runs, today, brief=True))
        PAGE.with_suffix(".svg").write_text(report.plot(runs), encoding="utf-8")
    print(f"\n{tables}\nWritten to {options.output}")


def given_up(runs: list[Run], pages: int) -> set[str]:
    """Name the kinds that took too long at a third of the pages or fewer."""
    return {
        run.kind
        for run in runs
        if run.task == "clean" and run.cpu > TOO_LONG and run.pages * 3 <= pages
    }


if __name__ == "__main__":
    main()
