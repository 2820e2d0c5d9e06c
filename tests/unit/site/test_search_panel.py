"""The scripts of search are joined in their order, each once."""

from __future__ import annotations

from pathlib import Path

from repository import ROOT

from handbook.site.search import panel

STATIC = ROOT / "docs" / "_static" / "search"


def test_each_part_of_the_panel_is_in_it_once(tmp_path: Path) -> None:
    parts = {path.stem for path in STATIC.glob("*.js")} - {"loader", "marks"}
    for part in parts:
        (tmp_path / f"{part}.js").write_text(f"{part}();\n", encoding="utf-8")

    panel.write(tmp_path)

    written = (tmp_path / panel.NAME).read_text(encoding="utf-8").splitlines()
    assert written == [f"{part}();" for part in panel.PARTS]
    assert set(panel.PARTS) == parts
