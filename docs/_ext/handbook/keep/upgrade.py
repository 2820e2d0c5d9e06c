"""Take the next edition into a copy: ``python -m handbook.keep.upgrade``, or `make upgrade`.

It fetches ``upstream`` and merges its ``main``, or the branch or tag that it is given. Where the
copy left upstream's files alone there is no conflict; each other conflict is explained. The exit
code is 0 when the edition is in, 1 when something is left to do, 2 when it can't begin.
"""

import argparse
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence

from handbook.core.errors import HandbookError

REMOTE, BRANCH = "upstream", "main"
CHANGES = "docs/_data/changes.toml"
# What a copy is told to edit, and what then to do where both sides changed one line.
ADVICE = (
    ("handbook.toml", "keep your values, and take every key and comment that is new"),
    ("docs/local/", "upstream should not touch this folder: keep yours, and tell upstream"),
    (
        "docs/",
        "you changed a page of the handbook: take upstream's, and put your words into an insert"
        " (docs/local/inserts) or a page in its place (docs/local/leave-out.toml)",
    ),
    ("", "you changed a file of the handbook: take upstream's, unless you know why not"),
)


def git(*arguments: str, check: bool = True) -> str:
    """Run git here and give what it writes.

    :raises HandbookError: where it fails, with its own words.
    """
    try:
        done = subprocess.run(  # noqa: S603  (no shell; argparse refuses a leading hyphen)
            (shutil.which("git") or "git", *arguments), capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise HandbookError(f"git: {error.strerror}: install git") from error
    if check and done.returncode:
        raise HandbookError(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def upgrade(remote: str, name: str) -> int:
    """Merge, and say what it means; give the exit code."""
    if not git("rev-parse", "--git-dir", check=False):
        advice = "clone the handbook, and copy handbook.toml and docs/local into the clone"
        raise HandbookError(f"this folder has no Git history to merge into: {advice}")
    if git("status", "--porcelain", "--untracked-files=no").strip():
        raise HandbookError("there is uncommitted work: commit it first, so that nothing is lost")
    if remote not in git("remote").split():
        raise HandbookError(f"there is no remote {remote}: git remote add {remote} ADDRESS")
    git("fetch", "--quiet", "--tags", remote)
    branch = f"{remote}/{name}"
    is_branch = git("rev-parse", "--quiet", "--verify", f"refs/remotes/{branch}", check=False)
    edition = branch if is_branch else name
    before = _editions()
    if not git("rev-list", f"HEAD..{edition}").strip():
        sys.stdout.write(f"{edition} is in this copy already.\n")
        return 0
    git("merge", "--quiet", "--no-edit", edition, check=False)
    conflicts = git("diff", "--name-only", "--diff-filter=U", "-z").split("\0")[:-1]
    if conflicts:
        lines = [
            f"  {path}: {next(advice for start, advice in ADVICE if path.startswith(start))}"
            for path in conflicts
        ]
        sys.stdout.write(
            "\n".join(
                [
                    f"{edition} and this copy changed the same lines in {len(conflicts)} files:",
                    *lines,
                ]
            )
            + "\nThen: git add FILE …; git commit --no-edit; make check\n"
            "Or give up, and have what you had: git merge --abort\n"
        )
        return 1
    news = [edition for edition in _editions() if edition not in before]
    sys.stdout.write(f"{edition} is in. What changed for readers:\n")
    for name_of, summary in news or [("no new edition", f"see git log ORIG_HEAD..{edition}")]:
        sys.stdout.write(f"  {name_of}: {summary}\n")
    sys.stdout.write("It stays in, whatever is named below for you to mend.\n")
    return 0


def _editions() -> list[tuple[str, str]]:
    text = git("show", f"HEAD:{CHANGES}", check=False)
    try:
        listed = tomllib.loads(text).get("edition", [])
    except tomllib.TOMLDecodeError:
        return []  # the build names the fault
    return [(str(edition.get("name")), str(edition.get("summary"))) for edition in listed]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make upgrade", description=__doc__)
    parser.add_argument("edition", nargs="?", default=BRANCH, help="a branch or a tag (main)")
    parser.add_argument("--remote", default=REMOTE, help="where the handbook comes from (upstream)")
    given = parser.parse_args(arguments)
    try:
        return upgrade(given.remote, given.edition)
    except HandbookError as error:
        sys.stderr.write(f"make upgrade: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
