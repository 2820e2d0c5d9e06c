"""Odd pages, a hundred of them: each is told once with file and line, and none is lost.

``corpus/odd_sources.toml`` has them; all are built at once. ``corpus/honest.toml`` has pages that
only look odd. The sources at which a build ends are in ``test_stopped_builds.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from own_pages import corpus

if TYPE_CHECKING:
    from conftest import Strict, StrictBuild

SOURCES = corpus("odd_sources")
HONEST = corpus("honest")
CONF = """
project = "Odd sources"
extensions = [
    "myst_parser", "sphinx_design", "handbook.check.guard", "handbook.check.messages",
    "handbook.content.console_lexer",
]
myst_enable_extensions = [
    "alert", "attrs_block", "attrs_inline", "colon_fence", "deflist", "strikethrough", "tasklist"
]
myst_heading_anchors = 3
exclude_patterns = ["_*"]
numfig = True
html_theme = "basic"
"""
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def index(names: list[str]) -> str:
    return "# Index\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"


def file_of(source: dict[str, Any]) -> str:
    return str(source.get("file", f"{source['name']}.md"))


@pytest.fixture(scope="module")
def told(strict_build: StrictBuild, tmp_path_factory: pytest.TempPathFactory) -> Strict:
    """Build all odd pages."""
    files: dict[str, str | bytes] = {
        "conf.py": CONF,
        "_data/good.md": "Good text.\n",
        "_data/dot.png": DOT,
        "child-twice.md": "# Child\n\nText\n",
        "hash-twin.md": "# Twin\n\nText\n",
        "alone.md": "# Alone\n\nText\n",
    }
    for source in SOURCES:
        text = source["text"].replace("@LONG@", "a" * 300).replace("@FAR@", "a/" * 3000)
        files[file_of(source)] = text
    pages = [name[:-3] for name in files if name.endswith(".md") and not name.startswith("_")]
    listed = [name for name in pages if name not in ("child-twice", "alone")]
    docs = tmp_path_factory.mktemp("odd") / "docs"
    return strict_build(docs, {**files, "index.md": index(listed)})


def test_each_odd_page_is_told_once_with_file_and_line(told: Strict) -> None:
    lines = told.said.splitlines()
    amiss = {}
    for source in SOURCES:
        place = f"{source.get('at', file_of(source))}:{source['line']}: "
        if sum(source["told"] in line and line.startswith(place) for line in lines) != 1:
            amiss[source["name"]] = [line for line in lines if line.startswith(source["name"])]

    assert amiss == {}


def test_a_page_in_no_table_of_contents_is_told(told: Strict) -> None:
    lines = [line for line in told.said.splitlines() if line.startswith("alone.md")]

    assert lines == [
        "alone.md:1: WARNING: document isn't included in any toctree: list it in the contents of"
        " the page above it, or no menu leads to it [toc.not_included]"
    ]


def test_no_odd_page_gives_a_traceback_or_goes_missing(told: Strict) -> None:
    names = [file_of(source) for source in SOURCES]
    pages = [name[:-3] for name in names if name.endswith(".md") and not name.startswith("_")]

    missing = [page for page in pages if not (told.out / f"{page}.html").is_file()]

    assert told.code == 1
    assert "Traceback" not in told.said
    assert len(pages) > 90
    assert missing == []


@pytest.fixture(scope="module")
def honest(strict_build: StrictBuild, tmp_path_factory: pytest.TempPathFactory) -> Strict:
    """Build all pages that only look odd, beside what editors leave."""
    docs = tmp_path_factory.mktemp("honest") / "docs"
    docs.mkdir()
    (docs / ".#lock.md").symlink_to("nobody@nowhere")
    (docs / "index.md~").write_text("an older text", encoding="utf-8")
    (docs / "#index.md#").write_text("a text not saved", encoding="utf-8")
    pages = {
        f"{page['name']}.md": page["text"].replace("@MANY@", "KEPT " * 20_000) for page in HONEST
    }
    return strict_build(
        docs,
        {
            "conf.py": CONF,
            "index.md": index([page["name"] for page in HONEST]),
            "_data/part.md": "KEPT part\n",
            "_data/dot.png": DOT,
            "_data/_dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>',
            ".page.md.swp": b"\xff\0",
            **pages,
        },
    )


def test_nothing_is_told_of_honest_pages(honest: Strict) -> None:
    assert (honest.said, honest.code) == ("", 0)


def test_no_honest_page_loses_anything(honest: Strict) -> None:
    kept = "KEPT"
    for page in HONEST:
        html = (honest.out / f"{page['name']}.html").read_text("utf-8")
        wanted = page.get("wanted", page["text"].count(kept))

        assert 0 < wanted <= html.count(kept), page["name"]
