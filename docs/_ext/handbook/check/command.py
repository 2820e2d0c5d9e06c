"""A check as a command: print each finding, and fail if there is one."""

import sys
from collections.abc import Callable
from pathlib import Path

from handbook.core.errors import Finding, HandbookError


def run(name: str, check: Callable[[Path], list[Finding]], arguments: list[str]) -> int:
    """Check a folder, and print what is found with paths as the caller names them.

    :returns: 0 for sound sources, 1 where there are findings, 2 for a wrong call.
    """
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write(f"usage: python -m handbook.check.{name} FOLDER\n")
        return 2
    root = Path(arguments[0])
    try:
        findings = check(root)
    except HandbookError as error:
        sys.stderr.write(f"{name}: {error}\n")
        return 2
    for finding in findings:
        sys.stdout.write(f"{root.as_posix().rstrip('/')}/{finding}\n")
    if findings:
        sys.stderr.write(f"{name}: {len(findings)} to mend\n")
    return int(bool(findings))
