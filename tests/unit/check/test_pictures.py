"""The one judge of pictures: what every output shows passes, what can act or breaks does not."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from own_pages import corpus
from PIL import Image

from handbook.check.pictures import MAX_PIXELS, fault
from handbook.check.pictures.svg import for_print

if TYPE_CHECKING:
    from conftest import Build

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'.format


def saved(kind: str, mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture of 40 by 30 pixels as a program saves it."""
    file = io.BytesIO()
    picture = Image.radial_gradient("L").resize((40, 30)).convert(mode)
    picture.save(file, kind, **options)
    return file.getvalue()


def photo() -> bytes:
    """Return a phone's photo: with its direction, and a second exposure behind the first."""
    second = Image.new("L", (10, 8))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    return saved("MPO", exif=exif, save_all=True, append_images=[second])


SOUND: dict[str, bytes] = {
    "dot.png": saved("PNG"),
    "alpha.png": saved("PNG", "LA"),
    "palette.png": saved("PNG", "P"),
    "UPPER.PNG": saved("PNG"),
    "dot.jpg": saved("JPEG"),
    "grey.jpeg": saved("JPEG", "L"),
    "phone.JPG": photo(),
    "screen@2x.png": saved("PNG", dpi=(144, 144)),
    "dot.gif": saved("GIF"),
    "dot.webp": saved("WEBP"),
}

DAMAGED: dict[str, tuple[bytes, str]] = {
    "empty.png": (b"", "is empty: save it again"),
    "cut-off.png": (saved("PNG")[:-40], "is cut off or damaged"),
    "text.png": (b"no picture", "is no whole picture: save it as PNG, JPEG or WebP"),
    "html.png": (b"<script>alert(1)</script>", "is text with markup"),
    "other-kind.png": (saved("GIF"), "is GIF, not what its name says"),
    "cut-off.jpg": (saved("JPEG")[:300], "is cut off or damaged"),
    "changed.jpg": (saved("JPEG").replace(b"\xff\xc4", b"\xff\xc5"), "is "),
    "press.jpg": (saved("JPEG", "CMYK"), "is in CMYK"),
    "cut-off.gif": (saved("GIF")[:60], "is "),
    "cut-off.webp": (saved("WEBP")[:40], "is "),
    "tiff.jpg": (saved("TIFF"), "is TIFF: save it as PNG, JPEG or WebP"),
    "bmp.png": (saved("BMP"), "is BMP: save it as PNG, JPEG or WebP"),
    "avif.jpg": (b"\0\0\0 ftypavif" + bytes(40), "is AVIF: save it as PNG, JPEG or WebP"),
    "a.avif": (b"\0\0\0 ftypavif" + bytes(40), "is a .avif, which not all outputs show"),
    "a.tiff": (saved("TIFF"), "is a .tiff, which not all outputs show"),
    "a.html": (b"<p>", "is a .html, which not all outputs show"),
    "huge.svg": (SVG("<g/>" * 600_000).encode(), "has 2,400,067 bytes, more than 2,000,000"),
}

DRAWINGS = {
    drawing["name"]: (drawing.get("whole") or SVG(drawing["within"]), drawing.get("told", ""))
    for drawing in corpus("drawings")
} | {
    "utf-16": (SVG("").encode("utf-16").decode("latin-1"), "is not UTF-8"),
    "long": (SVG(f"<text>{'word ' * 5_000}</text>"), "more than 20,000 characters of text"),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_every_output_shows_passes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SOUND[name])

    assert fault(tmp_path / name) == ""


def test_a_drawing_of_two_schemes_is_printed_in_the_light_one() -> None:
    drawn = "fill: light-dark(rgb(1, 2, 3), var(--a, #121212)); stroke: var(--b, hsl(1, 2%, 3%));"

    assert for_print(drawn) == "fill: rgb(1, 2, 3); stroke: hsl(1, 2%, 3%);"


@pytest.mark.parametrize("name", DAMAGED)
def test_what_some_output_can_not_show_is_told(tmp_path: Path, name: str) -> None:
    content, message = DAMAGED[name]
    (tmp_path / name).write_bytes(content)

    told = fault(tmp_path / name)

    assert told.startswith(message)
    assert ": " in told  # the mend


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_told_if_it_can_act_or_fetch_and_passes_as_tools_save_it(
    tmp_path: Path, name: str
) -> None:
    text, message = DRAWINGS[name]
    (tmp_path / "x.svg").write_bytes(text.encode("latin-1"))

    told = fault(tmp_path / "x.svg")

    assert message in told
    assert bool(message) == bool(told)


def test_a_picture_with_more_pixels_than_memory_is_told_undecoded(tmp_path: Path) -> None:
    size = int(MAX_PIXELS**0.5) + 100
    Image.new("1", (size, size)).save(tmp_path / "x.png")

    assert "pixels, more than any page shows" in fault(tmp_path / "x.png")


def test_a_file_larger_than_memory_is_told_unread(tmp_path: Path) -> None:
    for name in ("x.svg", "x.png"):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, 2**40)  # takes no room on the disk

        assert fault(tmp_path / name).startswith("has 1,099,511,627,776 bytes, more than")


def test_what_is_no_file_is_told_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.png")
    (tmp_path / "y.png").mkdir()

    assert fault(tmp_path / "x.png").startswith("is not a file")
    assert fault(tmp_path / "y.png").startswith("is not a file")
    assert fault(tmp_path / "z.png").startswith("the file can't be read")


def test_a_picture_is_judged_again_once_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"no picture")
    before = fault(path)
    path.write_bytes(saved("PNG"))

    assert (before[:20], fault(path)) == ("is no whole picture:", "")


def test_only_a_picture_that_a_page_uses_is_told_at_the_line_that_uses_it(
    build: Build, tmp_path: Path
) -> None:
    (tmp_path / "source").mkdir()
    for name in ("used.svg", "unused.svg"):
        (tmp_path / "source" / name).write_text(SVG("<script/>"), "utf-8")
    conf = 'extensions = ["myst_parser", "handbook.check.guard"]\n'

    project = build({"index.md": "# A\n\nText.\n\n![words](used.svg)\n"}, conf=conf)

    assert project.warnings == [
        "index.md:5: WARNING: the picture 'used.svg' holds <script>, which can act when it is"
        " opened by itself: remove it [handbook.guard]"
    ]
    assert project.doctree().astext() == "A\n\nText.\n\nwords"
