"""The same sources give the same bytes.

Whatever the folder, the time zone, the locale, the number of cores and a damaged cache; built on
what earlier builds left or from nothing; and with or without the module that only saves time.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

from handbook.keep.publish.checks import BUILDERS_NOTES

pytestmark = pytest.mark.slow

SOURCES = ("conf.py", "handbook.toml", "docs", ".git")
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "2"}
SAVES_TIME = '    "handbook.build.speedups",\n'
# What an earlier build left, damaged: no part of it may be published.
LEFT = ("html/ghost.html", "html/.doctrees/environment.pickle", "doctrees/index.doctree")
KINDS = {".html", ".pdf", ".epub", ".json", ".js", ".css", ".svg", ".atom"}
# The build of a publication; what is done with it then has tests of its own.
PUBLISH = """
import sys
from pathlib import Path
from handbook.keep.publish.fresh import build
from handbook.keep.publish.outcome import Progress
build(Path.cwd(), Path(sys.argv[1]), Progress(2, quiet=True), jobs="1")
"""


def copy_sources(project: Path) -> None:
    """Copy what the handbook is built from; without the module that saves time."""
    for name in SOURCES:
        if (ROOT / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, project / name, ignore=unwanted)
        elif (ROOT / name).is_file():
            shutil.copy(ROOT / name, project)
    modules = project / "docs" / "_ext" / "handbook" / "__init__.py"
    text = modules.read_text("utf-8")
    assert SAVES_TIME in text
    modules.write_text(text.replace(SAVES_TIME, ""), "utf-8")


def run(project: Path, *arguments: str) -> None:
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={**os.environ, **ELSEWHERE, "PYTHONPATH": str(project / "docs" / "_ext")},
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def files(site: Path, epub: Path) -> dict[str, bytes]:
    """Return every file that a reader can get, by its path."""
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    paths[epub.name] = epub
    return {name: path.read_bytes() for name, path in paths.items() if name not in BUILDERS_NOTES}


def test_two_builds_agree_byte_for_byte(site: Path, epub: Path, tmp_path: Path) -> None:
    """What `make` builds here is what another machine publishes."""
    folder = tmp_path / "some where else" / "deeper"
    project = folder / "project"
    project.mkdir(parents=True)
    copy_sources(project)
    for left in LEFT:
        (project / "_build" / left).parent.mkdir(parents=True, exist_ok=True)
        (project / "_build" / left).write_bytes(b"\x80\x04damaged")
    (project / "_build" / "pdf").mkdir()  # where the EPUB's build looks for the PDF

    (folder / "new").mkdir()
    run(project, "-c", PUBLISH, str(folder / "new"))
    read = folder / "new" / "doctrees-html"  # the pages as that build has just read them
    to_epub = ("sphinx", "-q", "-W", "-b", "epub", "-c", ".", "-j", "1", "-d", str(read))
    run(project, "-m", *to_epub, "docs", str(folder / "epub"))

    here = files(site, epub)
    elsewhere = files(folder / "new" / "site", folder / "epub" / epub.name)
    assert {Path(name).suffix for name in here} >= KINDS
    assert sorted(here) == sorted(elsewhere)
    assert [name for name in here if here[name] != elsewhere[name]] == []
