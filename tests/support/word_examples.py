"""The examples of how text is cut into words, for tests of the build and of the browser."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

EXAMPLES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)["example"]
