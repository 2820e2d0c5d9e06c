"""Uploading to an object store: which command runs, in which order, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.publish import storage
from handbook.publish.outcome import Progress, PublishError


@pytest.mark.parametrize(
    "target",
    ["s3://bucket", "s3://bucket/handbook", "store:bucket/path", ":s3,provider=AWS:bucket"],
)
def test_an_object_store_is_told_from_a_folder(target: str) -> None:
    assert storage.is_store(target)


@pytest.mark.parametrize("target", ["/srv/handbook", "./a:b", "../x", "~/site", "site", "a/b:c"])
def test_a_folder_is_told_from_an_object_store(target: str) -> None:
    assert not storage.is_store(target)


@pytest.mark.parametrize("target", ["s3://bucket/handbook", "store:bucket/handbook"])
def test_pages_come_after_what_they_use_and_deleting_comes_last(target: str) -> None:
    steps = storage.commands(Path("/site"), target)

    assert [step for step, _ in steps] == [
        "uploading assets",
        "uploading pages",
        "deleting what is no longer used",
    ]
    assert [word for word in steps[0][1] if word in ("--exclude", "--include", "*.html", "*")] == [
        "--exclude",
        "*.html",
    ]
    assert not any(word.startswith("--delete") for _, command in steps[:2] for word in command)
    assert any(word.startswith("--delete") for word in steps[2][1])


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            "s3://bucket",
            "s3://bucket needs the program aws, which is not on the PATH: install it, or name"
            " a remote of rclone (remote:bucket)",
        ),
        (
            "store:bucket",
            "store:bucket needs the program rclone, which is not on the PATH: install it, or name"
            " s3://bucket for aws",
        ),
    ],
)
def test_a_missing_program_is_named(
    target: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(PublishError) as refused:
        storage.upload(tmp_path, target, Progress(1, quiet=True))

    assert (str(refused.value), refused.value.code) == (message, 69)
