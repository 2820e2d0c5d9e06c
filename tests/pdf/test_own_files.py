"""Characters of other scripts: told once a page, or set in fonts that the organisation names."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repository import conf_of

from handbook.core.config import Handbook, Settings
from handbook.core.fonts import FOLDER
from handbook.core.warnings import BuildError

if TYPE_CHECKING:
    from conftest import Build, Print, Read

CONF = 'project = "Book"\nextensions = ["myst_parser", "handbook.paper.pdf"]\n'
PAGES = {
    "index.md": "# Book\n\nGreets: שלום `שלום`.\n\n```{toctree}\nnext\n```\n",
    "next.md": "# Next\n\nAlone: ש.\n",
}


def font_with(path: Path, chars: str) -> None:
    """Write a font of another name that shows each of ``chars`` as some sign."""
    data = (FOLDER / "NotoSansSymbols2-Subset.ttf").read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    groups = b"".join(
        struct.pack(">LLL", ord(c), ord(c), 3 + n) for n, c in enumerate(sorted(chars))
    )
    size = 16 + len(groups)
    cmap = struct.pack(">HHHHLHHLLL", 0, 1, 3, 10, 12, 12, 0, size, 0, len(chars)) + groups
    table = bytearray(data.replace("Symbols".encode("utf-16-be"), "Letters".encode("utf-16-be")))
    for number in range(count):
        at = 12 + 16 * number
        if data[at : at + 4] == b"cmap":
            struct.pack_into(">LL", table, at + 8, len(data), len(cmap))
    path.write_bytes(bytes(table) + cmap)


def test_characters_of_no_font_are_told_once_a_page(build: Build, read: Read) -> None:
    project = build(PAGES, builder="typstpdf", conf=CONF)

    assert project.warnings == [
        "index.md:3: WARNING: no font of the PDF has the character “\u05d5” (U+05D5, HEBREW LETTER"
        " VAV) and 3 more on this page; each is printed as its code, such as [U+05D5]: name a font"
        " that has it as `fonts` in handbook.toml, or write it in another way [handbook.pdf]",
        "next.md:3: WARNING: no font of the PDF has the character “ש” (U+05E9, HEBREW LETTER SHIN);"
        " each is printed as its code, such as [U+05E9]: name a font that has it as `fonts` in"
        " handbook.toml, or write it in another way [handbook.pdf]",
    ]
    assert "Alone: [U+05E9]." in read(project.out / "book.pdf").text


def test_a_named_font_shows_what_the_others_lack(printed: Print, tmp_path: Path) -> None:
    (tmp_path / "source" / "local").mkdir(parents=True)
    font_with(tmp_path / "source" / "local" / "letters.ttf", "שלום")
    own = Settings(handbook=Handbook(fonts=("local/letters.ttf",)))

    text = printed(PAGES, CONF + conf_of(own)).text
    assert "[U+" not in text
    assert set("שלום") <= set(text)


def test_a_font_that_is_none_is_told_with_its_line(build: Build, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "handbook.toml").write_text('[handbook]\n\nfonts = ["letters.ttf"]\n', "utf-8")
    (source / "letters.ttf").write_bytes(b"no font")

    own = Settings(handbook=Handbook(fonts=("letters.ttf",)))

    with pytest.raises(BuildError) as caught:
        build(PAGES, builder="typst", conf=CONF + conf_of(own))

    assert str(caught.value).startswith("handbook.toml:3: handbook.fonts: ")
    assert "letters.ttf is no font; name a file below docs/" in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "conf", "told"),
    [
        ('[organisation]\nname = "ש"\n', 'author = "ש"\n', "2: organisation.name: no font"),
        ('[handbook]\n\ntitle = "ש"\n', 'project = "ש"\n', "3: handbook.title: no font"),
        (
            '[words]\n"lead" = "ש"\n',
            conf_of(Settings(words={"lead": "ש"})),
            "2: words.lead: no font",
        ),
    ],
)
def test_a_name_that_no_font_prints_is_told_with_its_line(
    build: Build, tmp_path: Path, settings: str, conf: str, told: str
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "handbook.toml").write_text(settings, "utf-8")

    with pytest.raises(BuildError) as caught:
        build(PAGES, builder="typst", conf=f"{CONF}{conf}")

    assert str(caught.value).startswith(f"handbook.toml:{told} of the PDF has the character “ש”")


def test_colours_of_skin_and_styles_of_emoji_leave_no_second_sign(printed: Print) -> None:
    assert "Good 👍 and ❤." in printed({"index.md": "# Book\n\nGood 👍🏽 and ❤️.\n"}, CONF).text


def test_signs_that_are_joined_are_told(build: Build) -> None:
    project = build({"index.md": "# Book\n\nSay 👩🏽\u200d💻.\n"}, builder="typst", conf=CONF)

    assert project.warnings == [
        "index.md:3: WARNING: the sign 👩\u200d💻 is several that are joined, which the PDF prints"
        " one beside the other: write a sign that is one, or its words [handbook.pdf]"
    ]
