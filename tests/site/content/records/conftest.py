"""A project with one good record, which tests spoil, repeat or show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from conftest import Build

CONF = """\
extensions = ["myst_parser", "handbook.content.records"]
myst_enable_extensions = ["colon_fence"]
html_copy_source = False
handbook_today = "2026-12-01"
"""
PAGE = """\
---
owner: Editors
reviewed: 2026-11-22
review-by: 2027-11-22
---

"""
INDEX = f"{PAGE}# Home\n\n```{{toctree}}\n:glob:\n\n*\n```\n"
RECORD = """\
---
tradeoff:
  id: TO-0001
  title: Keep it
  status: accepted
  area: role
  owner: Editors
  deciders: [Editors]
  decided: 2026-11-22
  review-by: 2027-11-22
  reversibility: easy
  options:
    - This
    - That
  chosen: This
  gains: [Speed]
  costs: [Code]
  payers:
    - who: Editors
      when: now
  reopen-when: [It hurts]
---

# Keep it

## Context

Once there was one.

## Options

This, or that.

## Why

This is faster.
"""


class Spoil(Protocol):
    def __call__(self, edits: list[tuple[str, str]]) -> list[str]: ...


class MakeRecord(Protocol):
    def __call__(self, number: int, title: str, *edits: tuple[str, str]) -> dict[str, str]: ...


def edited(text: str, edits: list[tuple[str, str]]) -> str:
    for old, new in edits:
        assert old in text, f"nothing to replace: {old!r}"
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def conf() -> str:
    """Return the configuration of a small project with records."""
    return CONF


@pytest.fixture
def page() -> str:
    """Return front matter that every page needs."""
    return PAGE


@pytest.fixture
def index() -> str:
    """Return a root page that lists every other."""
    return INDEX


@pytest.fixture
def record() -> str:
    """Return the page of a good record."""
    return RECORD


@pytest.fixture
def make_record() -> MakeRecord:
    """Return a function that gives a good record, with edits, as a file name and its text."""

    def make(number: int, title: str, *edits: tuple[str, str]) -> dict[str, str]:
        own = [("TO-0001", f"TO-{number:04}"), ("Keep it", title), ("# Keep it", f"# {title}")]
        return {f"TO-{number:04}-some.md": edited(RECORD, [*own, *edits])}

    return make


@pytest.fixture
def spoil(build: Build) -> Spoil:
    """Return a function that builds the good record with edits and gives the warnings."""

    def run(edits: list[tuple[str, str]]) -> list[str]:
        pages = {"TO-0001-keep.md": edited(RECORD, edits), "index.md": INDEX}
        return build(pages, conf=CONF).warnings

    return run
