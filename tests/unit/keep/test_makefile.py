"""What `make` says on a machine where something is missing: one line, and the mend."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from repository import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the Makefile and a lock of one package, and no environment yet."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").write_text(f"nox==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # `make test` hands its own level and flags down; this one is a reader's first `make`.
    outer = {
        name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env=outer,
        capture_output=True,
        text=True,
        check=False,
    )


def stand_in(folder: Path, script: str) -> str:
    """Return a command that stands in for python3."""
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def own_words(result: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what the Makefile said itself, without make's own closing line."""
    return [line for line in result.stderr.splitlines() if line.startswith("make: ")][:-1]


def test_a_missing_python_is_told(folder: Path) -> None:
    result = make(folder, "PYTHON=no-such-python")

    assert result.returncode != 0
    assert own_words(result) == [
        "make: no-such-python not found. Install Python 3.11 or newer,"
        " or name yours: make PYTHON=/path/to/python3"
    ]


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        (
            "version_info",
            "is older than Python 3.11. Install a newer one, or name it: make PYTHON=python3.12",
        ),
        (
            "ensurepip",
            "has no venv module. Install it (on Debian and Ubuntu: apt install python3-venv).",
        ),
    ],
)
def test_a_python_that_will_not_do_is_told(folder: Path, lacks: str, told: str) -> None:
    python = stand_in(folder, f'case "$2" in *{lacks}*) exit 1;; esac')

    result = make(folder, f"PYTHON={python}")

    assert own_words(result) == [f"make: {python} {told}"]


def test_a_missing_network_is_told(folder: Path) -> None:
    makes = 'mkdir -p .venv/bin; ln -s "$0" .venv/bin/python'
    python = stand_in(folder, f'case "$*" in "-m venv"*) {makes};; *"pip install"*) exit 1;; esac')

    result = make(folder, f"PYTHON={python}")

    assert result.returncode != 0
    assert own_words(result)[-1] == (
        "make: without a network, point pip at your mirror (PIP_INDEX_URL)"
        " or at a folder of wheels (PIP_FIND_LINKS)."
    )
    assert not (folder / ".venv" / "ready").exists()


def test_help_names_every_target(folder: Path) -> None:
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    tasks = next(line for line in lines if line.startswith("TASKS :=")).split()[2:]
    targets = [*tasks, "clean", "help"]

    text = make(folder, "help").stdout

    assert [target for target in targets if f"make {target}" not in text] == ["html"]
    assert "make          the site and the PDF" in text
