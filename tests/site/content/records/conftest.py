"""For this folder: the good record, spoilt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from small_records import CONF, INDEX, RECORD, edited

if TYPE_CHECKING:
    from conftest import Build


class Spoil(Protocol):
    def __call__(self, edits: list[tuple[str, str]]) -> list[str]: ...


@pytest.fixture
def spoil(build: Build) -> Spoil:
    """Return a function that builds the good record with edits and gives the warnings."""

    def run(edits: list[tuple[str, str]]) -> list[str]:
        pages = {"TO-0001-keep.md": edited(RECORD, edits), "index.md": INDEX}
        return build(pages, conf=CONF).warnings

    return run
