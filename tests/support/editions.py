"""A project of which each edition differs from the one before, in a way that readers can check."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from repository import ROOT

PAGES = 8
SMALL_CONF = """
import sys
sys.path.insert(0, {extensions!r})
project, author, release = "Small handbook", "Test", "1"
extensions = ["myst_parser", "handbook.paper.pdf"]
html_theme = "basic"
html_copy_source = False
"""


@dataclass
class Project:
    """A project of which each edition differs from the one before."""

    folder: Path
    small: bool
    edition: int = 0

    def next_edition(self) -> None:
        self.edition += 1
        if not self.small:
            page = self.folder / "docs" / "about" / "changes.md"
            text = (ROOT / "docs" / "about" / "changes.md").read_text("utf-8")
            page.write_text(f"{text}\nThis is marked-as-{self.edition}.\n", "utf-8")
            return
        mark = f"marked-as-{self.edition}"
        for number in range(PAGES):
            words = "A tech lead answers for the whole. " * 60
            (self.folder / "docs" / f"page-{number}.md").write_text(
                f"# Page {number}\n\nBegins {mark}.\n\n{words}\n\nEnds {mark}.\n", "utf-8"
            )
        toctree = "\n".join(f"page-{number}" for number in range(PAGES))
        (self.folder / "docs" / "index.md").write_text(
            f"# Handbook\n\nBegins {mark}.\n\n```{{toctree}}\n{toctree}\n```\n\nEnds {mark}.\n",
            "utf-8",
        )


def make_project(folder: Path, *, small: bool) -> Project:
    if small:
        (folder / "docs").mkdir(parents=True)
        conf = SMALL_CONF.format(extensions=str(ROOT / "docs" / "_ext"))
        (folder / "conf.py").write_text(conf, "utf-8")
    else:
        folder.mkdir()
        for name in ("conf.py", "handbook.toml"):
            shutil.copy(ROOT / name, folder)
        shutil.copytree(ROOT / "docs", folder / "docs")
    return Project(folder, small)
