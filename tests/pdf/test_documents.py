"""Several documents from one project, on either paper, in the right order."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from branded import FILES, png
from repository import conf_of

from handbook.core.config import Handbook, Settings
from handbook.core.credit import LICENCE_ADDRESS

if TYPE_CHECKING:
    from conftest import Build, Print, Read

CONF = """
project = "Book"
language = "en-GB"
extensions = ["myst_parser", "handbook.paper.pdf"]
"""
PAGES = {
    "index.md": "# Book\n\n```{toctree}\n:caption: One\nfirst\n```\n\n```{toctree}\nlast\n```\n",
    "first.md": "# First\n\nSee [the last](last.md).\n\n## End\n\n```{toctree}\nbelow\n```\n",
    "below.md": "# Below\n\n## Detail\n",
    "last.md": "# Last\n",
}


def test_pages_below_a_page_hang_from_its_title_not_from_its_last_section(printed: Print) -> None:
    marks = [(m.depth, m.title) for m in printed(PAGES, CONF).bookmarks]
    assert marks == [
        (0, "One"),
        (1, "First"),
        (2, "End"),
        (2, "Below"),
        (3, "Detail"),
        (1, "Last"),
    ]


def test_a_second_document_holds_its_own_pages_and_links_to_the_site(
    build: Build, read: Read
) -> None:
    conf = f"""{CONF}
html_baseurl = "https://handbook.example.org/"
typst_documents = [
    {{"name": "book"}},
    {{
        "name": "pack",
        "title": "Pack",
        "root": "first",
        "pages": ["below"],
        "introduction": "Start",
    }},
]
"""

    project = build(PAGES, builder="typstpdf", conf=conf)

    pack = read(project.out / "pack.pdf")
    assert (project.out / "book.pdf").exists()
    assert pack.file.docinfo["/Title"] == "Pack"
    assert [(m.depth, m.title) for m in pack.bookmarks] == [
        (0, "Start"),
        (1, "End"),
        (0, "Below"),
        (1, "Detail"),
    ]
    assert pack.addresses == {"https://handbook.example.org/last.html", LICENCE_ADDRESS}


def test_a_short_document_names_the_page_of_the_whole_book(build: Build, read: Read) -> None:
    pages = {**PAGES, "first.md": f"{PAGES['first.md']}\nSee [the detail](below.md#detail).\n"}
    conf = f"""{CONF}
html_baseurl = "https://handbook.example.org/"
myst_heading_anchors = 2
typst_documents = [{{"name": "book"}}, {{"name": "pack", "title": "Pack", "pages": ["first"]}}]
"""

    project = build(pages, builder="typstpdf", conf=conf)

    book, pack = read(project.out / "book.pdf"), read(project.out / "pack.pdf")
    found = re.search(r"the detail \(H (\d+)\)", pack.text.replace("\N{NO-BREAK SPACE}", " "))
    assert found
    sheet = max(n for n, text in enumerate(book.pages) if "Detail" in text)
    assert found[1] == book.file.pages[sheet].label
    assert "H 1: page 1 of Book" in pack.text.replace("\N{NO-BREAK SPACE}", " ")


def test_paper_is_a_setting(printed: Print) -> None:
    pdf = printed(PAGES, CONF + conf_of(Settings(handbook=Handbook(paper="us-letter"))))
    assert [float(side) for side in pdf.file.pages[0].MediaBox] == [0, 0, 612, 792]


def test_the_source_alone_can_be_had(build: Build) -> None:
    project = build(PAGES, builder="typst", conf=CONF)

    assert (project.out / "book.typ").exists()
    assert (project.out / "_template" / "handbook.typ").exists()
    assert not (project.out / "book.pdf").exists()


def test_the_source_names_the_place_that_each_block_comes_from(build: Build) -> None:
    project = build(PAGES, builder="typst", conf=CONF)

    assert "/*@first.md:3*/" in project.text("book.typ")


def test_the_index_leads_to_a_term_and_to_where_it_is_used(printed: Print) -> None:
    pages = {
        "index.md": "# Book\n\n```{toctree}\nfirst\nglossary\n```\n",
        "first.md": "# First\n\nThe {term}`area`, the {term}`area`.\n",
        "glossary.md": "# Glossary\n\n```{glossary}\narea\n  Some teams.\n```\n",
    }

    index = printed(pages, CONF).pages[-1]
    assert "area, 2, 1" in index


def test_a_document_that_is_no_more_leaves_no_pdf(build: Build) -> None:
    conf = CONF + 'typst_documents = [{{"name": "{}", "pages": ["index"]}}]\n'
    build({"index.md": "# Home\n"}, builder="typstpdf", conf=conf.format("old"))

    project = build({"index.md": "# Home\n"}, builder="typstpdf", conf=conf.format("new"))

    assert [path.name for path in project.out.glob("*.pdf")] == ["new.pdf"]


def test_the_cover_names_the_day_of_the_last_commit_whenever_the_files_were_fetched(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    build({"index.md": "# Home\n"}, builder="typst", conf=CONF)
    git = ["git", "-C", str(tmp_path / "source"), "-c", "user.name=A", "-c", "user.email=a@b.c"]
    then = {**os.environ, "GIT_COMMITTER_DATE": "2026-03-04T12:00:00Z"}
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]):
        subprocess.run([*git, *command], check=True, env=then)

    project = build({}, builder="typst", conf=CONF)

    assert "date: datetime(year: 2026, month: 3, day: 4)" in (project.out / "book.typ").read_text()


@pytest.mark.parametrize("name", ["logo.svg", "logo.png"])
def test_the_cover_has_logo_and_day_of_the_organisation_and_credits_the_work(
    printed: Print, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1801526400")  # 2 February 2027
    (tmp_path / "source").mkdir()
    logo = (FILES / "docs" / "local" / name).read_bytes() if name.endswith("svg") else png()
    (tmp_path / "source" / name).write_bytes(logo)
    own = Settings(handbook=Handbook(logo=name, date_language="de"))
    conf = f'{CONF}author = "Acme"\n{conf_of(own)}'

    pdf = printed(PAGES, conf)
    assert "2. Februar 2027" in pdf.pages[0]
    assert "Made from The Tech Lead Handbook, CC BY 4.0" in pdf.pages[0]
    assert "https://creativecommons.org/licenses/by/4.0/" in pdf.addresses
    assert [tag.alt for tag in pdf.tags if tag.kind == "/Figure"] == ["Acme"]
