"""Name the pages to write again because a record changed elsewhere.

For each page that shows something of records, a digest of exactly that is kept.
A page is written again when its digest changes, and only then: a build without changes writes
nothing.
Digests are kept for each builder, because several builders share one environment.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from handbook.content.records.domain import TradeoffDomain, tradeoffs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from handbook.content.records.model import Record


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give the pages whose view of the records is not the one last written (``env-updated``)."""
    domain = tradeoffs(env)
    today = app.config.handbook_today
    now = {page: _digest(domain, env, page, today) for page in _pages(domain) & env.all_docs.keys()}
    before = domain.data["written"].get(app.builder.name, {})
    domain.data["written"][app.builder.name] = now
    return sorted(page for page, digest in now.items() if before.get(page) != digest)


def _pages(domain: TradeoffDomain) -> set[str]:
    return {*domain.records, *domain.data["mentions"], *domain.data["registers"]}


def _digest(domain: TradeoffDomain, env: BuildEnvironment, page: str, today: str) -> str:
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
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def _known(record: Record | None, today: str) -> object:
    return record and _shown(record, today)


def _shown(record: Record, today: str) -> object:
    # Lines and prose of a record may move without any other page showing it.
    return {k: v for k, v in vars(record).items() if k != "lines"}, record.is_overdue(today)
