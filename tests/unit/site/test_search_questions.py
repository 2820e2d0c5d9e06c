"""The register of readers' questions: what it may say, and what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handbook.core.errors import FileError
from handbook.site.search.questions import FORM, Question, read

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
# May I refuse? A comment is no question.
"how-to/decline" = [
  { from = "a lead", asks = "May I refuse?", at = "steps" },
  { from = "an engineer", asks = ["Who says no?", "too many wishes"] },
]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "questions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_question_has_its_page_its_anchor_and_its_line(tmp_path: Path) -> None:
    assert read(write(tmp_path, GOOD)) == [
        Question("a lead", "May I refuse?", "how-to/decline", "steps", 3),
        Question("an engineer", "Who says no?", "how-to/decline", "", 4),
        Question("an engineer", "too many wishes", "how-to/decline", "", 4),
    ]


def test_without_the_file_nobody_asks(tmp_path: Path) -> None:
    assert read(tmp_path / "questions.toml") == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            'a = [\n  { asks = "Who?" },\n]\n',
            2,
            f"a question of 'a' has the form {FORM}",
        ),
        (
            'a = [\n  { from = "a lead", asks = "Who?", answer = "b" },\n]\n',
            2,
            f"a question of 'a' has the form {FORM}",
        ),
        (
            'a = [\n  { from = "a lead", asks = ["Who?", 1] },\n]\n',
            2,
            f"a question of 'a' has the form {FORM}",
        ),
        (
            'a = [\n  { from = "a lead", asks = [] },\n]\n',
            2,
            f"a question of 'a' has the form {FORM}",
        ),
        ('\na = ["Who?"]\n', 2, f"a question of 'a' has the form {FORM}"),
        (
            GOOD.replace('"an engineer"', '" "'),
            4,
            f"a question of 'how-to/decline' has the form {FORM}",
        ),
        (
            'b = [\n  { from = "x", asks = "The a = here?" },\n]\na = [\n  { asks = 1 },\n]\n',
            5,
            f"a question of 'a' has the form {FORM}",
        ),
        ('b = []\na = "Who?"\n', 2, f"'a' is a list of questions, each {FORM}"),
        (
            'a = [\n  { from = "a lead", asks = "?" },\n]\n',
            2,
            "a question of 'a' has no word: remove it",
        ),
        (
            GOOD + 'b = [\n  { from = "a lead", asks = "who says no" },\n]\n',
            7,
            "'who says no' stands here and in line 4: keep one",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_its_mend(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(FileError) as caught:
        read(write(tmp_path, text))

    assert (caught.value.line, str(caught.value)) == (line, message)
