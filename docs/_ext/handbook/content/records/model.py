"""What a tradeoff record is, once its fields are known to be right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import smartchars, smartyPants

from handbook.content.upkeep import LIVE_STATUSES, LOCAL_FOLDER, replaces_upstream
from handbook.core import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.config import Config

# The order in which registers list them: what needs an answer, what binds, what is past.
STATUSES = ("proposed", "accepted", "superseded", "retired")


@dataclass(frozen=True)
class Payer:
    """Who pays for a decision, and when."""

    who: str
    when: str


@dataclass(frozen=True)
class Record:
    """One tradeoff record; the fields are those of ``schema.json``.

    Days are ISO 8601 text, empty where the record names none.

    :ivar lines: the line, counted from 1, of each field that the record has.
    """

    docname: str
    lines: Mapping[str, int]
    id: str
    title: str
    status: str
    area: str
    owner: str
    reversibility: str
    options: tuple[str, ...]
    deciders: tuple[str, ...]
    decided: str
    reviewed: str
    review_by: str
    reopen_when: tuple[str, ...]
    payers: tuple[Payer, ...]
    chosen: str
    gains: tuple[str, ...]
    costs: tuple[str, ...]
    related: tuple[str, ...]
    supersedes: tuple[str, ...]
    superseded_by: str

    @property
    def label(self) -> str:
        """Id and title, as links and indexes show it."""
        return f"{self.id}: {self.title}"

    @property
    def sort_key(self) -> tuple[int, str]:
        """Order of the register: by status, then by id."""
        return STATUSES.index(self.status), self.id

    @property
    def is_local(self) -> bool:
        """Whether the record belongs to the organisation, not to the handbook it took over."""
        return self.docname.startswith(LOCAL_FOLDER)

    @property
    def overrides_upstream(self) -> bool:
        """See :func:`handbook.content.upkeep.replaces_upstream`."""
        return replaces_upstream(self.docname, self.status)

    @property
    def review_due(self) -> str:
        """The day by which somebody must look at the record again; empty where it binds nobody."""
        return self.review_by if self.status in LIVE_STATUSES else ""

    def is_overdue(self, today: str) -> bool:
        """Tell whether somebody should have reviewed the record before ``today`` (ISO 8601)."""
        return dates.is_overdue(self.review_due, today)


def from_fields(
    docname: str,
    fields: Mapping[str, Any],
    lines: Mapping[str, int],
    said: Callable[[str], str] = str,
) -> Record:
    """Make a record of fields that the schema accepts.

    :param said: turns the handbook's words into the organisation's.
    """

    def text(key: str) -> str:
        return _line(fields.get(key, ""))

    def texts(key: str) -> tuple[str, ...]:
        return tuple(said(_line(item)) for item in fields.get(key, ()))

    return Record(
        docname=docname,
        lines=lines,
        id=text("id"),
        title=said(text("title")),
        status=text("status"),
        area=text("area"),
        owner=text("owner"),
        reversibility=text("reversibility"),
        options=texts("options"),
        deciders=texts("deciders"),
        decided=text("decided"),
        reviewed=text("reviewed"),
        review_by=text("review-by"),
        reopen_when=texts("reopen-when"),
        payers=tuple(
            Payer(said(_line(p["who"])), said(_line(p["when"]))) for p in fields.get("payers", ())
        ),
        chosen=said(text("chosen")),
        gains=texts("gains"),
        costs=texts("costs"),
        related=texts("related"),
        supersedes=texts("supersedes"),
        superseded_by=text("superseded-by"),
    )


def by_id(records: Iterable[Record]) -> dict[str, Record]:
    """Index records; where two claim one id, the page whose name sorts first has it."""
    index: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: (record.id, record.docname)):
        index.setdefault(record.id, record)
    return index


def typeset(record: Record, config: Config) -> Record:
    """Make quotes and dashes typographic, as Sphinx does in the pages' own prose.

    :param config: gives ``language``, ``smartquotes`` and ``smartquotes_action``.
    """
    tags = normalize_language_tag(config.language)
    language = next((tag for tag in tags if tag in smartchars.quotes), None)
    if not config.smartquotes or language is None:
        return record

    def set_text(text: str) -> str:
        if not re.search(r"['\"]|--|\.\.\.", text):
            return text  # most texts; the full rules cost more than all the rest of a record
        return str(smartyPants(text, config.smartquotes_action, language))

    def set_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(set_text(text) for text in texts)

    return replace(
        record,
        title=set_text(record.title),
        owner=set_text(record.owner),
        chosen=set_text(record.chosen),
        options=set_texts(record.options),
        deciders=set_texts(record.deciders),
        gains=set_texts(record.gains),
        costs=set_texts(record.costs),
        reopen_when=set_texts(record.reopen_when),
        payers=tuple(Payer(set_text(p.who), set_text(p.when)) for p in record.payers),
    )


def _line(text: str) -> str:
    """Join a text that the author wrapped over several lines."""
    return " ".join(text.split())
