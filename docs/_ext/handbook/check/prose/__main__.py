"""``python -m handbook.check.prose DOCS``: print each finding, and fail if there is one."""

from __future__ import annotations

import sys
from pathlib import Path

from handbook.check.prose import ProseError, check


def main(arguments: list[str]) -> int:
    """Check a folder.

    :returns: 0 for pages in the house style, 1 where there are findings, 2 for a wrong call.
    """
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m handbook.check.prose FOLDER\n")
        return 2
    docs = Path(arguments[0])
    try:
        findings = check(docs)
    except ProseError as error:
        sys.stderr.write(f"prose: {error}\n")
        return 2
    for finding in findings:
        sys.stdout.write(f"{docs.as_posix().rstrip('/')}/{finding}\n")
    if findings:
        sys.stderr.write(f"prose: {len(findings)} to mend; the style guide has the reasons\n")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
