"""Keep releases side by side, and decide by one symbolic link which of them readers get.

::

    DEST/current -> releases/000042-1f3a9c0d12ab
    DEST/releases/000041-9b0e77a4c1d2/      the one before: to roll back is one rename
    DEST/releases/000042-1f3a9c0d12ab/
    DEST/releases/.new-…/                   being made; left by a kill, removed by the next run

A release is numbered, so that its place in the order doesn't depend on a clock, and carries a
digest of its content.
"""

import filecmp
import hashlib
import os
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from handbook.core.output import DIGEST
from handbook.keep.publish import stamp
from handbook.keep.publish.compress import ENDINGS
from handbook.keep.publish.outcome import PublishError

NAME = re.compile(r"([0-9]{6,})-[0-9a-f]{12}")
SECOND = 1_000_000_000  # in nanoseconds


@dataclass(frozen=True)
class Releases:
    """The releases below one target folder.

    Call whatever changes something with the target's lock held.
    """

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "releases"

    @property
    def link(self) -> Path:
        return self.root / "current"

    def prepare(self) -> None:
        """Make the folders, and remove what a killed publication has left.

        :raises PublishError: when the target holds something else.
        """
        if self.link.exists() and not self.link.is_symlink():
            raise PublishError(
                f"{self.link} is not a symbolic link: move it away, or name another target"
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        for left in (*self.folder.glob(".new-*"), *self.root.glob(".current-*")):
            # A build that outlived its publication may still write there: the next run tries again.
            if left.is_symlink():
                left.unlink(missing_ok=True)
            else:
                shutil.rmtree(left, ignore_errors=True)

    def all(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        found = [path for path in self.folder.iterdir() if NAME.fullmatch(path.name)]
        return sorted(found, key=_number)

    def live(self) -> Path | None:
        """Return the release that readers get; none before the first publication."""
        target = self.link.resolve()
        return target if NAME.fullmatch(target.name) and target.is_dir() else None

    def scratch(self) -> Path:
        """Make an empty folder beside the releases, so that to publish from it is a rename."""
        return Path(tempfile.mkdtemp(prefix=".new-", dir=self.folder))

    def keep_times(self, site: Path) -> int:
        """Give each file that is the same as in the live release the time stamp that it has there.

        A web server makes the ETag of time and size, so readers don't load the file again.
        Any other file gets a second that no kept release has for it: the same ETag for other
        content would show readers the old page.

        :returns: how many files are unchanged.
        """
        live, releases, kept = self.live(), self.all(), 0
        for path in _files(site):
            name = path.relative_to(site)
            before = live / name if live else None
            if before and before.is_file() and filecmp.cmp(before, path, shallow=False):
                _stamp(path, before.stat().st_mtime_ns)
                kept += 1
                continue
            used = [(old / name).stat().st_mtime_ns for old in releases if (old / name).is_file()]
            after = (max(used) // SECOND + 1) * SECOND if used else 0
            if after > path.stat().st_mtime_ns:
                _stamp(path, after)
        return kept

    def keep_named(self, site: Path) -> None:
        """Take over what pages of the live release name by a digest, and the new ones do not.

        A reader who has a page of it open, or gets one while the link is changed, still asks for
        its style sheet. One release later nobody does.
        """
        live = self.live()
        if live is None:
            return
        named = {path for path in _files(live) if DIGEST.search(path.name)}
        pages = b"".join(
            path.read_bytes() for path in _files(live) if path.suffix in (".html", ".css")
        )
        for path in named:
            place = site / path.relative_to(live)
            if path.name.encode() in pages and not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, place)

    def is_live(self, site: Path) -> bool:
        """Tell whether readers get exactly these files already."""
        live = self.live()
        if live is None:
            return False
        names = {path.relative_to(site) for path in _files(site)}
        served = {
            name
            for path in _files(live)
            if not _is_twin(path)
            # What was taken over from the release before.
            and ((name := path.relative_to(live)) in names or not DIGEST.search(path.name))
        }
        served -= {Path(stamp.FILE)}  # the commit alone is no news to readers
        return names == served and all(
            filecmp.cmp(live / name, site / name, shallow=False) for name in names
        )

    def publish(self, site: Path, keep: int) -> Path:
        """Make a finished folder the live release.

        :param site: a folder below :meth:`scratch`; it is moved.
        :param keep: how many releases stay, this one included; 2 or more.
        """
        releases, before = self.all(), self.live()
        number = _number(releases[-1]) + 1 if releases else 1
        release = self.folder / f"{number:06}-{_digest(site)}"
        _write_through(site)
        site.rename(release)
        _flush(self.folder)
        self._switch(release)
        # Newer than what was live: rolled back from, or killed before it went live.
        # Neither is something to go back to.
        history = [old for old in releases if before and _number(old) <= _number(before)]
        kept = history[max(0, len(history) - (keep - 1)) :]
        for old in releases:
            if old not in kept:
                shutil.rmtree(old, ignore_errors=True)
        return release

    def rollback(self) -> Path:
        """Make the release before the live one live.

        :raises PublishError: when there is none.
        """
        live = self.live()
        if live is None:
            raise PublishError(f"nothing is published in {self.root}: publish first")
        older = [release for release in self.all() if _number(release) < _number(live)]
        if not older:
            raise PublishError(f"{live.name} is the oldest release that is kept: nothing changed")
        self._switch(older[-1])
        return older[-1]

    def _switch(self, release: Path) -> None:
        # A link can't be changed in one step, but a second one can be renamed over it.
        new = self.root / f".current-{os.getpid()}"
        new.unlink(missing_ok=True)
        new.symlink_to(release.relative_to(self.root))
        new.rename(self.link)
        _flush(self.root)


def _digest(site: Path) -> str:
    """Digest names and content of all files, in 12 hexadecimal digits."""
    total = hashlib.sha256()
    for path in _files(site):
        total.update(path.relative_to(site).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def _number(release: Path) -> int:
    found = NAME.fullmatch(release.name)
    return int(found[1]) if found else 0


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _is_twin(path: Path) -> bool:
    return path.suffix in ENDINGS and path.with_suffix("").is_file()


def _stamp(path: Path, nanoseconds: int) -> None:
    os.utime(path, ns=(nanoseconds, nanoseconds))


def _write_through(site: Path) -> None:
    """Have everything on the disk before it goes live: a power cut must not empty a live page."""
    folders = [path for path in site.rglob("*") if path.is_dir()]
    # Many at once: the file system then writes its journal once for many files.
    with ThreadPoolExecutor(32) as pool:
        for _ in pool.map(_flush, (*_files(site), *folders, site)):
            pass


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
