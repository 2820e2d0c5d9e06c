"""What Sphinx, docutils and MyST tell an author, with the line that is meant and the mend.

Their words stay where they are true, since people look them up; the mend is added. Where they
mislead, others take their place. A message of several lines keeps its first: the rest repeats the
source.

A message that none of the patterns knows passes as it is.
"""

import logging
import os
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE
from sphinx.util.typing import ExtensionMetadata

from handbook.check.message_rules import RULES
from handbook.check.prose.wordlists import GLOSSARY
from handbook.core.errors import ODD
from handbook.core.sources import is_local

_GROUP = re.compile(r"\\(\d)")
_HOLE = re.compile(r"\{(.*?)\}")
_HOLES = {"": "(.*?)", "…": ".*"}
_TWIN = ", other instance in "
_LOST = re.compile(r"'myst' cross-reference target not found: '([^']+)'")
# Sphinx takes the path of the page, where a directive gives it, for a page's name.
_PLACE = re.compile(r"(?P<path>.*?\.md)(?:\.rst)?(?::(?P<line>\d*))?")


class Mends(logging.Filter):
    """Changes each warning for an author before it is told: it has a place, and a mend."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app

    def filter(self, record: logging.LogRecord) -> bool:
        """Change a record in place, once Sphinx has made text of its location.

        :returns: whether it is told.
        """
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        place = _PLACE.fullmatch(getattr(record, "location", None) or "")
        if place:
            record.location = f"{place['path']}:{place['line'] or 1}"
        said = str(record.msg) % record.args if record.args else str(record.msg)
        # A terminal would obey what a source has in it, or show another text.
        said = ODD.sub(lambda sign: ascii(sign[0])[1:-1], said)
        record.msg, record.args = said, ()
        if kind == "handbook":
            return True
        suffix = f" [{kind}.{subtype}]" if subtype else f" [{kind}]"
        is_marked = said.endswith(suffix)
        while said.endswith(suffix):
            said = said.removesuffix(suffix)
        record.msg = said + suffix * is_marked
        if place and (meant := self._meant(Path(place["path"]), said)):
            record.msg = f"{said}: write {meant}{suffix * is_marked}"
            return True
        path, line = (place["path"], int(place["line"] or 0)) if place else ("", 0)
        for pattern, mend, at in _RULES:
            if match := pattern.fullmatch(said.split("\n")[0].rstrip()):
                twin = match[2] if _TWIN in said else ""
                if path and twin and (own := self._own(twin, path)):
                    match = pattern.fullmatch(said.replace(twin, os.path.relpath(path))) or match
                    path, line = own, 0
                record.msg = _mended(match, mend) + suffix * is_marked
                if path and at:
                    record.location = f"{path}:{_line(Path(path), line, at, match)}"
                return bool(mend)
        return True

    def _own(self, twin: str, page: str) -> str:
        """Give the file of the page to change, where two say the same and it isn't the one told.

        That is an organisation's page, not the handbook's, and none but the glossary for a term.
        """
        docs = self.app.srcdir
        own = os.path.join(docs, f"{twin.removesuffix('.md')}.md")  # noqa: PTH118 (text)
        is_own, is_told = (is_local(os.path.relpath(path, docs)) for path in (own, page))
        is_home = Path(page).match(f"*/{GLOSSARY}")
        return own if is_home or (is_own and not is_told) else ""

    def _meant(self, page: Path, said: str) -> str:
        """Give what the author of a link meant that leads nowhere, where that is known."""
        if (lost := _LOST.match(said)) is None:
            return ""
        docs, is_page = Path(self.app.srcdir), lost[1].startswith("doc:")
        path, sign, name = lost[1].removeprefix("doc:").partition("#")
        slug = path.lower().replace(" ", "-")
        slugs = self.app.env.metadata[self.app.env.path2doc(page) or ""].get("myst_slugs", ())
        if slug in slugs and not is_page:
            return f"#{slug}"
        path = re.sub(r"(?:\.html?|\.md)?$", ".md", path.removeprefix("/docs"), count=1)
        moved: dict[str, str] = getattr(self.app.config, "handbook_redirects", {})
        beside = os.path.relpath(Path(page.absolute().parent, path), docs)
        if (docs / beside).is_file() and not path.startswith("/"):
            return f"{path}{sign}{name}"
        for target in (beside, path.lstrip("/")):
            if (docs / (now := moved.get(target, target))).is_file():
                return f"/{now}{sign}{name}"
        return ""


def _compiled(message: str, mend: str, at: str | None = None) -> tuple[re.Pattern[str], str, str]:
    """Make a pattern of a message with holes: the odd parts are theirs."""
    parts = _HOLE.split(message)
    parts[::2] = map(re.escape, parts[::2])
    parts[1::2] = (_HOLES.get(words, f"({words})") for words in parts[1::2])
    pattern = re.compile("".join(parts))
    last = rf"\{pattern.groups}" if pattern.groups else ""
    return pattern, mend, last if at is None else at


_RULES = [_compiled(*rule) for rule in RULES]


def _mended(match: re.Match[str], mend: str) -> str:
    said = match.expand(mend.removeprefix("="))
    return said if mend.startswith("=") else f"{match[0].rstrip('.:')}: {said}"


def _line(page: Path, told: int, at: str, match: re.Match[str]) -> int:
    """Find the line that is meant: at or below the one that was told, or else the last such."""
    pattern = _GROUP.sub(lambda group: re.escape(match[int(group[1])]), at)
    wanted = re.compile(pattern, re.IGNORECASE)  # labels are told in small letters
    try:
        lines = page.read_text(encoding="utf-8").splitlines()
    except OSError:
        return told or 1
    found = [n for n, line in enumerate(lines, start=1) if n >= told and wanted.search(line)]
    return (found[0] if told else found[-1]) if found else told or 1


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the filter behind those by which Sphinx gives a warning its place."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if handler.level == logging.WARNING:
            handler.addFilter(Mends(app))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
