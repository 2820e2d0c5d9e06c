"""What preflight hands from its parts to whoever reports."""

from __future__ import annotations

from dataclasses import dataclass

UNREADABLE = "the file can't be read ({}): let whoever builds read it, or remove it"


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of a source file.

    :ivar path: the file, relative to the folder of the sources, with slashes.
    :ivar line: counted from 1; 1 for what concerns the whole file.
    :ivar message: what is wrong and how to mend it, without the place.
    :ivar stops: whether a build that read the file would crash, hang or leak.
    """

    path: str
    line: int
    message: str
    stops: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"
