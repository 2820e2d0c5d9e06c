"""What a publication can end with: exit codes fit for cron and CI, and one line that says why."""

import errno
import sys
import time
from enum import IntEnum

from handbook.core.errors import HandbookError


class Exit(IntEnum):
    """Exit codes; those above 64 are from BSD's sysexits.h.

    :cvar FAILED: the build or a check found a fault in the handbook.
    :cvar NO_TOOL: a program that this way of publishing needs is missing.
    :cvar CANNOT_WRITE: the target can't be written: full, read-only, or not ours.
    :cvar BUSY: another publication holds the target; try again later.
    """

    DONE = 0
    FAILED = 1
    NO_TOOL = 69
    CANNOT_WRITE = 73
    BUSY = 75


class PublishError(HandbookError):
    """Why nothing was published, and the mend."""

    def __init__(self, message: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(message)
        self.code = code


def from_os_error(error: OSError) -> PublishError:
    """Say in words what the system refused."""
    place = f"{error.filename}: " if error.filename else ""
    advice = {
        errno.ENOSPC: "the disk is full: free some space, or lower --keep",
        errno.EDQUOT: "the disk quota is used up: free some space, or lower --keep",
        errno.EROFS: "the target is read-only: mount it writable, or name another",
        errno.EACCES: "not permitted: publish as the user that owns the target",
        errno.EPERM: "not permitted: publish as the user that owns the target",
    }.get(error.errno or 0, error.strerror or str(error))
    return PublishError(f"{place}{advice}", Exit.CANNOT_WRITE)


class Progress:
    """Says each step on standard output as it starts, and how long it took."""

    def __init__(self, steps: int, *, quiet: bool = False) -> None:
        self.steps = steps
        self.quiet = quiet
        self.done = 0
        self.started = time.monotonic()

    def step(self, text: str) -> None:
        self.done += 1
        self.say(f"[{self.done}/{self.steps}] {text} …")

    def say(self, text: str) -> None:
        if not self.quiet:
            sys.stdout.write(f"{time.monotonic() - self.started:7.1f} s  {text}\n")
            sys.stdout.flush()
