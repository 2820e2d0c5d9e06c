"""Words for the same thing, from the kept file and from the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handbook.core.errors import FileError
from handbook.site.search.page import PageText, Section
from handbook.site.search.synonyms import from_glossary, read

if TYPE_CHECKING:
    from pathlib import Path


def glossary(**entries: str) -> list[PageText]:
    sections = [
        Section(f"term-{name}", name.replace("_", " "), 0, text) for name, text in entries.items()
    ]
    return [PageText("glossary", "glossary.html", "Glossary", "", "", "", "", "", sections)]


def test_the_kept_lists_are_read(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text('same = [\n  ["boss", "line manager"],\n]\n', encoding="utf-8")

    assert read(path) == {"same": [["boss", "line manager"]], "near": []}


def test_a_handbook_without_the_file_has_no_lists(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == {"same": [], "near": []}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('same = [\n  ["a", "b"', 2, "not TOML"),
        ('same = [\n  ["boss"],\n]', 2, "list 1 of 'same' needs two words or more"),
        ('same = [\n  ["boss", 3],\n]', 1, "list 1 of 'same' is no list of words in quotes"),
        ('same = [\n  ["a", "b"],\n  ["c", "A"],\n]', 3, "'A' stands in lists 1 and 2"),
        ('same = [\n  ["a", "!"],\n]', 2, "'!' has no letter: remove it"),
        ("same = 1", 1, "'same' is a list of lists of words"),
        ("same = []\nsome = []", 2, "unknown key 'some': the file has 'same' and 'near'"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FileError, match=message) as caught:
        read(path)

    assert caught.value.line == line


def test_an_entry_that_only_points_becomes_the_other_name_of_its_term() -> None:
    pages = glossary(
        EM="Engineering manager.",
        ADR="Architecture decision record: see decision record.",
        VAP="See decision record.",
        engineering_manager="Hires people.",
        decision_record="Keeps one choice.",
    )

    assert {term.name: term.also for term in from_glossary(pages)} == {
        "decision record": ("ADR", "VAP"),
        "engineering manager": ("EM",),
    }


def test_also_called_gives_another_name() -> None:
    pages = glossary(RFX="A proposal. Also called request for X; the form is the RFX.")

    assert [(term.name, term.also) for term in from_glossary(pages)] == [
        ("RFX", ("request for X",))
    ]


def test_a_renamed_term_is_still_known_by_our_word() -> None:
    pages = glossary(cycle="Two weeks.")

    renamed = [["sprint", "Cycle"], ["team", "squad"]]

    assert [(term.name, term.also) for term in from_glossary(pages, renamed)] == [
        ("cycle", ("sprint",))
    ]


def test_an_entry_knows_its_address() -> None:
    assert from_glossary(glossary(area="Two to four teams."))[0].url == "glossary.html#term-area"
