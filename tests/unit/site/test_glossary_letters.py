"""A glossary is parted by the letters of its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from handbook.site.glossary_letters import LEAST_TERMS

if TYPE_CHECKING:
    from conftest import Build

CONF = 'extensions = ["myst_parser", "handbook.site.glossary_letters"]\nhtml_theme = "basic"\n'
MANY = [f"a{number:02}" for number in range(LEAST_TERMS)]


def glossary(build: Build, terms: list[str], options: str = ":sorted:\n") -> BeautifulSoup:
    entries = "\n\n".join(f"{term}\n  Words." for term in terms)
    page = f"# Words\n\n```{{glossary}}\n{options}\n{entries}\n```\n"
    project = build({"index.md": page}, builder="html", conf=CONF)
    return BeautifulSoup(project.text("index.html"), "html.parser")


def letters(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".glossary-letters a")]


def test_each_letter_leads_to_its_terms(build: Build) -> None:
    page = glossary(build, [*MANY, "Éclair", "“quoted”", "24/7"])

    assert sorted(letters(page)) == ["#", "A", "E", "Q"]
    for link in page.select(".glossary-letters a"):
        heading = page.select_one(f'[id="{link["href"][1:]}"]')
        first = heading.find_next_sibling("dl").find("dt").get_text()
        assert link.get_text() in ("#", first.strip("“")[0].upper().replace("É", "E"))


def test_no_term_is_lost(build: Build) -> None:
    page = glossary(build, [*MANY, "b", "c"])

    assert [term.get_text().rstrip("¶") for term in page.select("dt")] == [*MANY, "b", "c"]


def test_a_short_glossary_needs_no_letters(build: Build) -> None:
    assert letters(glossary(build, ["a", "b"])) == []


def test_terms_out_of_order_stay_as_they_are(build: Build) -> None:
    assert letters(glossary(build, [*MANY, "b", "a"], options="")) == []
