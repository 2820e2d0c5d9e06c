"""Text reaches Typst as text, whatever is in it."""

import pytest

from handbook.paper.pdf.escape import array, escape, length, string


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words", "plain words"),
        ("#let x", r"\#let x"),
        ("a // b /* c */", r"a \/\/ b \/\* c \*\/"),
        ("f[x](y);", r"f\[x\]\(y\)\;"),
        ("1. and 2)", r"1\. and 2\)"),
        ("it's $5", r"it\'s \$5"),
        ("two\n  lines", "two lines"),
        ("warning \N{WARNING SIGN}\N{VARIATION SELECTOR-16}", "warning \N{WARNING SIGN}"),
        ("bell\x07", "bell"),
    ],
)
def test_text_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_a_string_keeps_quotes_backslashes_and_line_ends() -> None:
    assert string('a "b" \\ c\n\td') == r'"a \"b\" \\ c\n\td"'


@pytest.mark.parametrize(
    ("items", "written"), [([], "()"), (["1"], "(1,)"), (["1", "2"], "(1, 2)")]
)
def test_an_array_of_one_has_its_comma(items: list[str], written: str) -> None:
    assert array(items) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("96px", "72pt"),
        ("8", "6pt"),
        ("50%", "50%"),
        ("2.5 em", "2.5em"),
        ("3rem", "3em"),
        ("10cm", "10cm"),
        ("auto", None),
        ("1e3px", None),
        (None, None),
    ],
)
def test_a_length_is_written_in_units_that_typst_knows(value: object, written: str | None) -> None:
    assert length(value) == written
