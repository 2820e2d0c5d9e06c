"""The handbook's own figures: all drawn, all shown, in one style, in colours with contrast."""

import re
from functools import cache
from pathlib import Path

import pytest
from repository import DOCS

from handbook.content.figures.colours import STYLE_FILE, branded, palette
from handbook.content.figures.svg import draw
from handbook.core.fonts import FOLDER as FONTS
from handbook.core.setting_values import contrast

FIGURES = DOCS / "_figures"
SOURCES = sorted(path for path in FIGURES.glob("*.typ") if path.name != STYLE_FILE)

# Furo leaves this much of a phone's 360 pixels to the text.
PHONE = 328
# The size that figure.typ sets for all text, in the canvas's points.
TEXT = 12
TEXT_COLOURS = ("ink", "muted", "accent")
GROUNDS = ("background", "wash", "accent-soft")


@cache
def svg_of(source: Path) -> str:
    drawing, faults = draw(source, FONTS)
    assert faults == []
    assert drawing is not None
    return drawing.light


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_figure_is_drawn_without_a_fault(source: Path) -> None:
    svg_of(source)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_text_is_legible_on_a_phone(source: Path) -> None:
    width = float(re.search(r'viewBox="0 0 (\S+)', svg_of(source))[1])

    assert TEXT * PHONE / width >= 9.5
    assert "size:" not in source.read_text(encoding="utf-8"), "figure.typ alone sets sizes"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_figure_stays_small(source: Path) -> None:
    assert len(svg_of(source)) < 60_000


def test_every_figure_is_shown_on_a_page() -> None:
    shown = {
        name
        for page in DOCS.rglob("*.md")
        for name in re.findall(r"^:+\{drawing\} *(\S+)", page.read_text(encoding="utf-8"), re.M)
    }

    assert {path.stem for path in SOURCES} - shown == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_colours_contrast(scheme: str, ground: str) -> None:
    colours = {name: getattr(shade, scheme) for name, shade in palette(FIGURES).items()}

    ratios = {name: contrast(colours[name], colours[ground]) for name in TEXT_COLOURS}
    assert min(ratios.values()) >= 4.5, ratios
    assert contrast(colours["grey"], colours[ground]) >= 3


def test_soft_accent_is_the_one_that_an_organisations_own_would_give() -> None:
    colours = palette(FIGURES)

    assert branded(colours, colours["accent"]) == colours
