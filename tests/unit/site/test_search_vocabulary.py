"""The site's own words, cut and counted as the reader's browser cuts a query."""

from __future__ import annotations

import pytest

from handbook.site.search.vocabulary import shards, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Re-run the job", ["re", "run", "rerun", "the", "job"]),
        ("the lead's Café", ["the", "lead", "cafe"]),
        ("can\u2019t", ["cant"]),  # codespell:ignore
        ("state-of-the-art", ["state", "of", "the", "art"]),
        ("catalogue.items TO-0005", ["catalogue", "items", "to", "0005", "to0005"]),
        ("<b>مرحبا</b> 🙂", ["b", "مرحبا", "b"]),
        ("", []),
    ],
)
def test_text_is_cut_into_plain_lower_case_words(text: str, words: list[str]) -> None:
    assert list(tokens(text)) == words


def test_a_word_counts_the_pages_that_say_any_of_its_forms() -> None:
    pages = ["Decide now", "We decided twice, decided", "A decade"]

    assert shards(pages)["d"] == {"decade": 1, "decide": 2, "decided": 2}


def test_words_stand_by_their_first_letter_and_the_rest_apart() -> None:
    found = {name: list(words) for name, words in shards(["beta 28 école éclair"]).items() if words}

    assert found == {"0": ["28"], "b": ["beta"], "e": ["eclair", "ecole"]}


def test_a_letter_with_which_no_word_begins_has_an_empty_table() -> None:
    assert shards([""]) == {name: {} for name in "0abcdefghijklmnopqrstuvwxyz"}


def test_what_nobody_types_is_left_out() -> None:
    assert shards(["a" * 31])["a"] == {}
