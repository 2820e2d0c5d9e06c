"""Judge edited pages by all tools in one run: ``python -m handbook.keep.check``, or `make check`.

Every tool runs, whatever another one found; what each says becomes ``file:line: what, and the
mend``, in one list in which nothing stands twice. The site and the PDF are built as `make` builds
them: what has not changed is not built again.
The exit code is 0 where there is nothing to mend, else 1.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from configparser import ConfigParser
from dataclasses import dataclass, replace
from pathlib import Path

from handbook.core import dates, frontmatter, sources
from handbook.core.errors import FileError, Finding
from handbook.keep.publish.checks import faults

DOCS = "docs"
# A word a line that the speller takes for wrong, and the organisation for right.
OWN_WORDS = "docs/local/spelling.txt"
SITE = Path("_build", "html")
_PLACE = r"(?P<path>[^\s:][^:\n]*?)(?::(?P<line>\d*))?"
_SAID = re.compile(rf"(?:{_PLACE}:(?:<[^>]*>:)? )?(?:WARNING|ERROR|CRITICAL): (?P<what>.*)")
_TOLD = re.compile(r"(?P<path>[^\s:][^:]*):(?P<line>\d+): (?P<what>.*)")
# At the end of a message's first line; others belong to it.
_CODE = re.compile(r"\A(?P<what>.*?)(?: \[(?P<code>[\w.-]+)\])?(?:\n|\Z)")
_MORE = "\n  "
# What a build says last that could read no page.
STOPPED = "The build stopped before it read a page"
# Of a file that preflight has told at the line.
UNREAD = "not UTF-8 text"
# What nox and Sphinx say of the run itself.
_RUN = re.compile(
    r"nox > |build finished with problems|build succeeded|The (HTML|EPUB) pages are in"
)
# No fault: what a build tells of links, for whoever left pages out.
_LINKS = re.compile(r"^\d+ links to pages that .*\n(?:  .*\n)*", re.M)
# What its author does about a rule of the Markdown linter that only says what is wrong.
MENDS = {
    "MD034": "write [what stands there](address), or <…> around a mail address",
    "MD046": "a listing stands between ``` and ```; what is none, without indent",
    "MD050": "write **…** for bold words, or code, `__…__`, for a name",
    "MD053": "write \\[ at its beginning where it is text, or remove it",
    "MD052": "write [name]: and its address below, or \\[ where no link is meant",
    "MD059": "name what is there, as a reader who sees the link alone would ask for it",
    "MD066": "write one, [^name]: and its text, or correct the name, which has no space",
}
# What is left out where another tool tells of the line: rules of the Markdown linter that preflight
# or the build has too, with the mend; and what the PDF says of links and pictures.
_SECOND = {
    *("MD001", "MD005", "MD007", "MD010", "MD011", "MD024", "MD025", "MD029", "MD040", "MD042"),
    *("MD045", "MD046", "MD053", "MD056", "MD066", "MD075"),
    *("handbook.pdf", "misc.highlighting_failure"),
}


@dataclass(frozen=True)
class Tool:
    """A command, and how its words become findings.

    :ivar read: takes both streams as one text.
    :ivar quiet: says something where all is well only if a person should know.
    """

    command: tuple[str, ...]
    read: Callable[[str], Iterable[Finding]]
    quiet: bool = False


def read_lines(text: str) -> Iterator[Finding]:
    """Read what our own commands print: ``file:line: what``."""
    for line in text.splitlines():
        if match := _TOLD.match(line.removeprefix("make stale: ")):
            yield Finding(_relative(match["path"]), int(match["line"]), match["what"])


def read_build(text: str) -> list[Finding]:
    """Read the warnings of Sphinx, each with the lines that follow it."""
    found: list[Finding] = []
    for line in _LINKS.sub("", text).splitlines():
        match = _SAID.match(line) or _TOLD.match(line)
        if match:
            path = _relative(match["path"] or "conf.py")
            found.append(Finding(path, int(match["line"] or 1), match["what"]))
        elif found and line.strip() and not _RUN.match(line):
            last = found[-1]
            found[-1] = replace(last, message=f"{last.message}{_MORE}{line.strip()}")
    return found


def read_linter(text: str) -> Iterator[Finding]:
    """Read the JSON of the Markdown linter."""
    for item in json.loads(text[text.index("[") :]):
        mend = f" (`.venv/bin/rumdl fmt {item['file']}` mends it)" if item["fixable"] else ""
        mend = f": {MENDS[item['rule']]}" if item["rule"] in MENDS else mend
        what = f"{item['message'].rstrip('.')}{mend} [{item['rule']}]"
        yield Finding(_relative(item["file"]), item["line"], what)


def read_speller(text: str) -> Iterator[Finding]:
    """Read ``file:line: wrong ==> right``."""
    for finding in read_lines(text):
        wrong, arrow, right = finding.message.partition(" ==> ")
        if arrow:
            what = f"{wrong!r} is misspelt: write {right!r}, or name the word in {OWN_WORDS}"
            yield Finding(finding.path, finding.line, what)


def read_overdue(text: str) -> Iterator[Finding]:
    """Read the JSON of `make stale`, or the faults that kept it from reading the pages."""
    if not text.startswith("{"):
        yield from read_lines(text)
        return
    report = json.loads(text)
    if len(report["overdue"]) > report["budget"]:
        for item in report["overdue"]:
            what = (
                f"the review is {item['days']} days overdue, and handbook.toml allows"
                f" {report['budget']} such pages: read it, then renew 'reviewed' and 'review-by'"
            )
            yield Finding(item["path"], item["line"], what)


def speller() -> tuple[str, ...]:
    """Return the command of the speller: it knows the organisation's words, and English alone."""
    own = ("--ignore-words", OWN_WORDS) if Path(OWN_WORDS).is_file() else ()
    others = [f"./{page}" for page in sources.pages(Path(DOCS)) if not _is_english(page)]
    settings = ConfigParser()
    settings.read(".codespellrc")
    skipped = ",".join([settings.get("codespell", "skip", fallback=""), *others])
    return ("codespell", *own, *(("--skip", skipped) if others else ()))


def _is_english(page: Path) -> bool:
    try:
        front = frontmatter.parse(page.read_text(encoding="utf-8-sig"))
    except (FileError, OSError, UnicodeDecodeError):
        return True  # other tools tell
    language = dates.locale(front.data.get("language", "en")) if front else None
    return language is None or language.language == "en"


def _ours(module: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"handbook.{module}", *arguments)


TOOLS = (
    # The builds take longest, so they start first; a PDF that fails does not stop the site.
    Tool((sys.executable, "-m", "nox", "--session", "pdf", "site"), read_build),
    Tool(_ours("check.preflight", DOCS), read_lines),
    Tool(_ours("check.prose", DOCS), read_lines),
    Tool(_ours("keep.moved", "--if-possible"), read_lines, quiet=True),
    Tool(_ours("keep.stale", "--json"), read_overdue),
    Tool(
        ("rumdl", "check", "--output-format", "json", DOCS, "README.md", "CONTRIBUTING.md"),
        read_linter,
    ),
    Tool(speller(), read_speller),
)


def run(tools: Iterable[Tool]) -> list[Finding]:
    """Run all tools at the same time.

    A tool that fails without a finding that can be read is a finding itself, with its last words.
    """
    # The words are read by patterns, which colours would break.
    environment = {**os.environ, "NO_COLOR": "1"}
    environment.pop("FORCE_COLOR", None)
    started = [
        (
            tool,
            subprocess.Popen(  # noqa: S603 (our own commands)
                tool.command,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            ),
        )
        for tool in tools
    ]
    findings: list[Finding] = []
    for tool, process in started:
        text, _ = process.communicate()
        try:
            found = list(tool.read(text))
        except ValueError:
            found = []
        if process.returncode and not found:
            name = " ".join(part for part in tool.command if not part.startswith("/"))
            what = f"`{name}` ended with {process.returncode}, and said:"
            found = [Finding("noxfile.py", 1, _MORE.join([what, *text.splitlines()[-12:]]))]
        elif tool.quiet and not found:
            sys.stdout.write(text)
        findings += found
    return findings


def of_site(site: Path) -> Iterator[Finding]:
    """Give what is wrong with the built site: links and anchors above all."""
    for fault in faults(site):
        page, _, what = fault.partition(": ")
        source = Path(DOCS, page).with_suffix(".md")
        yield Finding((source if source.is_file() else site / page).as_posix(), 1, what)


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what two tools told of a line, and put the rest in order."""
    findings = [replace(f, message=f.message.split(_MORE + STOPPED)[0]) for f in findings]
    files = {f.path for f in findings if not f.message.startswith(UNREAD)}
    findings = [f for f in findings if not (f.message.startswith(UNREAD) and f.path in files)]
    told = {(f.path, f.line, _kind(f)): f for f in sorted(findings, reverse=True)}
    second = sorted(filter(_is_second, told.values()), key=_has_mend)
    first = [f for f in told.values() if not _is_second(f)]
    places = {(f.path, f.line) for f in first}
    # Of several on a line, one stays.
    others = {(f.path, f.line): f for f in second if (f.path, f.line) not in places}
    return sorted([*first, *others.values()])


def _has_mend(finding: Finding) -> bool:
    return "mends it" in finding.message or _parts(finding)[1] in MENDS


def _is_second(finding: Finding) -> bool:
    if finding.message.startswith("a ` stays a sign"):  # as a bar that parts code in a table's cell
        return True
    return _parts(finding)[1] in _SECOND and not finding.message.startswith("no font of the PDF")


def _kind(finding: Finding) -> str:
    """Give what a line has once: a message, or a rule of the Markdown linter."""
    what, code = _parts(finding)
    return code if code and code.startswith("MD") else what


def _parts(finding: Finding) -> tuple[str, str | None]:
    """Give what is told, and its code."""
    match = _CODE.match(finding.message)
    return (match["what"], match["code"]) if match else ("", None)


def _relative(path: str) -> str:
    return os.path.normpath(path).removeprefix(f"{Path.cwd()}{os.sep}")


def main() -> int:
    start = time.monotonic()
    print("Building what has changed, and reading every page …", flush=True)  # noqa: T201
    findings = run(TOOLS)
    is_unbuilt = any(STOPPED in finding.message for finding in findings)
    findings = once(findings or of_site(SITE))
    for finding in findings:
        print(finding)  # noqa: T201
    files = len({finding.path for finding in findings})
    seconds = time.monotonic() - start
    result = f"{len(findings)} to mend, in {files} files" if findings else "nothing to mend"
    if is_unbuilt:
        result += "; the pages could not be built, which may tell more: mend these, and check again"
    print(f"check: {result} ({seconds:.0f} s)")  # noqa: T201
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
