"""Addresses outlive page names: old names lead to the page that took their place.

``redirects.txt`` has a line for each renamed or removed page, old name first::

    how-to/write-a-record.md how-to/record-a-decision.md

``local/redirects.txt`` adds an organisation's own. Each line is checked, with its number; the site
then has a page at each old address, ``redirect.html``, which sends its reader on.
:mod:`handbook.keep.moved` names pages that need a line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri
from sphinx.util.typing import ExtensionMetadata

from handbook.check.preflight.files import is_page_name
from handbook.core import left_out
from handbook.core.errors import short
from handbook.core.output import on_site_written, write
from handbook.core.sources import LOCAL, SUFFIX
from handbook.core.warnings import Subtype, warn

COMMENT = re.compile(r"(?:^|\s)#.*")
TEMPLATE = Path(__file__).with_name("redirect.html")
FILES = ("redirects.txt", f"{LOCAL}/redirects.txt")


@dataclass(frozen=True)
class Redirect:
    """One line: names of pages below the source folder, and the place, ``file:line``."""

    old: str
    new: str
    place: str


def read(path: Path, shown: str) -> tuple[list[Redirect], list[tuple[str, str]]]:
    """Read one file.

    :returns: its redirects, and faults as place and message.
    """
    redirects: list[Redirect] = []
    faults: list[tuple[str, str]] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return [], [(f"{shown}:1", "not UTF-8 text: save the file as UTF-8")]
    for number, line in enumerate(lines, start=1):
        words = COMMENT.sub("", line).split()
        place = f"{shown}:{number}"
        if len(words) == 2 and all(word.endswith(SUFFIX) for word in words):
            old, new = (word.removesuffix(SUFFIX) for word in words)
            redirects.append(Redirect(old, new, place))
        elif words:
            faults.append(
                (
                    place,
                    f"a line is 'old-page{SUFFIX} new-page{SUFFIX}', below docs/, without sections"
                    f" (a reader's own is kept): {line!r}",
                )
            )
    return redirects, faults


def check(redirects: list[Redirect], pages: set[str]) -> Iterator[tuple[str, str]]:
    """Yield place and message of what a reader would notice."""
    known: dict[str, Redirect] = {}
    for redirect in redirects:
        if first := known.get(redirect.old):
            yield redirect.place, f"{redirect.old} stands in {first.place} already: keep one line"
            continue
        known[redirect.old] = redirect
        if redirect.old in pages:
            yield redirect.place, f"{redirect.old} is a page: remove the line, or rename the page"
        if not is_page_name(f"{redirect.old}{SUFFIX}"):
            yield (
                redirect.place,
                f"{short(redirect.old)!r} was the name of no page: write its path from docs/",
            )
    for redirect in redirects:
        end = _end(redirect.old, known)
        if end is None:
            yield redirect.place, f"{redirect.old} leads back to itself: break the circle"
        elif end not in pages:
            yield redirect.place, f"no page {end}: name the page that a reader should find"


def _end(old: str, known: Mapping[str, Redirect]) -> str | None:
    seen = set()
    while old in known:
        if old in seen:
            return None
        seen.add(old)
        old = known[old].new
    return old


class Redirects:
    """One build's redirects: read at its start, checked once all pages are known."""

    def __init__(self) -> None:
        self.all: list[Redirect] = []

    def read(self, app: Sphinx, config: Config) -> None:
        """Read the files (event ``config-inited``)."""
        for name in FILES:
            if (path := Path(app.srcdir, name)).is_file():
                found, faults = read(path, str(path))
                self.all += found
                for place, message in faults:
                    warn(Subtype.REDIRECT, "%s", message, location=place)
        place = str(Path(app.srcdir, left_out.FILE))
        pages = config.handbook_left_out
        self.all += [Redirect(old, new, place) for old, new in pages.items() if new]
        known = {redirect.old: redirect for redirect in self.all}
        # What led to a page that is left out leads nowhere.
        self.all = [r for r in self.all if pages.get(_end(r.old, known) or r.new) != ""]
        # A page that moved twice is one step away.
        config.handbook_redirects = {
            f"{r.old}{SUFFIX}": f"{_end(r.old, known) or r.new}{SUFFIX}" for r in self.all
        }

    def check(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Report what a reader would notice (event ``env-check-consistency``)."""
        for place, message in check(self.all, set(env.all_docs)):
            warn(Subtype.REDIRECT, "%s", message, location=place)

    def write(self, app: Sphinx) -> None:
        """Write the pages, but for those that were told of as faulty."""
        faulty = {place for place, _ in check(self.all, set(app.env.all_docs))}
        builder, template = cast("StandaloneHTMLBuilder", app.builder), TEMPLATE.read_text("utf-8")
        for redirect in self.all:
            if redirect.place not in faulty:
                new = app.config.handbook_redirects[f"{redirect.old}{SUFFIX}"]
                here = builder.get_target_uri(redirect.old)
                there = builder.get_target_uri(new.removesuffix(SUFFIX))
                shown = {"from_url": here, "rel_url": relative_uri(here, there)}
                text = builder.templates.render_string(template, shown)
                write(app.outdir / here, text)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.content.leave_out")
    # The new name of each page that moved, by the old one.
    app.add_config_value("handbook_redirects", {}, "", types=frozenset({dict}))
    redirects = Redirects()
    app.connect("config-inited", redirects.read)
    app.connect("env-check-consistency", redirects.check)
    on_site_written(app, redirects.write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
