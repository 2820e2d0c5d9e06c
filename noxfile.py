"""Every task of the handbook, once: the Makefile and CI only name these sessions.

The sessions share the environment that the Makefile creates from requirements.txt,
so that what is tested is what is built.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nox
from nox.command import CommandFailed
from sphinx.errors import ConfigError

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

from handbook.build.strict import STRICT  # noqa: E402
from handbook.build.swap import swap  # noqa: E402
from handbook.core.config import Settings, load  # noqa: E402 (the path above comes first)
from handbook.core.git_dates import git  # noqa: E402
from handbook.keep.check import speller  # noqa: E402

nox.options.default_venv_backend = "none"
nox.options.sessions = ["html"]
# `python -m handbook.…` finds our package; and the tools beside the Python that runs nox
# come first, whether or not a shell has activated its environment.
os.environ["PYTHONPATH"] = str(ROOT / "docs" / "_ext")
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

BUILD = ROOT / "_build"
WORK = BUILD / "work"
SITE = BUILD / "html"
# In each a file that is named by the handbook's title.
PDF = BUILD / "pdf"
EPUB = BUILD / "epub"

# The site's root takes what lies in the PDF's folder, which is there once the PDF is built.
OFFERS_PDF = ("-D", f"html_extra_path={PDF}")
SOURCES = ("conf.py", "handbook.toml", "requirements.txt", "noxfile.py", "docs")
ONLY_ON_SITE = {"_templates", "_static"}
# What people ask for, and what `make lock` makes of it: the environment, tools for CI alone, and
# those that look at the locks from outside.
LOCKS = {
    ".requirements.in": "requirements.txt",
    ".requirements-ci.in": ".requirements-ci.txt",
    ".requirements-tools.in": ".requirements-tools.txt",
}


@nox.session
def html(session: nox.Session) -> None:
    """Build the site, and the PDF that it offers."""
    pdf(session)
    site(session)
    print(f"\nSite  {SITE / 'index.html'}\nPDF   {PDF}")
    print("Open either in a browser, or run `make live` to read while you write.")


@nox.session
def pdf(session: nox.Session) -> None:
    """Build the PDF."""
    build(session, "typstpdf", PDF, keep="*.pdf")


@nox.session
def site(session: nox.Session) -> None:
    """Build the site alone; it offers the PDF that is there."""
    PDF.mkdir(parents=True, exist_ok=True)
    build(session, "html", SITE, OFFERS_PDF)


@nox.session
def epub(session: nox.Session) -> None:
    """Build the EPUB."""
    build(session, "epub", EPUB, keep="*.epub")
    print(f"\nEPUB  {EPUB}")


@nox.session
def live(session: nox.Session) -> None:
    """Serve the site on this machine and rebuild it at each change."""
    if not PDF.is_dir():
        # A page at fault is shown in the preview, which is what it is for.
        with contextlib.suppress(CommandFailed):
            pdf(session)
    offered = ("--pdf", str(PDF)) if PDF.is_dir() else ()
    preview = ("python", "-m", "handbook.keep.preview", str(BUILD / "live"))
    session.run(*preview, *offered, *session.posargs)


@nox.session
def check(session: nox.Session) -> None:
    """Judge edited pages by all that a page must pass, in seconds."""
    session.run("python", "-m", "handbook.keep.check")


@nox.session
def test(session: nox.Session) -> None:
    """Run the tests: `make test ARGS="tests/unit -k config"` picks some."""
    # conftest.py says how many workers run, and what they share. ARGS="-n 0" runs in one process.
    session.run("python", "-m", "pytest", "-n", "auto", *session.posargs)


@nox.session
def branded(session: nox.Session) -> None:
    """Run the tests on a company's copy, made in _build/branded; a copy is one already."""
    if load(ROOT / "handbook.toml") != Settings():
        print("This is a company's copy already: `make test` judges it.")
        return
    copy = BUILD / "branded"
    session.run("python", "tests/support/branded.py", str(copy))
    with session.chdir(copy):
        environment = {"PYTHONPATH": str(copy / "docs" / "_ext")}
        session.run("python", "-m", "pytest", "-n", "auto", *session.posargs, env=environment)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure builds of generated handbooks, ours against stock Sphinx and other tools."""
    session.run("python", "tests/bench/builds.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the code, the Markdown, the spelling and the style."""
    code = ("conf.py", "noxfile.py", "docs/_ext", "tests")
    commands = (
        ("ruff", "check", *code),
        ("ruff", "format", "--check", *code),
        ("mypy",),
        ("lint-imports",),
        ("rumdl", "check", "docs", "README.md", "CONTRIBUTING.md"),
        speller(),
        ("python", "-m", "handbook.check.preflight", "docs"),
        ("python", "-m", "handbook.check.prose", "docs"),
    )
    unhappy = []
    for command in commands:
        try:
            session.run(*command)
        except CommandFailed:
            unhappy.append(" ".join(command))
    if unhappy:
        session.error(f"to mend, as said above: {'; '.join(unhappy)}")


@nox.session
def upgrade(session: nox.Session) -> None:
    """Merge the next edition into a copy, say what changed, and check the result."""
    session.run("python", "-m", "handbook.keep.upgrade", *session.posargs)
    check(session)


@nox.session
def stale(session: nox.Session) -> None:
    """List overdue pages and records by owner; fails above the budget in handbook.toml."""
    session.run("python", "-m", "handbook.keep.stale", *session.posargs)


@nox.session
def record(session: nox.Session) -> None:
    """Write the page of a new tradeoff record, titled by the variable TITLE."""
    title = os.environ.get("TITLE", "")
    session.run("python", "-m", "handbook.content.records.new", *session.posargs, "--", title)


@nox.session
def publish(session: nox.Session) -> None:
    """Build from nothing, check, and switch readers to it: the variable DEST says where."""
    session.run("python", "-m", "handbook.keep.publish", destination(session), *session.posargs)


@nox.session
def rollback(session: nox.Session) -> None:
    """Switch readers back to the release before, in the folder DEST."""
    session.run("python", "-m", "handbook.keep.publish", destination(session), "--rollback")


@nox.session
def queries(session: nox.Session) -> None:
    """Say what readers looked for and did not find: the variable LOG names what nginx wrote."""
    if not os.environ.get("LOG"):
        session.error("say which: make queries LOG=/var/log/nginx/handbook-queries.log")
    logs = os.environ["LOG"].split()
    session.run("python", "-m", "handbook.keep.queries", *logs, *session.posargs)


@nox.session
def links(session: nox.Session) -> None:
    """Ask every address that the pages link to whether it still answers (needs a network)."""
    sphinx_build(session, "linkcheck", BUILD / "links")


@nox.session
def redirects(session: nox.Session) -> None:
    """Name each page that has moved since origin/main and has no line in docs/redirects.txt."""
    session.run("python", "-m", "handbook.keep.moved", *session.posargs)


@nox.session(venv_backend="venv")
def lock(session: nox.Session) -> None:
    """Upgrade the locks to the newest releases that what we ask for allows."""
    install_tools(session)
    for asked, locked in LOCKS.items():
        session.run(
            *("uv", "pip", "compile", "--universal", "--python-version", "3.11"),
            *("--fork-strategy", "fewest", "--generate-hashes", "--no-annotate", "--upgrade"),
            *("--custom-compile-command", "make lock", "--quiet", "--output-file", locked, asked),
        )


@nox.session(venv_backend="venv")
def audit(session: nox.Session) -> None:
    """Ask for known holes in the lock; fails as well when nobody answers (needs a network)."""
    install_tools(session)
    # Without --strict it says that all is well when it could look at nothing.
    locks = [option for lock in LOCKS.values() for option in ("--requirement", lock)]
    session.run("pip-audit", "--strict", "--disable-pip", "--require-hashes", *locks)


@nox.session(venv_backend="venv")
def sbom(session: nox.Session) -> None:
    """Write the software bill of materials, _build/sbom.json, in CycloneDX's form."""
    install_tools(session)
    BUILD.mkdir(exist_ok=True)
    session.run(
        *("cyclonedx-py", "environment", sys.executable, "--output-reproducible"),
        *("--output-file", str(BUILD / "sbom.json")),
    )


@nox.session(venv_backend="venv")
def licences(session: nox.Session) -> None:
    """List the licence of each package in the environment."""
    install_tools(session)
    session.run("pip-licenses", "--python", sys.executable, "--format", "markdown")


def install_tools(session: nox.Session) -> None:
    """Install what looks at the locks, by hash: a substitute would run in its place."""
    hashed = ("--require-hashes", "--only-binary", ":all:")
    session.install(*hashed, "--requirement", LOCKS[".requirements-tools.in"])


def destination(session: nox.Session) -> str:
    if not os.environ.get("DEST"):
        session.error("say where: make publish DEST=/srv/handbook")
    return os.environ["DEST"]


def build(
    session: nox.Session,
    builder: str,
    output: Path,
    options: tuple[str, ...] = (),
    keep: str = "*",
) -> None:
    """Build where the last build worked, and put the result in place only when it succeeded.

    What an earlier build made serves again where handbook.build.incremental can prove that it may.
    Nothing is built when no source has changed since the last success.
    The last good output stays in place while a build runs and after one that failed.

    :param options: what Sphinx is told beside the strict options.
    :param keep: the files of the result that a reader needs, as a pattern.
    """
    with one_at_a_time():
        stamp, now = BUILD / f"{builder}.stamp", fingerprint(builder)
        if output.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == now:
            session.log(f"{builder}: nothing has changed since the last build")
            return
        from handbook.build.incremental import MEMORY  # here, because it brings all of Sphinx along

        # Pages are read once for all builders.
        doctrees = WORK / "doctrees"
        if not (doctrees / MEMORY).exists():
            # The last build failed, warned or was stopped: nothing of it is used again.
            shutil.rmtree(WORK, ignore_errors=True)
        sphinx_build(session, builder, WORK / builder, "-d", str(doctrees), *options)
        swap(WORK / builder, output, keep)
        stamp.write_text(now, encoding="utf-8")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second build wait: two in one folder mix their pages without a word."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is running in this folder; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sphinx_build(session: nox.Session, builder: str, output: Path, *options: str) -> None:
    try:
        load(ROOT / "handbook.toml")
    except ConfigError as error:  # told here, for Sphinx would add a traceback
        print(error)
        session.error("to mend, as said above")
    session.run(
        *("python", "-m", "sphinx", *STRICT, "-b", builder, "-c", ".", *options),
        *("docs", str(output)),
    )


def fingerprint(builder: str) -> str:
    """Digest everything that a build reads: the sources, and the days that it prints."""
    digest = hashlib.sha256()
    with contextlib.suppress(OSError, subprocess.SubprocessError):  # no git, or no commit
        digest.update(git(ROOT, "rev-parse", "HEAD").encode())  # which dates the pages
    day = os.environ.get("SOURCE_DATE_EPOCH") or dt.datetime.now(tz=dt.UTC).date().isoformat()
    digest.update(day.encode())
    # The site offers the PDF.
    for source in (*SOURCES, *((PDF,) if builder == "html" else ())):
        top = ROOT / source
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        for path in files:
            # The site's templates and styles are on no sheet of paper.
            site_only = builder == "typstpdf" and not ONLY_ON_SITE.isdisjoint(path.parts)
            if path.is_file() and "__pycache__" not in path.parts and not site_only:
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
