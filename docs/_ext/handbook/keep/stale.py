"""List the pages and records whose review day has passed: ``python -m handbook.keep.stale``.

It reads the front matter of the pages and builds nothing.
The exit code is 0 within the budget, 1 above it, 2 when a page or an argument can't be read.

The JSON has ``version`` (1), ``today``, ``pages`` (how many were read), ``budget`` and
``overdue``: a list, longest overdue first, with ``path``, ``line``, ``title``, ``owner``,
``review-by`` and ``days``.
"""

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from sphinx.errors import ConfigError

from handbook.content import upkeep as pages
from handbook.core import dates, frontmatter, sources
from handbook.core.config import load, place_of
from handbook.core.errors import FileError, HandbookError

JSON_VERSION = 1


@dataclass(frozen=True)
class Overdue:
    """One page past its review day.

    :ivar line: where the day stands, counted from 1.
    :ivar days: how many days ago it was.
    """

    path: str
    line: int
    title: str
    owner: str
    review_by: str
    days: int


@dataclass(frozen=True)
class Report:
    """What is overdue on a day; ``pages`` counts all pages that were read."""

    today: dt.date
    pages: int
    overdue: tuple[Overdue, ...]
    looked_at: str = ""


def survey(docs: Path, today: dt.date, looked_at: str = "") -> Report:
    """Read every page below a folder.

    :param looked_at: when the organisation looked at upstream's pages, and who, or nothing.
    :raises HandbookError: when there is no page, or a page's front matter can't be used.
    """
    found: list[tuple[Overdue, str]] = []  # with the id of upstream's record
    replaced: set[str] = set()
    faults: list[str] = []
    count = 0
    for path in sources.pages(docs):
        count += 1
        name = path.relative_to(docs).as_posix()
        try:
            item, record = _judge(path, today, name, looked_at)
        except HandbookError as error:
            faults.append(str(error))
            continue
        if pages.replaces_upstream(name, record.get("status")):
            replaced |= _ids(record.get("supersedes"))
        if item:
            found.append((item, "" if sources.is_local(name) else str(record.get("id"))))
    if faults:
        raise HandbookError("\n".join(faults))
    if not count:
        raise HandbookError(f"{docs} holds no pages: name their folder with --docs")
    overdue = [item for item, record_id in found if record_id not in replaced]
    overdue.sort(key=lambda item: (-item.days, item.path))
    return Report(today, count, tuple(overdue), looked_at)


def _judge(
    path: Path, today: dt.date, name: str, looked_at: str
) -> tuple[Overdue | None, dict[str, Any]]:
    """Tell whether a page is overdue, and give the fields of its tradeoff record, if any."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        front = frontmatter.parse(text)
        upkeep, faults = pages.upkeep(front, str(path), today.isoformat())
    except FileError as error:
        raise HandbookError(f"{path}:{error.line}: {error.message}") from error
    except OSError as error:
        raise HandbookError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise HandbookError(f"{path}:1: not UTF-8 text: save it as UTF-8") from error
    if faults:
        raise HandbookError("\n".join(map(str, faults)))
    if front is None or upkeep is None:
        raise HandbookError(f"{path}:1: the record's fields are wrong: run make, which names each")
    record = front.data.get("tradeoff", {})
    upkeep = upkeep.looked_at(name, looked_at)
    if not dates.is_overdue(upkeep.review_by, today.isoformat()):
        return None, record
    days = (today - dt.date.fromisoformat(upkeep.review_by)).days
    place = (path.as_posix(), upkeep.line)
    return Overdue(*place, _title(text), upkeep.owner, upkeep.review_by, days), record


def _ids(listed: object) -> set[str]:
    return set(map(str, listed)) if isinstance(listed, list) else set()


def _title(text: str) -> str:
    # A comment in the front matter looks like a heading.
    found = re.search(r"^# +(.+?) *$", frontmatter.blank_all(text), re.MULTILINE)
    return found[1] if found else ""


def as_text(report: Report, budget: int) -> str:
    """Lay the report out for people: owners by name, each with its pages, longest overdue first."""
    lines = [
        f"{len(report.overdue)} of {report.pages} pages overdue on {report.today}, budget {budget}."
    ]
    if report.looked_at:
        day, _, who = report.looked_at.partition(",")
        lines.append(f"Upstream's pages were looked at on {day}, by {who.strip()}.")
    by_owner = sorted(report.overdue, key=lambda item: (item.owner.casefold(), item.owner))
    for owner, owned in groupby(by_owner, key=lambda item: item.owner):
        lines += ["", owner]
        lines += [f"  {item.days:>5} days  {item.path}:{item.line}  {item.title}" for item in owned]
    if report.overdue:
        lines += [
            "",
            "To renew: read the page, then set its 'reviewed' and 'review-by' days; for pages that"
            " are not yours, set 'looked-at' in handbook.toml.",
        ]
    return "\n".join(lines) + "\n"


def as_json(report: Report, budget: int) -> str:
    """Lay the report out for programs."""
    content = {
        "version": JSON_VERSION,
        "today": report.today.isoformat(),
        "pages": report.pages,
        "budget": budget,
        "overdue": [
            {name.replace("_", "-"): value for name, value in asdict(item).items()}
            for item in report.overdue
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make stale", description=__doc__)
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="where the pages are")
    parser.add_argument("--json", action="store_true", help="write JSON instead of text")
    parser.add_argument("--today", default="", help="the day that counts as today, YYYY-MM-DD")
    parser.add_argument("--settings", type=Path, default=Path("handbook.toml"))
    given = parser.parse_args(arguments)
    try:
        staleness, today = load(given.settings).staleness, dates.today(given.today)
        if fault := pages.look_fault(staleness.looked_at, today.isoformat()):
            place = place_of(given.settings.parent, "staleness", "looked-at")
            raise HandbookError(f"{place}: {fault}")
        report = survey(given.docs, today, staleness.looked_at)
    except (HandbookError, ConfigError, ValueError) as error:
        sys.stderr.write(f"make stale: {error}\n")
        return 2
    sys.stdout.write((as_json if given.json else as_text)(report, staleness.budget))
    return 0 if len(report.overdue) <= staleness.budget else 1


if __name__ == "__main__":
    sys.exit(main())
