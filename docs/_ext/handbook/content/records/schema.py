"""What ``schema.json`` says of a record's fields, for the code that keeps to it."""

import json
import re
from pathlib import Path
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    Path(__file__).with_name("schema.json").read_text(encoding="utf-8")
)
ID_PATTERN = re.compile(SCHEMA["$defs"]["id"]["pattern"])
TITLE_LENGTH: int = SCHEMA["properties"]["title"]["maxLength"]
AREAS: tuple[str, ...] = tuple(SCHEMA["properties"]["area"]["enum"])
# In the order in which registers list them: what needs an answer, what binds, what is past.
STATUSES: tuple[str, ...] = tuple(SCHEMA["properties"]["status"]["enum"])


def needed(status: str) -> list[str]:
    """Name the fields that a record needs because of its status."""
    keys: list[str] = []
    for rule in SCHEMA["allOf"]:
        condition = rule["if"]["properties"]["status"]
        if status in condition.get("enum", [condition.get("const")]):
            keys += rule["then"]["required"]
    return keys


def allowed(*path: str | int) -> str:
    """Say what a field may hold, in the words of the schema.

    :param path: the field's name, and for one inside a list an index and its own name.
    """
    schema = SCHEMA
    for step in path:
        target = _target(schema)
        schema = target["items"] if isinstance(step, int) else target["properties"][step]
    if "enum" in schema:
        *others, last = schema["enum"]
        return f"{', '.join(others)} or {last}"
    return str(schema.get("description") or _target(schema)["description"])


def _target(schema: dict[str, Any]) -> dict[str, Any]:
    target: dict[str, Any] = SCHEMA["$defs"].get(schema.get("$ref", "").rpartition("/")[2], schema)
    return target
