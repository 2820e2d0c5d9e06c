"""``python -m handbook.check.prose DOCS``: print each finding, and fail if there is one."""

import sys

from handbook.check import prose
from handbook.check.command import run

if __name__ == "__main__":
    sys.exit(run("prose", prose.check, sys.argv[1:]))
