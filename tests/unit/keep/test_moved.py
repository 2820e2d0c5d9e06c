"""`make redirects`: a page that has moved without a redirect is named, and nothing else is said."""

import subprocess
from pathlib import Path

import pytest

from handbook.keep.moved import main

IDENTITY = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")


def git(*arguments: str) -> None:
    subprocess.run(["git", *IDENTITY, *arguments], check=True, capture_output=True)


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project whose pages are those of origin/main."""
    folder = tmp_path / "docs"
    (folder / "_data").mkdir(parents=True)
    for name in ("index", "old", "_data/part"):
        (folder / f"{name}.md").write_text(f"# {name}\n\nThe text of {name}.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "First")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    return folder


def test_pages_that_stay_and_what_is_no_page_need_no_redirect(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / "new.md").write_text("# New\n", encoding="utf-8")
    (docs / "_data" / "part.md").unlink()

    assert (main([]), capsys.readouterr()) == (0, ("", ""))


def test_a_page_that_moved_without_a_redirect_is_named_with_the_line_to_add(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / "redirects.txt").write_text("other.md index.md\n", encoding="utf-8")
    git("mv", "docs/old.md", "docs/new.md")

    assert main([]) == 1
    assert capsys.readouterr().out == (
        "docs/redirects.txt:1: old.md has gone, and its readers with it:"
        " add the line 'old.md new.md'\n"
    )


def test_a_page_that_was_removed_is_named_too(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / "old.md").unlink()

    assert main([]) == 1
    assert "add the line 'old.md the-page-that-took-its-place.md'" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["redirects.txt", "local/redirects.txt"])
def test_a_line_in_either_file_is_enough(docs: Path, file: str) -> None:
    (docs / file).parent.mkdir(exist_ok=True)
    (docs / file).write_text("old.md index.md\n", encoding="utf-8")
    (docs / "old.md").unlink()

    assert main([]) == 0


def test_where_no_repository_is_nobody_is_sent_to_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["--if-possible"]) == 0
    assert capsys.readouterr().err == (
        "moved pages are not looked for: this folder is no Git repository, or git is not"
        " installed\n"
    )


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--if-possible"], 0)])
def test_where_there_is_nothing_to_compare_with_that_is_said(
    docs: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    git("update-ref", "-d", "refs/remotes/origin/main")

    assert main(arguments) == code
    assert capsys.readouterr().err == (
        "moved pages are not looked for: there is no origin/main to compare with:"
        " push to origin first, or git fetch origin\n"
    )
