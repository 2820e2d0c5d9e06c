"""Which pages a browser test judges where it does not judge all."""

from __future__ import annotations

import os

# Every page, at every width; takes minutes more.
FULL = bool(os.environ.get("HANDBOOK_FULL"))
SCHEMES = ("light", "dark")
# One of each kind of page: landing, longest, every component, register, record, template,
# index of guides, glossary, and those without a source.
SAMPLE = (
    "index.html",
    "architecture.html",
    "about/style-guide.html",
    "records/index.html",
    "records/TO-0101-reports-builds-catalogue-owns.html",
    "templates/robustness-worksheet.html",
    "how-to/index.html",
    "reference/glossary.html",
    "genindex.html",
    "search.html",
)
