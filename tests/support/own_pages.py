"""Pages of a test's own in a handbook with the configuration, theme and extensions of this one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repository import DOCS, ROOT

from handbook.build.strict import STRICT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FRONT = "---\nowner: Editors\nreviewed: 2026-11-22\nreview-by: 2027-11-22\n---\n\n"
CORPUS = ROOT / "tests" / "site" / "check" / "corpus"
# Of the handbook's own pages, what names one.
CONF = """
typst_documents = [{"name": "book", "title": "Book", "subtitle": "Words"}]
typst_worksheets = typst_templates = handbook_search_guide = ""
"""


def corpus(name: str) -> list[dict[str, Any]]:
    """Return the pages of a file of the corpus, each with its name."""
    pages = tomllib.loads((CORPUS / f"{name}.toml").read_text("utf-8"))
    return [{"name": page, **what} for page, what in pages.items()]


def project(top: Path, sources: Mapping[str, str], settings: str = "") -> None:
    """Write a project.

    :param top: an empty folder.
    :param sources: pages by their names without ``.md``, beside an index that lists them.
    :param settings: what ``handbook.toml`` says; nothing where it is left out, so that a company's
        copy, whose settings name files and owners of its own, judges the same.
    """
    conf = (ROOT / "conf.py").read_text("utf-8")
    own = 'ROOT / "docs" / "_ext"'
    assert own in conf
    (top / "docs" / "_data").mkdir(parents=True)
    (top / "conf.py").write_text(conf.replace(own, repr(str(DOCS / "_ext"))) + CONF, "utf-8")
    (top / "handbook.toml").write_text(settings, "utf-8")
    for folder in ("_templates", "_static"):
        shutil.copytree(DOCS / folder, top / "docs" / folder)
    contents = "\n".join(sources)
    index = f"{FRONT}# Home\n\n**Words.**\n\n```{{toctree}}\n{contents}\n```\n"
    for name, source in {"index": index, **sources}.items():
        (top / "docs" / f"{name}.md").write_text(source, "utf-8")


@dataclass(frozen=True)
class Built:
    """How one output was built.

    :ivar said: both streams, with paths from the folder of the sources on.
    :ivar seconds: of processor time.
    :ivar memory: the most at a time, in bytes.
    """

    code: int
    said: str
    seconds: float
    memory: int


def build(top: Path, builder: str) -> Built:
    """Build one output of a project, as strictly as the tasks do."""
    said = top / f"{builder}.said"
    with said.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "sphinx", "--no-color", *STRICT, "-b", builder),
                *("-c", ".", "-d", "trees", "docs", builder),
            ],
            cwd=top,
            stdout=file,
            stderr=file,
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    text = said.read_text("utf-8").replace(f"{top}/docs/", "")
    seconds = used.ru_utime + used.ru_stime
    return Built(process.returncode, text, seconds, used.ru_maxrss * 1024)
