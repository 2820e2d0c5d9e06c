"""What an organisation leaves out is nowhere, and nothing that named it is broken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from conftest import Build, Project

CONF = """
extensions = ["myst_parser", "handbook.content.redirects"]
"""
PAGES = {
    "index.md": (
        "# Top\n\nAsk [the guide](how-to/go.md), [it](#go-first) or {ref}`go-first`.\n"
        "Then [ours](how-to/old.md).\n\n"
        "```{toctree}\nhow-to/go\nThe old way <how-to/old>\nstays\nlocal/index\n```\n"
    ),
    "stays.md": "# Stays\n",
    "how-to/go.md": "# Go `there`\n\nBy a `{glossary}`.\n\n(go-first)=\n## Go first\n",
    "how-to/old.md": "# Old\n",
    "local/index.md": "# Ours\n\n```{toctree}\nnew\n```\n",
    "local/new.md": "# New\n",
    "redirects.txt": "older.md how-to/go.md\n",
}
FILE = """leave-out = ["how-to/g*"]

[replace]
"how-to/old" = "local/new"
"""


@pytest.fixture
def project(build: Build) -> Project:
    return build({**PAGES, "local/leave-out.toml": FILE}, conf=CONF, builder="html")


def test_the_page_is_gone_without_a_warning(project: Project) -> None:
    assert set(project.app.env.all_docs) == {"index", "stays", "local/index", "local/new"}


def test_contents_lose_the_page_or_name_the_one_in_its_place(project: Project) -> None:
    assert project.app.env.toctree_includes["index"] == ["local/new", "stays", "local/index"]
    assert project.app.env.toctree_includes["local/index"] == []  # it has one place


def test_a_pattern_of_contents_may_match_nothing_that_is_left(build: Build) -> None:
    contents = "```{toctree}\n:glob:\n\nstays\nhow-to/g*\nlocal/index\nhow-to/old\n```\n"
    pages = {**PAGES, "index.md": f"# Top\n\n{contents}", "local/leave-out.toml": FILE}

    assert build(pages, conf=CONF, builder="html").warnings == []


def test_a_card_that_leads_to_it_goes_with_it(build: Build) -> None:
    cards = "".join(
        f":::{{grid-item-card}} {title}\n:link: {page}\n:link-type: doc\n\nWords.\n:::\n"
        for title, page in (("Go there", "how-to/go"), ("Stay here", "stays"))
    )
    conf = """
extensions = ["myst_parser", "sphinx_design", "handbook.content.redirects"]
myst_enable_extensions = ["colon_fence"]
"""
    pages = {**PAGES, "local/leave-out.toml": FILE}
    pages["index.md"] += f"\n::::{{grid}} 2\n{cards}::::\n"

    project = build(pages, conf=conf)

    assert "Stay here" in project.doctree().astext()
    assert "Go there" not in project.doctree().astext()


def test_an_entry_that_is_nothing_but_the_link_goes_with_it(build: Build) -> None:
    entries = (
        "- **Quick?**\n  [Go](how-to/go.md): an hour.\n- [Stay](stays.md)\n"
        "- Ask, or [go](how-to/go.md).\n"
        "\nRead\n: [Go](how-to/go.md).\n\nMake\n: A plan.\n"
        "\n1. [Go](how-to/go.md).\n2. Stay.\n"
        "\n**Next:** [go](how-to/go.md), in an hour.\n"
        "\n**See also:** [go](how-to/go.md) · [stay](stays.md) · [go](how-to/go.md)\n"
        "\n**See also:** [go](how-to/go.md)\n"
    )
    pages = {**PAGES, "local/leave-out.toml": FILE}
    pages["index.md"] += f"\n## More\n\n{entries}"

    conf = f"{CONF}myst_enable_extensions = ['deflist']\n"
    doctree = build(pages, conf=conf).doctree()

    *_, more = doctree.findall(nodes.section)
    assert more.astext().split("\n\n") == [
        *("More", "Stay", "Ask, or go.", "Make", "A plan.", "Go.", "Stay."),
        "See also: stay",
    ]


def test_an_insert_of_what_is_left_out_is_told(build: Build) -> None:
    insert = {"local/inserts/how-to/go.md": "Ours.\n", "local/leave-out.toml": FILE}
    conf = f"{CONF}extensions.append('handbook.content.local')\nexclude_patterns = ['local/i*/*']\n"

    (told,) = build({**PAGES, **insert}, conf=conf).warnings

    assert "local/leave-out.toml leaves it out: remove the insert, or the line there" in told


def test_links_become_words_or_lead_to_the_page_in_its_place(project: Project) -> None:
    doctree = project.app.env.get_and_resolve_doctree(
        "index", project.app.builder, tags=project.app.tags
    )
    asked = doctree.next_node(nodes.paragraph)

    assert asked is not None
    assert asked.astext() == "Ask the guide, it or Go first.\nThen ours."
    assert [link["refuri"] for link in asked.findall(nodes.reference)] == ["local/new.html"]


def test_the_old_address_leads_to_the_page_in_its_place(project: Project) -> None:
    assert "../local/new.html" in (project.out / "how-to" / "old.html").read_text("utf-8")
    assert not (project.out / "how-to" / "go.html").exists()


def test_the_build_lists_the_links_once(build: Build, capfd: pytest.CaptureFixture[str]) -> None:
    pages = {**PAGES, "local/leave-out.toml": FILE}
    build(pages, conf=CONF)
    first = capfd.readouterr().out
    build(pages, conf=CONF)

    assert "index.md:3: 'the guide' is no link: how-to/go is left out" in first
    assert "index.md:3: 'ours' leads to local/new" in first
    assert "local/index.md:4: 'local/new' stands in the contents where how-to/old did" in first
    assert "left out" not in capfd.readouterr().out


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            'leave-out = ["how-to/goo"]',
            1,
            "no page how-to/goo of the handbook: did you mean how-to/go?",
        ),
        (
            'leave-out = ["stays#part"]',
            1,
            "'stays#part' is a section, and a page goes whole: say in an insert what differs",
        ),
        ('leave-out = [\n"older"]', 2, "no page older: it is how-to/go now"),
        ('[replace]\n"stays" = "local/no"', 2, "no page local/no to stand in its place"),
        ("left-out = []", 1, "unknown key 'left-out': the file has leave-out and replace"),
        ('leave-out = ["index"]', 1, "index can't go: other pages are built on it"),
        ("leave-out = [", 1, "not TOML"),
    ],
)
def test_a_fault_is_told_with_its_line(
    build: Build, tmp_path: Path, text: str, line: int, message: str
) -> None:
    project = build({**PAGES, "local/leave-out.toml": text}, conf=CONF)

    assert f"local/leave-out.toml:{line}: " in project.warnings[0]
    assert message in project.warnings[0]


def test_contents_do_not_go_without_their_pages(build: Build) -> None:
    pages = {
        "index.md": "# Top\n\n```{toctree}\nhow-to/index\n```\n",
        "how-to/index.md": "# Guides\n\n```{toctree}\ngo\n```\n",
        "how-to/go.md": "# Go\n",
        "local/leave-out.toml": 'leave-out = ["how-to/index"]\n',
    }

    (told,) = build(pages, conf=CONF).warnings

    assert (
        "local/leave-out.toml:1: WARNING: how-to/index can't go without how-to/go: leave that"
        " out too, or put a page of yours with contents in its place" in told
    )
