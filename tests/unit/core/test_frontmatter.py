"""Reading front matter and hiding keys from it; what it refuses is tested with the records."""

import pytest

from handbook.core.errors import FileError
from handbook.core.frontmatter import blank, blank_all, parse

PAGE = """\
---
owner: Editors
myst:
  html_meta: {a: b}
tradeoff:
  gains:
    - Speed
    - |
      Calm

      nights
  # a note
title: Kept
---

# Heading
"""


def hidden(text: str, *keys: str) -> str:
    front = parse(text)
    assert front is not None
    return blank(text, front, keys)


def test_a_page_without_front_matter_has_none() -> None:
    assert parse("# Heading\n") is None


def test_an_empty_block_is_no_fault() -> None:
    front = parse("---\n---\n")

    assert front is not None
    assert front.data == {}


def test_days_stay_text() -> None:
    front = parse("---\nreview-by: 2027-01-31\n---\n")

    assert front is not None
    assert front.data == {"review-by": "2027-01-31"}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("owner",), 2),
        (("tradeoff", "gains", 1), 8),
        (("tradeoff", "gains"), 6),
        (("tradeoff", "costs"), 5),  # absent: its parent's line
        (("nothing",), 2),
    ],
)
def test_every_value_knows_its_line(path: tuple[str | int, ...], line: int) -> None:
    front = parse(PAGE)

    assert front is not None
    assert front.line(*path) == line


def test_hidden_keys_become_comments_on_their_lines() -> None:
    text = hidden(PAGE, "owner", "tradeoff")

    assert text.count("\n") == PAGE.count("\n")
    front = parse(text)
    assert front is not None
    assert front.data == {"myst": {"html_meta": {"a": "b"}}, "title": "Kept"}
    assert front.line("title") == 13


def test_a_block_without_other_keys_goes_but_its_lines_stay() -> None:
    text = hidden("---\nowner: Editors\n---\n# Heading\n", "owner")

    assert text == "\n\n\n# Heading\n"


def test_a_page_without_the_keys_is_left_alone() -> None:
    assert hidden(PAGE, "absent") == PAGE


def test_a_block_without_an_end_goes_up_to_the_heading() -> None:
    text = blank_all("---\nowner: Editors\n# a comment\n\n# Heading\nText\n")

    assert text == "\n\n\n\n# Heading\nText\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "----\na: 1\n----\n",
            1,
            "front matter opens with three hyphens, nothing else, on line 1",
        ),
        ("---\n- a\n---\n", 2, "front matter holds keys, one a line, such as 'owner: Platform'"),
        ("---\n{a: 1}\n---\n", 2, "front matter holds keys, one a line, such as 'owner: Platform'"),
        (
            "---\na: =\n---\n",
            2,
            "'=' would be read as more than plain text: put it in quotes or remove its tag",
        ),
        (
            "---\n? [a]\n: 1\n---\n",
            2,
            "a list or mapping is no plain text key: put quotes around it",
        ),
        (
            f"---\na: 1{':00' * 3_000}\n---\n",
            2,
            "'1:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:…' is not the number"
            " or true/false that it claims to be: put quotes around it",
        ),
        (
            "---\na: !!int x\n---\n",
            2,
            "'x' is not the number or true/false that it claims to be: put quotes around it",
        ),
        ("---\na: [b\n---\n", 2, "a quote or bracket opens here and never closes: close it"),
    ],
)
def test_odd_blocks_are_refused_with_their_line(text: str, line: int, message: str) -> None:
    with pytest.raises(FileError) as caught:
        parse(text)

    assert (caught.value.line, caught.value.message) == (line, message)
