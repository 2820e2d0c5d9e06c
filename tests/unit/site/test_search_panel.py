"""The scripts of search are joined in their order, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from repository import ROOT

from handbook.site.search import panel

if TYPE_CHECKING:
    from pathlib import Path

STATIC = ROOT / "docs" / "_static" / "search"


@pytest.mark.parametrize("name", panel.FILES)
def test_each_part_stands_in_its_file_once_behind_what_it_needs(tmp_path: Path, name: str) -> None:
    for path in STATIC.glob("*.js"):
        (tmp_path / path.name).write_text(f"{path.stem}();\n", encoding="utf-8")

    panel.write(tmp_path)

    head, tail = (tmp_path / name).read_text(encoding="utf-8").split("handbookSearch.language=")
    assert "EnglishStemmer=" in head
    assert tail.splitlines()[1:] == [f"{part}();" for part in panel.FILES[name]]


def test_no_part_is_left_out() -> None:
    joined = {part for parts in panel.FILES.values() for part in parts}

    assert joined == {path.stem for path in STATIC.glob("*.js")} - {"loader"}
