"""`make check` makes one list of what all tools say: each fault once, in order, and none lost."""

import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

from handbook.core.errors import Finding
from handbook.keep.check import (
    OWN_WORDS,
    Tool,
    once,
    read_build,
    read_lines,
    read_linter,
    read_overdue,
    read_speller,
    run,
    speller,
)


def test_a_warning_of_the_build_keeps_its_place_and_the_lines_that_belong_to_it() -> None:
    said = f"""\
nox > python -m sphinx -b html docs _build/work/html
{Path.cwd()}/docs/plan.md:13: WARNING: Unknown directive type: 'no-such-thing' [myst.x]

```{{no-such-thing}}
docs/plan.md:: WARNING: image file not readable: x.png [image.not_readable]
docs/new.md: WARNING: document isn't included in any toctree
WARNING: html_logo does not exist
handbook.toml:2: handbook.paper is 'a3'; it must be "a4"
build finished with problems, 3 warnings.
nox > Session html failed.
"""

    assert [str(finding) for finding in read_build(said)] == [
        "docs/plan.md:13: Unknown directive type: 'no-such-thing' [myst.x]\n  ```{no-such-thing}",
        "docs/plan.md:1: image file not readable: x.png [image.not_readable]",
        "docs/new.md:1: document isn't included in any toctree",
        "conf.py:1: html_logo does not exist",
        "handbook.toml:2: handbook.paper is 'a3'; it must be \"a4\"",
    ]


def test_the_linter_says_which_it_can_mend_itself() -> None:
    said = (
        '[{"file": "docs/a.md", "line": 3, "rule": "MD009", "message": "Trailing spaces.",'
        ' "fixable": true}]'
    )

    assert list(map(str, read_linter(said))) == [
        "docs/a.md:3: Trailing spaces (`.venv/bin/rumdl fmt docs/a.md` mends it) [MD009]"
    ]


def test_a_rule_of_the_linter_that_only_says_what_is_wrong_gets_a_mend() -> None:
    said = '[{"file": "a.md", "line": 3, "rule": "MD059", "message": "No.", "fixable": false}]'

    assert "name what is there" in str(next(iter(read_linter(said))))


def test_a_misspelt_word_comes_with_the_right_one() -> None:
    wrong = "teh"  # codespell:ignore

    assert list(map(str, read_speller(f"./docs/a.md:11: {wrong} ==> the\n"))) == [
        f"docs/a.md:11: '{wrong}' is misspelt: write 'the', or name the word in {OWN_WORDS}"
    ]


def test_the_speller_leaves_addresses_alone(tmp_path: Path) -> None:
    said = tmp_path / "handbook.toml"
    wrong = "Technik"  # codespell:ignore
    said.write_text(f'site = "https://a.example/{wrong}/"\nname = "{wrong}"\n', encoding="utf-8")

    command, *options = speller()
    installed = Path(sys.executable).with_name(command)  # the environment's, active or not
    told = subprocess.run(
        [installed, *options, said], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert [line.rpartition(":")[0][-2:] for line in told.stdout.splitlines()] == [":2"]


@pytest.mark.parametrize(("budget", "count"), [(1, 0), (0, 1)])
def test_overdue_pages_are_told_above_the_budget(budget: int, count: int) -> None:
    said = f'{{"budget": {budget}, "overdue": [{{"path": "docs/a.md", "line": 4, "days": 9}}]}}'

    assert len(list(read_overdue(said))) == count


def test_a_fault_that_keeps_the_review_days_from_being_read_is_told() -> None:
    said = "make stale: docs/a.md:1: 'reviewed' is missing\ndocs/b.md:1: 'owner' is missing\n"

    assert list(map(str, read_overdue(said))) == [
        "docs/a.md:1: 'reviewed' is missing",
        "docs/b.md:1: 'owner' is missing",
    ]


def test_what_two_tools_tell_of_a_line_stands_once_and_all_in_order() -> None:
    found = [
        Finding("docs/b.md", 2, "the row has 3 cells: join them"),
        Finding("docs/b.md", 2, "the row has 3 cells: join them [handbook.preflight]"),
        Finding("docs/b.md", 2, "Table row has 3 cells [MD056]"),
        Finding("docs/b.md", 2, "Trailing spaces [MD009]"),
        Finding("docs/b.md", 10, "cross-reference target not found: 'x' [myst.xref_missing]"),
        Finding("docs/b.md", 10, "the link to b#x leads nowhere [handbook.pdf]"),
        Finding("docs/b.md", 10, "no font of the PDF has the character [handbook.pdf]"),
        Finding("docs/b.md", 11, "Table row has 4 cells [MD056]"),
        Finding("docs/b.md", 12, "Expected 2 spaces for indent depth 1, found 4 [MD007]"),
        Finding("docs/b.md", 12, "Found leading tab (`rumdl fmt docs/b.md` mends it) [MD010]"),
        Finding("docs/a.md", 30, "last"),
    ]

    assert list(map(str, once(found))) == [
        "docs/a.md:30: last",
        "docs/b.md:2: Trailing spaces [MD009]",
        "docs/b.md:2: the row has 3 cells: join them",
        "docs/b.md:10: cross-reference target not found: 'x' [myst.xref_missing]",
        "docs/b.md:10: no font of the PDF has the character [handbook.pdf]",
        "docs/b.md:11: Table row has 4 cells [MD056]",
        "docs/b.md:12: Found leading tab (`rumdl fmt docs/b.md` mends it) [MD010]",
    ]


def test_a_file_that_no_tool_can_read_is_told_once_where_it_is_wrong() -> None:
    told = "the byte 0xe9 is not UTF-8: save the file as UTF-8"
    stopped = "The build stopped before it read a page: mend what is marked above"
    found = [
        Finding("docs/a.md", 11, f"{told} [handbook.preflight]\n  {stopped}"),
        Finding("docs/a.md", 11, told),
        Finding("docs/a.md", 1, "not UTF-8 text: save it as UTF-8"),
        Finding("docs/b.md", 1, "not UTF-8 text: save it as UTF-8"),
    ]

    assert list(map(str, once(found))) == [
        f"docs/a.md:11: {told}",
        "docs/b.md:1: not UTF-8 text: save it as UTF-8",
    ]


def test_every_tool_runs_and_one_that_breaks_is_told_with_its_last_words() -> None:
    breaks = (sys.executable, "-c", "raise SystemExit('no such option')")
    finds = (sys.executable, "-c", "print('docs/a.md:1: what'); raise SystemExit(1)")
    passes = (sys.executable, "-c", "print('not a place')")

    found = run([Tool(breaks, read_linter), Tool(finds, read_lines), Tool(passes, read_lines)])

    assert [str(finding).splitlines() for finding in found] == [
        [
            "noxfile.py:1: `-c raise SystemExit('no such option')` ended with 1, and said:",
            "  no such option",
        ],
        ["docs/a.md:1: what"],
    ]


def test_what_tools_say_is_read_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    asks = "import os; print('a.md:1:', *sorted({'FORCE_COLOR', 'NO_COLOR'} & os.environ.keys()))"
    tool = Tool((sys.executable, "-c", asks), read_lines)

    assert [finding.message for finding in run([tool])] == ["NO_COLOR"]
