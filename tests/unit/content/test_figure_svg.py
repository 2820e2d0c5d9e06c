"""A figure's source becomes two small SVGs, light and dark, or a fault with a line."""

import re
from pathlib import Path

import pytest

from handbook.content.figures.colours import Shade, mixed, palette
from handbook.content.figures.svg import draw, reworded, size, used_files
from handbook.core.errors import Finding

STYLE = """\
#let shade(light, dark: none) = rgb(light)
#let ink = shade("#1b1f24", dark: "#cfd0d0")
#let accent = shade("#0b5c8a", dark: "#7cc0e8")
#let accent-soft = shade("#dceaf3", dark: "#222c32")
#let canvas(body) = {
  set page(width: 100pt, height: 50pt, margin: 0pt, fill: none)
  set text(fill: ink)
  body
}
"""
USE_STYLE = '#import "figure.typ": *\n#show: canvas\n'


def write(folder: Path, text: str, name: str = "box.typ") -> Path:
    (folder / "figure.typ").write_text(STYLE, encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# The colour of each shape's ground and line.
PAINTED = re.compile(r'(?:fill|stroke)="(#\w+)"')


def drawn(folder: Path, text: str) -> str:
    drawing, faults = draw(write(folder, text))

    assert faults == []
    assert drawing is not None
    return drawing.light


def test_a_figure_is_drawn_for_light_and_for_dark_screens(tmp_path: Path) -> None:
    drawing, _ = draw(write(tmp_path, USE_STYLE + "#rect(fill: accent-soft, stroke: ink)"))

    assert drawing is not None
    assert PAINTED.findall(drawing.light) == ["#dceaf3", "#1b1f24"]
    assert PAINTED.findall(drawing.dark) == ["#222c32", "#cfd0d0"]


def test_the_organisations_accent_takes_the_place_of_ours(tmp_path: Path) -> None:
    source = write(tmp_path, USE_STYLE + "#rect(fill: accent-soft, stroke: accent)")

    drawing, _ = draw(source, accent=Shade("#7a1fa2", dark="#e0b3ff"))

    assert drawing is not None
    assert PAINTED.findall(drawing.light) == [mixed("#7a1fa2", "#ffffff", 0.14), "#7a1fa2"]
    assert PAINTED.findall(drawing.dark) == [mixed("#e0b3ff", "#000000", 0.14), "#e0b3ff"]


def test_colours_mix_as_in_a_style_sheet() -> None:
    assert mixed("#000000", "#ffffff", 0.14) == "#dbdbdb"


def test_the_file_needs_no_style_and_no_script(tmp_path: Path) -> None:
    svg = drawn(tmp_path, USE_STYLE + "#rect(fill: accent-soft)[text]")

    assert not re.search(r"<style|style=|<script|\son\w+=", svg)


def test_printed_size_is_three_quarters_of_the_drawn_one(tmp_path: Path) -> None:
    svg = drawn(tmp_path, USE_STYLE + "text")

    assert svg.startswith('<svg viewBox="0 0 100 50" width="75pt" height="37.5pt" ')


def test_size_on_the_page_is_the_drawn_one(tmp_path: Path) -> None:
    assert size(drawn(tmp_path, USE_STYLE + "text")) == (100, 50)


def test_numbers_have_two_decimals_and_ids_are_short(tmp_path: Path) -> None:
    svg = drawn(tmp_path, USE_STYLE + "#circle(radius: 10pt / 3, stroke: ink) text")

    assert not re.search(r"\.\d{4}", svg)
    assert set(re.findall(r'\sid="([^"]+)"', svg)) == {"g0", "g1", "g2"}


def test_same_source_gives_same_bytes(tmp_path: Path) -> None:
    text = USE_STYLE + "*bold* and #rect(fill: accent-soft)[text]"

    assert drawn(tmp_path, text) == drawn(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (USE_STYLE + "#nothing", 3, "unknown variable: nothing"),
        (USE_STYLE + "#while true {}", 3, "condition is always true"),
        ('#import "lost.typ": *', 1, "file not found (searched at {folder}/lost.typ)"),
        ('\n#import "@preview/cetz:0.3.0"', 2, "imports a package from the network"),
        (USE_STYLE + "a\n#pagebreak()\nb", 1, "draws 2 pages; a figure is one page"),
        (USE_STYLE + '#link("https://example.org")[x]', 1, "draws a <a>; use plain shapes"),
        (USE_STYLE + "#rect(fill: gradient.linear(red, blue))", 1, "draws a <linearGradient>"),
    ],
    ids=["name", "loop", "import", "package", "pages", "link", "gradient"],
)
def test_what_cannot_be_drawn_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    source = write(tmp_path, text)

    drawing, faults = draw(source)

    assert drawing is None
    assert (faults[0].path, faults[0].line) == (str(source), line)
    assert faults[0].message.startswith(message.format(folder=tmp_path))


def test_fault_in_a_shared_file_is_told_there(tmp_path: Path) -> None:
    source = write(tmp_path, '#import "part.typ": f\n#f(1)')
    part = tmp_path / "part.typ"
    part.write_text("\n#let f(x) = lost\n", encoding="utf-8")

    assert draw(source) == (None, [Finding(str(part), 2, "unknown variable: lost")])


def test_unknown_font_is_a_fault_though_the_figure_is_drawn(tmp_path: Path) -> None:
    source = write(tmp_path, USE_STYLE + '#set text(font: "No Such Face")\ntext')

    drawing, faults = draw(source)

    assert drawing is not None
    assert faults == [Finding(str(source), 3, "unknown font family: no such face")]


def test_colour_outside_the_palette_is_a_fault(tmp_path: Path) -> None:
    source = write(tmp_path, USE_STYLE + '#rect(fill: rgb("#ff0000"))')

    _, faults = draw(source)

    message = "colour #ff0000 is not in figure.typ, so it would stay the same in the dark"
    assert faults == [Finding(str(source), 1, message)]


def test_palette_is_read_from_the_style_file(tmp_path: Path) -> None:
    write(tmp_path, "")

    colours = palette(tmp_path)

    assert sorted(colours) == ["accent", "accent-soft", "ink"]
    assert colours["ink"] == Shade("#1b1f24", dark="#cfd0d0")


def test_a_figure_depends_on_every_file_that_it_names(tmp_path: Path) -> None:
    source = write(tmp_path, '#import "figure.typ": *\n#include "part.typ"')
    (tmp_path / "part.typ").write_text('#json("data.json") "not-there.csv"', encoding="utf-8")
    (tmp_path / "data.json").write_text("{}", encoding="utf-8")

    assert [*used_files(source)] == ["box.typ", "data.json", "figure.typ", "part.typ"]


def test_a_figure_that_names_itself_by_its_folder_is_read_once(tmp_path: Path) -> None:
    source = write(tmp_path, f'#import "../{tmp_path.name}/box.typ"\n#import "parts/one.typ"')
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.typ").write_text('#import "../figure.typ"', encoding="utf-8")

    files = used_files(source)

    assert [*files] == ["box.typ", "figure.typ", "parts/one.typ"]


def test_a_figure_depends_on_no_file_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    source = write(tmp_path / "figures", '#read("../out.txt") #read("/in.txt")')
    (tmp_path / "out.txt").touch()
    (tmp_path / "figures" / "in.txt").touch()

    files = used_files(source)

    assert [*files] == ["box.typ", "in.txt"]


def test_own_words_reach_what_a_figure_shows_and_no_code() -> None:
    source = (
        "// a team\n#let team = 2\n#say(1, quiet[one \\ team]) #f(team, size: 2)[The #b[team]]\n"
    )

    said = reworded(source, lambda text: text.replace("team", "squad"))

    assert said == source.replace("\\ team", "\\ squad").replace("[team]", "[squad]")
