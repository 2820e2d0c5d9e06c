"""``python -m handbook.check.preflight DOCS``: print each finding, and fail if there is one."""

import sys

from handbook.check import preflight
from handbook.check.command import run

if __name__ == "__main__":
    sys.exit(run("preflight", preflight.check, sys.argv[1:]))
