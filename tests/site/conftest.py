"""For this layer: the pages of the built handbook, parsed; and builds as `make` does them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from bs4 import BeautifulSoup
from page_parts import pages_of

from handbook.build.strict import STRICT


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Return each page of the site by its path, without the addresses of those that moved."""
    return {
        name: BeautifulSoup((site / name).read_text("utf-8"), "lxml") for name in pages_of(site)
    }


@dataclass(frozen=True)
class Strict:
    """What a strict build said and left.

    :ivar said: both streams, with places relative to the sources and no colours.
    """

    code: int
    said: str
    out: Path


class StrictBuild(Protocol):
    def __call__(
        self, docs: Path, files: dict[str, str | bytes], builder: str = "html"
    ) -> Strict: ...


@pytest.fixture(scope="session")
def strict_build() -> StrictBuild:
    """Return a function that writes sources and builds them in a process of its own.

    It is as strict as the tasks of the handbook.
    """

    def run(docs: Path, files: dict[str, str | bytes], builder: str = "html") -> Strict:
        for name, content in files.items():
            path = docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        out = docs.parent / builder
        result = subprocess.run(
            [
                *(sys.executable, "-m", "sphinx", *STRICT, "-b", builder),
                *("-d", str(docs.parent / "doctrees"), str(docs), str(out)),
            ],
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            timeout=240,  # a build that hangs is a failed test
            check=False,
        )
        said = (result.stdout + result.stderr).replace(f"{docs}/", "")
        return Strict(result.returncode, said, out)

    return run
