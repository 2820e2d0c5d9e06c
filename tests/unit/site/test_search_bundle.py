"""The scripts of search are joined in their order, and lose nothing but comments."""

from __future__ import annotations

from pathlib import Path

from repository import ROOT

from handbook.site.search import bundle

STATIC = ROOT / "docs" / "_static" / "search"


def test_a_text_over_several_lines_keeps_its_spaces_and_a_file_its_licence(tmp_path: Path) -> None:
    for part in bundle.PARTS:
        (tmp_path / f"{part}.js").write_text("// why\n", encoding="utf-8")
    kept = "/*! MIT licence */\nconst text = `one\n\n  two`;\n"
    (tmp_path / f"{bundle.PARTS[0]}.js").write_text(kept, encoding="utf-8")

    bundle.write(tmp_path)

    assert (tmp_path / bundle.NAME).read_text(encoding="utf-8") == kept


def test_each_part_of_the_panel_is_in_it_once(tmp_path: Path) -> None:
    parts = {path.stem for path in STATIC.glob("*.js")} - {"loader", "marks"}
    for part in parts:
        (tmp_path / f"{part}.js").write_text(f"// {part}\n{part}();\n", encoding="utf-8")

    bundle.write(tmp_path)

    written = (tmp_path / bundle.NAME).read_text(encoding="utf-8").splitlines()
    assert written == [f"{part}();" for part in bundle.PARTS]
    assert set(bundle.PARTS) == parts
