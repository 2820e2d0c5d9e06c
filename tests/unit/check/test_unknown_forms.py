"""Forms that the handbook has not are told with what to write instead, and keep their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from conftest import Build

CONF = 'language = "en-GB"\nextensions = ["myst_parser", "handbook.check.guard"]\n'
FORMULA = "formulas: say it in words, show it as code, or draw it"
SIGNATURE = "API signatures: describe an interface beside its code, and link there"
SHORT = "expanded short forms: write the words out, and the short form in brackets"


@pytest.mark.parametrize(
    ("written", "line", "told", "shown"),
    [
        ("Cost {math}`a_1`.", 3, FORMULA, "Cost a_1."),
        ("```{math}\na_1\n```", 3, FORMULA, "a_1"),
        ("Words.\n\nCost $a_1$.", 5, FORMULA, "Cost $a_1$."),
        ("Of $x$ and $y$.", 3, FORMULA, "Of $x$ and $y$."),
        ("$$\na_1\n$$", 3, FORMULA, "$$\na_1\n$$"),
        ("```{py:function} budget(total)\n\nSay it.\n```", 3, SIGNATURE, "budget(total)"),
        ("```{py:function} budget(total)\n\nSay it.\n```", 3, SIGNATURE, "Say it."),
        ("A {abbr}`SLO (service level objective)` holds.", 3, SHORT, "A SLO holds."),
    ],
)
def test_an_unknown_form_is_told_at_its_line_with_the_mend_and_keeps_its_words(
    build: Build, written: str, line: int, told: str, shown: str
) -> None:
    project = build({"index.md": f"# Page\n\n{written}\n"}, builder="html", conf=CONF)

    assert project.warnings == [
        f"index.md:{line}: WARNING: the handbook has no {told} [handbook.guard]"
    ]
    page = BeautifulSoup((project.out / "index.html").read_text("utf-8"), "lxml")
    assert shown in page.select_one("[role=main]").text
    assert page.select("script[src^=http]") == []  # Sphinx would fetch one to set formulas


def test_an_interface_within_another_is_said_once(build: Build) -> None:
    inner = "```{py:method} spend(sum)\n\n- ![words](no-such.png)\n```"

    project = build(
        {"index.md": f"# Page\n\n````{{py:class}} Budget\n\n{inner}\n````\n"},
        builder="html",
        conf=CONF,
    )

    assert sum(SIGNATURE in line for line in project.warnings) == 2
    page = BeautifulSoup((project.out / "index.html").read_text("utf-8"), "lxml")
    assert page.select_one("[role=main]").text.count("spend(sum)") == 1


@pytest.mark.parametrize(
    "text",
    [
        "Between $5 and $10, or US$5-$7.",
        "Set `$HOME` and `$PATH$`.",
        "The variables $HOME and $PATH:$HOME.",
        r"A price of \$5\$.",
    ],
)
def test_prices_and_variables_are_no_formulas(build: Build, text: str) -> None:
    project = build({"index.md": f"# Page\n\n{text}\n"}, conf=CONF)

    assert project.warnings == []
