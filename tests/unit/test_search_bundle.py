"""The scripts of search are joined in their order, and lose nothing but comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.search import bundle

STATIC = Path(__file__).parents[2] / "docs" / "_static" / "search"


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ("/* Why,\n   at length. */\na();\n", "a();\n"),
        ("  // How.\n  a();\n\n", "a();\n"),
        ('a("//"); // kept\n', 'a("//"); // kept\n'),
        ("/* b */ a();\nc();\n/* d */\n", "/* b */ a();\nc();\n"),
    ],
)
def test_only_lines_that_are_comments_go(script: str, left: str) -> None:
    assert bundle.without_comments(script) == left


def test_each_part_of_the_panel_is_in_it_once(tmp_path: Path) -> None:
    parts = {path.stem for path in STATIC.glob("*.js")} - {"loader", "marks"}
    for part in parts:
        (tmp_path / f"{part}.js").write_text(f"// {part}\n{part}();\n", encoding="utf-8")

    bundle.write(tmp_path)

    written = (tmp_path / bundle.NAME).read_text(encoding="utf-8").splitlines()
    assert written == [f"{part}();" for part in bundle.PARTS]
    assert set(bundle.PARTS) == parts
