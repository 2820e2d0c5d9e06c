"""The menu that is resolved once is Furo's own, byte for byte, whatever the contents tree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import furo
import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from tests.conftest import Build

EXTENSIONS = 'extensions = ["myst_parser", "handbook.site.navigation"]\nhtml_theme = "furo"\n'


def page(title: str, *contents: str, options: str = "") -> str:
    entries = "\n".join(contents)
    toctree = f"\n```{{toctree}}\n{options}\n\n{entries}\n```\n" if contents else ""
    return f"# {title}\n\nWords.\n{toctree}"


SHAPES: dict[str, dict[str, str]] = {
    "flat": {"index.md": page("Home", "a", "b"), "a.md": page("A"), "b.md": page("B")},
    "deep, in folders": {
        "index.md": page("Home", "a/index", "z"),
        "a/index.md": page("A", "b/index", "c"),
        "a/b/index.md": page("B", "d/e"),
        "a/b/d/e.md": page("E", "f"),
        "a/b/d/f.md": page("F"),
        "a/c.md": page("C"),
        "z.md": page("Z"),
    },
    "hidden, with captions": {
        "index.md": page("Home", "a", options=":hidden:\n:caption: First & foremost")
        + page("More", "b", "c", options=":hidden:\n:caption: Then"),
        "a.md": page("A"),
        "b.md": page("B", "d", options=":hidden:"),
        "c.md": page("C"),
        "d.md": page("D"),
    },
    "external, self and titles of its own": {
        "index.md": page(
            "Home",
            "self",
            "Elsewhere <https://example.org/?a=1&b=2>",
            "https://example.org/",
            "Another name <a>",
            "genindex",
        ),
        "a.md": page("A", "self", "b"),
        "b.md": page("B"),
    },
    "glob, reversed": {
        "index.md": page("Home", "*", options=":glob:\n:reversed:"),
        "a.md": page("A"),
        "b.md": page("B"),
    },
    "numbered": {
        "index.md": page("Home", "a", "b", options=":numbered:"),
        "a.md": page("A", "c") + "\n## Part\n\n## Part two\n",
        "b.md": page("B"),
        "c.md": page("C"),
    },
    "page in two trees": {
        "index.md": page("Home", "a", "b"),
        "a.md": page("A", "c"),
        "b.md": page("B", "c", "d"),
        "c.md": page("C", "e"),
        "d.md": page("D"),
        "e.md": page("E"),
    },
    "twice in one tree": {
        "index.md": page("Home", "a", "Again <a>", "b"),
        "a.md": page("A", "b"),
        "b.md": page("B"),
    },
    "markup and odd characters in titles": {
        "index.md": page("Home", "a & b/x'y", "b"),
        "a & b/x'y.md": page('*The* `code` & "quotes" <b> of 2 > 1', "/b"),
        "b.md": page("B"),
    },
    "contents under sections, two titles": {
        "index.md": page("Home", "a", "b"),
        "a.md": page("A") + "\n## Part\n" + page("Second title", "c"),
        "b.md": page("B"),
        "c.md": page("C"),
    },
    "depth limited on a page": {
        "index.md": page("Home", "a"),
        "a.md": "---\ntocdepth: 1\n---\n" + page("A", "b") + "\n## Part\n",
        "b.md": page("B", "c"),
        "c.md": page("C"),
    },
    "outside the tree": {
        "index.md": page("Home", "b"),
        "a.md": "---\norphan: true\n---\n" + page("A"),
        "b.md": page("B"),
        "c.md": "---\norphan: true\n---\n" + page("C", "d"),
        "d.md": page("D"),
    },
    "depends on tags": {
        "index.md": page("Home", "a", "b"),
        "a.md": page("A") + "\n````{only} no_such_tag\n\n```{toctree}\nb\n```\n````\n",
        "b.md": page("B"),
    },
    "quotation mark in a name": {
        "index.md": page("Home", 'a"b'),
        'a"b.md': page("A"),
    },
    "no contents": {"index.md": "# Home\n", "a.md": "---\norphan: true\n---\n# A\n"},
}


def site(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.html"))
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_every_page_has_furos_own_bytes(build: Build, shape: str) -> None:
    stock = build(SHAPES[shape], builder="html", conf=EXTENSIONS + "handbook_navigation = 'stock'")
    expected = site(stock.out)

    ours = build(SHAPES[shape], builder="html", conf=EXTENSIONS)

    assert site(ours.out) == expected
    assert ours.warnings == stock.warnings


def test_two_writers_give_the_bytes_of_one(build: Build) -> None:
    pages = SHAPES["deep, in folders"]
    expected = site(build(pages, builder="html", conf=EXTENSIONS).out)

    built = build(pages, builder="html", conf=EXTENSIONS + "# read all again", jobs=2)

    assert site(built.out) == expected


def test_furo_never_resolves_the_tree(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    stock = furo.get_navigation_tree

    def noted(html: str) -> str:
        asked.append(html)
        return stock(html)

    monkeypatch.setattr(furo, "get_navigation_tree", noted)

    build(SHAPES["deep, in folders"], builder="html", conf=EXTENSIONS)

    assert set(asked) == {""}


def menu_of(path: Path) -> Any:
    return BeautifulSoup(path.read_text("utf-8"), "lxml").find(class_="sidebar-tree")


def links(menu: Any) -> list[tuple[str, str]]:
    return [(link.text, link["href"]) for link in menu.find_all("a")]


PRUNED = EXTENSIONS + "handbook_navigation = 'pruned'"


def test_a_pruned_menu_has_ancestors_siblings_and_children(build: Build) -> None:
    built = build(SHAPES["deep, in folders"], builder="html", conf=PRUNED)

    assert not built.warnings
    assert links(menu_of(built.out / "z.html")) == [("A", "a/index.html"), ("Z", "#")]
    assert links(menu_of(built.out / "a/b/index.html")) == [
        ("A", "../index.html"),
        ("B", "#"),
        ("E", "d/e.html"),
        ("C", "../c.html"),
        ("Z", "../../z.html"),
    ]


def test_a_pruned_menu_opens_the_way_and_has_no_box_without_a_list(build: Build) -> None:
    built = build(SHAPES["deep, in folders"], builder="html", conf=PRUNED)

    menu = menu_of(built.out / "a/c.html")
    assert [box["aria-label"] for box in menu.find_all("input")] == ["Toggle navigation of A"]
    assert [item.a.text for item in menu.find_all(class_="has-children")] == ["A"]
    assert [item.a.text for item in menu.find_all(class_="current-page")] == ["C"]


def test_a_pruned_menu_of_an_open_branch_is_furos_own(build: Build) -> None:
    pages = SHAPES["hidden, with captions"]
    full = build(pages, builder="html", conf=EXTENSIONS)
    expected = str(menu_of(full.out / "d.html"))

    pruned = build(pages, builder="html", conf=PRUNED)

    assert str(menu_of(pruned.out / "d.html")) == expected


def test_an_unknown_kind_of_navigation_is_told(build: Build) -> None:
    built = build({"index.md": "# Home\n"}, conf=EXTENSIONS + "handbook_navigation = 'fast'")

    (said,) = built.warnings
    assert said.startswith("WARNING: The config value `handbook_navigation` has to be a one of")
    assert said.endswith("but `fast` is given.")
