"""In the menu, a long list is parted by the sections that list its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from conftest import Build

CONF = 'extensions = ["myst_parser", "handbook.site.menu_groups"]\nhtml_theme = "furo"\n'


def toctree(*pages: str) -> str:
    return "\n".join(["```{toctree}", ":hidden:", "", *pages, "```", ""])


def menu(build: Build, guides: str, page: str) -> list[str]:
    sources = {name: f"# {name[0].upper()}\n" for name in ("a.md", "b.md", "c.md")}
    sources |= {"index.md": f"# Home\n\n{toctree('guides')}", "guides.md": f"# Guides\n\n{guides}"}
    project = build(sources, builder="html", conf=CONF)
    html = BeautifulSoup((project.out / f"{page}.html").read_text("utf-8"), "html.parser")
    return [item.get_text() for item in html.select(".sidebar-tree li li")]


def test_each_section_is_named_above_the_first_of_its_pages(build: Build) -> None:
    guides = f"## Now & then\n\n{toctree('a', 'b')}\n## Later\n\n{toctree('c')}"

    assert menu(build, guides, "b") == ["Now & then", "A", "B", "Later", "C"]


def test_the_open_page_has_its_section_too(build: Build) -> None:
    guides = f"## Now\n\n{toctree('a', 'b')}\n## Later\n\n{toctree('c')}"

    assert menu(build, guides, "c") == ["Now", "A", "B", "Later", "C"]


def test_one_list_needs_no_name_wherever_it_stands(build: Build) -> None:
    assert menu(build, f"## See also\n\n{toctree('a', 'b', 'c')}", "a") == ["A", "B", "C"]
