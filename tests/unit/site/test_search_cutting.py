"""Text is cut into words, and words to stems, in one way."""

from __future__ import annotations

from typing import Any

import pytest
from word_examples import EXAMPLES

from handbook.site.search.cutting import LONGEST, cut, stem, tokens


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["says"])
def test_text_is_cut_as_the_examples_say(example: dict[str, Any]) -> None:
    found = list(cut(example["says"]))

    assert [word for one in found for word in one.parts] == example["words"]
    assert [word for one in found for word in one.also] == example.get("also", [])


def test_what_nobody_types_is_left_out() -> None:
    assert list(tokens("a" * (LONGEST + 1))) == []


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("broken", "break"),
        ("people", "person"),
        ("customizing", "customise"),
        ("organizational", "organisational"),
        ("teams", "team"),
    ],
)
def test_forms_and_spellings_of_a_word_share_a_stem(form: str, base: str) -> None:
    assert stem(form) == stem(base)
