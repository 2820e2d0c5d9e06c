"""The search panel as a test sees it: its answer, its first result, and what must be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A query for each chapter, and the page that must come first.
TOPICS = [
    ("role overview", "role-overview.html"),
    ("architecture", "architecture.html"),
    ("robustness", "robustness.html"),
    ("representation", "representation.html"),
    ("tradeoffs", "tradeoffs.html"),
]


def answered(page: Page, words: str) -> None:
    """Wait until the panel shows the answer to some words."""
    page.wait_for_function(
        "words => document.querySelector('.search-results')?.dataset.answers === words", arg=words
    )


def first_result(page: Page) -> str:
    href = page.locator("#search-results a").first.get_attribute("href") or ""
    return re.sub(r"[?#].*", "", href)
