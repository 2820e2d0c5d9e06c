"""``python -m handbook.keep.publish``, which ``make publish`` and ``make rollback`` call."""

import argparse
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from handbook.keep.publish import checks, compress, fresh, nginx, stamp, storage
from handbook.keep.publish.outcome import Exit, Progress, PublishError, from_os_error
from handbook.keep.publish.releases import Releases

KEEP = 5
STEPS_TO_FOLDER = 5
STEPS_TO_STORE = 7


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code (:class:`.Exit`)."""
    given = _parser().parse_args(arguments)
    # A web server that runs as another user reads the files.
    os.umask(0o022)
    try:
        if storage.is_store(given.target):
            _to_store(given)
        elif given.rollback:
            _rollback(given)
        else:
            _to_folder(given)
    except PublishError as error:
        return _end(str(error), error.code)
    except OSError as error:
        stopped = from_os_error(error)
        return _end(str(stopped), stopped.code)
    except KeyboardInterrupt:
        return _end("stopped by you; readers have what they had", Exit.FAILED)
    return Exit.DONE


def _end(message: str, code: Exit) -> int:
    sys.stderr.write("".join(f"publish: {line}\n" for line in message.splitlines()))
    return code


def _to_folder(given: argparse.Namespace) -> None:
    progress = Progress(STEPS_TO_FOLDER, quiet=given.quiet)
    releases = Releases(Path(given.target).expanduser().absolute())
    releases.root.mkdir(parents=True, exist_ok=True)
    with _hold(releases.root / ".lock"):
        releases.prepare()
        scratch = releases.scratch()
        try:
            site = _checked_site(given, scratch, releases.live(), progress)
            live = releases.live()
            if live and releases.is_live(site):
                progress.say("nothing has changed: readers have exactly this already")
                _tell_moved(live, releases, progress)  # which a full disk may have left out
                return
            _stamp(given, site, progress)
            progress.step("compressing")
            releases.keep_named(site)
            unchanged = releases.keep_times(site)
            twins = compress.compress(site)
            progress.say(f"{twins} files compressed; {unchanged} unchanged keep their ETag")
            progress.step("switching")
            release = releases.publish(site, given.keep)
            _tell_moved(release, releases, progress)
            address = _settings(given.project).get("links", {}).get("site", "")
            if nginx.write_rules(address, releases.root):
                progress.say(f"{nginx.BELOW} has changed: reload nginx for the site's path")
            progress.say(f"published {release.name}")
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _to_store(given: argparse.Namespace) -> None:
    if given.rollback:
        raise PublishError(
            "an object store keeps no releases: check out the commit before, and publish that"
        )
    progress = Progress(STEPS_TO_STORE, quiet=given.quiet)
    key = hashlib.sha256(given.target.encode()).hexdigest()[:12]
    with (
        _hold(_own_folder() / f"handbook-publish-{key}.lock"),
        tempfile.TemporaryDirectory(prefix="handbook-publish-") as scratch,
    ):
        site = _checked_site(given, Path(scratch), None, progress)
        _stamp(given, site, progress)
        storage.upload(site, given.target, progress)
        progress.say(f"published to {storage.shown(given.target)}")
        if _settings(given.project).get("search", {}).get("report"):
            progress.say("search reports go nowhere from a store: set search.report to false")


@contextmanager
def _hold(path: Path) -> Iterator[None]:
    """Let one publication at a time change a target, also when the one before it was killed.

    It holds an exclusive lock on a file, made where it is missing.

    The kernel frees it when the process ends, however it ends, so there is no stale lock to remove.
    The file itself stays: to delete it would let two publications hold two locks of one name.

    :raises PublishError: at once, when another process holds it.
    """
    with path.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError(
                f"another publication to {path.parent} is running: try again when it has ended",
                Exit.BUSY,
            ) from None
        yield


def _own_folder() -> Path:
    """Return a folder where nobody else can have put a file of the lock's name."""
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or Path.home() / ".cache")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _checked_site(
    given: argparse.Namespace, scratch: Path, live: Path | None, progress: Progress
) -> Path:
    if given.built:
        progress.steps -= 1  # a copy instead of two builds
        site = fresh.copy(given.built, scratch, progress)
    else:
        site = fresh.build(given.project.absolute(), scratch, progress, given.jobs)
    progress.step("checking")
    checks.tidy(site)
    if found := checks.faults(site, None if given.allow_shrink else live):
        raise PublishError("\n".join((*found, "readers have what they had")))
    _tell_examples(_settings(given.project), progress)
    return site


def _tell_examples(settings: dict[str, Any], progress: Progress) -> None:
    """Name the settings by which readers would be led to no place of this world (RFC 2606)."""
    for table, key in (("organisation", "contact"), ("links", "site"), ("links", "repository")):
        if "example.org" in settings.get(table, {}).get(key, ""):
            progress.say(
                f"handbook.toml: {table}.{key} is the handbook's example still: name yours"
            )


def _settings(project: Path) -> dict[str, Any]:
    """Read a file that the build has checked; a copy needs no Sphinx."""
    path = project / "handbook.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _stamp(given: argparse.Namespace, site: Path, progress: Progress) -> None:
    head, changed = stamp.commit(given.project)
    if given.built:
        changed = []  # what lies here is not what was built
    if told := stamp.warning(changed):
        progress.say(told)
    stamp.write(site, head, changed)


def _rollback(given: argparse.Namespace) -> None:
    releases = Releases(Path(given.target).expanduser().absolute())
    if not releases.root.is_dir():
        raise PublishError(f"{releases.root} does not exist: name the folder that you publish to")
    with _hold(releases.root / ".lock"):
        release = releases.rollback()
        progress = Progress(1, quiet=given.quiet)
        progress.say(f"rolled back to {release.name}")
        _tell_moved(release, releases, progress)


def _tell_moved(release: Path, releases: Releases, progress: Progress) -> None:
    if nginx.write_map(release, releases.root):
        progress.say(f"{nginx.MAP} has changed: reload nginx for the moved pages")


def _keep(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number, 2 or more")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m handbook.keep.publish",
        description="Build the handbook from nothing, check it, and switch readers to it at once.",
        epilog="Exit codes: 0 done, or nothing to do; 1 a fault in the handbook;"
        " 2 a wrong argument; 69 a program is missing; 73 the target can't be written;"
        " 75 another publication is running.",
    )
    parser.add_argument(
        "target",
        metavar="DEST",
        help="a folder (serve DEST/current), s3://bucket/path, or a remote of rclone",
    )
    parser.add_argument("--rollback", action="store_true", help="go back to the release before")
    parser.add_argument(
        "--keep", type=_keep, default=KEEP, help=f"how many releases to keep ({KEEP})"
    )
    parser.add_argument("--quiet", action="store_true", help="say only what went wrong, for cron")
    parser.add_argument(
        "--project", type=Path, default=Path(), help="the folder of conf.py (this one)"
    )
    parser.add_argument(
        "--jobs", metavar="N", default="auto", help="how many processes build (one for each core)"
    )
    parser.add_argument(
        "--built", type=Path, help="publish this folder, built from nothing by an earlier CI job"
    )
    parser.add_argument(
        "--allow-shrink", action="store_true", help="publish also with fewer than half the pages"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
