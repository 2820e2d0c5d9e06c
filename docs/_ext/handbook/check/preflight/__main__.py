"""``python -m handbook.check.preflight DOCS``: print each finding, and fail if there is one."""

from __future__ import annotations

import sys
from pathlib import Path

from handbook.check.preflight import check


def main(arguments: list[str]) -> int:
    """Check a folder.

    :returns: 0 for sound sources, 1 where there are findings, 2 for a wrong call.
    """
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m handbook.check.preflight FOLDER\n")
        return 2
    root = Path(arguments[0])
    findings = check(root)
    for finding in findings:
        sys.stdout.write(f"{root.as_posix().rstrip('/')}/{finding}\n")
    if findings:
        sys.stderr.write(f"preflight: {len(findings)} to mend\n")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
