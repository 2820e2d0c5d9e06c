"""A project with one good record, which tests spoil, repeat or show."""

from __future__ import annotations

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


def edited(text: str, edits: list[tuple[str, str]]) -> str:
    for old, new in edits:
        assert old in text, f"nothing to replace: {old!r}"
        text = text.replace(old, new, 1)
    return text


def make_record(number: int, title: str, *edits: tuple[str, str]) -> dict[str, str]:
    """Return a good record, with edits, as a file name and its text."""
    own = [("TO-0001", f"TO-{number:04}"), ("Keep it", title), ("# Keep it", f"# {title}")]
    return {f"TO-{number:04}-some.md": edited(RECORD, [*own, *edits])}
