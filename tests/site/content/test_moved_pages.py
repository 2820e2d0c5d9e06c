"""`make redirects`: a page that has moved without a redirect is named, and nothing else is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from repository import EXTENSIONS

CONF = f"""
import sys
sys.path.insert(0, {str(EXTENSIONS)!r})
extensions = ["myst_parser", "handbook.build.incremental", "handbook.content.redirects"]
rediraffe_branch = "HEAD"
"""
IDENTITY = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose pages are committed."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (docs / "index.md").write_text("# Home\n\n```{toctree}\n:glob:\n\n*\n```\n", encoding="utf-8")
    (docs / "old.md").write_text("# A page\n\nIts text.\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "First")
    return tmp_path


def look_for_moved_pages(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-b",
            "rediraffecheckdiff",
            "-c",
            ".",
            "docs",
            "out",
        ],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )


def test_pages_that_stay_need_no_redirect(project: Path) -> None:
    result = look_for_moved_pages(project)

    assert (result.returncode, result.stderr) == (0, "")


def test_a_page_that_moved_without_a_redirect_is_named(project: Path) -> None:
    git(project, "mv", "docs/old.md", "docs/new.md")

    result = look_for_moved_pages(project)

    assert result.returncode != 0
    assert "old.md was deleted but is not redirected!" in result.stderr
    assert "Traceback" not in result.stderr
