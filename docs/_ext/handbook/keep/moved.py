"""Name each page that readers lose: ``python -m handbook.keep.moved``, or `make redirects`.

A page that stands on ``origin/main`` and not here any more needs a line in ``redirects.txt``.
The exit code is 0 where none is missing, 1 where one is, 2 where there is nothing to compare with.
"""

import subprocess
import sys
from pathlib import Path, PurePosixPath

from sphinx.util.matching import Matcher

from handbook.content import redirects
from handbook.core.errors import HandbookError
from handbook.core.git_dates import git
from handbook.core.sources import EXCLUDED, SUFFIX

DOCS = Path("docs")
BRANCH = "origin/main"


def gone(branch: str) -> dict[str, str]:
    """Return the pages that stand on a branch and not here: each with its new name, or empty.

    Names are as in ``redirects.txt``: below ``docs/``, without the suffix.

    :raises HandbookError: there is no such branch, or no git.
    """
    asked = ("diff", "--merge-base", "--name-status", "--diff-filter=DR", "-z", branch)
    reason = "this folder is no Git repository, or git is not installed"
    try:
        git(Path(), "rev-parse")
        reason = f"there is no {branch} to compare with: push to origin first, or git fetch origin"
        listed = git(Path(), *asked, "--", DOCS.as_posix()).split("\0")
    except (OSError, subprocess.SubprocessError) as error:
        raise HandbookError(reason) from error
    is_excluded = Matcher(EXCLUDED)
    found = {}
    fields = iter(listed)
    for status in filter(None, fields):
        old = next(fields)
        new = next(fields) if status.startswith("R") else ""
        names = [PurePosixPath(name).relative_to(DOCS) if name else None for name in (old, new)]
        page = names[0]
        if page is None or page.suffix != SUFFIX:
            continue
        if not any(is_excluded(str(part)) for part in (page, *page.parents)):
            found[str(page.with_suffix(""))] = str(names[1].with_suffix("")) if names[1] else ""
    return found


def main(arguments: list[str]) -> int:
    """Run the command and give its exit code.

    :param arguments: ``--if-possible`` passes where there is nothing to compare with.
    """
    try:
        pages = gone(BRANCH)
    except HandbookError as error:
        sys.stderr.write(f"moved pages are not looked for: {error}\n")
        return 0 if arguments == ["--if-possible"] else 2
    known = set()
    for name in redirects.FILES:
        if (DOCS / name).is_file():
            known |= {redirect.old for redirect in redirects.read(DOCS / name, name)[0]}
    missing = {old: new for old, new in pages.items() if old not in known}
    first = DOCS / redirects.FILES[0]
    line = len(first.read_text("utf-8").splitlines()) if first.is_file() else 1
    for old, new in missing.items():
        sys.stdout.write(
            f"{first}:{line}: {old}{SUFFIX} has gone, and its readers with it: add the line"
            f" '{old}{SUFFIX} {new or 'the-page-that-took-its-place'}{SUFFIX}'\n"
        )
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
