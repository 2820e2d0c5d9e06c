"""Where the repository's own files are, from any test."""

from pathlib import Path

from handbook.core.config import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
EXTENSIONS = DOCS / "_ext"
FURO_SPECIMEN = ROOT / "tests" / "roots" / "furo-specimen"


def conf_of(settings: Settings) -> str:
    """Return the lines of a project's conf.py that give it settings."""
    tables = "Handbook, Links, Organisation, Search, Settings, Staleness"
    return f"from handbook.core.config import {tables}\nhandbook_settings = {settings!r}\n"
