"""Each page has a twin in Markdown that says what the page shows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from repository import ROOT
from sphinx.environment import BuildEnvironment

from handbook.core.config import Settings
from handbook.site.markdown_twin import pages_in_order

if TYPE_CHECKING:
    from conftest import Build

RECORDS = ROOT / "docs" / "about" / "records"
FRONT = "---\nowner: Editors\nreviewed: 2026-11-22\nreview-by: 2027-11-22\n---\n\n"
CONF = """\
extensions = [
    "myst_parser", "sphinx_design", "handbook.check.guard", "handbook.site.markdown_twin"
]
myst_enable_extensions = [
    "alert", "attrs_block", "attrs_inline", "colon_fence", "deflist", "strikethrough", "tasklist"
]
myst_heading_anchors = 2
suppress_warnings = ["toc.not_included"]
"""
FORMS = tomllib.loads(Path(__file__).with_name("twins.toml").read_text("utf-8"))["form"]


@pytest.mark.parametrize("form", FORMS, ids=[form["is"] for form in FORMS])
def test_a_construct_reads_the_same_in_the_twin(build: Build, form: dict[str, str]) -> None:
    other = "# Other\n\n## Part\n\nText.\n"

    project = build(
        {"index.md": f"# Page\n\n{form['source']}\n", "other.md": other},
        builder="html",
        conf=CONF,
    )

    expected = form.get("twin", form["source"])
    assert project.text("index.md") == f"# Page\n\n{expected}\n"


def test_a_glossary_link_leads_to_the_term_in_the_twin(build: Build) -> None:
    pages = {
        "index.md": "# Page\n\nAn {term}`area`.\n",
        "words.md": "# Words\n\n```{glossary}\narea\n  Two teams.\n```\n",
    }

    project = build(pages, builder="html", conf=CONF)

    assert "An [area](words.md#term-area)." in project.text("index.md")
    assert "- **area:** Two teams." in project.text("words.md")


def test_two_processes_write_the_same_twins_and_list(build: Build) -> None:
    pages = {f"page-{n}.md": f"# Page {n}\n\nSays {n}.\n" for n in range(12)}
    pages["index.md"] = "# Home\n\nHello.\n\n```{toctree}\n:glob:\npage-*\n```\n"

    one = build(pages, builder="html", conf=CONF)
    first = {p.name: p.read_bytes() for p in [*one.out.glob("*.md"), one.out / "llms.txt"]}
    two = build(pages, builder="html", conf=f"{CONF}\nhtml_title = 'again'", jobs=2)

    assert {p.name: p.read_bytes() for p in [*two.out.glob("*.md"), two.out / "llms.txt"]} == first
    assert len(first) == 14


def test_a_record_has_its_facts(site: Path) -> None:
    text = (site / "records" / "TO-0003-one-lead-across-several-teams.md").read_text("utf-8")

    assert "\n\nTO-0003: accepted, costly to undo\n\n**Chosen:** One " in text
    assert "\n- **Costs:**\n  - " in text


def test_a_card_of_a_record_has_its_price(build: Build) -> None:
    record = (RECORDS / "TO-0014-checks-in-the-build.md").read_text("utf-8")
    facts = record.partition("\n---\n")[0].replace("\n  related: [TO-0001, TO-0010]", "")
    pages = {
        "index.md": f"{FRONT}# Home\n\n```{{tradeoff-card}} TO-0014\n```\n",
        "TO-0014.md": f"{facts}\n---\n\n# Checks in the build, not in reviewers' attention\n"
        "\n## Context\n\nx\n\n## Options\n\nx\n\n## Why\n\nx\n",
    }

    text = build(
        pages, builder="html", conf=f'{CONF}extensions.append("handbook.content.records")\n'
    ).text("index.md")

    assert "\n[TO-0014: Checks in the build" in text
    assert "](TO-0014.md#TO-0014) (accepted, easy to undo)\n" in text
    assert "\n- **Who pays, when:**\n  - Authors: at each build" in text


def test_a_drawing_is_told_in_words(site: Path) -> None:
    text = (site / "role-overview.md").read_text("utf-8")

    assert "[Figure: " in text
    assert "<svg" not in text


def test_a_template_is_code_to_copy(site: Path) -> None:
    text = (site / "templates" / "rfc.md").read_text("utf-8")

    assert "```markdown\n# RFC: *what you propose, in one line*\n" in text


def test_every_page_has_a_twin_that_the_list_names_in_reading_order(
    site: Path, settings: Settings
) -> None:
    listed = [
        line.partition(f"]({settings.links.site}")[2].partition(")")[0]
        for line in (site / "llms.txt").read_text("utf-8").splitlines()
        if line.startswith("- [")
    ]
    twins = {
        p.relative_to(site).as_posix() for p in site.rglob("*.md") if "_downloads" not in p.parts
    }

    assert sorted(listed) == sorted(twins)
    assert listed[:3] == ["index.md", "role-overview.md", "architecture.md"]


def test_a_twin_has_neither_markup_of_the_site_nor_a_link_to_nowhere(site: Path) -> None:
    for path in site.rglob("*.md"):
        if "_downloads" in path.parts:
            continue
        text = re.sub(
            r"^(`{3,}).*?^\1$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
        )
        text = re.sub(r"`[^`\n]*`", "", text)
        assert not re.search(r"<(div|span|p|svg|input)\b", text), path
        for target in re.findall(r"\]\(([^)#:]+\.md)(?:#[^)]*)?\)", text):
            assert (path.parent / target).exists(), f"{path}: {target}"


def test_a_page_that_is_gone_is_not_listed_though_the_contents_still_name_it() -> None:
    env = SimpleNamespace(
        all_docs={"index": 0, "plan": 0}, toctree_includes={"index": ["gone", "plan"]}
    )

    assert list(pages_in_order(cast("BuildEnvironment", env), "index")) == ["index", "plan"]
