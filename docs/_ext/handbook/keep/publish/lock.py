"""One publication at a time for each target, also when the one before it was killed."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handbook.keep.publish.outcome import Exit, PublishError


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file, made where it is missing.

    The kernel frees it when the process ends, however it ends, so there is no stale lock to remove.
    The file itself stays: to delete it would let two publications hold two locks of one name.

    :raises PublishError: at once, when another process holds it.
    """
    with path.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError(
                f"another publication to {path.parent} is running: try again when it has ended",
                Exit.BUSY,
            ) from None
        yield
