"""What a tradeoff record is, once its fields are known to be right.

A field is declared twice: in ``schema.json``, for programs and for who checks, and in
:class:`Record`, from which its reading, its typography, its line on the record's page, in
``records.json`` and in the template of a new record follow. A test holds the two equal.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import smartchars, smartyPants
from sphinx.config import Config

from handbook.content.records.schema import SCHEMA, STATUSES
from handbook.content.upkeep import LIVE_STATUSES, replaces_upstream
from handbook.core import dates
from handbook.core.sources import is_local


def _field(label: str, example: str = "", *, prose: bool = False, many: bool = False) -> Any:
    """Declare a field, which is empty where the record has none.

    :param label: its name in the boxes of the record's page; empty for one that stands elsewhere.
    :param example: what the template has for it, as YAML; it may end with a comment.
    :param prose: whether its quotes and dashes become typographic.
    """
    told = {"label": label, "example": example, "prose": prose}
    return field(default=() if many else "", metadata=told)


@dataclass(frozen=True)
class Payer:
    """Who pays for a decision, and when."""

    who: str
    when: str

    def __str__(self) -> str:
        return f"{self.who}: {self.when}"


@dataclass(frozen=True, kw_only=True)
class Record:
    """One tradeoff record; its fields stand in the order of its page.

    Days are ISO 8601 text.

    :ivar lines: the line, counted from 1, of each field that the record has.
    """

    docname: str
    lines: Mapping[str, int]
    id: str = _field("", "{id}")
    title: str = _field("", "{title}", prose=True)
    status: str = _field("", "proposed")
    superseded_by: str = _field("Replaced by")
    chosen: str = _field("", "One of the options, word for word", prose=True)
    gains: tuple[str, ...] = _field("Gains", "- What the choice gains", prose=True, many=True)
    costs: tuple[str, ...] = _field("Costs", "- What the choice gives up", prose=True, many=True)
    payers: tuple[Payer, ...] = _field(
        "Who pays, when", "- who: Who pays\n  when: When they pay", prose=True, many=True
    )
    reopen_when: tuple[str, ...] = _field(
        "Reopen when", "- The fact that would make you choose again", prose=True, many=True
    )
    reversibility: str = _field("", "easy")
    options: tuple[str, ...] = _field(
        "Not chosen",
        '- "TODO: one way, in a few words"\n- "TODO: another way, or to change nothing"',
        prose=True,
        many=True,
    )
    related: tuple[str, ...] = _field("Related", many=True)
    supersedes: tuple[str, ...] = _field("Replaces", many=True)
    area: str = _field("Area", "tradeoffs")
    owner: str = _field("Owner", "{owner}", prose=True)
    deciders: tuple[str, ...] = _field("Deciders", "[Who decided]", prose=True, many=True)
    decided: str = _field("Decided", "{today}")
    reviewed: str = _field("Reviewed")
    review_by: str = _field("Review by", "{review_by}")

    def looked_at(self, review: str) -> Self:
        """See :meth:`handbook.content.upkeep.Upkeep.looked_at`."""
        if self.is_local:
            return self
        before = self.reviewed or self.decided
        reviewed, review_by = dates.looked_at(before, self.review_by, review)
        return self if reviewed == before else replace(self, reviewed=reviewed, review_by=review_by)

    def without(self, ids: Container[str]) -> Self:
        """Give the record as it is where others do not exist."""
        return replace(
            self,
            related=tuple(other for other in self.related if other not in ids),
            supersedes=tuple(other for other in self.supersedes if other not in ids),
            superseded_by="" if self.superseded_by in ids else self.superseded_by,
        )

    @property
    def label(self) -> str:
        return f"{self.id}: {self.title}"

    @property
    def sort_key(self) -> tuple[int, str]:
        return STATUSES.index(self.status), self.id

    @property
    def is_local(self) -> bool:
        """Whether the record belongs to the organisation, not to the handbook it took over."""
        return is_local(self.docname)

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

    def as_data(self) -> dict[str, Any]:
        """Give the fields that the record has, as the schema names and orders them."""
        held = asdict(self)
        data = {key: held[FIELDS[key].name] for key in SCHEMA["properties"]}
        return {key: value for key, value in data.items() if value}


# By the name that authors write.
FIELDS = {f.name.replace("_", "-"): f for f in fields(Record) if f.metadata}


def from_fields(
    docname: str,
    given: Mapping[str, Any],
    lines: Mapping[str, int],
    said: Callable[[str], str] = str,
) -> Record:
    """Make a record of fields that the schema accepts; a text may be wrapped over several lines.

    :param said: turns the handbook's words into the organisation's; owners keep their names.
    """
    read: dict[str, Any] = {}
    for key, declared in FIELDS.items():
        if key in given:
            value = _each(given[key], lambda text: " ".join(text.split()))
            is_said = declared.metadata["prose"] and key != "owner"
            read[declared.name] = _each(value, said) if is_said else value
    return Record(docname=docname, lines=lines, **read)


def by_id(records: Iterable[Record]) -> dict[str, Record]:
    """Index records; where two claim one id, the page whose name sorts first has it."""
    index: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: (record.id, record.docname)):
        index.setdefault(record.id, record)
    return index


def typeset(record: Record, config: Config) -> Record:
    """Make quotes and dashes typographic, as Sphinx does in the pages' own prose."""
    tags = normalize_language_tag(config.language)
    language = next((tag for tag in tags if tag in smartchars.quotes), None)
    if not config.smartquotes or language is None:
        return record

    def set_text(text: str) -> str:
        if not re.search(r"['\"]|--|\.\.\.", text):
            return text  # most texts; the full rules cost more than all the rest of a record
        return str(smartyPants(text, config.smartquotes_action, language))

    prose = [f.name for f in FIELDS.values() if f.metadata["prose"]]
    return replace(record, **{name: _each(getattr(record, name), set_text) for name in prose})


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """Change each text of a field, as the author wrote it or as a record has it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Payer):
        return Payer(change(value.who), change(value.when))
    if isinstance(value, dict):
        return Payer(**{key: change(text) for key, text in value.items()})
    return tuple(_each(item, change) for item in value)
