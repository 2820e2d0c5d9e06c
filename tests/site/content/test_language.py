"""A page in another language than the handbook's: in the site, the PDF, and for the speller."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from handbook.keep.check import speller

if TYPE_CHECKING:
    from conftest import Build

CONF = """
extensions = ["myst_parser", "handbook.content.language", "handbook.paper.pdf"]
language = "en-GB"
"""
PAGES = {
    "index.md": '# Home\n\nHe said "yes".\n\n```{toctree}\nici\n```\n',
    "ici.md": '---\nlanguage: fr\n---\n# Ici\n\nElle dit "oui".\n\n```{toctree}\nback\n```\n',
    "back.md": "# Back\n\nIn English.\n",
}


def test_a_screen_reader_is_told_and_quotation_marks_fit(build: Build) -> None:
    project = build(PAGES, builder="html", conf=CONF)

    page = project.text("ici.html")
    assert '<section id="ici" lang="fr">' in page.replace(
        ' lang="fr" id="ici"', ' id="ici" lang="fr"'
    )
    assert re.search("Elle dit «.oui.»", page)
    assert "“yes”" in project.text("index.html")


def test_a_language_without_known_quotation_marks_is_told_too(build: Build) -> None:
    pages = {"index.md": '---\nlanguage: hi\n---\n# Home\n\nHe said "yes".\n'}

    page = (build(pages, builder="html", conf=CONF).out / "index.html").read_text("utf-8")

    assert 'lang="hi"' in page


def test_a_line_ends_without_a_space_where_the_language_has_none(build: Build) -> None:
    pages = {"index.md": "# Home\n\n朝に交代します。\n障害のとき\n**は** A\nB\n한글\n한글\n"}

    paragraph = build(pages, conf=CONF).doctree().next_node(nodes.paragraph)

    assert paragraph is not None
    assert paragraph.astext() == "朝に交代します。障害のときは A\nB\n한글\n한글"


def test_the_pdf_cuts_words_as_the_language_of_each_page_does(build: Build) -> None:
    project = build(PAGES, builder="typst", conf=CONF)

    (source,) = project.out.glob("*.typ")
    text = source.read_text("utf-8")
    french = text.index('lang: "fr", region: none')
    assert french < text.index("Elle dit") < text.index('lang: "en", region: "GB"', french)


def test_no_language_is_told_with_its_line(build: Build) -> None:
    pages = {"index.md": "---\nlanguage: klingon\n---\n# Home\n"}

    assert build(pages, conf=CONF).warnings == [
        "index.md:2: WARNING: language: 'klingon' is no tag of a language: write one such as 'fr'"
        " or 'fr-CA' [handbook.front_matter]"
    ]


def test_the_speller_passes_over_other_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / ".codespellrc").write_text("[codespell]\nskip = ./_build\n", "utf-8")
    for name, language in (("here", "en-GB"), ("ici", "fr")):
        text = f"---\nlanguage: {language}\n---\n# Page\n"
        (tmp_path / "docs" / f"{name}.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)

    assert speller() == ("codespell", "--skip", "./_build,./docs/ici.md")
