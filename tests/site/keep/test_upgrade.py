"""`make upgrade`: a branded copy takes three editions, and is told what it must know."""

import re
import subprocess
from pathlib import Path

import pytest
from repository import ROOT

from handbook.core.config import load
from handbook.keep.upgrade import main

# What a copy is told to edit, and to what.
OWN = {
    'name = "Example Organisation"': 'name = "Müller & Söhne GmbH"',
    'title = "The Tech Lead Handbook"': 'title = "Engineering bei Müller"',
    'paper = "a4"': 'paper = "us-letter"',
    'accent = "#0b5c8a"': 'accent = "#7a1fa2"',
    'logo = ""': 'logo = "local/logo.svg"',
    'date-language = "en-GB"': 'date-language = "de"',
    'site = "https://handbook.example.org/"': 'site = "https://intranet.example.org/handbook/"',
    'looked-at = ""': 'looked-at = "2026-11-29, Leads"',
}
INDEX = "# Bei uns\n"


class Repository:
    """A repository of git, with an identity of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(
            command, cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def change(self, name: str, changes: dict[str, str]) -> None:
        text = self.read(name)
        for old, new in changes.items():
            assert old in text, old
            text = text.replace(old, new, 1)
        self.write(name, text)

    def publish_edition(self, name: str, summary: str) -> None:
        """Commit an edition with its news."""
        entry = f'[[edition]]\nname = "{name}"\nsummary = "{summary}"\n\n'
        self.write("docs/_data/changes.toml", entry + self.read("docs/_data/changes.toml"))
        self.commit(name)


@pytest.fixture
def upstream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a small handbook with the settings that ours ships at its first commit."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@a.example")
    folder = tmp_path / "upstream"
    folder.mkdir()
    made = Repository(folder)
    made.git("init", "--quiet", "--initial-branch", "main")
    shipped = (ROOT / "handbook.toml").read_text(encoding="utf-8")
    for key, value in ((new.split(" = ")[0], old) for old, new in OWN.items()):
        shipped = re.sub(rf"(?m)^{key} = .*$", value, shipped, count=1)
    made.write("handbook.toml", shipped)
    made.write("docs/guide.md", "# Guide\n\nFirst.\n\nSecond.\n")
    made.write("docs/old.md", "# Old\n\nText.\n")
    made.write("docs/local/README.md", "# Yours\n")
    made.write("docs/redirects.txt", "# Moved pages.\n")
    made.write("docs/_data/changes.toml", "")
    made.publish_edition("2026.11", "The first.")
    return made


@pytest.fixture
def copy(upstream: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a branded copy, in which the command runs."""
    folder = tmp_path / "copy"
    upstream.git("clone", "--quiet", "--origin", "upstream", str(upstream.folder), str(folder))
    made = Repository(folder)
    made.change("handbook.toml", OWN)
    made.write("docs/local/index.md", INDEX)
    made.write("docs/local/redirects.txt", "local/alt.md local/index.md\n")
    made.write("docs/local/leave-out.toml", 'leave-out = ["old"]\n')
    made.write("docs/local/inserts/guide.md", "Bei uns anders.\n")
    made.commit("Make it ours")
    monkeypatch.chdir(folder)
    return made


def test_three_editions_join_a_branded_copy_without_a_conflict(
    upstream: Repository, copy: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    # Comments that change and move, right above what the copy has set.
    upstream.change(
        "handbook.toml",
        {
            "# Links and rules, in the light scheme and in print.": "# Links, in print too.",
            "# Where the site is published; ends in a slash.": "# The site's address.",
            '# "a4" or "us-letter".': "# The PDF's paper.\n# Two sizes are known.",
        },
    )
    upstream.git("mv", "docs/guide.md", "docs/how-to.md")
    upstream.write("docs/redirects.txt", "# Moved pages.\nguide.md how-to.md\n")
    upstream.publish_edition("2027.05", "The guide has a new name.")
    second = main([])

    upstream.change(
        "handbook.toml",
        {
            'title = "The Tech Lead Handbook"\n': (
                'title = "The Tech Lead Handbook"\n\n# New.\n\nsubtitle = ""\n'
            ),
            "[links]\n": '[links]\n\n# New as well.\n\nwiki = ""\n',
        },
    )
    upstream.write("docs/how-to.md", "# Guide\n\nFirst.\n")
    upstream.write("docs/more.md", "# More\n\nSecond.\n")
    upstream.publish_edition("2027.11", "The guide is two pages.")
    third = main([])

    upstream.git("rm", "--quiet", "docs/old.md")
    upstream.publish_edition("2028.05", "The old page is gone.")
    fourth = main([])

    assert (second, third, fourth) == (0, 0, 0)
    said = capsys.readouterr().out
    for name in ("2027.05: The guide has", "2027.11: The guide is", "2028.05: The old page"):
        assert name in said
    settings = copy.read("handbook.toml")
    assert [new for new in OWN.values() if new not in settings] == []
    assert 'wiki = ""' in settings
    assert copy.read("docs/local/index.md") == INDEX
    assert not (copy.folder / "docs" / "old.md").exists()


def test_a_conflict_is_explained_and_nothing_is_lost(
    upstream: Repository, copy: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.change("docs/guide.md", {"First.": "Ours first."})
    copy.commit("Edit a page of the handbook")
    upstream.change("docs/guide.md", {"First.": "First of all."})
    upstream.publish_edition("2027.05", "Better.")

    code = main([])

    said = capsys.readouterr().out
    assert code == 1
    assert "docs/guide.md: you changed a page of the handbook: take upstream's" in said
    assert "git merge --abort" in said


def test_uncommitted_work_stops_it_first(
    copy: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.change("docs/guide.md", {"First.": "Ours first."})

    assert main([]) == 2
    assert "uncommitted work: commit it first" in capsys.readouterr().err


def test_without_the_remote_it_says_how_to_name_it(
    copy: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.git("remote", "remove", "upstream")

    assert main([]) == 2
    assert "git remote add upstream ADDRESS" in capsys.readouterr().err


def test_without_git_it_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main([]) == 2
    assert "copy handbook.toml and docs/local into the clone" in capsys.readouterr().err


def test_a_copy_that_has_the_edition_is_told_so(
    copy: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 0
    assert "is in this copy already" in capsys.readouterr().out


@pytest.mark.upstream  # a copy's file has its own values
def test_the_settings_that_a_copy_is_told_to_change_exist() -> None:
    assert load(ROOT / "handbook.toml")
    text = (ROOT / "handbook.toml").read_text(encoding="utf-8")
    assert [old for old in OWN if old not in text] == []
