"""Shared by all layers: the built handbook, small projects, and the rule on skips."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
import sphinx.locale
from docutils import nodes
from repository import ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from handbook.core.config import Settings, load

if TYPE_CHECKING:
    from collections.abc import Generator

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the published handbook promises, in an organisation's own copy."""
    own = {path.name for path in (ROOT / "docs" / "local").iterdir()} - {"README.md"}
    if own or load(ROOT / "handbook.toml") != Settings():
        left_out = [item for item in items if item.get_closest_marker("upstream")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


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
def site() -> Path:
    """Return the folder of the built site; built now if a source has changed since."""
    subprocess.run([sys.executable, "-m", "nox", "--session", "html"], cwd=ROOT, check=True)
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def pdf(site: Path) -> Path:
    """Return the handbook's PDF."""
    return ROOT / "_build" / "pdf" / "tech-lead-handbook.pdf"


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
