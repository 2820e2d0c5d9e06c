"""The site among the outputs: who makes it, where it stands, and how files are written.

Most of what surrounds a page is added to it when it is written: :func:`on_page`.
"""

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

BUILDER = "html"
PAGE_INPUTS = "handbook-page-inputs"
# In the environment: by builder and page, a digest of what the page showed when last written.
SHOWN = "handbook_shown_inputs"
# In the name of a file: a digest of its content, by :func:`with_digest`.
DIGEST = re.compile(r"\.[0-9a-f]{12}\.\w+$")


def with_digest(name: str, content: bytes) -> str:
    """Put a digest of a file's content into its name, so that the name never leads to another.

    During an update, and after a rollback, a server of another release is asked for it too: that
    one has no such file, and says so, where it would answer ``?v=`` with whatever it has.
    """
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


@dataclass(frozen=True)
class AnyPage:
    """A page of the site that is about to be written.

    :ivar context: what its template may show.
    """

    app: Sphinx
    name: str
    context: dict[str, Any]

    def add_alternate(self, kind: str, file: str, title: str) -> str:
        """Say in the page's head that a file of the site tells the same otherwise.

        :param kind: its media type.
        :param file: its path below the site's top.
        :returns: its address, relative to the page.
        """
        href = relative_uri(self.app.builder.get_target_uri(self.name), file)
        self.add_to_head(f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">')
        return href

    def add_to_head(self, tags: str) -> None:
        """Add to what stands between ``<head>`` and ``</head>``."""
        self.context["metatags"] = f"{self.context['metatags']}\n{tags}"


@dataclass(frozen=True)
class SitePage(AnyPage):
    """A page that has a source; ``doctree`` is as the builder writes it."""

    doctree: nodes.document


def is_site(builder: Builder) -> bool:
    """Tell whether the builder makes the site; an EPUB, also HTML, may hold no stray files."""
    return builder.name == BUILDER


def on_any_page(app: Sphinx, add: Callable[[AnyPage], None], priority: int = 500) -> None:
    """Have a function look at each page of the site, such as the index, before it is written."""

    def listen(
        app: Sphinx, name: str, _: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        if is_site(app.builder):
            page = (app, name, context)
            add(AnyPage(*page) if doctree is None else SitePage(*page, doctree))

    app.connect("html-page-context", listen, priority=priority)


def on_page(app: Sphinx, add: Callable[[SitePage], None], priority: int = 500) -> None:
    """Have a function look at each page of the site that has a source, before it is written."""
    on_any_page(app, lambda page: add(page) if isinstance(page, SitePage) else None, priority)


def on_site_written(app: Sphinx, finish: Callable[[Sphinx], None]) -> None:
    """Have a function called once the site is built, if nothing went wrong."""

    def listen(app: Sphinx, error: Exception | None) -> None:
        if not error and is_site(app.builder):
            finish(app)

    app.connect("build-finished", listen)


def on_page_inputs(
    app: Sphinx, give: Callable[[Sphinx, BuildEnvironment], Mapping[str, Any]]
) -> None:
    """Have a function say what pages show that is not in their sources, by the pages' names.

    A page is written again when it shows something else than in the builder's last output: several
    builders share one environment. Values are compared by how Python writes them.
    """
    if PAGE_INPUTS not in app.events.events:
        app.add_event(PAGE_INPUTS)
        # After all that settles what pages show.
        app.connect("env-updated", _showing_others, priority=900)
    app.connect(PAGE_INPUTS, give)


def _showing_others(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages that show something else than when they were last written."""
    told = app.emit(PAGE_INPUTS, env)
    now = {
        page: hashlib.sha256(repr([values.get(page) for values in told]).encode()).hexdigest()
        for page in env.all_docs
    }
    shown: dict[str, dict[str, str]] = getattr(env, SHOWN, {})
    before = shown.get(app.builder.name, {})
    setattr(env, SHOWN, {**shown, app.builder.name: now})
    return sorted(page for page in now if before.get(page) != now[page])


def base_address(config: Config) -> str:
    """Give the site's address, ending in a slash, or nothing where it is not known."""
    base = config.html_baseurl
    return f"{base.rstrip('/')}/" if base else ""


def write(path: Path, content: str | bytes) -> bool:
    """Write a file in one step, so that nobody ever reads half of it, nor loses the old one.

    A file that says the same already is left alone, with its date.

    :returns: whether it changed.
    """
    path = Path(path)  # Sphinx's own paths replace letters
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may want the same file at once; nobody can have made a link of the draft before.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with draft.open("xb") as file:
        file.write(data)
    draft.replace(path)
    return True
