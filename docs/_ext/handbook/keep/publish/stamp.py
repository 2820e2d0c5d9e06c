"""Say in a release which commit it was made of, so that a reader's report leads to it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE = "release.txt"
SHOWN = 5  # names of uncommitted files
TIMEOUT = 60  # seconds


def commit(project: Path) -> tuple[str, list[str]]:
    """Return the commit of a folder, and its files that differ from it; nothing without git."""
    try:
        head = _git(project, "rev-parse", "HEAD").strip()
        status = _git(project, "status", "--porcelain", "-z", "--no-renames", "--", ".")
    except (OSError, subprocess.SubprocessError):
        return "", []
    return head, [entry[3:] for entry in status.split("\0") if entry]


def warning(changed: list[str]) -> str:
    """Return what whoever publishes is told of uncommitted work; empty without any."""
    if not changed:
        return ""
    named = ", ".join(changed[:SHOWN])
    more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
    return f"uncommitted work is published, which no commit can bring back: {named}{more}"


def write(site: Path, head: str, changed: list[str]) -> None:
    """Write the file at the site's top; none where the commit is not known."""
    if head:
        rest = ", with uncommitted work" if changed else ""
        (site / FILE).write_text(f"commit {head}{rest}\n", encoding="utf-8")


def _git(folder: Path, *arguments: str) -> str:
    command = ("git", "--no-optional-locks", *arguments)
    done = subprocess.run(  # noqa: S603  (fixed arguments, no shell)
        command, cwd=folder, capture_output=True, check=True, timeout=TIMEOUT
    )
    return done.stdout.decode("utf-8", errors="surrogateescape")
