"""The banner on top of every page, from ``handbook.toml``."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.core.config import Handbook


def announcement(handbook: Handbook) -> str:
    """Give the banner as Furo's option takes it: HTML, or nothing for no banner."""
    text, link = escape(handbook.announcement.strip()), escape(handbook.announcement_link)
    return f'<a href="{link}">{text}</a>' if text and link else text
