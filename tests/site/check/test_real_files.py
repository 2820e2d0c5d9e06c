"""Files as the common tools write them: each works in every output, or is told at its line.

``corpus/real`` has drawings made by Graphviz 2.43, Matplotlib 3.11 and Vega-Lite 5, and, after
their documented forms, by draw.io and Inkscape; and pages as colleagues paste or export them.
Photos are made here. Nothing of a page is lost, whatever is told of it.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from own_pages import FRONT, corpus, project
from page_words import (
    BUILDERS,
    book_words,
    printed,
    search_words,
    site_words,
    told_by,
    twin_words,
)
from PIL import Image, ImageDraw

pytestmark = pytest.mark.slow

REAL = Path(__file__).parent / "corpus" / "real"
HEAD = FRONT.count("\n")
# Where each page is told of something, and a part of what is said.
TOLD: dict[str, dict[int, str]] = {
    page.pop("name"): {int(line): part for line, part in page.items()}
    for page in corpus("real/told")
}


def photo(**options: Any) -> tuple[Image.Image, dict[str, Any]]:
    """Draw a photo with a blue left half, and give it as a phone would hold it."""
    picture = Image.new("RGB", (120, 80), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 59, 79), fill="blue")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    return picture, {"exif": exif, **options}


def photos(folder: Path) -> list[str]:
    """Save what a phone, a screenshot and a recorder of screens make; give the names."""
    picture, options = photo()
    gain = Image.new("L", (60, 40))
    picture.save(folder / "IMG_0001.JPG", "MPO", save_all=True, append_images=[gain], **options)
    picture.save(folder / "turned.jpg", **options)
    picture.save(folder / "shot@2x.png", dpi=(144, 144))
    picture.save(folder / "moving.gif", save_all=True, append_images=[picture.rotate(180)])
    picture.save(folder / "moving.webp", save_all=True, append_images=[picture.rotate(180)])
    Image.new("I;16", (40, 30), 30_000).save(folder / "deep.png")
    return ["IMG_0001.JPG", "turned.jpg", "shot@2x.png", "moving.gif", "moving.webp", "deep.png"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """Build all of them in every output, and give the folder and what was told."""
    top = tmp_path_factory.mktemp("real")
    pages = {path.stem: FRONT + path.read_text("utf-8") for path in sorted(REAL.glob("*.md"))}
    names = [path.name for path in sorted(REAL.glob("*.svg"))]
    (top / "pictures").mkdir()
    names += photos(top / "pictures")
    shown = "\n\n".join(f"![Picture {name}]({name})" for name in names)
    project(
        top,
        {**pages, "pictures": f"{FRONT}# Pictures\n\n**All of them.**\n\n{shown}\n"},
        settings="",
    )
    for path in [*REAL.glob("*.svg"), *(top / "pictures").iterdir()]:
        shutil.copy(path, top / "docs")
    return top, {builder: told_by(top, builder) for builder in BUILDERS}


@pytest.mark.parametrize("page", TOLD)
def test_a_pasted_page_is_told_of_at_each_such_line_and_no_other(
    built: tuple[Path, dict[str, list[str]]], page: str
) -> None:
    told = [line for line in built[1]["html"] if line.startswith(f"{page}.md:")]

    lines = {int(line.split(":")[1]) - HEAD for line in told}
    missed = {
        n: part
        for n, part in TOLD[page].items()
        if not any(line.startswith(f"{page}.md:{n + HEAD}:") and part in line for line in told)
    }
    assert (missed, lines) == ({}, set(TOLD[page])), told


@pytest.mark.parametrize("page", TOLD)
def test_a_pasted_page_loses_no_word_in_any_output(
    built: tuple[Path, dict[str, list[str]]], page: str
) -> None:
    words = set(re.findall(r"[^\W_]+", site_words(built[0], page)))

    lost = {
        read.__name__: words - set(re.findall(r"[^\W_]+", read(built[0], page)))
        for read in (twin_words, search_words, book_words)
    }
    paper = printed(built[0]).replace("-", "")
    lost["printed"] = {word for word in words if word not in paper}
    assert not any(lost.values()), lost


def test_pictures_of_the_common_tools_are_in_every_output(
    built: tuple[Path, dict[str, list[str]]],
) -> None:
    top, told = built
    names = [path.name for path in REAL.glob("*.svg")]
    paper = printed(top)

    assert [line for lines in told.values() for line in lines if "pictures.md" in line] == []
    assert len(names) == 5
    assert all((top / "html" / "_images" / name).exists() for name in names)
    for words in ("Catalogue", "Inkscape", "Jobsaday", "Reports"):  # drawn as text
        assert words in paper
    assert "cannotdisplay" not in paper  # what draw.io has for readers without text


def test_a_turned_photo_is_printed_upright(built: tuple[Path, dict[str, list[str]]]) -> None:
    """Its left half, which is blue, is then above."""
    top = built[0]
    with pypdfium2.PdfDocument(top / "typstpdf" / "book.pdf") as pdf:
        shown = [
            (item.get_bounds(), page.get_height())
            for page in pdf
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        ]

    sizes = {round((b[2] - b[0]) / (b[3] - b[1]), 2) for b, _height in shown}
    assert round(80 / 120, 2) in sizes
