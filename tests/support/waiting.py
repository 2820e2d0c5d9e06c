"""How tests wait: for what they expect, with a limit that only a fault reaches."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 90  # seconds; much more than a loaded machine needs, for each wait


def until(is_there: Callable[[], object], fault: Callable[[], str] | str) -> None:
    """Wait until something is there.

    :param fault: what is said when it never comes.
    :raises AssertionError: after :data:`PATIENCE`.
    """
    end = time.monotonic() + PATIENCE
    while not is_there():
        if time.monotonic() > end:
            raise AssertionError(fault if isinstance(fault, str) else fault())
        time.sleep(0.02)
