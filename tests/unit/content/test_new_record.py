"""`make record`: the next id, nothing overwritten, every obstacle told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.content.records.new import main, write_record
from handbook.core import frontmatter
from handbook.core.errors import HandbookError

if TYPE_CHECKING:
    from conftest import Build

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a folder of pages with an empty folder for records."""
    folder = tmp_path / "docs"
    (folder / "records").mkdir(parents=True)
    return folder


def make(docs: Path, title: str, prefix: str = "TO") -> Path:
    return write_record(title, docs, docs / "records", prefix, TODAY)


def test_the_first_record_is_number_one(docs: Path) -> None:
    path = make(docs, "Keep the cœur café's menu: short")

    assert path == docs / "records" / "TO-0001-keep-the-coeur-cafes-menu-short.md"
    front = frontmatter.parse(path.read_text("utf-8"))
    assert front is not None
    assert front.data["tradeoff"]["title"] == "Keep the cœur café's menu: short"
    assert front.data["tradeoff"]["review-by"] == "2027-02-20"


def test_the_next_id_follows_the_highest_anywhere_below_docs(docs: Path) -> None:
    (docs / "local").mkdir()
    (docs / "local" / "TO-0041-ours.md").write_text("", encoding="utf-8")

    assert make(docs, "Next").name == "TO-0042-next.md"


def test_a_file_name_with_more_dots_counts_as_well(docs: Path) -> None:
    (docs / "records" / "TO-0003.draft.md").write_text("", encoding="utf-8")

    assert make(docs, "Next").name == "TO-0004-next.md"


def test_another_prefix_counts_for_itself(docs: Path) -> None:
    make(docs, "First")

    assert make(docs, "Second", prefix="ACME").name == "ACME-0001-second.md"


def test_a_title_without_latin_letters_needs_no_words_in_its_file_name(docs: Path) -> None:
    assert make(docs, "日本語").name == "TO-0001.md"


def test_a_long_title_gives_a_short_file_name(docs: Path) -> None:
    assert make(docs, "word " * 17 + "end").name == f"TO-0001-{'word-' * 10}".rstrip("-") + ".md"


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (" ", 'the title is empty: run make record TITLE="The decision in one line"'),
        ("One\ntwo", "the title holds a line break or a control character: write one line"),
        ("x" * 91, "the title has 91 characters, more than 90: shorten it"),
    ],
)
def test_a_title_that_can_not_be_used_is_refused(docs: Path, title: str, message: str) -> None:
    with pytest.raises(HandbookError) as caught:
        make(docs, title)

    assert str(caught.value) == message
    assert not list((docs / "records").iterdir())


def test_a_title_twice_is_refused_whatever_its_case(docs: Path) -> None:
    first = make(docs, "Keep it")

    with pytest.raises(HandbookError) as caught:
        make(docs, "KEEP IT")

    assert str(caught.value) == f"{first} has this title already: open it, or tell the two apart"


def test_a_folder_in_a_place_that_is_not_there_is_told(docs: Path) -> None:
    folder = docs / "locl" / "records"

    with pytest.raises(HandbookError) as caught:
        write_record("Keep it", docs, folder, "TO", TODAY)

    assert str(caught.value) == (
        f"{folder / 'TO-0001-keep-it.md'} can't be written: No such file or directory"
    )


def test_a_full_row_of_ids_is_told(docs: Path) -> None:
    (docs / "TO-9999-last.md").write_text("", encoding="utf-8")

    with pytest.raises(HandbookError) as caught:
        make(docs, "One more")

    assert str(caught.value) == "the ids TO-0001 to TO-9999 are used: choose another prefix"


def test_a_prefix_that_no_id_may_have_is_told(docs: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        make(docs, "Keep it", prefix="../x")

    assert str(caught.value) == "'../x' can't open an id: write two to six capitals, such as TO"


def test_the_command_prints_the_path(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["Keep it", "--docs", str(docs)]) == 0

    assert capsys.readouterr().out == f"{docs / 'records' / 'TO-0001-keep-it.md'}\n"


def test_the_command_tells_its_fault_in_one_line(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--docs", str(docs)]) == 1

    assert capsys.readouterr().err == (
        'make record: the title is empty: run make record TITLE="The decision in one line"\n'
    )


@pytest.mark.parametrize(
    "title", ["Keep it", 'Say "no": *why* not `x` [y](z) #1', "It's <b> & {braces} -- done\\"]
)
def test_the_build_asks_for_nothing_but_the_words_that_are_missing(
    build: Build, docs: Path, title: str
) -> None:
    text = make(docs, title).read_text("utf-8")
    home = "---\nowner: E\nreviewed: 2026-11-22\nreview-by: 2027-11-22\n---\n# Home\n\n"
    pages = {"index.md": f"{home}```{{toctree}}\nTO-0001-x\n```\n", "TO-0001-x.md": text}

    project = build(pages, conf='extensions = ["myst_parser", "handbook.content.records"]\n')

    ending = "still holds the template's TODO: write your own text [handbook.record]"
    assert [line.partition(": ")[0] for line in project.warnings] == [
        f"TO-0001-x.md:{number}"
        for number, line in enumerate(text.splitlines(), start=1)
        if "TODO" in line
    ]
    assert all(line.endswith(ending) for line in project.warnings)


@pytest.mark.parametrize(
    ("folder", "owners", "owner"),
    [
        ("records", "", "Handbook editors"),
        ("local/records", "", "TODO: who keeps it"),
        ("local/records", '"Équipe: cœur" = "c@a.example"\n"B" = "b@a.example"\n', "Équipe: cœur"),
    ],
)
def test_the_owner_offered_is_whom_the_settings_name(
    docs: Path, folder: str, owners: str, owner: str
) -> None:
    (docs / "local").mkdir()
    (docs.parent / "handbook.toml").write_text(f"[owners]\n{owners}", encoding="utf-8")

    main(["Keep it", "--docs", str(docs), "--folder", str(docs / folder)])

    front = frontmatter.parse(next((docs / folder).iterdir()).read_text("utf-8"))
    assert front is not None
    assert front.data["tradeoff"]["owner"] == owner


def test_settings_at_fault_are_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs.parent / "handbook.toml").write_text("[owner]\n", encoding="utf-8")

    assert main(["Keep it", "--docs", str(docs)]) == 1

    told = capsys.readouterr().err
    assert told == "make record: handbook.toml:1: unknown table [owner]; did you mean 'owners'?\n"


def test_the_first_record_of_an_organisation_makes_its_folder(docs: Path) -> None:
    (docs / "local").mkdir()
    folder = docs / "local" / "records"

    path = write_record("One channel for incidents", docs, folder, "ACME", TODAY)

    assert path == folder / "ACME-0001-one-channel-for-incidents.md"
    assert path.is_file()
