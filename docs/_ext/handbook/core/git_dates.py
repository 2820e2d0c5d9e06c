"""The day on which each page last changed, as git knows it, or nothing at all.

A date that may be wrong is left out: without git, outside a repository, for a page with changes
that are not committed, and for a page whose last change a shallow clone does not have.
"""

import os
import subprocess
from pathlib import Path

TIMEOUT = 60  # seconds
# What opens a commit in the log: a byte that no file name can begin with, then hash and day.
_COMMIT = "\x01"


def last_changes(folder: Path) -> dict[str, str]:
    """Ask git once for all files below a folder.

    :returns: the ISO 8601 day of the last commit of each file, by its path below the folder.
    """
    try:
        cut = _cut_commits(folder)
        log = git(
            folder,
            *("log", "--relative", "--name-only", "-z", "--no-renames"),
            *("--date=format-local:%Y-%m-%d", f"--format={_COMMIT}%H %cd"),
            *("--", "."),
        )
        dirty = git(folder, "status", "--porcelain", "-z", "--no-renames", "--", ".")
        prefix = git(folder, "rev-parse", "--show-prefix").strip()
    except (OSError, subprocess.SubprocessError):
        return {}
    days = _days(log, cut)
    for entry in filter(None, dirty.split("\0")):
        days.pop(entry[3:].removeprefix(prefix), None)
    return days


def _cut_commits(folder: Path) -> set[str]:
    """Give the commits whose parents a shallow clone lacks: each seems to add every file."""
    if git(folder, "rev-parse", "--is-shallow-repository").strip() != "true":
        return set()
    path = git(folder, "rev-parse", "--path-format=absolute", "--git-path", "shallow").strip()
    return set(Path(path).read_text(encoding="ascii").split())


def _days(log: str, cut: set[str]) -> dict[str, str]:
    days: dict[str, str] = {}
    commit, day = "", ""
    for entry in log.split("\0"):
        name = entry.removeprefix("\n")
        if name.startswith(_COMMIT):
            commit, _, day = name.removeprefix(_COMMIT).partition(" ")
        elif name and commit not in cut:
            days[name] = max(day, days.get(name, ""))
    return days


def git(folder: Path, *arguments: str) -> str:
    """Ask git something about a folder's repository.

    :raises OSError, subprocess.SubprocessError: there is no git, or it has no answer.
    """
    # UTC, so that a build gives the same day everywhere; no locks, so that it disturbs nobody.
    command = ("git", "--no-optional-locks", "-c", "log.showSignature=false", *arguments)
    done = subprocess.run(  # noqa: S603  (fixed arguments, no shell)
        command,
        cwd=folder,
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        check=True,
        timeout=TIMEOUT,
    )
    return done.stdout.decode("utf-8", errors="surrogateescape")
