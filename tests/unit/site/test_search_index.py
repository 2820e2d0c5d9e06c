"""The files of the index: which page has which word, and what a reader's browser gets beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from handbook.core.errors import HandbookError
from handbook.site.search import english, index
from handbook.site.search.page import Link, PageText, Section
from handbook.site.search.postings import FILE, Elsewhere, cut, order, postings, said_elsewhere
from handbook.site.search.questions import Question

if TYPE_CHECKING:
    from pathlib import Path


def page(name: str, *links: tuple[str, str], text: str = "Text.", kind: str = "how-to") -> PageText:
    return PageText(
        name,
        f"{name}.html",
        name.title(),
        kind,
        "Editors",
        "",
        "",
        "An answer.",
        [Section("", name.title(), 1, text), Section("part", "Part", 2, "More.", "Fact.")],
        [Link(target, words) for target, words in links],
    )


def source(*pages: PageText) -> index.Source:
    return index.Source(pages, [["boss", "manager"]], [], {"how-to": "How-to"}, "")


def read(site: Path, name: str) -> Any:
    """Return what a script of the index hands to the browser."""
    (path,) = (site / "search-index").glob(f"**/{name}.js")
    text = path.read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : -2])


def test_the_words_that_others_link_with_belong_to_the_page() -> None:
    one = page("one", ("two.html", "say no"), ("two.html#part", "Say no"), ("two.html", "Two"))
    two = page("two", ("two.html", "myself"), ("gone.html", "nowhere"))

    said = said_elsewhere([one, two])

    assert said == {"one": Elsewhere(), "two": Elsewhere(["Say no"])}


def test_what_readers_ask_belongs_to_the_page_with_the_place_of_the_answer() -> None:
    question = Question("an engineer", "May I refuse?", "two", "part", line=1)

    said = said_elsewhere([page("one"), page("two")], [question])

    assert said == {"one": Elsewhere(), "two": Elsewhere((), [("May I refuse?", "part")])}


def test_a_page_stands_where_it_says_a_word_most() -> None:
    pages = [
        page("zebras"),
        page("once", text="A zebra."),
        page("often", text="Zebra, zebras, zebra."),
        page("asked"),
    ]
    said = {one.docname: Elsewhere() for one in pages}
    said["asked"] = Elsewhere((), [("Which zebra?", "")])

    stems, words = postings(pages, said)

    assert stems["zebra"] == [[0], [3], [2], [1]]
    assert (words["zebra"], words["zebras"]) == (4, 4)
    assert stems["fact"] == [[], [], [], [0, 1, 1, 1]]  # each from the one before


def test_a_name_of_several_words_is_found_where_they_stand_together() -> None:
    pages = [page("apart", text="No, they say."), page("together", text="Saying no, and why.")]
    said = {one.docname: Elsewhere() for one in pages}

    stems, words = postings(pages, said, ["say no", "boss"])

    assert stems["say no"] == [[], [], [], [1]]
    assert "say no" not in words  # it completes no word and mends none


def test_a_list_is_cut_into_files_in_the_order_of_a_browser() -> None:
    entries = {f"word{n}": [n] * 1000 for n in range(40)} | {"😀": [1], "\uffee": [1]}

    files = cut(entries)

    keys = [key for one in files for key in one]
    assert keys == sorted(entries, key=order)
    assert keys[-2:] == ["😀", "\uffee"]  # by halves of surrogate pairs
    assert len(files) > 2
    assert all(len(json.dumps(one)) < 2 * FILE for one in files)


def test_the_pages_of_a_kind_follow_each_other() -> None:
    kinds = {"chapter": "Chapter", "how-to": "How-to"}
    pages = [page("z", kind="chapter"), page("about", kind=""), page("b"), page("a")]

    ordered = index.in_order(pages, kinds)

    assert [one.docname for one in ordered] == ["z", "a", "b", "about"]
    assert index.kind_ranges(ordered, kinds) == [
        ["chapter", "Chapter", 0, 1],
        ["how-to", "How-to", 1, 3],
    ]


def test_a_question_that_moves_in_its_file_makes_no_other_index() -> None:
    asked = [Question("a lead", "Who?", "one", "", line) for line in (3, 9)]
    digests = {index.Source([page("one")], [], [one], {}, "").digest() for one in asked}

    assert len(digests) == 1


def test_a_table_is_a_script_that_needs_no_server(tmp_path: Path) -> None:
    index.write(tmp_path / "table.js", "table", {"b": "é</script>\u2028", "a": 1})

    assert (tmp_path / "table.js").read_text(encoding="utf-8") == (
        'handbookSearch.receive("table",{"a":1,"b":"é</script> "})\n'
    )


def test_the_same_pages_are_not_indexed_twice(tmp_path: Path) -> None:
    pages = source(page("one"))

    assert index.build(pages, tmp_path)
    assert not index.build(pages, tmp_path)
    assert index.build(source(page("one", text="New.")), tmp_path)


def test_only_the_newest_index_stays_and_the_table_names_it(tmp_path: Path) -> None:
    index.build(source(page("one")), tmp_path)
    index.build(source(page("one", text="New.")), tmp_path)

    folders = {path.name for path in (tmp_path / "search-index").iterdir() if path.is_dir()}
    table = read(tmp_path, "table")
    assert folders == {table["version"], table["english"]}
    assert read(tmp_path, "pages/0")["sections"][0]["text"] == "New."


def test_an_empty_field_offers_only_questions_that_have_an_answer(tmp_path: Path) -> None:
    asked = [Question("a lead", "Who?", "one", "part", 1)]
    common = ["Who?", "Gone?"]

    index.build(index.Source([page("one")], [], asked, {}, "", common), tmp_path)

    assert read(tmp_path, "table")["common"] == [{"asks": "Who?", "url": "one.html", "at": "part"}]


@pytest.mark.parametrize("word", ["minimum", "leak", "overrun", "rotting", "organisation"])
def test_a_word_of_the_language_is_no_slip(word: str) -> None:
    assert word in english.english()


def test_a_known_misspelling_is_a_slip() -> None:
    assert "teh" not in english.english()  # codespell:ignore
    assert "ballance" not in english.english()  # codespell:ignore


def test_without_the_list_of_words_the_mend_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "LIST", ("no_such_package", "list.txt"))

    with pytest.raises(HandbookError, match=r"install requirements\.txt again"):
        english.english()
