"""The guard's own nets, beneath preflight, and what would tell that an upgrade opens a hole.

What it refuses is shown by tests/site/test_attacks.py.
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import handbook.check.preflight
from handbook.check.guard.directives import OVERRIDES
from handbook.check.guard.doctree import scheme
from handbook.check.guard.metadata import html_meta
from handbook.check.guard.paths import is_usable

if TYPE_CHECKING:
    from conftest import Build

CONF = """
extensions = ["myst_parser", "sphinx_design", "handbook.check.guard"]
myst_enable_extensions = ["colon_fence", "tasklist", "strikethrough"]
exclude_patterns = ["_*"]
"""
# Options by which a directive of docutils, Sphinx or MyST takes a file, an address or a module.
REACHING = frozenset({"file", "url", "diff", "parser", "source", "src", "path"})


@pytest.fixture
def no_preflight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page through that has hidden from preflight, which reads lines and parses nothing."""
    monkeypatch.setattr(handbook.check.preflight, "check", lambda *_: [])


@pytest.mark.usefixtures("no_preflight")
def test_a_page_that_includes_itself_is_refused(build: Build) -> None:
    page = "# A\n\n```{include} index.md\n```\n"

    project = build({"index.md": page}, conf=CONF)

    assert project.warnings == [
        "index.md:3: WARNING: include of 'index.md': the file includes itself: remove this"
        " include [handbook.guard]"
    ]


@pytest.mark.usefixtures("no_preflight")
def test_fragments_that_include_each_other_are_refused(build: Build) -> None:
    pages = {
        "index.md": "# A\n\n```{include} _x.md\n```\n",
        "_x.md": "x\n\n```{include} _y.md\n```\n",
        "_y.md": "y\n\n```{include} _x.md\n```\n",
    }

    project = build(pages, conf=CONF)

    assert project.warnings == [
        "_y.md:3: WARNING: include of '_x.md': the file includes itself: remove this include"
        " [handbook.guard]"
    ]
    assert project.doctree().astext() == "A\n\nx\n\ny"


@pytest.mark.usefixtures("no_preflight")
@pytest.mark.parametrize("name", ["{note}", "aside"])
def test_blocks_inside_each_other_end_before_the_stack_does(build: Build, name: str) -> None:
    depth = 150
    opening = "".join(f"{':' * (depth + 3 - n)}{name}\n" for n in range(depth))
    closing = "".join(f"{':' * (n + 4)}\n" for n in range(depth))

    project = build({"index.md": f"# A\n\n{opening}text\n{closing}"}, conf=CONF)

    assert len(project.warnings) == 1
    assert project.warnings[0].startswith("index.md:")
    assert "nested more than 16 levels deep: flatten it" in project.warnings[0]


def test_what_myst_writes_itself_stays(build: Build) -> None:
    page = "# A\n\n- [x] done\n- [ ] open\n\nOne  \ntwo, ~~three~~, four<br>five.\n"

    project = build({"index.md": page}, conf=CONF, builder="html")

    html = (project.out / "index.html").read_text("utf-8")
    assert project.warnings == []
    assert html.count('type="checkbox"') == 2
    assert html.count("<br />") == 2
    assert "<s>three</s>" in html


@pytest.mark.parametrize("front", ["myst: [a]", "myst: text", "myst:\n  html_meta: text"])
def test_front_matter_of_another_form_is_refused_and_ignored(build: Build, front: str) -> None:
    project = build({"index.md": f"---\n{front}\n---\n\n# A\n"}, conf=CONF)

    assert len(project.warnings) == 1
    assert project.warnings[0].startswith(("index.md:2: WARNING: ", "index.md:3: WARNING: "))


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        ("![the words](../x.png)", "the words"),
        ("[the words](../conf.png)", "the words"),
        ("Cost {math}`a_1`.", "Cost a_1."),
        ("```{math}\na_1\n```", "a_1"),
        ("```{py:function} budget(total)\n\nSay it.\n```", "budget(total) Say it."),
        ("A {abbr}`SLO (service level objective)` holds.", "A SLO holds."),
    ],
)
def test_what_is_refused_leaves_its_words(build: Build, refused: str, words: str) -> None:
    project = build({"index.md": f"# A\n\n{refused}\n"}, conf=CONF)

    assert len(project.warnings) == 1
    assert project.doctree().astext().split() == ["A", *words.split()]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("javascript:x", "javascript"),
        ("JavaScript:x", "javascript"),
        (" \x01java\nscript:x", "javascript"),
        ("data:text/html,x", "data"),
        ("page.html", ""),
        ("../a/b:c", ""),
        ("#a", ""),
        ("//example.org/x", ""),
        ("https://example.org", "https"),
    ],
)
def test_a_scheme_is_seen_as_a_browser_sees_it(address: str, found: str) -> None:
    assert scheme(address) == found


@pytest.mark.parametrize(
    ("name", "usable"),
    [
        ("a/b.md", True),
        ("a" * 255, True),
        ("a" * 256, False),
        ("ü" * 128, False),
        ("a/" * 1_001, False),
        ("a\0b", False),
        ("", True),
    ],
)
def test_a_name_is_usable_where_the_system_can_be_asked_for_it(name: str, usable: bool) -> None:
    assert is_usable(name) is usable


def test_headers_are_taken_only_as_text() -> None:
    front = SimpleNamespace(data={"myst": {"html_meta": {"description": ["x"], "keywords": ""}}})

    assert html_meta(front) == {}  # type: ignore[arg-type]
    assert html_meta(None) == {}


LISTING = """
import importlib, json
from docutils.parsers.rst import directives

def every():
    for name, (module, kind) in directives._directive_registry.items():
        yield name, getattr(importlib.import_module(f"{directives.__name__}.{module}"), kind)
    yield from directives._directives.items()  # these stand before docutils' own

def write(app, error):
    options = {name: sorted(kind.option_spec or ()) for name, kind in every()}
    (app.outdir / "options.json").write_text(json.dumps(options))

def setup(app):
    app.connect("build-finished", write)
"""


def test_every_directive_that_reaches_out_is_guarded(build: Build) -> None:
    """Fails when an upgrade brings a directive, or an option, that reads or fetches."""
    project = build({"index.md": "# A\n"}, conf=CONF + LISTING)
    options = json.loads((project.out / "options.json").read_text("utf-8"))

    reaching = {name for name, names in options.items() if REACHING & set(names)}

    assert len(options) > 80
    assert {"csv-table", "literalinclude", "raw"} <= reaching <= set(OVERRIDES)
