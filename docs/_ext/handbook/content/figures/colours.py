"""The colours of figures: one of each for paper and light screens, one for dark screens.

``figure.typ`` names both; an organisation's accent takes the place of its ``accent``. Knows nothing
of Sphinx.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STYLE_FILE = "figure.typ"

SHADE = re.compile(
    r'^#let ([a-z-]+) = shade\("(#[0-9a-f]{6})", dark: "(#[0-9a-f]{6})"\)', re.MULTILINE
)
PAINT = re.compile(r'(?<= )(fill|stroke)="(#[0-9a-f]{6})"')

# How much of the accent is in the ground of a box that stands out.
SOFT = 0.14


@dataclass(frozen=True)
class Shade:
    """One colour of the figures, as ``#rrggbb``."""

    light: str
    dark: str


def palette(folder: Path) -> dict[str, Shade]:
    style = folder / STYLE_FILE
    if not style.is_file():
        return {}
    found = SHADE.findall(style.read_text(encoding="utf-8"))
    return {name: Shade(light, dark) for name, light, dark in found}


def branded(colours: Mapping[str, Shade], accent: Shade) -> dict[str, Shade]:
    """Return a palette in which what is accent is the given one."""
    ground = colours.get("background", Shade("#ffffff", "#000000"))
    new = {
        "accent": accent,
        "accent-soft": Shade(
            mixed(accent.light, ground.light, SOFT), mixed(accent.dark, ground.dark, SOFT)
        ),
    }
    return {name: new.get(name, shade) for name, shade in colours.items()}


def mixed(colour: str, ground: str, part: float) -> str:
    """Mix two colours as CSS's ``color-mix(in srgb, …)`` does.

    :param part: of ``colour`` in the mixture, from 0 to 1.
    """
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + bytes(round(one * part + other * (1 - part)) for one, other in pairs).hex()


def recoloured(svg: str, new: Mapping[str, str]) -> str:
    """Return a drawing with each colour replaced by the one that ``new`` has for it."""
    return PAINT.sub(lambda found: f'{found[1]}="{new.get(found[2], found[2])}"', svg)
