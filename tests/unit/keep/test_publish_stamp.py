"""A release says which commit it was made of, and whoever publishes hears of uncommitted work."""

import subprocess
from pathlib import Path

import pytest

from handbook.keep.publish import stamp


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@a.example")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.md").write_text("A\n")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "A")
    return folder


def test_the_commit_stands_in_the_release(project: Path, tmp_path: Path) -> None:
    head, changed = stamp.commit(project)
    stamp.write(tmp_path, head, changed)

    expected = f"commit {git(project, 'rev-parse', 'HEAD').strip()}\n"
    assert (tmp_path / stamp.FILE).read_text() == expected
    assert stamp.warning(changed) == ""


def test_uncommitted_work_is_named(project: Path) -> None:
    for name in "abcdefg":
        (project / f"{name}.md").write_text("new\n")

    _, changed = stamp.commit(project)

    assert stamp.warning(changed).endswith("a.md, b.md, c.md, d.md, e.md and 2 more")


def test_a_copy_without_git_is_published_without_a_stamp(tmp_path: Path) -> None:
    outside = tmp_path / "none"
    outside.mkdir()
    (outside / ".git").write_text("gitdir: /nowhere\n")  # hides a repository above

    head, changed = stamp.commit(outside)
    stamp.write(outside, head, changed)

    assert not (outside / stamp.FILE).exists()
