"""The live preview's process that builds: it keeps Sphinx with all pages in memory.

When a page is saved, that page alone is read and written first, and the browser shows it; then the
whole build follows, which is right for all other pages. When anything but a page changes, the
process ends, and :mod:`handbook.keep.preview` starts another from the pages as last read, so that
no code, template or setting is ever an old one.
"""

import signal
import zlib
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import suppress_logging
from sphinx.util.osutil import relative_uri

from handbook.build.incremental import forget
from handbook.build.incremental.files import PREVIEW_FAULTS
from handbook.keep.preview import live

SOURCE, CONFIGURATION = Path("docs"), Path()


class Rendered:
    """What the pages and their faults look like in a folder, to tell when one has changed."""

    def __init__(self, folder: Path, faults: Path) -> None:
        self._folder, self._faults = folder, faults
        self._seen: dict[Path, tuple[int, int]] = {}

    def changed(self) -> bool:
        """Tell whether a page looks otherwise than at the last call."""
        found = False
        for path in (*self._folder.rglob("*.html"), self._faults):
            then, digest = self._seen.get(path, (0, 0))
            now = path.stat().st_mtime_ns if path.exists() else 0
            if now != then:
                new = zlib.crc32(path.read_bytes()) if now else 0
                found |= new != digest
                self._seen[path] = (now, new)
        return found


def work(server: Connection, output: Path, overrides: dict[str, Any]) -> None:
    """Build, then build again for each row of changed files, until one is more than a page.

    :param server: gets True whenever a browser has something new to show, else False.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends this process, and says nothing
    if not color_terminal():
        nocolor()
    rendered = Rendered(output, output / PREVIEW_FAULTS)
    if not live.expect(output, CONFIGURATION / "handbook.toml"):
        return
    with patch_docutils(CONFIGURATION), docutils_namespace():
        app = Sphinx(
            SOURCE,
            CONFIGURATION,
            output,
            output.with_name(f"{output.name}-doctrees"),
            "html",
            confoverrides={"nitpicky": True, **overrides},
            status=None,
            tags=[live.TAG],
        )
        app.build()
        server.send(rendered.changed())
        with suppress(EOFError):  # the server has gone
            while pages := _pages(app, server.recv()):
                _show(app, pages)
                server.send(rendered.changed())
                app.build()
                server.send(rendered.changed())


def _pages(app: Sphinx, changed: Iterable[str]) -> list[str]:
    """Name the pages that some files are; none if one is no page, or is new, or gone."""
    pages = [app.env.path2doc(path) for path in changed]
    known = all(page in app.env.all_docs and app.env.doc2path(page).is_file() for page in pages)
    return cast("list[str]", pages) if known else []


def _show(app: Sphinx, pages: list[str]) -> None:
    """Read and write some pages alone; the build that follows does it again, for good."""
    forget(app)
    env, builder = app.env, cast("StandaloneHTMLBuilder", app.builder)
    with suppress_logging():
        for page in pages:
            try:
                app.emit("env-purge-doc", env, page)
                env.clear_doc(page)
                builder.read_doc(page)
                doctree = env.get_and_resolve_doctree(page, builder, tags=builder.tags)
                builder.imgpath = relative_uri(builder.get_target_uri(page), builder.imagedir)
                builder.post_process_images(doctree)
                builder.write_doc(page, doctree)
            except Exception:  # noqa: S110  (the build that follows meets it again, and says it)
                pass
            env.all_docs[page] = 0  # read before all time: the build reads it again
