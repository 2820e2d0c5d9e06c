"""A page that is gone is told at the line that names it, by the first build after it went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Build

CONF = """
extensions = ["myst_parser", "handbook.build.incremental", "handbook.content.upkeep",
              "handbook.paper.pdf"]
typst_documents = []
"""
FRONT = "---\nowner: Us\nreviewed: 2026-11-22\nreview-by: 2099-11-22\n---\n"
PAGES = {
    "index.md": f"{FRONT}# Top\n\nHello.\n\n```{{toctree}}\nguide\ngone\n```\n",
    "guide.md": f"{FRONT}# Guide\n\nHello.\n",
    "gone.md": f"{FRONT}# Gone\n\nHello.\n",
}


@pytest.mark.parametrize("builder", ["html", "typstpdf"])
def test_contents_that_name_a_removed_page_are_told(
    build: Build, tmp_path: Path, builder: str
) -> None:
    assert build(PAGES, conf=CONF, builder=builder).warnings == []
    (tmp_path / "source" / "gone.md").unlink()

    said = build({}, conf=CONF, builder=builder).warnings

    assert said[0].startswith("index.md:10: WARNING: toctree contains reference to nonexisting")
