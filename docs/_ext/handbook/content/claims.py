"""Where each claim of the source article is carried: markers in pages, and the source map.

The register of claims is one data file, ``_data/claims.toml``.
A page marks a paragraph with a comment before it, ``% claim: S4 S5``;
the ``{source-map}`` directive sets the table from each claim to its paragraph, so that a claim
without one is told as any link to a label that is not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from handbook.core import toml_file
from handbook.core.errors import FileError
from handbook.core.warnings import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    :raises FileError: where the file is not what it should be.
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
        raise FileError(1, message) from error
    register: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in register:
            line = toml_file.line_of(text, claim.id, last=True)
            mend = "keep one, or give this one a number of its own"
            raise FileError(line, f"claim {claim.id!r} is listed twice; {mend}")
        register[claim.id] = claim
    return register


def _register(env: BuildEnvironment) -> dict[str, Claim] | None:
    """Return the claims, empty without a register; ``None`` for a bad one: check_register tells."""
    try:
        return read_register(env.srcdir / REGISTER)
    except FileNotFoundError:
        return {}
    except FileError:
        return None


def check_register(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Tell of a register that can't be read (event ``env-before-read-docs``)."""
    try:
        read_register(env.srcdir / REGISTER)
    except FileNotFoundError:
        return
    except FileError as error:
        warn(Subtype.CLAIM, "%s", error, location=f"{env.srcdir / REGISTER}:{error.line}")


def mark_carriers(app: Sphinx, doctree: nodes.document) -> None:
    """Make a link target of each paragraph that carries a claim (event ``doctree-read``)."""
    marked = [
        (comment, claim_id)
        for comment in doctree.findall(nodes.comment)
        for claim_id in _marked(comment)
    ]
    if not marked:
        return
    # Read again once the register is mended, or names another home.
    app.env.note_dependency(app.env.srcdir / REGISTER)
    if (claims := _register(app.env)) is None:
        return
    docname = app.env.current_document.docname
    told: set[str] = set()
    for comment, claim_id in marked:
        carrier, claim = _carrier(comment), claims.get(claim_id)
        if carrier is not None and claim is not None:
            _make_target(app.env, docname, carrier, claim)
        if fault := _fault(claim_id, claim, carrier, docname, told):
            # MyST gives comments no line.
            warn(
                Subtype.CLAIM, "%s", fault, location=comment.parent if carrier is None else carrier
            )
        told.add(claim_id)


def _fault(
    claim_id: str, claim: Claim | None, carrier: nodes.Element | None, docname: str, told: set[str]
) -> str:
    """Say what is wrong with a marker, if anything."""
    if claim is None:
        return f"unknown claim {claim_id!r}; the known ones are in {REGISTER.as_posix()}"
    if carrier is None:
        mend = "put it before the paragraph that carries it"
        return f"nothing follows the marker of claim {claim_id}; {mend}"
    if claim_id in told:
        return f"claim {claim_id} is told twice on this page; keep one and link to it"
    if docname != claim.home:
        return (
            f"claim {claim_id} belongs on the page {claim.home}; move it there"
            f" or change its home in {REGISTER.as_posix()}"
        )
    return ""


def _marked(comment: nodes.comment) -> list[str]:
    """Return the claims that a comment names; most comments name none."""
    return [
        claim_id
        for match in MARKER.finditer(comment.astext())
        for claim_id in match["ids"].replace(",", " ").split()
    ]


def _carrier(comment: nodes.comment) -> nodes.Element | None:
    """Return what follows a marker."""
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
    app.add_directive("source-map", SourceMap)
    app.connect("env-before-read-docs", check_register)
    app.connect("doctree-read", mark_carriers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
