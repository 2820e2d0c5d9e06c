"""The same sources publish the same bytes.

Whatever the folder, the locale, the number of cores and a damaged cache; and with or without the
module that only saves time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

pytestmark = pytest.mark.slow

SOURCES = ("conf.py", "handbook.toml", "docs", ".git")
DAY = "1795392000"  # 2026-11-23, in seconds since 1970
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
SAVES_TIME = '    "handbook.build.speedups",\n'
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "2"}


def make(
    sources: Path,
    folder: Path,
    environment: dict[str, str],
    umask: int,
    jobs: str,
    *,
    cache: bool,
    without: str = "",
) -> dict[str, bytes]:
    """Publish the handbook and build its EPUB, from a copy of the sources.

    :param cache: whether an earlier build has left something there, damaged.
    :param without: lines that the list of our modules loses.
    :returns: every file that a reader can get, by its path.
    """
    project = folder / "project"
    shutil.copytree(sources, project)
    (project / "_build" / "pdf").mkdir(parents=True)  # where the EPUB's build looks for the PDF
    modules = project / "docs" / "_ext" / "handbook" / "__init__.py"
    text = modules.read_text("utf-8")
    assert without in text
    modules.write_text(text.replace(without, ""), "utf-8")
    if cache:
        # What an earlier build left, damaged: no part of it may be published.
        for left in (
            "html/ghost.html",
            "html/.doctrees/environment.pickle",
            "doctrees/index.doctree",
        ):
            (project / "_build" / left).parent.mkdir(parents=True, exist_ok=True)
            (project / "_build" / left).write_bytes(b"\x80\x04damaged")
    epub = folder / "epub"
    publish = ["handbook.keep.publish", str(folder / "dest"), "--jobs", jobs, "--quiet"]
    to_epub = ["sphinx", "-q", "-W", "-b", "epub", "-c", ".", "-j", jobs, "-d", f"{epub}-cache"]
    for arguments in (publish, [*to_epub, "docs", str(epub)]):
        result = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=project,
            env={
                **os.environ,
                **environment,
                "SOURCE_DATE_EPOCH": DAY,
                "PYTHONPATH": str(project / "docs" / "_ext"),
            },
            umask=umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
    site = (folder / "dest" / "current").resolve()
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    files["handbook.paper.epub"] = next(epub.glob("*.epub"))
    return {name: path.read_bytes() for name, path in files.items()}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Return what two machines would publish."""
    sources = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, sources / name, ignore=unwanted)
        elif (ROOT / name).is_file():
            shutil.copy(ROOT / name, sources)
    here, elsewhere = (tmp_path_factory.mktemp(name) for name in ("here", "some where else"))
    return [
        make(sources, here, HERE, 0o022, "1", cache=False),
        make(
            *(sources, elsewhere / "deeper", ELSEWHERE, 0o077, "2"),
            cache=True,
            without=SAVES_TIME,
        ),
    ]


def test_two_builds_publish_the_same_files(twice: list[dict[str, bytes]]) -> None:
    here, elsewhere = twice

    assert sorted(here) == sorted(elsewhere)


@pytest.mark.parametrize(
    "ending", [".html", ".html.br", ".pdf", ".epub", ".json", ".js", ".css", ".svg", ".atom"]
)
def test_two_builds_agree_byte_for_byte(twice: list[dict[str, bytes]], ending: str) -> None:
    here, elsewhere = twice
    names = [name for name in here if name.endswith(ending)]

    assert names
    assert [name for name in names if here[name] != elsewhere[name]] == []


def test_every_other_file_agrees_too(twice: list[dict[str, bytes]]) -> None:
    here, elsewhere = twice

    assert [name for name in here if here[name] != elsewhere.get(name)] == []
