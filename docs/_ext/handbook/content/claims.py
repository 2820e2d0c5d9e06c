"""Where each claim of the source article is carried: markers in pages, and the source map.

The register of claims is one data file, ``_data/claims.toml``.
A page marks a paragraph with a comment before it, ``% claim: S4 S5``;
the ``{source-map}`` directive sets the table from each claim to its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util.docutils import SphinxDirective

from handbook.core import toml_file
from handbook.core.warnings import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

REGISTER = Path("_data", "claims.toml")  # below the source folder
MARKER = re.compile(r"^claim:\s*(?P<ids>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Claim:
    """One claim: its id, what it says, the group it stands in, and its home page."""

    id: str
    says: str
    group: str
    home: str

    @property
    def label(self) -> str:
        return f"claim-{self.id.lower()}"


def read_register(path: Path) -> dict[str, Claim]:
    """Read the claims by id, each group in its own order.

    :raises TomlError: where the file is not what it should be.
    """
    content, text = toml_file.read(path)
    try:
        claims = [
            Claim(claim_id, says, group, home)
            for group, homes in content.items()
            for home, entries in homes["home"].items()
            for claim_id, says in entries
        ]
        claims.sort(key=lambda claim: (claim.id[0] != "S", claim.id[0], int(claim.id[1:])))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        shape = 'below each [group] lines such as home.architecture = [["S1", "What it says."]]'
        message = f"not a register of claims ({error}); write {shape}"
        raise toml_file.TomlError(1, message) from error
    register: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in register:
            line = toml_file.line_of(text, claim.id, last=True)
            mend = "keep one, or give this one a number of its own"
            raise toml_file.TomlError(line, f"claim {claim.id!r} is listed twice; {mend}")
        register[claim.id] = claim
    return register


class ClaimCollector(EnvironmentCollector):
    """Notes for each page which claims its paragraphs carry, and makes them link targets."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        carried(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        for docname in docnames & carried(other).keys():
            carried(env)[docname] = carried(other)[docname]

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        claims = _register(app.env)
        if claims is None:
            app.env.note_dependency(app.env.srcdir / REGISTER)  # read again once it is mended
            return
        docname = app.env.current_document.docname
        found = []
        for comment in doctree.findall(nodes.comment):
            for claim_id in _marked(comment):
                carrier = _carrier(comment)
                if claim_id not in claims:
                    warn(
                        Subtype.CLAIM,
                        "unknown claim %r; the known ones are in %s",
                        claim_id,
                        REGISTER.as_posix(),
                        location=carrier or comment.parent,
                    )
                elif carrier is None:
                    warn(
                        Subtype.CLAIM,
                        "nothing follows the marker of claim %s;"
                        " put it before the paragraph that carries it",
                        claim_id,
                        location=comment.parent,
                    )
                else:
                    _make_target(app.env, docname, carrier, claims[claim_id])
                    found.append((claim_id, carrier.line or 0))
        if found:
            carried(app.env)[docname] = found


def carried(env: BuildEnvironment) -> dict[str, list[tuple[str, int]]]:
    """Return the claims of each page, with the line of each marker."""
    if not hasattr(env, "handbook_claims"):
        env.handbook_claims = {}  # type: ignore[attr-defined]
    places: dict[str, list[tuple[str, int]]] = env.handbook_claims  # type: ignore[attr-defined]
    return places


def _register(env: BuildEnvironment) -> dict[str, Claim] | None:
    """Return the claims, empty without a register; ``None`` for a bad one: check_homes tells."""
    try:
        return read_register(env.srcdir / REGISTER)
    except FileNotFoundError:
        return {}
    except toml_file.TomlError:
        return None


def _marked(comment: nodes.comment) -> list[str]:
    """Return the claims that a comment names; most comments name none."""
    return [
        claim_id
        for match in MARKER.finditer(comment.astext())
        for claim_id in match["ids"].replace(",", " ").split()
    ]


def _carrier(comment: nodes.comment) -> nodes.Element | None:
    """Return what follows a marker; MyST gives comments no line, so this is also its place."""
    following = comment.next_node(nodes.Element, descend=False, siblings=True)
    while isinstance(following, nodes.comment):
        following = following.next_node(nodes.Element, descend=False, siblings=True)
    return following


def _make_target(env: BuildEnvironment, docname: str, carrier: nodes.Element, claim: Claim) -> None:
    carrier["ids"].append(claim.label)
    section = carrier if isinstance(carrier, nodes.section) else carrier.parent
    while not isinstance(section, nodes.section | nodes.document):
        section = section.parent
    title = section.next_node(nodes.title)
    env.domains.standard_domain.note_hyperlink_target(
        claim.label, docname, claim.label, title.astext() if title else docname
    )


def check_homes(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each claim that is lost, told twice, or told on another page than its home."""
    try:
        claims = read_register(env.srcdir / REGISTER)
    except FileNotFoundError:
        return
    except toml_file.TomlError as error:
        warn(Subtype.CLAIM, "%s", error, location=f"{env.srcdir / REGISTER}:{error.line}")
        return
    left_out = app.config.handbook_left_out
    places: dict[str, list[tuple[str, int]]] = {}
    for docname, found in sorted(carried(env).items()):
        for claim_id, line in found:
            places.setdefault(claim_id, []).append((docname, line))
    for claim in claims.values():
        where = places.get(claim.id, [])
        if not where and claim.home not in left_out:
            warn(
                Subtype.CLAIM,
                "claim %s (%s) is lost; put `%% claim: %s` before the paragraph that carries it",
                claim.id,
                claim.says,
                claim.id,
                location=(claim.home, None),
            )
        for docname, line in where[1:]:
            warn(
                Subtype.CLAIM,
                "claim %s is told twice, first in %s; keep one and link to it",
                claim.id,
                where[0][0],
                location=(docname, line),
            )
        if where and where[0][0] != claim.home:
            warn(
                Subtype.CLAIM,
                "claim %s belongs on the page %s; move it there or change its home in %s",
                claim.id,
                claim.home,
                REGISTER.as_posix(),
                location=where[0],
            )


class SourceMap(SphinxDirective):
    """The table from each claim of a group to the section that carries it."""

    required_arguments = 1  # the group: "article" or "posts"

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(self.env.srcdir / REGISTER)
        claims = _register(self.env)
        if claims is None:
            return []
        left_out = self.config.handbook_left_out
        group = [claim for claim in claims.values() if claim.group == self.arguments[0]]
        if not group:
            raise self.error(
                f"no group {self.arguments[0]!r} in {REGISTER.as_posix()};"
                " write it there, or remove this directive"
            )
        return [self._table([claim for claim in group if claim.home not in left_out])]

    def _table(self, claims: list[Claim]) -> nodes.table:
        head = nodes.thead("", _row(nodes.Text(text) for text in ("Claim", "It says", "Told in")))
        body = nodes.tbody("", *(_row(self._cells(claim)) for claim in claims))
        columns = [nodes.colspec(colwidth=width) for width in (10, 60, 30)]
        group = nodes.tgroup("", *columns, head, body, cols=len(columns))
        return nodes.table("", group, classes=["source-map", "colwidths-given"])

    def _cells(self, claim: Claim) -> Iterator[nodes.Node]:
        yield nodes.Text(claim.id)
        yield nodes.Text(claim.says)
        reference = addnodes.pending_xref(
            "",
            nodes.inline("", claim.label),
            refdomain="std",
            reftype="ref",
            reftarget=claim.label,
            refexplicit=False,
            refdoc=self.env.docname,
            refwarn=True,
        )
        self.set_source_info(reference)
        yield reference


def _row(cells: Iterator[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.content.leave_out")
    app.add_env_collector(ClaimCollector)
    app.add_directive("source-map", SourceMap)
    app.connect("env-check-consistency", check_homes)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
