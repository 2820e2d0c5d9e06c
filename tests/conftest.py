"""Shared by all layers: the built handbook, small projects, and the rule on skips."""

from __future__ import annotations

import fcntl
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
import sphinx.locale
from docutils import nodes
from progress import Progress
from repository import EXTENSIONS, FURO_SPECIMEN, ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from handbook.core.config import Settings, load

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

ANSI = re.compile(r"\x1b\[[0-9;]*m")
os.environ["PYTHONPATH"] = str(EXTENSIONS)  # for the processes that tests start


WORKER = os.environ.get(
    "PYTEST_XDIST_WORKER"
)  # set by pytest-xdist, in each process that it starts


def pytest_configure(config: pytest.Config) -> None:
    """Tell how far the run is, in the one process that reports."""
    if not WORKER:
        config.pluginmanager.register(Progress(config), "progress")


def pytest_xdist_auto_num_workers() -> int:
    """Start two workers for each core: half of a run is waiting for browsers and for builds."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 2 * (cores or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose the tests, and the order in which workers take them."""
    leave_out_what_a_copy_need_not_promise(config, items)
    order(items)


def leave_out_what_a_copy_need_not_promise(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the published handbook promises, in an organisation's own copy."""
    own = {path.name for path in (ROOT / "docs" / "local").iterdir()} - {"README.md"}
    if own or load(ROOT / "handbook.toml") != Settings():
        left_out = [item for item in items if item.get_closest_marker("upstream")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def order(items: list[pytest.Item]) -> None:
    """Put slow files first, for they would hold up the end of a run on several cores.

    The first of those that need the site goes ahead, and has it built while other workers run those
    that do not.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    on_site = {item.path for item in items if "site" in getattr(item, "fixturenames", ())}
    builds = next((item.path for item in items if item.path in slow & on_site), None)
    items.sort(
        key=lambda item: (
            item.path != builds,
            item.path not in slow,
            item.path in slow & on_site,
        )
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where HANDBOOK_FORBID_SKIPS is set, as in CI, a skipped test is a failed one.

    What no package can bring, the right to mount a disk, may be missing there as well.
    """
    report = yield
    if (
        report.skipped
        and item.get_closest_marker("mount") is None
        and not hasattr(report, "wasxfail")
        and os.environ.get("HANDBOOK_FORBID_SKIPS")
    ):
        report.outcome = "failed"
        report.longrepr = f"skipped where skips are forbidden: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def fresh_translations() -> Generator[None]:
    """Let no project's language reach the next: Sphinx keeps one set of words for a process."""
    yield
    sphinx.locale.translators.clear()


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Return what handbook.toml says, which differs in an organisation's copy."""
    return load(ROOT / "handbook.toml")


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that fills a folder by a function, once for all workers of a run."""
    shared = tmp_path_factory.getbasetemp()
    if WORKER:
        shared = shared.parent

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def furo_specimen(make_once: Callable[..., Path]) -> Path:
    """Return a small site that holds everything that a page may hold, with what we mend of Furo."""

    def build(out: Path) -> None:
        command = [sys.executable, "-m", "sphinx", "-qnW", "-b", "html", FURO_SPECIMEN, out]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")

    return make_once("furo-specimen", build)


def run_task(name: str) -> None:
    """Run a task of the noxfile, as `make` does; what it said is told where it fails."""
    result = subprocess.run(
        [sys.executable, "-m", "nox", "--session", name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        pytest.fail(
            f"`make {name}` fails, and with it what looks at its result:\n{result.stdout}",
            pytrace=False,
        )


@pytest.fixture(scope="session")
def site(make_once: Callable[..., Path]) -> Path:
    """Return the folder of the built site; built now if a source has changed since."""
    make_once("html", lambda _: run_task("html"))
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def pdf(site: Path, settings: Settings) -> Path:
    """Return the handbook's PDF."""
    return ROOT / "_build" / "pdf" / f"{settings.handbook.file_name}.pdf"


@pytest.fixture(scope="session")
def epub(settings: Settings, make_once: Callable[..., Path]) -> Path:
    """Return the handbook's EPUB; built now if a source has changed since."""
    make_once("epub", lambda _: run_task("epub"))
    return ROOT / "_build" / "epub" / f"{settings.handbook.file_name}.epub"


@dataclass
class Project:
    """A small project that was built: what was said, and what came out."""

    said: list[str]
    out: Path
    app: Sphinx
    is_heard: bool = False

    @property
    def warnings(self) -> list[str]:
        """What was said; a test that never asks expects that nothing was."""
        self.is_heard = True
        return self.said

    def text(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")

    def doctree(self, docname: str = "index") -> nodes.document:
        return self.app.env.get_doctree(docname)


class Build(Protocol):
    def __call__(
        self, pages: dict[str, str], *, builder: str = "dummy", conf: str = "", jobs: int = 1
    ) -> Project: ...


@pytest.fixture
def build(tmp_path: Path) -> Generator[Build]:
    """Return a function that builds pages with the handbook's extensions.

    Warnings come back one a string, ``file:line: WARNING: message [type]``,
    with the file as a path below the source folder.
    A test fails that leaves a warning unread.
    """
    built: list[Project] = []

    def run(
        pages: dict[str, str], *, builder: str = "dummy", conf: str = "", jobs: int = 1
    ) -> Project:
        source = tmp_path / "source"
        for name, text in pages.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (source / "conf.py").write_text(conf, encoding="utf-8")
        warnings = io.StringIO()
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                source,
                tmp_path / builder,
                tmp_path / "doctrees",
                builder,
                status=None,
                warning=warnings,
                parallel=jobs,
                confoverrides={"nitpicky": True},
            )
            app.build()
        lines = ANSI.sub("", warnings.getvalue()).replace(f"{source}/", "").splitlines()
        built.append(Project([line for line in lines if line], tmp_path / builder, app))
        return built[-1]

    yield run
    assert [project.said for project in built if not project.is_heard and project.said] == []
