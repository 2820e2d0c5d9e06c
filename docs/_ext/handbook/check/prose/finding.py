"""What the prose checks hand to whoever reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One sentence that a writer should look at again.

    :ivar path: the file, relative to the folder of the sources, with slashes.
    :ivar line: counted from 1.
    :ivar message: what was found, why it matters, and how to mend it.
    :ivar rule: the name of the rule.
    """

    path: str
    line: int
    message: str
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message} [{self.rule}]"
