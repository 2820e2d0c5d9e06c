"""What a page shows of records, which may change elsewhere: then the page is written again."""

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from handbook.content.records.domain import TradeoffDomain, tradeoffs
from handbook.content.records.model import Record


def shown_records(app: Sphinx, env: BuildEnvironment) -> dict[str, list[object]]:
    domain = tradeoffs(env)
    pages = {*domain.records, *domain.data["mentions"], *domain.data["registers"]}
    return {page: _seen(domain, env, page, app.config.handbook_today) for page in pages}


def _seen(domain: TradeoffDomain, env: BuildEnvironment, page: str, today: str) -> list[object]:
    index = domain.index
    seen: list[object] = []
    if page in domain.data["registers"]:
        seen += [_shown(record, today) for record in domain.listed(page)]
    seen += [
        (name, _known(index.get(name), today)) for name in domain.data["mentions"].get(page, ())
    ]
    if page in domain.records:
        record = domain.shown(page)
        near = (*domain.relatives(record), *record.supersedes, record.superseded_by)
        seen += [_known(index.get(name), today) for name in near]
        seen += [(link, env.titles[link].astext()) for link in domain.backlinks(record)]
        seen.append(_shown(record, today))
    return seen


def _known(record: Record | None, today: str) -> object:
    return record and _shown(record, today)


def _shown(record: Record, today: str) -> object:
    # Lines and prose of a record may move without any other page showing it.
    return {k: v for k, v in vars(record).items() if k != "lines"}, record.is_overdue(today)
