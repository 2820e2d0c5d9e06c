"""What a build leaves for the next one."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self


@dataclass
class Written:
    """What a builder's last whole output was made from.

    :ivar shared: digest of what all pages share.
    :ivar pages: when each page was read.
    :ivar about: digest of what the pages that link to a page may show of it.
    :ivar made: digest of the whole output.
    """

    output: str = ""
    shared: str = ""
    pages: dict[str, float] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    made: str = ""


@dataclass
class Memory:
    """What a build knew.

    :ivar code: digest of all that is no content.
    :ivar files: digest of each file by its path: sources, and what pages were read from.
    :ivar sources: the page that each of these files is.
    :ivar used: the pages that were read from a file which is no page.
    :ivar written: by builder.
    :ivar kept: digest of what the build left among the doctrees.
    """

    code: str
    files: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    used: dict[str, list[str]] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)
    kept: str = ""

    @classmethod
    def load(cls, path: Path) -> Self | None:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            written = {name: Written(**made) for name, made in content.pop("written").items()}
            return cls(**content, written=written)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
