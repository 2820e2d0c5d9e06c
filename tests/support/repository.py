"""Where the repository's own files are, from any test."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
EXTENSIONS = DOCS / "_ext"
FURO_SPECIMEN = ROOT / "tests" / "roots" / "furo-specimen"
