"""Faster, and byte for byte the same."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest
import sphinx.builders.html as sphinx_html
from docutils import nodes
from docutils.transforms import universal
from docutils.utils import smartquotes
from hypothesis import given
from hypothesis import strategies as st
from sphinx.domains.std import StandardDomain

from handbook.build.speedups import CHANGEABLE, SparingStandardDomain

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


def test_what_the_collector_passed_over_it_may_have_once_the_build_is_done(build: Build) -> None:
    spared: list[int] = []

    project = build(PAGES, conf=OURS)
    project.app.connect(
        "env-updated", lambda *_: spared.append(gc.get_freeze_count()), priority=999
    )
    project.app.build(force_all=True)

    assert spared[0] > 0
    assert gc.get_freeze_count() == 0


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


@pytest.mark.parametrize(
    ("language", "action"),
    [
        *(("en-GB", action) for action in ("qDe", "qde", "q", "BDew", "Die", "1", "-1", "")),
        *((language, "qDe") for language in ("de", "fr", "sw")),
    ],
)
def test_quotes_become_what_they_become_in_sphinx(build: Build, language: str, action: str) -> None:
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


# -- Titles -----------------------------------------------------------------------


@pytest.mark.parametrize(("conf", "once"), [(OURS, True), (STOCK, False)])
def test_a_title_is_rendered_once_for_all_links_to_its_page(
    build: Build, calls: Calls, conf: str, *, once: bool
) -> None:
    """When the stock case fails, remove ``TitlesOnce``."""
    rendered = calls(sphinx_html.StandaloneHTMLBuilder, "create_translator")

    build(PAGES, builder="html", conf=conf)

    first = [document.children[0] for _, document, _ in rendered]
    titles = [node.astext() for node in first if isinstance(node, nodes.title)]
    assert (titles.count("Last") == 1) is once
