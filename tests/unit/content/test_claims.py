"""Claim markers and the source map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from handbook.content.claims import read_register

if TYPE_CHECKING:
    from conftest import Build

CONF = 'extensions = ["myst_parser", "handbook.content.claims"]\nexclude_patterns = ["_*"]\n'
REGISTER = """\
[article]
home.index = [["S1", "Sky is up."], ["S2", "Rain is wet."]]
"""
PAGE = """\
# Weather

## Above

% claim: S1
Look up.

## Below

% claim: S2
Take a coat.

```{source-map} article
```
"""


def test_the_register_holds_the_articles_49_claims(request: pytest.FixtureRequest) -> None:
    claims = read_register(request.config.rootpath / "docs" / "_data" / "claims.toml")

    article = [claim.id for claim in claims.values() if claim.group == "article"]
    assert article == [f"S{number}" for number in range(1, 50)]


def test_a_marked_paragraph_is_a_link_target(build: Build) -> None:
    project = build({"_data/claims.toml": REGISTER, "index.md": PAGE}, conf=CONF)

    target = next(node for node in project.doctree().findall() if "claim-s2" in _ids(node))
    assert isinstance(target, nodes.paragraph)
    assert target.astext() == "Take a coat."


def test_the_source_map_names_the_section_that_carries_a_claim(build: Build) -> None:
    project = build({"_data/claims.toml": REGISTER, "index.md": PAGE}, conf=CONF)

    tree = project.doctree()
    project.app.env.resolve_references(tree, "index", project.app.builder)
    rows = [
        [entry.astext() for entry in row.findall(nodes.entry)] for row in tree.findall(nodes.row)
    ]
    assert rows[1:] == [["S1", "Sky is up.", "Above"], ["S2", "Rain is wet.", "Below"]]


def test_a_lost_claim_is_told_as_a_label_that_the_source_map_misses(build: Build) -> None:
    page = PAGE.replace("% claim: S2\n", "")

    project = build({"_data/claims.toml": REGISTER, "index.md": page}, conf=CONF, builder="html")

    assert project.warnings == ["index.md:12: WARNING: undefined label: 'claim-s2' [ref.ref]"]


def test_a_claim_told_twice_is_told_at_the_second_place(build: Build) -> None:
    page = PAGE + "\n% claim: S1\nUp again.\n"

    project = build({"_data/claims.toml": REGISTER, "index.md": page}, conf=CONF)

    assert project.warnings == [
        "index.md:17: WARNING: claim S1 is told twice on this page;"
        " keep one and link to it [handbook.claim]"
    ]


def test_a_claim_away_from_home_is_told(build: Build) -> None:
    pages = {
        "_data/claims.toml": '[article]\nhome.index = [["S1", "Sky is up."]]\n',
        "index.md": "# Weather\n\n```{toctree}\nother\n```\n",
        "other.md": "# Other\n\n% claim: S1\nLook up.\n",
    }

    project = build(pages, conf=CONF)

    assert project.warnings == [
        "other.md:4: WARNING: claim S1 belongs on the page index; move it there"
        " or change its home in _data/claims.toml [handbook.claim]"
    ]


def test_an_unknown_claim_is_told(build: Build) -> None:
    pages = {
        "_data/claims.toml": '[article]\nhome.index = [["S1", "Sky is up."]]\n',
        "index.md": "# Weather\n\n% claim: S1 S99\nLook up.\n",
    }

    project = build(pages, conf=CONF)

    assert project.warnings == [
        "index.md:4: WARNING: unknown claim 'S99';"
        " the known ones are in _data/claims.toml [handbook.claim]"
    ]


def test_a_marker_with_nothing_behind_it_is_told(build: Build) -> None:
    pages = {
        "_data/claims.toml": '[article]\nhome.index = [["S1", "Sky is up."]]\n',
        "index.md": "# Weather\n\nLook up.\n\n% claim: S1\n",
    }

    project = build(pages, conf=CONF)

    assert project.warnings[0] == (
        "index.md:1: WARNING: nothing follows the marker of claim S1;"
        " put it before the paragraph that carries it [handbook.claim]"
    )


def _ids(node: nodes.Node) -> list[str]:
    return node["ids"] if isinstance(node, nodes.Element) else []


def test_a_marker_above_the_heading_makes_the_page_the_carrier(build: Build) -> None:
    page = "% claim: S1\n\n# Weather\n\nLook up.\n\n% claim: S2\n\nTake a coat.\n"

    project = build({"_data/claims.toml": REGISTER, "index.md": page}, conf=CONF)

    assert project.warnings == []
    target = next(node for node in project.doctree().findall() if "claim-s1" in _ids(node))
    assert isinstance(target, nodes.section)


@pytest.mark.parametrize(
    ("register", "message"),
    [
        ("[article", "1: WARNING: not TOML: "),
        ('[article]\nhouse = "index"\n', "1: WARNING: not a register of claims ('home'); write "),
        ('[article]\nhome.index = ["S1"]\n', "1: WARNING: not a register of claims ("),
        ('[article]\nhome.index = [["Sx", "?"]]\n', "1: WARNING: not a register of claims ("),
    ],
)
def test_a_register_that_can_not_be_read_is_told_once(
    build: Build, register: str, message: str
) -> None:
    project = build({"_data/claims.toml": register, "index.md": PAGE}, conf=CONF)

    assert len(project.warnings) == 1
    assert f"claims.toml:{message}" in project.warnings[0]


def test_a_claim_listed_twice_is_told_at_the_second_line(build: Build) -> None:
    register = REGISTER + '\n[posts]\nhome.index = [["S1", "Sun is hot."]]\n'

    project = build({"_data/claims.toml": register, "index.md": PAGE}, conf=CONF)

    assert project.warnings == [
        "_data/claims.toml:5: WARNING: claim 'S1' is listed twice;"
        " keep one, or give this one a number of its own [handbook.claim]"
    ]


def test_a_mended_register_finds_the_claims_of_pages_read_before(build: Build) -> None:
    page = PAGE.partition("```")[0]
    build({"_data/claims.toml": "[article", "index.md": page}, conf=CONF).is_heard = True

    project = build({"_data/claims.toml": REGISTER}, conf=CONF)

    assert project.warnings == []
    assert any("claim-s2" in _ids(node) for node in project.doctree().findall())


def test_a_source_map_without_a_register_is_told(build: Build) -> None:
    page = "# Weather\n\n```{source-map} article\n```\n"

    project = build({"index.md": page}, conf=CONF)

    assert project.warnings == [
        "index.md:3: ERROR: no group 'article' in _data/claims.toml;"
        " write it there, or remove this directive [docutils]"
    ]
