"""Preflight by itself: what it looks at, and how it reports.

What it finds is shown by tests/site: test_odd_sources.py and test_stopped_builds.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.check.command import run
from handbook.check.preflight import check, structure, text
from handbook.core.errors import Finding

if TYPE_CHECKING:
    from conftest import Build

# Root may read every file, but no folder as one.
UNREADABLE = "the file can't be read (Is a directory): let whoever builds read it, or remove it"

# As long as a page may be: a minute is hours too short for time that grows with the square.
HANGS = 60
LONG_LINES = {
    "heading": ("# A" + " " * 900_000 + "b", ""),
    "code-spans": ("# A\n\n![ " + "`" * 450_000 + "a" * 450_000, ""),
    "paths": ("# A\n\n" + "C:\\" * 300_000, ""),
    "templates": ("# A\n\n" + "{{page.a" * 110_000, ""),
    "numbers": ("# A\n\n" + "1." * 450_000 + "*", ""),
    "links": ("# A\n\n" + "[https://a " * 80_000, ""),
    "roles": ("# A\n\n" + "{kbd " * 180_000 + "\n`", ""),
    "fields": ("# A\n\n" + "A-" * 220_000 + "\n" + "A-" * 220_000, ""),
    "columns": ("# A\n\n" + "a " * 220_000 + "\n" + " a" * 220_000, ""),
    "pictures": ("# A\n\n## b" + "![" * 450_000, ""),
    "lists": ("# A\n\n" + "- " * 450_000 + "b", "a.md:3: lists and quotes are nested so deep"),
    "quotes": ("# A\n\n" + "> " * 450_000 + "b", "a.md:3: lists and quotes are nested so deep"),
}


def test_a_page_larger_than_memory_is_told_unread(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    os.truncate(tmp_path / "a.md", 2**40)  # takes no room on the disk

    told = [str(finding) for finding in check(tmp_path) if finding.stops]

    assert len(told) == 1
    assert told[0].startswith("a.md:1: has 1,099,511,627,776 bytes, more than the 1,000,000")


def test_a_page_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()

    content, told = text.read(tmp_path, "a.md")

    assert (content, told) == (None, [Finding("a.md", 1, UNREADABLE, stops=True)])


def test_a_circle_by_a_path_from_above_the_sources_is_told(tmp_path: Path) -> None:
    """As Sphinx reads such a path: from the top of the sources."""
    (tmp_path / "index.md").write_text("# I\n\n```{toctree}\n:glob:\n\n/../../*\n```\n", "utf-8")
    (tmp_path / "a.md").write_text("# A\n\n```{toctree}\n/../index\n```\n", "utf-8")

    told = [str(finding) for finding in check(tmp_path)]

    assert told == [
        "index.md:6: the table of contents runs in a circle, a.md → index.md → a.md:"
        " remove this entry"
    ]


def test_a_second_place_in_the_menu_is_told_of_in_the_organisations_page(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    for page, entry in (("register", "local/one"), ("local/index", "one"), ("local/one", "")):
        contents = f"# {page}\n\n```{{toctree}}\n{entry}\n```\n"
        (tmp_path / f"{page}.md").write_text(contents, encoding="utf-8")

    assert [str(finding) for finding in check(tmp_path)] == [
        "local/index.md:4: local/one.md stands in the table of contents of register.md:4 already,"
        " and has one place in the menu: remove this entry"
    ]


def test_a_title_of_two_pages_is_told_of_in_the_organisations_page(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    for page in ("one", "local/two"):
        (tmp_path / f"{page}.md").write_text("---\na: b\n---\n\n# Decide\n", encoding="utf-8")

    assert [str(finding) for finding in check(tmp_path)] == [
        'local/two.md:5: "Decide" is the title of one.md:5 too, and menus and search show them'
        " alike: reword this"
    ]

    (tmp_path / "local" / "leave-out.toml").write_text('[replace]\none = "local/two"\n', "utf-8")
    assert check(tmp_path) == []


@pytest.mark.parametrize("name", LONG_LINES)
def test_a_long_line_does_not_hang_preflight(tmp_path: Path, name: str) -> None:
    text, message = LONG_LINES[name]
    (tmp_path / "a.md").write_text(f"{text}\n")

    result = subprocess.run(
        [sys.executable, "-m", "handbook.check.preflight", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )

    assert (result.returncode, result.stdout[2:][: len(message)]) == (bool(message), message)


@pytest.mark.parametrize(
    ("line", "headings"),
    [
        ("# Words", [(1, 1, "Words")]),
        ("##  Words  ##  ", [(1, 2, "Words")]),
        ("# C#", [(1, 1, "C#")]),
        ("# #", [(1, 1, "")]),
        ("###### Six", [(1, 6, "Six")]),
        ("####### Seven", []),
        ("#hashtag", []),
    ],
)
def test_a_heading_is_read_without_its_hashes(
    line: str, headings: list[tuple[int, int, str]]
) -> None:
    assert structure.scan(line).headings == headings


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("`![](x)`", []),
        ("`` ` ![](x) ``", []),
        ("`a` ![](x) `b`", [1]),
        ("`` ![](x) `", [1]),
        ("``` ![](x) `` a ``", [1]),
    ],
)
def test_only_a_picture_outside_code_needs_words(line: str, lines: list[int]) -> None:
    assert [fault[0] for fault in structure.scan(f"Words {line}").faults] == lines


def test_what_is_excluded_is_read_as_a_fragment_and_not_judged_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.md").write_text("# One\n\n# Two\n\n```text\n")

    as_page = [finding.line for finding in check(tmp_path, excluded=[])]
    as_fragment = [finding.line for finding in check(tmp_path, excluded=["drafts"])]

    assert as_page == [3, 5]
    assert as_fragment == [5]


def test_findings_are_ordered_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# B\n\n![](x)\n\n![](x)\n")
    (tmp_path / "a.md").write_text("# A\n\n![](x)\n")

    places = [(finding.path, finding.line) for finding in check(tmp_path)]

    assert places == [("a.md", 3), ("b.md", 3), ("b.md", 5)]


def test_the_command_prints_each_finding_with_its_file_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# A\n\n![](x)\n")

    code = run("preflight", check, [str(tmp_path)])

    out, err = capsys.readouterr()
    assert code == 1
    assert out == (
        f"{tmp_path}/a.md:3: the picture has no words: say what it shows, ![like this](…)\n"
    )
    assert err == "preflight: 1 to mend\n"


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["no-such-folder"]])
def test_a_wrong_call_says_how_it_is_called(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("preflight", check, arguments)

    assert code == 2
    assert capsys.readouterr().err == "usage: python -m handbook.check.preflight FOLDER\n"


def test_a_build_tells_a_finding_once(build: Build) -> None:
    conf = 'extensions = ["myst_parser", "handbook.check.preflight"]\n'

    warnings = build({"index.md": "# A\n\n```text\nWords.\n"}, conf=conf).warnings

    assert warnings == [
        "index.md:3: WARNING: ``` opens here and is never closed, so that it swallows what follows:"
        " close it with ``` on a line of its own [handbook.preflight]"
    ]
