"""``python -m handbook.check.preflight DOCS``: print each finding, and fail if there is one."""

import sys

from handbook.check.command import run
from handbook.check.preflight import check


def main(arguments: list[str]) -> int:
    """Check a folder; 0 for sound sources."""
    return run("preflight", check, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
