"""Judge all records together: ids are unique, and every link between records has its other end."""

from collections.abc import Iterator, Mapping

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from handbook.content.records.domain import TradeoffDomain, tradeoffs, unknown_record
from handbook.content.records.model import Record
from handbook.core.warnings import Subtype, warn


def check_records(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about each fault between records, and each card of no record."""
    domain = tradeoffs(env)
    index = domain.index
    ids: dict[str, Record] = {}
    titles: dict[str, Record] = {}
    for record in sorted(domain.records.values(), key=lambda record: record.docname):
        for field, message in (
            *_doubles(record, ids, titles),
            *_dead_links(record, domain),
            *_one_way_links(record, index),
        ):
            place = (record.docname, record.lines.get(field, record.lines["tradeoff"]))
            warn(Subtype.RECORD, "%s: %s", field, message, location=place)
    for page, cards in sorted(domain.data["cards"].items()):
        for wanted, line in cards:
            if wanted not in index and domain.faulty_page(wanted) is None:
                warn(Subtype.RECORD, "%s", unknown_record(index, wanted), location=(page, line))


def _doubles(
    record: Record, ids: dict[str, Record], titles: dict[str, Record]
) -> Iterator[tuple[str, str]]:
    """Yield what an earlier page claims already."""
    first = ids.setdefault(record.id, record)
    namesake = titles.setdefault(record.title.casefold(), record)
    if first is not record:
        yield "id", f"{record.id} is the id of {first.docname} already: take the next free one"
    elif namesake is not record:
        yield "title", f"{namesake.id} has the title {record.title!r} already: tell them apart"


def _dead_links(record: Record, domain: TradeoffDomain) -> Iterator[tuple[str, str]]:
    index = domain.index
    for field, ids in (
        ("related", record.related),
        ("supersedes", record.supersedes),
        ("superseded-by", filter(None, [record.superseded_by])),
    ):
        for wanted in ids:
            if wanted not in index and domain.faulty_page(wanted) is None:
                yield field, unknown_record(index.keys() - {record.id}, wanted)


def _one_way_links(record: Record, index: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    if successor := index.get(record.superseded_by):
        if record.id not in successor.supersedes:
            yield "superseded-by", f"{successor.id} lacks 'supersedes: [{record.id}]': add it there"
        elif successor.status == "proposed":
            yield "superseded-by", f"{successor.id} is only proposed: {record.id} binds until then"
        elif record.id == min(_circle(record, index), default=""):
            yield (
                "superseded-by",
                f"{record.id} and {successor.id} replace each other: end with one",
            )
    for wanted in record.supersedes:
        old = index.get(wanted)  # says so by itself where a local record replaces upstream's
        if old and record.status != "proposed" and old.superseded_by != record.id:
            yield (
                "supersedes",
                f"{wanted} does not say so: set its status: superseded"
                f" and superseded-by: {record.id}",
            )


def _circle(record: Record, index: Mapping[str, Record]) -> list[str]:
    """Give the ids of a circle of successors that leads back to the record; else nothing."""
    seen = [record.id]
    following = index.get(record.superseded_by)
    while following and following.id not in seen:
        seen.append(following.id)
        following = index.get(following.superseded_by)
    return seen if following and following.id == record.id else []
