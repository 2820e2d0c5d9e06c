"""Get a new site: built with its PDF from nothing (TO-0009), or copied from a job that did."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

from sphinx.errors import ConfigError

from handbook.build.strict import STRICT
from handbook.core.config import load
from handbook.keep.publish.outcome import Progress, PublishError, from_os_error

# Less free space than this after a failed build, in bytes, and the disk is what failed.
NO_SPACE = 1_000_000


def build(project: Path, scratch: Path, progress: Progress, jobs: str = "auto") -> Path:
    """Build into an empty folder, with no cache of an earlier build.

    :param jobs: how many processes build, as ``sphinx-build -j`` takes it.
    :param scratch: an empty folder on the file system that will be published from.
    :raises PublishError: when ``handbook.toml`` is at fault, or a build ends with a fault or a
        warning.
    """
    if not (project / "conf.py").is_file():
        raise PublishError(f"{project} has no conf.py: name the handbook's folder with --project")
    try:
        load(project / "handbook.toml")
    except ConfigError as error:  # told here, for Sphinx would add a traceback
        raise PublishError(str(error)) from error
    book, pdf, site = scratch / "book", scratch / "pdf", scratch / "site"
    progress.step("building the PDF from nothing")
    _sphinx(project, scratch, "typstpdf", book, "-j", jobs)
    pdf.mkdir()
    for path in sorted(book.rglob("*.pdf")):
        place = pdf / path.relative_to(book)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
    progress.step("building the site from nothing")
    _sphinx(project, scratch, "html", site, "-j", jobs, "-D", f"html_extra_path={pdf}")
    return site


def copy(built: Path, scratch: Path, progress: Progress) -> Path:
    """Copy a site that an earlier job built, instead of building one.

    :raises PublishError: when there is no such folder, or it holds anything but files and folders.
    """
    progress.step(f"copying {built}")
    if not built.is_dir():
        raise PublishError(f"{built} is no folder: name the one that holds the site's index.html")
    site = scratch / "site"
    site.mkdir()
    for path in sorted(built.rglob("*")):
        twin = site / path.relative_to(built)
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise PublishError(f"{path}: neither a file nor a folder; copy the file itself")
        if path.is_dir():
            twin.mkdir()
        else:
            shutil.copyfile(path, twin)
    return site


def _sphinx(project: Path, scratch: Path, builder: str, output: Path, *options: str) -> None:
    # Absolute, so that the builds don't depend on where the command was started.
    arguments = [
        *(sys.executable, "-m", "sphinx", *STRICT, "-E", "-b", builder, "-c", str(project)),
        *("-d", str(scratch / f"doctrees-{builder}"), *options),
        *(str(project / "docs"), str(output)),
    ]
    result = subprocess.run(arguments, cwd=project, check=False)  # noqa: S603 (no shell)
    if result.returncode == 0:
        return
    space = os.statvfs(scratch)
    if space.f_bavail * space.f_frsize < NO_SPACE:
        raise from_os_error(OSError(errno.ENOSPC, "", scratch.parent))
    raise PublishError(f"the {builder} build failed: mend what it names above, then publish again")
