"""What is handed to the indexer, and what a reader's browser gets beside the index."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from handbook.search import index, mirror, scripts
from handbook.search.page import Link, PageText, Section

if TYPE_CHECKING:
    from pathlib import Path


def page(name: str, *links: tuple[str, str], text: str = "Text.") -> PageText:
    return PageText(
        name,
        f"{name}.html",
        name.title(),
        "how-to",
        "Editors",
        "",
        "",
        "An answer.",
        [Section("", name.title(), 1, text), Section("part", "Part", 2, "More.")],
        [Link(target, words) for target, words in links],
    )


def source(*pages: PageText, questions: tuple[tuple[str, str], ...] = ()) -> index.Source:
    return index.Source(pages, [["boss", "manager"]], questions, {"how-to": "How-to"}, "", "en")


def test_the_mirror_has_headings_with_their_addresses_and_the_kind_as_a_word() -> None:
    html = mirror.html(page("decline"), ["say no"], "en")

    assert '<h2 id="part">Part</h2>' in html
    assert 'data-pagefind-meta="kind[data-value]" data-value="zzkindhowto"' in html
    assert 'data-pagefind-meta="links[data-value]" data-value="say no"' in html


def test_the_mirror_never_takes_words_for_markup() -> None:
    html = mirror.html(page("x", text='<script>"&'), ['"><b>'], "en")

    assert "&lt;script&gt;&quot;&amp;" in html
    assert "<b>" not in html


def test_the_words_that_others_link_with_belong_to_the_page() -> None:
    one = page("one", ("two.html", "say no"), ("two.html#part", "Say no"), ("two.html", "Two"))
    two = page("two", ("two.html", "myself"), ("gone.html", "nowhere"))

    said = index.said_elsewhere(source(one, two, questions=(("May I refuse?", "two.html#part"),)))

    assert said == {"two.html": ["Say no", "May I refuse?"]}


def test_a_table_is_a_script_that_needs_no_server(tmp_path: Path) -> None:
    scripts.write(tmp_path / "table.js", "table", {"b": "é</script>\u2028", "a": 1})

    assert (tmp_path / "table.js").read_text(encoding="utf-8") == (
        'handbookSearch.receive("table",{"a":1,"b":"é</script> "})\n'
    )


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("searchindex.js", b"words " * 100_000, True),  # it is compressed on its way
        ("searchindex.js", random.Random(1).randbytes(index.SMALL), False),  # noqa: S311
        ("another.js", b"", False),
    ],
)
def test_a_site_is_small_while_sphinxs_index_is(
    tmp_path: Path, name: str, content: bytes, answer: bool
) -> None:
    (tmp_path / name).write_bytes(content)

    assert index.is_small(tmp_path / "searchindex.js") is answer


def test_the_same_pages_are_not_indexed_twice(tmp_path: Path) -> None:
    pages = source(page("one"))

    assert index.build(pages, tmp_path / "site", tmp_path / "work")
    assert not index.build(pages, tmp_path / "site", tmp_path / "work")
    assert index.build(source(page("one", text="New.")), tmp_path / "site", tmp_path / "work")


def test_without_the_indexer_our_own_tables_are_there_and_no_stale_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    index.build(source(page("one")), site, tmp_path / "work")
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)

    with pytest.raises(index.IndexerError, match=r"install requirements\.txt again"):
        index.build(source(page("two")), site, tmp_path / "work")

    assert (site / "search-index" / "pages" / "two.js").exists()
    assert not (site / "pagefind").exists()
