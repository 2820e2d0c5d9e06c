"""Uploading to an object store: which command runs, in which order, and what is refused."""

import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from handbook.keep.publish import storage
from handbook.keep.publish.outcome import Progress, PublishError


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
        "marking the place as a handbook's",
        "uploading assets",
        "uploading pages",
        "deleting what is no longer used",
    ]
    assert [word for word in steps[1][1] if word in ("--exclude", "--include", "*.html", "*")] == [
        "--exclude",
        "*.html",
    ]
    assert not any(word.startswith("--delete") for _, command in steps[:3] for word in command)
    assert any(word.startswith("--delete") for word in steps[3][1])


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


# -- What stands at the target already -------------------------------------------------------

TARGETS = {"aws": "s3://bucket/handbook", "rclone": "store:bucket/handbook"}


class Listing(NamedTuple):
    """What a tool answers when it is asked for what stands at the target."""

    tool: str
    code: int = 0
    out: str = ""
    err: str = ""


class Tools:
    """Stand-ins for the tools, which note how they are called and do nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "calls"

    def upload(self, listing: Listing) -> None:
        program = self.folder / listing.tool
        program.write_text(
            f"""#!/bin/sh
            echo "$*" >> {self.log}
            case "$*" in "s3 ls "*|"lsf "*)
                printf %s {shlex.quote(listing.out)}
                printf %s {shlex.quote(listing.err)} >&2
                exit {listing.code}
            esac
            """
        )
        program.chmod(0o755)
        storage.upload(self.folder / "site", TARGETS[listing.tool], Progress(4, quiet=True))

    @property
    def steps(self) -> list[str]:
        """What was done after the listing, each by its first words."""
        calls = self.log.read_text("utf-8").splitlines()[1:]
        return [call.removeprefix("s3 ").split()[0] for call in calls]


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    """Return stand-ins for the tools."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return Tools(tmp_path)


@pytest.mark.parametrize(
    "listing",
    [
        Listing("aws", 255, err="An error occurred (AccessDenied)"),
        Listing("aws", 1, err="Traceback (most recent call last):"),
        Listing("aws", 137),
        Listing("rclone", 1, err="Failed to lsf: connection refused"),
        Listing("rclone", 5, out="_static/\n", err="Failed to lsf: timeout"),
    ],
)
def test_nothing_is_sent_where_the_listing_fails(
    listing: Listing, tools: Tools, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PublishError) as refused:
        tools.upload(listing)

    target, tool, code = TARGETS[listing.tool], listing.tool, listing.code
    assert (str(refused.value), refused.value.code) == (
        f"{target}: {tool} ended with {code} when asked what is there, and says why above;"
        " nothing has changed: mend that, and publish again",
        73,
    )
    assert capfd.readouterr().err == listing.err
    assert tools.steps == []


# `aws s3 ls` fails without a word where no object has the prefix; rclone has a code of its own.
@pytest.mark.parametrize(
    ("listing", "steps"),
    [
        (Listing("aws", 1), ["cp", "cp", "cp", "sync"]),
        (Listing("aws", 0), ["cp", "cp", "cp", "sync"]),
        (Listing("rclone", 3, err="directory not found"), ["copyto", "copy", "copy", "sync"]),
        (Listing("rclone", 0, err="NOTICE: no config file"), ["copyto", "copy", "copy", "sync"]),
        (Listing("aws", out="2026-11-28 17:59:53 9 records.atom\n"), ["cp", "cp", "cp", "sync"]),
        (Listing("rclone", out="index.html\nrecords.atom\n"), ["copyto", "copy", "copy", "sync"]),
    ],
)
def test_an_empty_place_is_filled_and_a_handbook_replaced(
    listing: Listing, steps: list[str], tools: Tools
) -> None:
    tools.upload(listing)

    assert tools.steps == steps


@pytest.mark.parametrize(
    "listing",
    [
        Listing("aws", out="   PRE _static/\n2026-11-28 17:59:53   900 objects.inv\n"),
        Listing("rclone", out="_static/\nobjects.inv\n"),
    ],
)
def test_another_site_is_left_alone_also_one_that_sphinx_made(
    listing: Listing, tools: Tools
) -> None:
    with pytest.raises(PublishError) as refused:
        tools.upload(listing)

    assert (str(refused.value), refused.value.code) == (
        f"{TARGETS[listing.tool]} holds other things, such as _static/, and no handbook:"
        " name an empty place",
        73,
    )
    assert tools.steps == []


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("s3://bucket/handbook", "s3://bucket/handbook"),
        ("remote:bucket/handbook", "remote:bucket/handbook"),
        (":s3,access_key_id=A,secret_access_key=SECRET:bucket", ":s3,…:bucket"),
        (":sftp,host=h,pass=SECRET:", ":sftp,…:"),
    ],
)
def test_a_password_in_a_target_is_never_shown(target: str, shown: str) -> None:
    assert storage.shown(target) == shown
