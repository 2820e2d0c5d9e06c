"""Faster, and byte for byte the same."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sphinx.builders.html as sphinx_html
import sphinx.util.docutils as sphinx_docutils
from docutils import frontend, nodes
from docutils.transforms import universal
from docutils.utils import smartquotes
from hypothesis import given
from hypothesis import strategies as st
from sphinx.domains.std import StandardDomain

from handbook.build.speedups.patches import REPLACED, walking
from handbook.build.speedups.reading import CHANGEABLE, SparingStandardDomain

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from tests.conftest import Build

    Calls = Callable[[Any, str], list[tuple[Any, ...]]]

PAGES = {
    "index.md": "# Deciding\n\nDecisions, decided and deciding; running runners ran.\n\n"
    "```{toctree}\na\nb/c\nb/d\n```\n",
    "a.md": "# Runners\n\nThe decision's costs: costly runners, costing, cost.\n",
    "b/c.md": '# "Quoted" -- *title*\n\nWords.\n',
    "b/d.md": "# Last\n\n(place)=\n\n## Part\n\nSee [](#place).\n",
}
STOCK = 'extensions = ["myst_parser"]\nlanguage = "en-GB"\n'
OURS = 'extensions = ["myst_parser", "handbook.build.speedups"]\nlanguage = "en-GB"\n'


@pytest.fixture(autouse=True)
def collector() -> Generator[None]:
    """Leave the garbage collector as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Return a function that has the calls of another noted, by their arguments."""

    def noted(place: Any, name: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        stock = getattr(place, name)

        def noting(*args: Any, **options: Any) -> Any:
            found.append(args)
            return stock(*args, **options)

        monkeypatch.setattr(place, name, noting)
        return found

    return noted


def test_the_collector_keeps_working(build: Build) -> None:
    build(PAGES, conf=OURS)

    assert gc.isenabled()
    assert gc.get_threshold()[0] > 700


def test_a_later_build_of_a_process_keeps_no_trees_of_the_build_before(build: Build) -> None:
    app = build(PAGES, conf=OURS).app
    passed_over = gc.get_freeze_count()

    app.build(force_all=True)

    assert 0 < gc.get_freeze_count() <= passed_over


# -- The search of a tree ------------------------------------------------------------------

KINDS = (nodes.paragraph, nodes.emphasis, nodes.section)
TREES = st.recursive(
    st.sampled_from([nodes.Text("text"), None]),
    lambda below: st.tuples(st.sampled_from(KINDS), st.lists(below, max_size=4)),
    max_leaves=20,
)
CONDITIONS = [None, nodes.emphasis, nodes.Node, lambda node: isinstance(node, nodes.section)]


def planted(shape: Any) -> nodes.Node:
    if isinstance(shape, tuple):
        kind, below = shape
        element: nodes.Element = kind()
        element.extend(map(planted, below))
        return element
    return nodes.paragraph() if shape is None else nodes.Text("text")


def drop(node: nodes.Node) -> None:
    if node.parent is not None:
        node.parent.remove(node)


def wrap(node: nodes.Node) -> None:
    if node.parent is not None and isinstance(node, nodes.emphasis):
        node.parent.replace(node, nodes.section("", nodes.Text("new"), nodes.paragraph()))


def fill(node: nodes.Node) -> None:
    if isinstance(node, nodes.Element) and len(node) < 3:
        node.append(nodes.Text("more"))


@given(TREES, st.sampled_from(CONDITIONS), st.sampled_from([None, drop, wrap, fill]))
def test_a_search_finds_what_docutils_finds_also_in_a_tree_that_changes(
    shape: Any, condition: Any, change: Callable[[nodes.Node], None] | None
) -> None:
    def found(search: Callable[..., Any]) -> tuple[list[str], str]:
        tree, seen = nodes.document(None, None, "", planted(shape)), []
        for node in search(tree, condition):
            seen.append(repr(node))
            if change:
                change(node)
        return seen, tree.pformat()

    stock = nodes.Node.findall

    assert found(walking(stock)) == found(stock)


@pytest.mark.parametrize(
    "options", [{"include_self": False}, {"descend": False}, {"siblings": True}, {"ascend": True}]
)
def test_other_searches_are_docutils_own(options: dict[str, bool]) -> None:
    first = nodes.paragraph("", "a", nodes.emphasis("", "b"))
    nodes.section("", first, nodes.paragraph("", "c"))
    stock = nodes.Node.findall
    expected = list(stock(first, nodes.Text, **options))

    found = list(walking(stock)(first, nodes.Text, **options))

    assert found == expected


def test_docutils_still_searches_a_tree_by_recursion(calls: Calls) -> None:
    """When this fails, measure without ``handbook.build.speedups.patches.walking``: it may go."""
    levels = calls(nodes.Node, "_fast_findall")
    deep = nodes.section("", nodes.section("", nodes.section("", nodes.Text("a"))))

    list(deep.findall(nodes.Text))

    assert len(levels) == 4


# -- Settings ------------------------------------------------------------------------------


def test_settings_are_made_once_for_all_pages(build: Build, calls: Calls) -> None:
    parsers = calls(frontend.OptionParser, "__init__")
    build({"index.md": "# Home\n"}, conf=OURS)
    for_one = len(parsers)

    build(PAGES, conf=OURS + "# read all again")

    assert len(parsers) == 2 * for_one


@pytest.mark.parametrize(("place", "name", "_replacing", "_taken"), REPLACED[1:])
def test_settings_are_still_made_for_each_page(
    build: Build, calls: Calls, place: Any, name: str, _replacing: Any, _taken: Any
) -> None:
    """When this fails, remove the function from ``handbook.build.speedups.patches.REPLACED``."""
    made = calls(place, name)
    build({"index.md": "# Home\n"}, conf=STOCK)
    for_one = len(made)

    build(PAGES, conf=STOCK + "# read all again")

    assert len(made) >= 2 * for_one + len(PAGES) - 1


def test_no_page_gets_what_another_one_notes_in_its_settings(build: Build) -> None:
    pages = {
        "index.md": "# Home\n\n```{include} part.txt\n```\n",
        "part.txt": "Part.\n",
        "z.md": "---\norphan: true\n---\n# Last\n",
    }

    built = build(pages, conf=OURS)

    assert [path.name for path in map(Path, built.app.env.dependencies["index"])] == ["part.txt"]
    assert "z" not in built.app.env.dependencies


# -- What is replaced while a build runs -----------------------------------------------------


def replaced() -> list[Any]:
    return [getattr(place, name) for place, name, *_ in REPLACED]


def test_a_build_replaces_functions_and_puts_them_back(build: Build) -> None:
    before = replaced()
    built = build(PAGES, conf=OURS)
    during: list[Any] = []
    built.app.connect("write-started", lambda *_: during.extend(replaced()))

    built.app.build(force_all=True)

    assert not set(during) & set(before)
    assert len(during) == len(before)
    assert replaced() == before


def test_a_build_that_fails_puts_them_back(build: Build) -> None:
    before = replaced()
    built = build(PAGES, conf=OURS)

    def fail(*_: object) -> None:
        raise ValueError

    built.app.connect("write-started", fail)

    with pytest.raises(Exception, match="threw an exception"):
        built.app.build(force_all=True)

    assert replaced() == before


def test_a_function_that_takes_something_else_is_left_alone(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock, used = sphinx_docutils._get_settings, []

    def newer(
        *components: Any, defaults: Any, read_config_files: bool = False, new: int = 0
    ) -> Any:
        used.append(components)
        return stock(*components, defaults=defaults, read_config_files=read_config_files)

    monkeypatch.setattr(sphinx_docutils, "_get_settings", newer)

    build(PAGES, conf=OURS)

    assert len(used) >= len(PAGES)


# -- Smart quotes --------------------------------------------------------------------------

TEXTS = r"""
"Quoted", it's, the '80s, a -- b --- c, so... and . . . so; ``ticks'' and `tick`.

Nothing here; well-known. &quot; &#34; "*over*" the edge of *emphasis*'s end, `"code"`.

C:\\"path\\" \"escaped\" \-- \... “done” already…

- "a
- b"

| "Cell" | it's |
|---|---|
| plain | "x" |
"""


@pytest.mark.parametrize("action", ["qDe", "qde", "q", "BDew", "Die", "1", "-1", ""])
@pytest.mark.parametrize("language", ["en-GB", "de", "fr", "sw"])
def test_quotes_become_what_they_become_in_sphinx(build: Build, action: str, language: str) -> None:
    pages = {"index.md": f'# It\'s "it"\n{TEXTS}'}
    conf = f"\nsmartquotes_action = {action!r}\n"
    stock = build(pages, builder="html", conf=STOCK.replace("en-GB", language) + conf)
    expected = (stock.out / "index.html").read_bytes()

    ours = build(pages, builder="html", conf=OURS.replace("en-GB", language) + conf)

    assert (ours.out / "index.html").read_bytes() == expected


@given(st.text("a .-'\"`\\&#;x34\0…“"), st.sampled_from(["qDe", "qdebBw", "Bi", "w"]))
def test_a_text_without_a_character_of_theirs_stays_as_it_is(text: str, action: str) -> None:
    block = nodes.paragraph("", nodes.Text(text))
    tokens = universal.SmartQuotes.get_tokens(universal.SmartQuotes, block.children)

    made = "".join(smartquotes.educate_tokens(tokens, action, "en"))

    assert nodes.Text(made).astext() == block.astext() or CHANGEABLE.search(block.astext())


@pytest.mark.parametrize(("conf", "expected"), [(OURS, 1), (STOCK, 4)])
def test_only_blocks_with_quotes_are_taken_apart(
    build: Build, calls: Calls, conf: str, expected: int
) -> None:
    """When the stock case fails, measure without ``SparingSmartQuotes``: it may go."""
    blocks = calls(universal.smartquotes, "educate_tokens")

    build({"index.md": '# Home\n\nPlain.\n\nA "quoted" word.\n\nPlain again.\n'}, conf=conf)

    assert len(blocks) == expected


# -- Labels --------------------------------------------------------------------------------


class Watched(dict[str, Any]):
    looked = 0

    def items(self) -> Any:
        self.looked += 1
        return super().items()


@pytest.mark.parametrize(("kind", "expected"), [(SparingStandardDomain, 0), (StandardDomain, 1)])
def test_labels_are_searched_only_for_a_page_that_was_read(
    build: Build, kind: type[StandardDomain], expected: int
) -> None:
    """When the stock case fails, remove ``SparingStandardDomain``."""
    domain = kind(build(PAGES, conf=STOCK).app.env)
    domain.data["labels"] = labels = Watched(domain.data["labels"])
    domain.clear_doc("new")

    assert labels.looked == expected
    assert "place" in labels
    domain.clear_doc("b/d")
    assert "place" not in labels


# -- Tags -----------------------------------------------------------------------


@pytest.mark.parametrize(("conf", "once"), [(OURS, True), (STOCK, False)])
def test_a_tag_is_made_once_for_all_pages_of_a_folder(
    build: Build, calls: Calls, conf: str, *, once: bool
) -> None:
    """When the stock case fails, measure without ``AssetTags``: they may go."""
    looked = calls(sphinx_html, "_file_checksum")

    build(PAGES, builder="html", conf=conf)

    names = [str(name) for _, name in looked]
    assert names
    assert (max(map(names.count, names)) == len({"", "b"})) is once
