"""Ids of headings come from their letters, and stay when another heading is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from conftest import Build

CONF = """\
extensions = ["myst_parser", "handbook.content.heading_ids"]
myst_heading_anchors = 3
myst_heading_slug_func = "handbook.content.heading_ids.slugify"
"""


def ids(build: Build, page: str) -> list[str]:
    project = build({"index.md": page}, conf=CONF)
    assert project.warnings == []
    return [section["ids"][0] for section in project.doctree().findall(nodes.section)][1:]


def test_headings_in_any_script_have_ids_of_their_letters(build: Build) -> None:
    page = "# Page\n\n## Заголовок\n\n## 日本語の見出し\n\n## 2024\n\n### A\n\n#### Τέλος\n"
    page += "\n## हिन्दी\n\n## ⚠️ 猫\n"

    assert ids(build, page) == [
        *("заголовок", "日本語の見出し", "2024", "a", "τέλος", "हिन्दी", "-猫"),
    ]


def test_a_second_heading_of_the_same_words_is_numbered_by_its_own(build: Build) -> None:
    assert ids(build, "# Page\n\n## Steps\n\n## Other\n\n## Steps\n") == [
        "steps",
        "other",
        "steps-1",
    ]


def test_links_lead_to_the_letters(build: Build) -> None:
    page = "# Page\n\n[on](#заголовок)\n\n## 2024\n\n## Заголовок\n"

    project = build({"index.md": page}, conf=CONF)

    link = next(project.doctree().findall(nodes.reference))
    assert (link.get("refid") or link["refuri"]) in ("заголовок", "#заголовок")


def test_latin_headings_and_labels_keep_what_they_had(build: Build) -> None:
    assert ids(build, "# Page\n\n(own)=\n## Steps\n\n## What isn't here\n") == [
        "own",
        "what-isn-t-here",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("## \N{ROCKET} Launch", "## Launch"),
        ("## 1. Scope", "## Scope"),
        ("(scope)=\n## Aim", "## Scope"),
        ("## What's new", "## What s new"),
        ("## Größe", "## Grosze"),
    ],
)
def test_a_heading_with_the_address_of_another_is_told_and_gets_its_own(
    build: Build, first: str, second: str
) -> None:
    page = f"# Page\n\n{first}\n\nText.\n\n{second}\n"

    project = build({"index.md": page}, conf=CONF)

    line = page[: page.index(second)].count("\n") + 1
    above = page[: page.index(first.splitlines()[-1])].count("\n") + 1
    ids = [each for node in project.doctree().findall(nodes.section) for each in node["ids"]]
    assert len(project.warnings) == 1
    assert f"index.md:{line}: WARNING: the heading has the address" in project.warnings[0]
    assert f"on line {above}, #" in project.warnings[0]
    assert len(ids) == len(set(ids))
