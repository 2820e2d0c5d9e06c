"""Files are written in one step, and only when they change."""

import os
from pathlib import Path

import pytest

from handbook.core.output import write


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"

    assert write(path, "café\n")
    assert path.read_bytes() == "café\n".encode()
    assert [file.name for file in path.parent.iterdir()] == ["b.txt"]


def test_a_file_that_says_the_same_keeps_its_date(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write(path, "same")
    os.utime(path, ns=(1, 1))

    assert not write(path, b"same")
    assert path.stat().st_mtime_ns == 1


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    write(path, "old")

    def fail(*_: object, **__: object) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", fail)
        with pytest.raises(OSError, match="full"):
            write(path, "new")

    assert path.read_text(encoding="utf-8") == "old"
