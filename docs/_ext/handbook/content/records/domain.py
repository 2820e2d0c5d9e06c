"""The Sphinx domain of tradeoff records: what exists, who links to it, and how links resolve."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from handbook.content.records.model import Record, by_id, typeset
from handbook.core.warnings import Subtype, warn


class TradeoffRole(XRefRole):
    """``{tradeoff}`TO-0001```: the short name of the domain's own ``{tradeoff:record}``."""

    innernodeclass = nodes.inline

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Send the link to the domain, whichever of the two names the author used."""
        refnode["refdomain"], refnode["reftype"] = "tradeoff", "record"
        return title, " ".join(target.split())


class _View:
    """What follows from all records and mentions, arranged for questions about one record."""

    def __init__(self, index: dict[str, Record], mentions: Mapping[str, Iterable[str]]) -> None:
        for successor in [record for record in index.values() if record.overrides_upstream]:
            for old_id in successor.supersedes:
                if (old := index.get(old_id)) and not old.is_local:
                    index[old_id] = replace(old, status="superseded", superseded_by=successor.id)
        self.index = index
        # id: pages that mention it; id: ids of the records that name it as related.
        self.mentioned: defaultdict[str, list[str]] = defaultdict(list)
        self.relating: defaultdict[str, list[str]] = defaultdict(list)
        for page, ids in mentions.items():
            for record_id in ids:
                self.mentioned[record_id].append(page)
        for record in index.values():
            for record_id in record.related:
                self.relating[record_id].append(record.id)


class TradeoffDomain(Domain):
    """All that one page says about records, kept by page so that it merges and clears by page."""

    name = "tradeoff"
    label = "Tradeoff records"
    object_types: ClassVar[dict[str, ObjType]] = {"record": ObjType("tradeoff record", "record")}
    roles: ClassVar[dict[str, Any]] = {"record": TradeoffRole(warn_dangling=True)}
    initial_data: ClassVar[dict[str, Any]] = {
        "records": {},  # page: Record
        "faulty": {},  # page: id of the record whose fields were refused, already warned about
        "mentions": {},  # page: ids that its author links to, sorted
        "cards": {},  # page: [(id, line)] shown with {tradeoff-card}
        "registers": {},  # page: the area that its {tradeoff-register} lists; empty: the rest
    }
    data_version = 3
    # Worked out from the data when first asked for, forgotten when the data change.
    _known: _View | None = None

    @property
    def records(self) -> Mapping[str, Record]:
        """Records by page name; :meth:`note_record` adds one."""
        records: dict[str, Record] = self.data["records"]
        return records

    def shown(self, docname: str) -> Record:
        """Give a page's record as readers should see it: replaced, if a local one replaces it."""
        own = self.records[docname]
        indexed = self.index[own.id]
        return indexed if indexed.docname == docname else own

    @property
    def index(self) -> Mapping[str, Record]:
        return self._view().index

    def listed(self, docname: str) -> list[Record]:
        """Give the records of a page's register, in its order."""
        area = self.data["registers"][docname]
        elsewhere = set(self.data["registers"].values()) - {""}
        return sorted(
            (
                record
                for record in self.index.values()
                if (record.area == area if area else record.area not in elsewhere)
            ),
            key=lambda record: record.sort_key,
        )

    def faulty_page(self, record_id: str) -> str | None:
        """Give the page of a record that exists but was refused."""
        pages = [page for page, faulty in self.data["faulty"].items() if faulty == record_id]
        return min(pages, default=None)

    def backlinks(self, record: Record) -> list[str]:
        """Give the pages that link to a record or show it.

        Left out are its own page, registers, and records whose relation it states anyway.
        """
        near = (*self.relatives(record), *record.supersedes, record.superseded_by)
        stated = {self.index[name].docname for name in near if name in self.index}
        pages = set(self._view().mentioned[record.id])
        return sorted(pages - self.data["registers"].keys() - stated - {record.docname})

    def relatives(self, record: Record) -> list[str]:
        """Give the ids of related records, whichever of the two named the other."""
        return sorted({*record.related, *self._view().relating[record.id]} - {record.id})

    def _view(self) -> _View:
        if self._known is None:
            self._known = _View(by_id(self.records.values()), self.data["mentions"])
        return self._known

    def note_record(self, docname: str, record: Record) -> None:
        self.data["records"][docname] = record
        self._known = None

    def note_mentions(self, docname: str, ids: Iterable[str]) -> None:
        self.data["mentions"][docname] = tuple(sorted(ids))
        self._known = None

    def clear_doc(self, docname: str) -> None:
        """Forget what a page said, before it is read again or because it is gone."""
        for kept in ("records", "faulty", "mentions", "cards", "registers"):
            self.data[kept].pop(docname, None)
        self._known = None

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for kept in ("records", "faulty", "mentions", "cards", "registers"):
            self.data[kept].update(
                {page: value for page, value in otherdata[kept].items() if page in docnames}
            )
        self._known = None

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Link to a record's page, with its label unless the author gave a text."""
        record = self.index.get(target)
        if record is None:
            page = self.faulty_page(target)
            return page and make_refnode(builder, fromdocname, page, "", contnode)  # type: ignore[return-value]
        if not node.get("refexplicit"):
            contnode = nodes.inline(
                "", typeset(record, env.config).label, classes=["xref", "tradeoff-record"]
            )
        return make_refnode(builder, fromdocname, record.docname, record.id, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Serve ``{any}`` and Markdown links such as ``[](#TO-0001)``."""
        found = self.resolve_xref(env, fromdocname, builder, "record", target, node, contnode)
        return [("tradeoff:record", found)] if found is not None else []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """List records for search and for other sites' intersphinx."""
        for record in self.index.values():
            yield record.id, record.label, "record", record.docname, record.id, 1


def tradeoffs(env: BuildEnvironment) -> TradeoffDomain:
    return cast("TradeoffDomain", env.domains[TradeoffDomain.name])


def unknown_record(known: Iterable[str], wanted: str) -> str:
    """Say that a record does not exist and what to do."""
    near = difflib.get_close_matches(wanted, sorted(known), n=1, cutoff=0.5)
    mend = f"did you mean {near[0]}?" if near else "write it, or correct the id"
    return f"no tradeoff record {wanted!r}: {mend}"


def warn_unknown_link(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Give the handbook's own warning for a link to no record, instead of Sphinx's."""
    if not isinstance(domain, TradeoffDomain):
        return None
    warn(Subtype.RECORD, "%s", unknown_record(domain.index, node["reftarget"]), location=node)
    return True
