"""docs/local: what an organisation adds there reaches readers, and upstream never meets it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from repository import ROOT
from sphinx import addnodes

from handbook.core.sources import EXCLUDED

if TYPE_CHECKING:
    from conftest import Build

CONF = f"""\
exclude_patterns = {[*EXCLUDED]}
extensions = ["myst_parser", "handbook.content.local"]
myst_enable_extensions = ["colon_fence"]
html_copy_source = False
author = "Acme"
"""
HOME = "# Home\n\nHello.\n\n```{toctree}\nguide\n```\n"
GUIDE = "# Guide\n\nFirst.\n\nSecond.\n"
BASE = {"index.md": HOME, "guide.md": GUIDE}
INSERT = {"local/inserts/guide.md": "Ours.\n"}
INDEX = "# At Acme\n\nOurs.\n"


def test_an_own_page_is_the_last_in_the_menu_under_the_organisations_name(build: Build) -> None:
    project = build({**BASE, "local/index.md": INDEX}, conf=CONF)

    assert project.app.env.toctree_includes["index"] == ["guide", "local/index"]
    assert [tree["caption"] for tree in project.doctree().findall(addnodes.toctree)] == [
        None,
        "Acme",
    ]


def test_the_first_page_has_the_title_of_the_copy(build: Build) -> None:
    conf = f"{CONF}project = 'Our *handbook*'\n"

    project = build({"index.md": "\n# The Tech Lead Handbook\n\nHello.\n"}, conf=conf)

    assert project.app.env.titles["index"].astext() == "Our *handbook*"


def test_an_insert_stands_below_the_first_paragraph(build: Build) -> None:
    insert = "We do it in **Jira**.\n\n:::{note}\nAsk Kim.\n:::\n"

    project = build({**BASE, "local/inserts/guide.md": insert}, conf=CONF)

    words = project.doctree("guide").astext().split("\n\n")
    assert words == ["Guide", "First.", "Here at Acme", "We do it in Jira.", "Ask Kim.", "Second."]


@pytest.mark.parametrize(
    "name",
    ["Acme # Inc", "'Quoted' Ltd", '"Quoted" Ltd', "A: B", "[x](y) *z* `c` <b> &amp; \\ $m$ Größe"],
)
def test_a_name_with_signs_of_markdown_or_yaml_is_shown_as_it_stands(
    build: Build, name: str
) -> None:
    conf = CONF.replace('author = "Acme"', f"author = {name!r}\nsmartquotes = False")

    project = build({**BASE, "local/index.md": INDEX, **INSERT}, conf=conf)

    trees = [*project.doctree().findall(addnodes.toctree)]
    assert trees[-1]["caption"] == name
    assert project.doctree("guide").next_node(nodes.admonition)[0].astext() == f"Here at {name}"


def test_a_fault_in_an_insert_is_told_at_its_own_line(build: Build) -> None:
    insert = "Fine.\n\n[gone](/gone.md)\n"

    project = build({**BASE, "local/inserts/guide.md": insert}, conf=CONF)

    assert len(project.warnings) == 1
    assert "gone.md" in project.warnings[0]
    assert project.warnings[0].startswith("local/inserts/guide.md:3: WARNING: ")


def test_an_insert_or_a_link_for_no_page_is_told_and_knows_of_a_rename(build: Build) -> None:
    project = build(
        {
            **BASE,
            "redirects.txt": "older.md old.md\nold.md guide.md\n",
            "local/inserts/guide.md": "[x](/old.md), [y](/older.md)\n",
            "local/inserts/old.md": "x\n",
            "local/inserts/odd.md": "x\n",
        },
        conf=f'{CONF}extensions.append("handbook.check.messages")\n',
    )

    assert project.warnings == [
        "local/inserts/odd.md:1: WARNING: no page odd.md for this insert:"
        " name the file as a page below docs/ [handbook.local]",
        "local/inserts/old.md:1: WARNING: no page old.md for this insert:"
        " it is guide.md now [handbook.local]",
        "local/inserts/guide.md:1: WARNING: 'myst' cross-reference target not found: '/old.md':"
        " write /guide.md [myst.xref_missing]",
        "local/inserts/guide.md:1: WARNING: 'myst' cross-reference target not found: '/older.md':"
        " write /guide.md [myst.xref_missing]",
    ]


def test_a_name_that_the_handbook_has_is_told_of_in_the_organisations_page(build: Build) -> None:
    page = "# Page\n\n(one)=\n## One\n\nText.\n"

    project = build(
        {**BASE, "local/own.md": page, "our.md": page},
        conf=f'{CONF}extensions.append("handbook.check.messages")\n',
    )

    label = [warning for warning in project.warnings if "duplicate label one" in warning]
    assert [warning.split(" WARNING: ")[0] for warning in label] == ["local/own.md:3:"]


def test_a_term_that_the_glossary_has_is_told_of_in_the_other_page(build: Build) -> None:
    page = "# Page\n\n```{glossary}\nword\n  Its meaning.\n```\n"

    project = build(
        {"index.md": HOME, "guide.md": page, "reference/glossary.md": page},
        conf=f'{CONF}extensions += ["handbook.check.guard", "handbook.check.messages"]\n',
    )

    term = [warning for warning in project.warnings if "duplicate term" in warning]
    assert [warning.split(" WARNING: ")[0] for warning in term] == ["guide.md:4:"]


def test_an_insert_that_comes_later_reaches_its_page(build: Build) -> None:
    conf = f'{CONF}extensions.append("handbook.build.incremental")\n'
    build(BASE, conf=conf)

    project = build({"local/inserts/guide.md": "Ours.\n"}, conf=conf)

    assert "Here at Acme" in project.doctree("guide").astext()


def test_own_rules_come_after_all_others(build: Build) -> None:
    project = build(
        {**BASE, "local/local.css": "body { color: red }\n"},
        builder="html",
        conf=f'{CONF}html_theme = "basic"\nhtml_css_files = ["ours.css"]\n',
    )

    html = project.text("index.html")
    sheets = [line for line in html.splitlines() if 'rel="stylesheet"' in line]
    assert "_static/local.css" in sheets[-1]
    assert (project.out / "_static" / "local.css").read_text("utf-8") == "body { color: red }\n"


def test_what_own_rules_name_is_copied_and_what_is_lost_is_told(build: Build) -> None:
    style = """/* url(no.otf) */
body { background: url("fonts/a%20b.otf?v=1") url(data:image/png;base64,AA==) }
p { background: url(fonts/lost.png) }
q { background: url('../guide.md') }
"""
    own = {"local/local.css": style, "local/fonts/a b.otf": "font"}

    project = build({"index.md": HOME, "guide.md": GUIDE, **own}, builder="html", conf=CONF)

    assert (project.out / "_static" / "fonts" / "a b.otf").read_text("utf-8") == "font"
    assert project.warnings == [
        f"local/local.css:{line}: WARNING: no file {name} in docs/local: put it there, or correct"
        " the address [handbook.local]"
        for line, name in ((3, "fonts/lost.png"), (4, "../guide.md"))
    ]


def test_own_and_upstream_redirects_work_together(build: Build) -> None:
    project = build(
        {**BASE, "redirects.txt": "old.md guide.md\n", "local/redirects.txt": "older.md old.md\n"},
        builder="html",
        conf=CONF,
    )

    for name in ("old.html", "older.html"):
        assert "guide.html" in (project.out / name).read_text("utf-8")


@pytest.mark.upstream
def test_upstream_ships_a_note_and_nothing_else() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "docs/local"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert listed.stdout.split() in ([], ["docs/local/README.md"])
