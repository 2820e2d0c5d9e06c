"""Say in a release which commit it was made of, so that a reader's report leads to it."""

import subprocess
from pathlib import Path

from handbook.core.git_dates import git

FILE = "release.txt"
SHOWN = 5  # names of uncommitted files


def commit(project: Path) -> tuple[str, list[str]]:
    """Return the commit of a folder, and its files that differ from it; nothing without git."""
    try:
        head = git(project, "rev-parse", "HEAD").strip()
        status = git(project, "status", "--porcelain", "-z", "--no-renames", "--", ".")
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
