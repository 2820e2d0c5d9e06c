"""A page offers the pages that lead to it, as their authors wrote links in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.site.related import leading_here

if TYPE_CHECKING:
    from conftest import Build, Project

CONF = """\
extensions = ["myst_parser", "handbook.site.related"]
suppress_warnings = ["toc.not_included"]
"""
PAGES = {
    "index.md": "# Home\n\n[B](b.md)\n\n```{toctree}\na\nb\n```\n",
    "a.md": "# A\n\nSee [b](b.md), [again](b.md) and [itself](a.md).\n",
    "b.md": "(part)=\n# B\n\nText.\n",
    "c.md": "# C\n\nSee [the part](#part).\n",
    "d.md": "# D\n\nSee {doc}`b` and {ref}`part`.\n",
}


def offered(project: Project, page: str) -> list[tuple[str, str]]:
    titles = project.app.env.titles
    return [(name, titles[name].astext()) for name in leading_here(project.app.env).get(page, [])]


def test_links_by_page_by_label_and_by_role_count_once_each(build: Build) -> None:
    project = build(PAGES, conf=CONF)

    assert offered(project, "b") == [("a", "A"), ("c", "C"), ("d", "D")]


def test_a_link_to_itself_and_one_from_the_parent_are_no_news(build: Build) -> None:
    project = build(PAGES, conf=CONF)

    assert offered(project, "a") == []


def test_two_processes_find_the_same(build: Build) -> None:
    more = {f"n{n}.md": f"# N{n}\n\n[b](b.md)\n" for n in range(4)}

    project = build({**PAGES, **more}, conf=CONF, jobs=2)

    names = ["a", "c", "d", "n0", "n1", "n2", "n3"]
    assert offered(project, "b") == [(name, name.upper()) for name in names]


def test_a_page_is_written_again_when_a_link_to_it_goes(build: Build) -> None:
    before = written(build(PAGES, conf=CONF, builder="html"))

    after = written(build({"c.md": "# C\n\nNo link.\n"}, conf=CONF, builder="html"))

    assert {page for page in before if before[page] != after[page]} == {"b.html", "c.html"}


def written(project: Project) -> dict[str, int]:
    pages = (project.out / f"{page.removesuffix('.md')}.html" for page in PAGES)
    return {page.name: page.stat().st_mtime_ns for page in pages if page.name != "index.html"}
