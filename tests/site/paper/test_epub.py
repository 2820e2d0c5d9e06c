"""The EPUB: sound, readable, and without what is for the site only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from repository import DOCS

from handbook.core import sources

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
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
FILES = {"index.md": PAGE, "_form.md": "# Form\n"}


@pytest.fixture(scope="session")
def chapters(epub: Path) -> dict[str, BeautifulSoup]:
    with ZipFile(epub) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {name: BeautifulSoup(book.read(name), "xml") for name in names}


def checker() -> list[str]:
    """Return the command of epubcheck; Debian installs a file for Java, which not all run as is."""
    found = shutil.which("epubcheck")
    if found is None or shutil.which("java") is None:
        pytest.skip("epubcheck is missing; on Debian and Ubuntu: apt install epubcheck")
    file = Path(found).resolve()
    return ["java", "-jar", str(file)] if file.suffix == ".jar" else [str(file)]


def test_epubcheck_finds_nothing(epub: Path) -> None:
    command = [*checker(), str(epub)]

    # One run is over before Java has gained anything by its dearer ways of compiling.
    java = {**os.environ, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
    result = subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False, env=java
    )

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
    written = [path for path in sources.pages(DOCS) if path.match("records/TO-*.md")]
    assert len(records) == len(written)
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


def test_the_contents_are_those_of_the_menu(epub: Path) -> None:
    with ZipFile(epub) as book:
        contents = BeautifulSoup(book.read("nav.xhtml"), "xml").select_one('nav[role="doc-toc"]')

    named = {link["href"].partition("#")[0] for link in contents.select("a")}
    pages = {
        page.relative_to(DOCS).with_suffix(".xhtml").as_posix()
        for page in sources.pages(DOCS)
        if not sources.is_local(page.relative_to(DOCS).as_posix())
    }
    assert len(contents.select("ol ol")) > 5
    assert pages - named == set()


def test_every_page_says_its_language(chapters: dict[str, BeautifulSoup]) -> None:
    assert {soup.html.get("lang") for soup in chapters.values()} == {"en-GB"}
    assert {soup.html.get("xml:lang") for soup in chapters.values()} == {"en-GB"}


def test_every_style_that_a_page_names_is_in_the_book(epub: Path) -> None:
    with ZipFile(epub) as book:
        page, files = BeautifulSoup(book.read("index.xhtml"), "xml"), book.namelist()

    styles = [link["href"] for link in page.select('link[rel="stylesheet"]')]
    assert len(styles) == 3
    assert set(styles) <= set(files)


def test_the_book_says_how_it_can_be_read_and_where_it_begins(build: Build) -> None:
    project = build(FILES, builder="epub", conf=CONF)

    package = project.text("content.opf")
    said = re.findall(r'<meta property="schema:(\w+)">([^<]+)</meta>', package)
    marks = BeautifulSoup((project.out / "nav.xhtml").read_bytes(), "xml").select(
        'nav[epub|type="landmarks"] a'
    )
    assert ("accessMode", "textual") in said
    assert ("accessibilityFeature", "alternativeText") in said
    assert {"accessibilityHazard", "accessibilitySummary", "accessModeSufficient"} <= {
        key for key, _text in said
    }
    assert (marks[0]["epub:type"], marks[0]["href"]) == ("bodymatter", "index.xhtml")


def test_the_book_credits_the_work_and_its_licence(build: Build) -> None:
    project = build(FILES, builder="epub", conf=CONF)

    package = project.text("content.opf")
    page = BeautifulSoup((project.out / "index.xhtml").read_bytes(), "xml")
    assert page.select_one(".imprint").get_text() == "Made from The Tech Lead Handbook, CC BY 4.0"
    assert "Test Organisation. Made from The Tech Lead Handbook, CC BY 4.0</dc:rights>" in package


@pytest.mark.parametrize("name", ["shot.PNG", "shot.Png", "shot.png"])
def test_a_picture_is_in_the_book_however_its_ending_is_written(
    build: Build, tmp_path: Path, name: str
) -> None:
    (tmp_path / "source").mkdir()
    for file in (name, "other.png"):
        (tmp_path / "source" / file).write_bytes(DOT)

    project = build(
        {"index.md": f"# Book\n\n![A dot]({name}) ![Another](other.png)\n"},
        builder="epub",
        conf=CONF,
    )

    with ZipFile(project.out / "book.epub") as book:
        pictures = [file for file in book.namelist() if file.startswith("_images/")]
    assert sorted(pictures) == ["_images/other.png", "_images/shot.png"]


def test_what_is_for_a_dark_screen_is_left_out(build: Build) -> None:
    boxes = "\n\n".join(f":::{{div}} only-{n}\nFor {n}.\n:::" for n in ("light", "dark"))

    text = build({"index.md": f"# Book\n\n{boxes}\n"}, builder="epub", conf=CONF).text(
        "index.xhtml"
    )

    assert "For light." in text
    assert "For dark." not in text


def test_the_cells_of_a_wide_table_say_what_they_are_on_a_narrow_screen(build: Build) -> None:
    wide = "| A | B | C | D |\n|---|---|---|---|\n| a | b | c | d |\n"
    narrow = "| A | B |\n|---|---|\n| a | b |\n"

    project = build({"index.md": f"# Book\n\n{wide}\n{narrow}\n"}, builder="epub", conf=CONF)

    page = BeautifulSoup((project.out / "index.xhtml").read_bytes(), "xml")
    first, second = page.select("table")
    assert [cell.get_text() for cell in first.select("td")] == [
        "A: a",
        "B: b",
        "C: c",
        "D: d",
    ]
    assert "book-pile" in first["class"]
    assert [cell.get_text() for cell in second.select("td")] == ["a", "b"]


def test_tabs_dropdowns_and_boxes_stand_open(build: Build) -> None:
    project = build(FILES, builder="epub", conf=CONF)

    text = BeautifulSoup((project.out / "index.xhtml").read_bytes(), "xml").get_text()
    places = [
        text.index(piece)
        for piece in ("☐ open", "☑ done", "Light", "First", "Full", "Second", "Folded", "Third")
    ]
    assert places == sorted(places)


def test_a_download_leads_to_the_site(build: Build) -> None:
    project = build(FILES, builder="epub", conf=CONF)

    soup = BeautifulSoup((project.out / "index.xhtml").read_bytes(), "xml")
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
