"""The scripts of search are joined in their order, and lose nothing but comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from repository import ROOT

from handbook.site.search import bundle

if TYPE_CHECKING:
    from pathlib import Path

STATIC = ROOT / "docs" / "_static" / "search"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in which each part of search is a call of its name below a comment."""
    for path in STATIC.glob("*.js"):
        (tmp_path / path.name).write_text(f"// why\n{path.stem}();\n", encoding="utf-8")
    return tmp_path


def test_a_text_over_several_lines_keeps_its_spaces_and_a_file_its_licence(folder: Path) -> None:
    kept = "/*! MIT licence */\nconst text = `one\n\n  two`;\n"
    (folder / "marks.js").write_text(kept, encoding="utf-8")

    bundle.write(folder)

    assert (folder / "marking.js").read_text(encoding="utf-8").endswith(f"text();\n{kept}")


@pytest.mark.parametrize("name", bundle.FILES)
def test_each_part_stands_in_its_file_once_behind_what_it_needs(folder: Path, name: str) -> None:
    bundle.write(folder)

    head, *parts = (folder / name).read_text(encoding="utf-8").split("handbookSearch.language=")
    assert "EnglishStemmer=" in head
    assert parts[0].splitlines()[1:] == [f"{part}();" for part in bundle.FILES[name]]


def test_no_part_is_left_out() -> None:
    joined = {part for parts in bundle.FILES.values() for part in parts}

    assert joined == {path.stem for path in STATIC.glob("*.js")} - {"loader"}
