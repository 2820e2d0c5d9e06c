"""What is handed to the indexer, and what a reader's browser gets beside the index."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from handbook.core.errors import HandbookError
from handbook.site.search import index, mirror, scripts
from handbook.site.search.elsewhere import Elsewhere, said_elsewhere
from handbook.site.search.page import Link, PageText, Section
from handbook.site.search.questions import Question
from handbook.site.search.unindexed import unindexed

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


def source(*pages: PageText) -> index.Source:
    return index.Source(pages, [["boss", "manager"]], [], {"how-to": "How-to"}, "", "en")


def test_the_mirror_has_headings_with_their_addresses_and_the_kind_as_a_word() -> None:
    html = mirror.html(page("decline"), Elsewhere(["say no"], [("May I refuse?", "part")]), "en")

    assert '<h2 id="part">Part</h2>' in html
    assert 'data-pagefind-meta="kind[data-value]" data-value="zzkindhowto"' in html
    assert 'data-pagefind-meta="links[data-value]" data-value="say no"' in html
    assert 'data-value="[[&quot;May I refuse?&quot;, &quot;part&quot;]]"' in html


def test_the_mirror_never_takes_words_for_markup() -> None:
    html = mirror.html(page("x", text='<script>"&'), Elsewhere(['"><b>']), "en")

    assert "&lt;script&gt;&quot;&amp;" in html
    assert "<b>" not in html


def test_the_words_that_others_link_with_belong_to_the_page() -> None:
    one = page("one", ("two.html", "say no"), ("two.html#part", "Say no"), ("two.html", "Two"))
    two = page("two", ("two.html", "myself"), ("gone.html", "nowhere"))

    said = said_elsewhere([one, two])

    assert said == {"one": Elsewhere(), "two": Elsewhere(["Say no"])}


def test_what_readers_ask_belongs_to_the_page_with_the_place_of_the_answer() -> None:
    question = Question("an engineer", "May I refuse?", "two", "part", line=1)

    said = said_elsewhere([page("one"), page("two")], [question])

    assert said == {"one": Elsewhere(), "two": Elsewhere((), [("May I refuse?", "part")])}


def test_numbers_and_words_from_elsewhere_find_a_page_that_sphinxs_index_does_not() -> None:
    pages = [page("one", text="Error 410."), page("two", text="Refusing.")]

    table = unindexed(pages, {"one": Elsewhere(["refusal"]), "two": Elsewhere(["to refuse"])})

    assert table["pages"] == ["one", "two"]
    assert table["words"] == {"410": [0], "refus": [0], "to": [1]}


def test_a_word_that_sphinx_does_not_cut_out_is_found_by_what_is_said_elsewhere() -> None:
    pages = [page("one", text="The value of year_end, a plug-in.")]

    table = unindexed(pages, {"one": Elsewhere(["plugin at year end"])})

    assert table["words"] == {"plugin": [0], "at": [0], "year": [0], "end": [0]}


def test_a_question_that_moves_in_its_file_makes_no_other_index() -> None:
    asked = [Question("a lead", "Who?", "one", "", line) for line in (3, 9)]
    digests = {
        index.Source([page("one")], [], [question], {}, "", "en").digest() for question in asked
    }

    assert len(digests) == 1


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

    with pytest.raises(HandbookError, match=r"install requirements\.txt again"):
        index.build(source(page("two")), site, tmp_path / "work")

    assert (site / "search-index" / "pages" / "two.js").exists()
    assert not (site / "pagefind").exists()
