"""The EPUB: sound, readable, and without what is for the site only."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from repository import ROOT

if TYPE_CHECKING:
    from conftest import Build

CONF = """
project = "Book"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton", "handbook.paper.epub"]
myst_enable_extensions = ["colon_fence", "tasklist"]
epub_basename = "book"
epub_show_urls = "no"
epub_identifier = "https://handbook.example.org/"
version = "2026.11"
html_baseurl = "https://handbook.example.org/"
exclude_patterns = ["_*"]
copyright = "Test Organisation"
"""
PAGE = """\
# Book

- [ ] open
- [x] done

::::{tab-set}
:::{tab-item} Light
First words.
:::
:::{tab-item} Full
Second words.
:::
::::

:::{dropdown} Folded
Third words.
:::

{download}`the form <_form.md>`
"""
FILES = {"index.md": PAGE, "_form.md": "# Form\n"}


@pytest.fixture(scope="session")
def chapters(epub: Path) -> dict[str, BeautifulSoup]:
    with ZipFile(epub) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {name: BeautifulSoup(book.read(name), "lxml") for name in names}


def checker() -> list[str]:
    """Return the command of epubcheck; Debian installs a file for Java, which not all run as is."""
    found = shutil.which("epubcheck")
    if found is None or shutil.which("java") is None:
        pytest.skip("epubcheck is missing; on Debian and Ubuntu: apt install epubcheck")
    file = Path(found).resolve()
    return ["java", "-jar", str(file)] if file.suffix == ".jar" else [str(file)]


def test_epubcheck_finds_nothing(epub: Path) -> None:
    command = [*checker(), str(epub)]

    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)

    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in result.stdout + result.stderr, result


def test_it_has_no_scripts_and_no_controls_of_the_site(
    epub: Path, chapters: dict[str, BeautifulSoup]
) -> None:
    controls = "script, input, button, form, .breadcrumbs, .page-facts, .copybtn, #searchbox"
    with ZipFile(epub) as book:
        names = book.namelist()
    scripts = [name for name in names if name.endswith(".js") or name == "search.xhtml"]

    assert scripts == []
    assert [name for name, soup in chapters.items() if soup.select(controls)] == []


def test_every_record_says_what_was_given_up_and_who_pays(
    chapters: dict[str, BeautifulSoup],
) -> None:
    records = {name: s for name, s in chapters.items() if re.match(r"(about/)?records/TO-\d", name)}
    wanted = {"Costs", "Who pays, when", "Reopen when"}

    missing = {
        name: wanted - {dt.get_text().rstrip(":") for dt in soup.select("dl.field-list > dt")}
        for name, soup in records.items()
    }
    assert len(records) == len(list((ROOT / "docs" / "records").glob("TO-*.md")))
    assert [name for name, absent in missing.items() if absent] == []


def test_every_figure_is_there_and_says_what_it_shows(
    epub: Path, chapters: dict[str, BeautifulSoup]
) -> None:
    with ZipFile(epub) as book:
        files = set(book.namelist())

    pictures = [(name, img) for name, soup in chapters.items() for img in soup.select("img")]
    lost = [
        img["src"]
        for name, img in pictures
        if (Path("/", name).parent / img["src"]).resolve().relative_to("/").as_posix() not in files
    ]
    assert len(pictures) >= 15
    assert lost == []
    assert [img["src"] for _name, img in pictures if len(img["alt"]) < 20] == []


def test_tabs_dropdowns_and_boxes_stand_open(build: Build) -> None:
    project = build(FILES, builder="epub", conf=CONF)

    text = BeautifulSoup((project.out / "index.xhtml").read_bytes(), "lxml").get_text()
    places = [
        text.index(piece)
        for piece in ("☐ open", "☑ done", "Light", "First", "Full", "Second", "Folded", "Third")
    ]
    assert project.warnings == []
    assert places == sorted(places)


def test_a_download_leads_to_the_site(build: Build) -> None:
    project = build(FILES, builder="epub", conf=CONF)

    soup = BeautifulSoup((project.out / "index.xhtml").read_bytes(), "lxml")
    link = soup.find("a", string="the form")
    assert re.fullmatch(
        r"https://handbook\.example\.org/_downloads/[0-9a-f]+/_form\.md", link["href"]
    )


def test_the_same_pages_give_the_same_bytes(build: Build) -> None:
    first = build(FILES, builder="epub", conf=CONF)
    once = (first.out / "book.epub").read_bytes()
    shutil.rmtree(first.out)

    second = build(FILES, builder="epub", conf=CONF)

    assert (second.out / "book.epub").read_bytes() == once
