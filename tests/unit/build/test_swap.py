"""The finished folder changes as a whole, and files that say the same stay the same files."""

from pathlib import Path

import pytest

from handbook.build import swap as module
from handbook.build.swap import swap


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def read(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def test_the_place_gets_the_files_that_were_made_and_loses_others(tmp_path: Path) -> None:
    write(tmp_path / "made", a="new", sub__b="b")
    write(tmp_path / "site", a="old", gone="x")

    swap(tmp_path / "made", tmp_path / "site")

    assert read(tmp_path / "site") == {"a": "new", "sub/b": "b"}
    assert read(tmp_path / "made") == {"a": "new", "sub/b": "b"}
    assert {path.name for path in tmp_path.iterdir()} == {"made", "site"}


def test_a_file_that_says_the_same_is_not_touched(tmp_path: Path) -> None:
    write(tmp_path / "made", a="same", b="new")
    write(tmp_path / "site", a="same", b="old")
    before = (tmp_path / "site" / "a").stat()

    swap(tmp_path / "made", tmp_path / "site")

    after = (tmp_path / "site" / "a").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_writing_where_it_was_made_leaves_the_place_alone(tmp_path: Path) -> None:
    write(tmp_path / "made", a="first")
    swap(tmp_path / "made", tmp_path / "site")

    write(tmp_path / "made", a="second")

    assert read(tmp_path / "site") == {"a": "first"}


def test_a_pattern_takes_some_files(tmp_path: Path) -> None:
    write(tmp_path / "made", **{"book.pdf": "pdf", "book.typ": "source"})

    swap(tmp_path / "made", tmp_path / "pdf", "*.pdf")

    assert read(tmp_path / "pdf") == {"book.pdf": "pdf"}


def full(source: Path, target: Path) -> None:
    raise OSError(28, "No space left on device")


def test_a_swap_that_breaks_off_leaves_the_place_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "made", a="new", b="new")
    write(tmp_path / "site", a="old")
    monkeypatch.setattr(module.shutil, "copy", full)

    with pytest.raises(OSError, match="No space"):
        swap(tmp_path / "made", tmp_path / "site")

    assert read(tmp_path / "site") == {"a": "old"}
    monkeypatch.undo()
    swap(tmp_path / "made", tmp_path / "site")
    assert read(tmp_path / "site") == {"a": "new", "b": "new"}


def test_a_file_system_without_links_serves_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "made", a="same")
    write(tmp_path / "site", a="same")
    before = (tmp_path / "site" / "a").stat().st_mtime_ns

    def refused(source: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(module.os, "link", refused)

    swap(tmp_path / "made", tmp_path / "site")

    assert read(tmp_path / "site") == {"a": "same"}
    assert (tmp_path / "site" / "a").stat().st_mtime_ns == before


def test_a_swap_that_was_stopped_half_way_is_taken_back_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "made", a="new")
    write(tmp_path / "site.old", a="old")
    monkeypatch.setattr(module.shutil, "copy", full)

    with pytest.raises(OSError, match="No space"):
        swap(tmp_path / "made", tmp_path / "site")

    assert read(tmp_path / "site") == {"a": "old"}
