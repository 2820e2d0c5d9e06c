"""The day of a page's last change is right, or it is not given."""

import os
import subprocess
from pathlib import Path

import pytest

from handbook.core.git_dates import last_changes


class Repository:
    """A repository in a folder of its own, whose commits have the days that a test names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2026-01-01") -> None:
        moment = f"{day}T12:00:00+00:00"
        identity = {"NAME": "Editor", "EMAIL": "editor@example.org", "DATE": moment}
        roles = {
            f"GIT_{who}_{k}": v for who in ("AUTHOR", "COMMITTER") for k, v in identity.items()
        }
        environment = {**os.environ, **roles, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", *arguments], cwd=self.folder, env=environment, check=True)

    def commit(self, name: str, text: str, day: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", name)
        self.git("commit", "--quiet", "--message", name, day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.commit("docs/old.md", "one", "2026-01-01")
    made.commit("docs/how-to/naïve page.md", "one", "2026-02-01")
    made.commit("docs/new.md", "one", "2026-03-01")
    return made


def test_each_page_has_the_day_of_its_own_last_commit(repository: Repository) -> None:
    repository.commit("docs/old.md", "two", "2026-04-01")

    assert last_changes(repository.folder / "docs") == {
        "old.md": "2026-04-01",
        "how-to/naïve page.md": "2026-02-01",
        "new.md": "2026-03-01",
    }


def test_a_shallow_clone_gives_only_days_that_it_can_know(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit("docs/old.md", "two", "2026-04-01")

    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", "../cut")
    repository.git("clone", "--quiet", "--depth=2", f"file://{repository.folder}", "../longer")

    assert last_changes(tmp_path / "cut" / "docs") == {}
    assert last_changes(tmp_path / "longer" / "docs") == {"old.md": "2026-04-01"}


def test_a_page_with_changes_that_are_not_committed_has_no_day(repository: Repository) -> None:
    (repository.folder / "docs" / "old.md").write_text("edited", encoding="utf-8")

    days = last_changes(repository.folder / "docs")

    assert "old.md" not in days
    assert days["new.md"] == "2026-03-01"


def test_the_day_does_not_depend_on_the_machine(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")  # 14 hours ahead: there it is the next day

    assert last_changes(repository.folder / "docs")["new.md"] == "2026-03-01"


def test_a_merge_keeps_the_days_of_both_sides(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit("docs/side.md", "one", "2026-05-01")
    repository.git("checkout", "--quiet", "main")
    repository.commit("docs/main.md", "one", "2026-06-01")
    repository.git("merge", "--quiet", "--no-edit", "side", day="2026-07-01")

    days = last_changes(repository.folder / "docs")

    assert (days["side.md"], days["main.md"]) == ("2026-05-01", "2026-06-01")


def test_outside_a_repository_there_is_no_day(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {}


def test_without_git_there_is_no_day(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert last_changes(repository.folder / "docs") == {}
