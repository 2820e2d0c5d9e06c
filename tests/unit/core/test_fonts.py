"""The vendored fonts are all there, and the builder knows which characters they have."""

import re
from pathlib import Path

import pytest
import typst

from handbook.core.fonts import FOLDER, VOICES, code_points, describe, families, missing
from handbook.paper.pdf.builder import TEMPLATE

NAMED = re.compile(r'font:\s*\(?"([^"]+)"')


def test_every_declared_family_is_vendored_or_in_the_compiler() -> None:
    found = typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)])

    assert families() - set(found.families()) == set()


def test_the_template_names_no_other_family() -> None:
    named = {
        name
        for path in TEMPLATE.glob("*.typ")
        for name in NAMED.findall(path.read_text(encoding="utf-8"))
    }

    assert named
    assert named - families() == set()


@pytest.mark.parametrize("voice", sorted(VOICES))
def test_each_voice_can_fall_back_on_every_family(voice: str) -> None:
    assert set(VOICES[voice]) == {name for own in VOICES.values() for name in own}


@pytest.mark.parametrize("family", ["IBMPlexSerif", "IBMPlexSans", "IBMPlexMono"])
@pytest.mark.parametrize("cut", ["Italic", "Bold"])
def test_each_cut_has_the_characters_of_the_regular_one(family: str, cut: str) -> None:
    regular = code_points(FOLDER / f"{family}-Regular.ttf")

    assert regular - code_points(FOLDER / f"{family}-{cut}.ttf") == set()


def test_what_prints_nothing_is_not_missing() -> None:
    assert missing("a\u00ad\u200b\u200d\n\tb") == []


def test_a_character_of_no_font_is_missing_once() -> None:
    assert missing("猫 and 猫, → ☑ 😀") == ["猫"]


def test_a_character_is_described_by_code_and_name() -> None:
    assert describe("猫") == "“猫” (U+732B, CJK UNIFIED IDEOGRAPH-732B)"


def test_a_file_without_characters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttf"
    path.write_bytes(b"\0\1\0\0" + b"\0" * 8)

    with pytest.raises(ValueError, match="has no character table"):
        code_points(path)


def test_every_font_file_has_its_licence_beside_it() -> None:
    stems = {path.stem.partition("-")[0] for path in FOLDER.glob("*.ttf")}
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert stems == {"IBMPlexSerif", "IBMPlexSans", "IBMPlexMono", "NotoSansSymbols2", "NotoEmoji"}
    licences = set(re.findall(r"`(OFL-[\w-]+\.txt)`", readme))
    assert licences == {path.name for path in FOLDER.glob("OFL-*.txt")}
