"""The site among the outputs: who makes it, where it stands, and how its files are written."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.builders import Builder
    from sphinx.config import Config

BUILDER = "html"
# In the name of a file: a digest of its content, by :func:`with_digest`.
DIGEST = re.compile(r"\.[0-9a-f]{12}\.\w+$")


def with_digest(name: str, content: bytes) -> str:
    """Put a digest of a file's content into its name, so that the name never leads to another.

    During an update, and after a rollback, a server of another release is asked for it too: that
    one has no such file, and says so, where it would answer ``?v=`` with whatever it has.
    """
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def is_site(builder: Builder) -> bool:
    """Tell whether the builder makes the site; an EPUB, also HTML, may hold no stray files."""
    return builder.name == BUILDER


def base_address(config: Config) -> str:
    """Give the site's address, ending in a slash, or nothing where it is not known."""
    base = config.html_baseurl
    return f"{base.rstrip('/')}/" if base else ""


def write_whole(path: Path, text: str) -> None:
    """Write a file that pages depend on by date, and that two processes may want at once."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)
