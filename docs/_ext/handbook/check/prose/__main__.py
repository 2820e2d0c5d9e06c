"""``python -m handbook.check.prose DOCS``: print each finding, and fail if there is one."""

import sys

from handbook.check.command import run
from handbook.check.prose import check


def main(arguments: list[str]) -> int:
    """Check a folder; 0 for pages in the house style."""
    return run("prose", check, arguments, "; the style guide has the reasons")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
