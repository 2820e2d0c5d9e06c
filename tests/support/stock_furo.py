"""The same pages with Sphinx and Furo as they come, to compare the site with."""

from __future__ import annotations

from pathlib import Path

from repository import ROOT

# What the pages are written with, and nothing that changes how the theme shows them, or how fast.
CONF = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "docs" / "_ext")!r}]
from conf import *

extensions = [
    "myst_parser", "sphinx_design", "sphinx_copybutton",
    "handbook.content.upkeep", "handbook.content.records",
    "handbook.content.figures", "handbook.paper.pdf",
    "handbook.content.changes", "handbook.paper.downloads",
    "handbook.content.local",
]
templates_path = []
html_static_path = []
html_css_files = []
html_sidebars = {{}}
html_favicon = None
html_extra_path = []
"""


def write_conf(folder: Path) -> None:
    """Write a ``conf.py`` that reads the handbook's own and takes out what changes the theme."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
