"""What ``schema.json`` says of a record's fields, for the code that keeps to it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    Path(__file__).with_name("schema.json").read_text(encoding="utf-8")
)
ID_PATTERN = re.compile(SCHEMA["$defs"]["id"]["pattern"])
TITLE_LENGTH: int = SCHEMA["properties"]["title"]["maxLength"]
