"""Every page has an owner and a day by which somebody looks at it again.

A page says so in its front matter::

    ---
    owner: Platform leads
    reviewed: 2026-11-22
    review-by: 2027-11-22
    ---

A tradeoff record says it once, in its own fields.
A page that is past its day says so to its reader in a quiet banner.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from handbook.core import dates, frontmatter
from handbook.core.config import place_of, settings
from handbook.core.doctree import Slot, put_below_title
from handbook.core.errors import Finding
from handbook.core.frontmatter import UPKEEP_KEYS, FrontMatter
from handbook.core.output import on_page_inputs
from handbook.core.sources import is_local
from handbook.core.warnings import BuildError, Subtype, warn

AHEAD = "{}: {} is still to come: write the day on which it was done"
EXAMPLE = {"owner": "Platform leads", "reviewed": "2026-11-22", "review-by": "2027-11-22"}
# Statuses whose record still binds somebody, so that its review matters.
LIVE_STATUSES = ("proposed", "accepted")


@dataclass(frozen=True)
class Upkeep:
    """Who keeps a page, and when it was and will be looked at; dates are ISO 8601 days.

    :ivar review_by: empty where nobody needs to look again, as for a superseded record.
    :ivar line: where the review day stands, counted from 1.
    :ivar by: who looked at it last, where that is not its owner.
    """

    owner: str
    reviewed: str
    review_by: str
    line: int
    by: str = ""

    def looked_at(self, docname: str, review: str) -> Self:
        """Give the upkeep of a page after its organisation looked at upstream's pages.

        :param review: an ISO 8601 day, a comma and who; or nothing where nobody did.
        """
        if is_local(docname):
            return self
        reviewed, review_by = dates.looked_at(self.reviewed, self.review_by, review)
        by = review.partition(",")[2].strip() if reviewed != self.reviewed else ""
        return replace(self, reviewed=reviewed, review_by=review_by, by=by)


def upkeep(front: FrontMatter | None, path: str, today: str) -> tuple[Upkeep | None, list[Finding]]:
    """Read who keeps a page, and when.

    :param today: an ISO 8601 day, after which nobody can have reviewed anything.
    :returns: the upkeep, or ``None`` where one is missing or wrong, and all faults.
        A record's comes from its own fields, which the record's schema judges.
    """
    if front is None:
        example = ", ".join(f"'{key}: {value}'" for key, value in EXAMPLE.items())
        message = f"the page has no front matter: open it with --- and {example}"
        return None, [Finding(path, 1, message)]
    if "tradeoff" in front.data:
        return _record_upkeep(front, path, today)
    faults = [Finding(path, line, message) for line, message in _faults(front, today)]
    if faults:
        return None, faults
    owner, reviewed, review_by = (front.data[key] for key in UPKEEP_KEYS)
    return Upkeep(owner, reviewed, review_by, front.line("review-by")), []


def _record_upkeep(
    front: FrontMatter, path: str, today: str
) -> tuple[Upkeep | None, list[Finding]]:
    message = "%r of a record stands inside 'tradeoff:': remove this line"
    faults = [
        Finding(path, front.line(key), message % key) for key in UPKEEP_KEYS if key in front.data
    ]
    record = front.data["tradeoff"]
    if not isinstance(record, dict):
        return None, faults
    owner = record.get("owner")
    live = record.get("status") in LIVE_STATUSES
    review_by = _day(record, "review-by") if live else ""
    if not isinstance(owner, str) or (live and not review_by):
        return None, faults
    key = "reviewed" if _day(record, "reviewed") else "decided"
    reviewed = _day(record, key)
    # A review after its own next day the record's schema tells.
    if dates.is_ahead(reviewed, today) and not "" < review_by <= reviewed:
        message = AHEAD.format(key, reviewed)
        return None, [*faults, Finding(path, front.line("tradeoff", key), message)]
    return Upkeep(owner, reviewed, review_by, front.line("tradeoff", "review-by")), faults


def replaces_upstream(docname: str, status: object) -> bool:
    """Tell whether a page's record replaces what it supersedes without a change to those pages.

    An organisation can't edit upstream's page without a conflict at the next upgrade.
    """
    return is_local(docname) and status == "accepted"


def _day(values: Mapping[str, Any], key: str) -> str:
    day = dates.as_day(values.get(key))
    return day.isoformat() if day else ""


def _faults(front: FrontMatter, today: str) -> Iterator[tuple[int, str]]:
    alike = {key.lower().replace("_", "-"): key for key in front.data}
    for key in UPKEEP_KEYS:
        if key not in front.data and key in alike:
            yield front.line(alike[key]), f"{alike[key]!r} is no key: write {key!r}"
        elif key not in front.data:
            yield 1, f"{key!r} is missing: add a line such as '{key}: {EXAMPLE[key]}'"
    owner = front.data.get("owner", EXAMPLE["owner"])
    if not isinstance(owner, str) or not owner.strip():
        yield front.line("owner"), f"owner: {owner!r} is no name: write who keeps the page, as text"
    for key in ("reviewed", "review-by"):
        value = front.data.get(key, EXAMPLE[key])
        if not dates.is_day(value):
            message = f"{key}: {value!r} is not a day: write one that exists as YYYY-MM-DD"
            yield front.line(key), message
    reviewed, review_by = (dates.as_day(front.data.get(key)) for key in ("reviewed", "review-by"))
    if reviewed and review_by and review_by <= reviewed:
        message = f"review-by: {review_by} is not after reviewed: {reviewed}: name a later day"
        yield front.line("review-by"), message
    elif reviewed and dates.is_ahead(reviewed.isoformat(), today):
        yield front.line("reviewed"), AHEAD.format("reviewed", reviewed)


def look_fault(looked_at: str, today: str) -> str:
    """Say what is wrong with the day on which an organisation looked at upstream's pages."""
    day = looked_at.partition(",")[0]
    message = AHEAD.format("staleness.looked-at", day)
    return message if dates.is_ahead(day, today) else ""


class overdue_notice(nodes.General, nodes.Element):  # noqa: N801  (docutils names nodes so)
    """Where a page's banner goes, if the page is overdue on the day of writing.

    It carries ``docname``; :class:`OverdueNotices` replaces or removes it.
    """


class OverdueNotices(SphinxPostTransform):
    """Turn each page's placeholder into its banner, in every builder."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        today = self.config.handbook_today
        for placeholder in list(self.document.findall(overdue_notice)):
            meta = self.env.metadata[placeholder["docname"]]
            overdue = dates.is_overdue(meta["review-by"], today)
            placeholder.replace_self(_banner(meta["owner"], meta["review-by"]) if overdue else [])


def _banner(owner: str, day: str) -> list[nodes.Node]:
    return [
        nodes.admonition(
            "",
            nodes.title("", "Review overdue"),
            nodes.paragraph(
                "",
                f"This page was to be reviewed by {day}. Ask its owner, {owner}, before you rely"
                " on it. The owner renews it by reading it and setting 'reviewed' and 'review-by'"
                " in its front matter.",
            ),
            classes=["overdue"],
        )
    ]


def _check(app: Sphinx, docname: str, source: list[str]) -> None:
    if frontmatter.is_faulty(app.env) or app.env.doc2path(docname).suffix != ".md":
        return
    page, faults = upkeep(frontmatter.current(app.env), docname, app.config.handbook_today)
    for fault in faults:
        warn(Subtype.PAGE, "%s", fault.message, location=(docname, fault.line))
    if page:
        page = page.looked_at(docname, settings(app.config).staleness.looked_at)
        found = dict(zip(UPKEEP_KEYS, (page.owner, page.reviewed, page.review_by), strict=True))
        app.env.metadata[docname] |= {**found, "by": page.by}


def _place_notice(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.current_document.docname
    if app.env.metadata[docname].get("review-by"):
        put_below_title(doctree, overdue_notice(docname=docname), Slot.OVERDUE)


def _resolve_today(app: Sphinx, config: Config) -> None:
    try:
        config.handbook_today = dates.today(config.handbook_today).isoformat()
    except ValueError as error:
        raise BuildError(f"handbook_today: {error}") from error
    looked_at = settings(config).staleness.looked_at
    if fault := look_fault(looked_at, config.handbook_today):
        place = place_of(Path(app.confdir), "staleness", "looked-at")
        warn(Subtype.PAGE, "%s", fault, location=place)


def _overdue(app: Sphinx, env: BuildEnvironment) -> dict[str, bool]:
    """Tell for each page whether it has its banner, which comes and goes with the day."""
    today = app.config.handbook_today
    return {
        docname: dates.is_overdue(env.metadata[docname].get("review-by", ""), today)
        for docname in env.all_docs
    }


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.core.config")
    app.setup_extension("handbook.core.frontmatter")
    # No rebuild: when the day moves, `_overdue` tells the few pages that change.
    app.add_config_value("handbook_today", "", "", types=frozenset({str}))
    app.add_node(overdue_notice)
    app.add_post_transform(OverdueNotices)
    app.connect("config-inited", _resolve_today)
    app.connect("source-read", _check)
    app.connect("doctree-read", _place_notice)
    on_page_inputs(app, _overdue)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
