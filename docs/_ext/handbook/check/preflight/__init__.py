"""Find odd sources before any parser sees them.

Sphinx and MyST crash, hang or lose text without a word on some sources: bytes that are no
UTF-8, a named pipe, contents that run in a circle, a fence without an end.
Here each of them becomes one line, ``file:line: what is wrong, and the mend``.
What Sphinx itself reports with file and line is left to Sphinx, so that nothing is told twice.

``files`` looks at names and kinds, ``text`` at characters, ``structure`` at fences, headings,
tables and nesting, ``links`` at what pages are to each other. Pictures are judged where a page uses
one, by the guard.
Nothing is built, and nothing is imported from a page.

Alone, without Sphinx: ``python -m handbook.check.preflight docs``.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.matching import Matcher
from sphinx.util.typing import ExtensionMetadata

from handbook.check.preflight import files, links, structure, text
from handbook.check.preflight.structure import Structure
from handbook.core import left_out
from handbook.core.errors import Finding
from handbook.core.sources import EXCLUDED
from handbook.core.warnings import BuildError, Subtype, warn


def check(root: Path, excluded: Iterable[str] = EXCLUDED) -> list[Finding]:
    """Check all sources below a folder.

    :param root: the folder that holds ``index.md``.
    :param excluded: patterns of what is no page, as in Sphinx's ``exclude_patterns``; pages that
        an organisation leaves out are none either.
    :returns: the findings, ordered by file and line; none for sound sources.
    """
    is_excluded = Matcher([*excluded, *left_out.read(root)[0].excluded])
    markdown, findings = files.walk(root)
    pages: dict[str, Structure] = {}
    for name in markdown:
        content, faults = text.read(root, name)
        findings += faults
        if content is None:
            continue
        parts = structure.scan(content)
        is_page = not any(is_excluded(part) for part in _with_parents(name))
        findings += structure.findings(name, parts, is_page=is_page)
        if is_page:
            pages[name] = parts
            findings += files.page_name(name)
    findings += links.findings(pages)
    return sorted(set(findings))


def _with_parents(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


class Preflight:
    """Checks the sources before each build; before the first, also before Sphinx lists its pages.

    Each build tells what it found, so that a live preview shows it until it is mended.
    """

    def __init__(self) -> None:
        self._findings: list[Finding] | None = None

    def check(self, app: Sphinx, config: Config) -> None:
        """Check, and end the process where reading on would crash, hang or leak.

        The event is ``config-inited``.
        """
        patterns = [*config.exclude_patterns, *config.templates_path]
        self._findings = check(Path(app.srcdir), patterns)
        if any(finding.stops for finding in self._findings):
            self._tell(app)
            raise BuildError(
                "The build stopped before it read a page:"
                " mend what is marked above, and run it again."
            )

    def before_build(self, app: Sphinx, *_args: object) -> list[str]:
        """Check again in a later build of a process, and warn (event ``env-get-outdated``)."""
        if self._findings is None:
            self.check(app, app.config)
        self._tell(app)
        return []

    def _tell(self, app: Sphinx) -> None:
        for finding in self._findings or ():
            place = f"{os.path.join(app.srcdir, finding.path)}:{finding.line}"  # noqa: PTH118 (ends as text)
            warn(Subtype.PREFLIGHT, "%s", finding.message, location=place)
        self._findings = None


def setup(app: Sphinx) -> ExtensionMetadata:
    preflight = Preflight()
    app.connect("config-inited", preflight.check)
    app.connect("env-get-outdated", preflight.before_build)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
