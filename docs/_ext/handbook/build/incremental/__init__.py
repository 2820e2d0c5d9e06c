"""A build that follows another gives the bytes of a build from nothing.

Sphinx reads again what changed, and writes that. It overlooks what other pages show of a change,
files that are gone, and what a build that was stopped had already done. This module

- compares contents, not times: a file that is put back with its old date has changed too;
- writes every page again, into an emptied folder, when what all pages share has changed: the menu,
  labels, numbers, terms, templates, static files, pictures, the set of pages;
- else writes what was read again, and the pages that link to a page whose headings changed;
- forgets all of an earlier build when the code or the configuration changed, and after a build that
  failed, warned or was stopped: a warning is told until it is mended.

A module whose pages show what is neither in a source nor in the environment, such as a date from
git, says so by :func:`handbook.core.output.on_page_inputs`.
What modules keep in the environment counts as shared by all pages, except
:data:`handbook.build.incremental.shown.LOOKED_AFTER`.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from handbook.build.incremental import files, shown
from handbook.core.output import write

# Among the doctrees: what the last whole build knew, there only if it gave no warning; and the
# folders that builds made, which later builds may empty.
MEMORY, OUTPUTS = "handbook-build.json", "handbook-outputs.json"
# Named by what pages ask for, so that only a look at all pages tells which are still used.
JOINED = f"_static/**/*.{'[0-9a-f]' * 12}.*s"


@dataclass
class Written:
    """What a builder's last whole output was made from.

    :ivar shared: digest of what all pages share.
    :ivar pages: when each page was read.
    :ivar about: digest of what the pages that link to a page may show of it.
    """

    output: str = ""
    shared: str = ""
    pages: dict[str, float] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)


@dataclass
class Memory:
    """What a build knew.

    :ivar code: digest of all that is no content.
    :ivar files: digest of each file by its path: sources, and what pages were read from.
    :ivar sources: the page that each of these files is.
    :ivar used: the pages that were read from a file which is no page.
    :ivar written: by builder.
    """

    code: str
    files: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    used: dict[str, list[str]] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Self | None:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            written = {name: Written(**made) for name, made in content.pop("written").items()}
            return cls(**content, written=written)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None


class Incremental:
    """Decides what a build reads and writes; of one process, which may build several times."""

    def __init__(self) -> None:
        self._last: Memory | None = None
        self._now = Memory("")
        self.writes_all = False

    def recall(self, app: Sphinx, config: Config) -> None:
        """Take up where the last build ended, or forget it (event ``config-inited``)."""
        self._last = Memory.load(Path(app.doctreedir, MEMORY))
        forget(app)
        self._now = Memory(files.code(app))
        if self._last is None or self._last.code != self._now.code:
            self._last = None
            # As the option -E does.
            (app.doctreedir / ENV_PICKLE_FILENAME).unlink(missing_ok=True)

    def find_outdated(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> Iterable[str]:
        """Name the pages to read again (event ``env-get-outdated``)."""
        forget(app)  # also what an earlier build of this process noted
        # The contents as Sphinx cached them in an earlier build, if that was in this process.
        vars(env).pop("master_doctree", None)
        now = self._now = Memory(self._now.code)
        used = _used_files(env)
        now.files = files.digests([*files.below(app.srcdir), *map(Path, used)])
        last = self._last
        if last is None:
            return env.found_docs
        pages = {**last.sources, **_sources(env, env.found_docs)}
        # Contents that name a page that is gone: read again, they say so at their line.
        found: set[str] = set().union(*(env.files_to_rebuild.get(page, ()) for page in removed))
        for path in sorted(last.files | now.files):
            if last.files.get(path) == now.files.get(path):
                continue
            if path in pages:
                found.add(pages[path])
            elif path in last.used:
                found |= set(last.used[path])
            elif not _is_asset(app, path):
                # Some page may be read from it all the same.
                return env.found_docs
        return found

    def find_unwritten(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """Name the pages to write again (event ``env-get-updated``, once numbers are given)."""
        if not env.all_docs:
            return ()  # the builder reads none, such as the one that looks for moved pages
        now = self._now
        now.sources, now.used = _sources(env, env.all_docs), _used_files(env)
        missing = [Path(path) for path in now.used if path not in now.files]
        now.files |= files.digests(missing)
        before = self._last.written.get(app.builder.name) if self._last else None
        written = Written(str(app.outdir), shown.shared(app, env, now.files))
        written.pages = dict(env.all_docs)
        written.about = {page: shown.about(env, page) for page in env.all_docs}
        now.written = {**(self._last.written if self._last else {}), app.builder.name: written}
        self.writes_all = before is None or (before.output, before.shared) != (
            written.output,
            written.shared,
        )
        if before is None or self.writes_all:
            return env.all_docs
        found = {page for page in env.all_docs if before.pages.get(page) != written.pages[page]}
        retold = [page for page, told in written.about.items() if before.about.get(page) != told]
        return found | shown.linking_to(env, retold)

    def make_room(self, app: Sphinx, builder: Builder) -> None:
        """Empty the folder before all pages are written (event ``write-started``)."""
        if not self.writes_all or builder.format != "html":
            return  # a printed file stays until the new one is whole
        path = Path(app.doctreedir, OUTPUTS)
        try:
            ours = set(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            ours = set()
        outdir = Path(app.outdir)
        # The live preview keeps its faults with the pages, from before the first build.
        keep = (Path(app.doctreedir), outdir / files.PREVIEW_FAULTS)
        if str(outdir) in ours:
            files.empty(outdir, keep)
        elif not outdir.is_dir() or all(entry in keep for entry in outdir.iterdir()):
            write(path, json.dumps(sorted({*ours, str(outdir)})))

    def note_done(self, app: Sphinx, error: Exception | None) -> None:
        """Remember the build, if nothing was wrong with it (event ``build-finished``)."""
        if error:
            self._last = None
            return
        if not self.writes_all:
            files.drop_unused(Path(app.outdir), JOINED)
        self._last = self._now
        # What -W goes by. Two pictures of one name get names in the order of reading: no build
        # may then follow another.
        share = any(Path(path).name != name for path, (_pages, name) in app.env.images.items())
        sound = app._warncount == 0 and app.statuscode == 0 and not share
        if sound and self._now.written:
            write(Path(app.doctreedir, MEMORY), json.dumps(asdict(self._now)))


def forget(app: Sphinx) -> None:
    """Have the next process build from nothing, unless a build is whole before."""
    Path(app.doctreedir, MEMORY).unlink(missing_ok=True)


def _sources(env: BuildEnvironment, pages: Iterable[str]) -> dict[str, str]:
    return {str(env.doc2path(page)): page for page in pages}


def _used_files(env: BuildEnvironment) -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for page, paths in sorted(env.dependencies.items()):
        for path in paths:
            used.setdefault(os.path.normpath(env.srcdir / path), []).append(page)
    return used


def _is_asset(app: Sphinx, path: str) -> bool:
    """Tell whether a file is copied or rendered, never read as content."""
    folders = [*app.config.templates_path, *app.config.html_static_path]
    return any(Path(path).is_relative_to(app.confdir / folder) for folder in folders)


def setup(app: Sphinx) -> ExtensionMetadata:
    incremental = Incremental()
    app.connect("config-inited", incremental.recall)
    app.connect("env-get-outdated", incremental.find_outdated)
    app.connect("doctree-read", shown.note_targets)
    # After Sphinx has numbered figures and sections.
    app.connect("env-get-updated", incremental.find_unwritten, priority=900)
    # Before anything is written.
    app.connect("write-started", incremental.make_room, priority=100)
    # After everything is written.
    app.connect("build-finished", incremental.note_done, priority=990)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
