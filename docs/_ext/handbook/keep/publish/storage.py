"""Upload a site to an object store, in an order that never leaves a page without its parts.

An object store has no rename, so there is no moment at which the whole site changes.  What can be
kept is the order: new styles, scripts and pictures first, then the pages that use them, and what
is no longer used last.  An upload that was cut short is mended by running it again.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook.keep.publish.outcome import Exit, Progress, PublishError

Command = tuple[str, ...]

# A remote of rclone's, named in its configuration or given in full with a colon before it.
_RCLONE = re.compile(r":?[\w.+@ -]+[:,].*")
# Everything is checked for changes at each use; the CDN in front lets browsers keep what carries a
# digest in its name (deploy/s3-cdn).
CACHE_CONTROL = "no-cache"
# A file that marks a place as a handbook, which no other site has and each handbook does, also one
# without records: nothing is deleted where it is missing.
MARK = "records.atom"
# Comes first: an upload that was cut short would else leave a place that holds "other things".
MARKING = "marking the place as a handbook's"
# How a listing ends where nothing stands. After an error, aws ends so as well, but says why.
AWS_NO_OBJECT = 1
RCLONE_NO_FOLDER = 3


def is_store(target: str) -> bool:
    """Tell an object store (``s3://bucket/path``, ``remote:bucket/path``) from a folder."""
    return not target.startswith(("/", ".", "~")) and _RCLONE.fullmatch(target) is not None


def shown(target: str) -> str:
    """Write a target for a message: an address given in full may hold a password."""
    name, comma, rest = target.partition(",")
    return f"{name},…{rest[rest.rfind(':') :]}" if comma and ":" in rest else target


def commands(site: Path, target: str) -> list[tuple[str, Command]]:
    """Return what to run: a step's name and its command, in order."""
    make = _aws if target.startswith("s3://") else _rclone
    return make(str(site), target.rstrip("/"))


def _aws(site: str, target: str) -> list[tuple[str, Command]]:
    # Everything is sent each time: `sync` goes by size and time, and would leave an old page
    # in place whose new text has the same length, when a rollback makes it the older file.
    send = ("aws", "s3", "cp", "--recursive", "--only-show-errors")
    header = ("--cache-control", CACHE_CONTROL)
    mark = ("aws", "s3", "cp", "--only-show-errors", *header, f"{site}/{MARK}", f"{target}/{MARK}")
    return [
        (MARKING, mark),
        ("uploading assets", (*send, *header, "--exclude", "*.html", site, target)),
        (
            "uploading pages",
            (*send, *header, "--exclude", "*", "--include", "*.html", site, target),
        ),
        (
            "deleting what is no longer used",
            ("aws", "s3", "sync", "--delete", "--size-only", "--only-show-errors", site, target),
        ),
    ]


def _rclone(site: str, target: str) -> list[tuple[str, Command]]:
    # A bucket that is not there is a typing error, not one to make.
    same = ("--checksum", "--s3-no-check-bucket")
    header = ("--header-upload", f"Cache-Control: {CACHE_CONTROL}")
    send = ("rclone", "copy", *same, *header)
    mark = ("rclone", "copyto", *same, *header, f"{site}/{MARK}", f"{target}/{MARK}")
    return [
        (MARKING, mark),
        ("uploading assets", (*send, "--exclude", "*.html", site, target)),
        ("uploading pages", (*send, "--include", "*.html", site, target)),
        (
            "deleting what is no longer used",
            ("rclone", "sync", *same, "--delete-after", site, target),
        ),
    ]


def _listing(target: str) -> Command:
    if target.startswith("s3://"):
        return ("aws", "s3", "ls", f"{target.rstrip('/')}/")
    return ("rclone", "lsf", "--max-depth", "1", target)


def upload(site: Path, target: str, progress: Progress) -> None:
    """Make the target hold exactly the site's files.

    :raises PublishError: when the tool is missing, or the target can't be listed, is refused, or
        holds other things.
    """
    tool = _listing(target)[0]
    if shutil.which(tool) is None:
        other = "a remote of rclone (remote:bucket)" if tool == "aws" else "s3://bucket for aws"
        raise PublishError(
            f"{shown(target)} needs the program {tool}, which is not on the PATH: install it, or"
            f" name {other}",
            Exit.NO_TOOL,
        )
    _refuse_foreign(target)
    for step, command in commands(site, target):
        progress.step(step)
        _run(command, target)


def _refuse_foreign(target: str) -> None:
    """Stop before anything is deleted in a place that was never a handbook, or can't be seen."""
    command = _listing(target)
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (as in _run)
    if result.returncode and not _is_absent(result):
        sys.stderr.write(result.stderr)
        raise PublishError(
            f"{shown(target)}: {command[0]} ended with {result.returncode} when asked what is"
            " there, and says why above; nothing has changed: mend that, and publish again",
            Exit.CANNOT_WRITE,
        )
    names = [line.split()[-1] for line in result.stdout.splitlines() if line.strip()]
    if names and MARK not in names:
        raise PublishError(
            f"{shown(target)} holds other things, such as {names[0]}, and no handbook:"
            " name an empty place",
            Exit.CANNOT_WRITE,
        )


def _is_absent(listing: subprocess.CompletedProcess[str]) -> bool:
    """Tell a place that is not there yet from one that couldn't be listed."""
    if listing.args[0] == "aws":
        return listing.returncode == AWS_NO_OBJECT and not listing.stderr.strip()
    return listing.returncode == RCLONE_NO_FOLDER


def _run(command: Sequence[str], target: str) -> None:
    result = subprocess.run(command, check=False)  # noqa: S603 (no shell; the target is one word)
    if result.returncode:
        raise PublishError(
            f"{shown(target)}: {command[0]} ended with {result.returncode}, and says why above;"
            " what is there is whole, run this again to finish",
            Exit.CANNOT_WRITE,
        )
