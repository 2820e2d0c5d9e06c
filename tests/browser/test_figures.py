"""Figures as a reader sees them: nothing cut off, legible in light and dark, on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = (
    "role-overview",
    "architecture",
    "robustness",
    "representation",
    "tradeoffs",
    "how-to/index",
    "onboarding/index",
)

# What is drawn, in the canvas's points, against the canvas.
OVERFLOWS = """drawings => drawings.flatMap(svg => {
  const box = svg.getBBox(), view = svg.viewBox.baseVal;
  const out = Math.max(-box.x, -box.y, box.x + box.width - view.width,
                       box.y + box.height - view.height);
  return out > 0.5 ? [`${svg.getAttribute('aria-label')}: ${out}`] : [];
})"""

# The colours in use, as a canvas mixes them: [red, green, blue] of 255.
COLOURS = """drawings => {
  const paper = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const style = getComputedStyle(drawings[0]);
  const colours = {};
  for (const name of ['ink', 'muted', 'grey', 'accent', 'wash', 'accent-soft', 'background']) {
    const probe = document.createElement('span');
    probe.style.color = style.getPropertyValue('--fig-' + name);
    drawings[0].parentElement.append(probe);
    paper.fillStyle = getComputedStyle(probe).color;
    paper.fillRect(0, 0, 1, 1);
    colours[name] = [...paper.getImageData(0, 0, 1, 1).data].slice(0, 3);
    probe.remove();
  }
  return colours;
}"""


def contrast(one: list[int], other: list[int]) -> float:
    def luminance(colour: list[int]) -> float:
        parts = [c / 255 for c in colour]
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_figure_is_cut_off(page: Page, name: str) -> None:
    page.goto(f"/{name}.html")

    drawings = page.locator("svg.drawing")
    assert drawings.count() > 0
    assert drawings.evaluate_all(OVERFLOWS) == []


def test_figures_fill_a_phone_and_no_more(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/architecture.html")

    widths = page.locator("svg.drawing").evaluate_all(
        "drawings => drawings.map(svg => svg.getBoundingClientRect().width)"
    )
    assert widths
    assert min(widths) >= 320
    assert max(widths) <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_contrast_in_each_scheme(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.goto("/architecture.html")

    colours = page.locator("svg.drawing").evaluate_all(COLOURS)
    for ground in ("background", "wash", "accent-soft"):
        for text in ("ink", "muted", "accent"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        assert contrast(colours["grey"], colours[ground]) >= 3, ground
    assert contrast(colours["background"], colours["accent"]) >= 4.5
    # Light and dark are not the same.
    assert (sum(colours["background"]) > 600) == (scheme == "light")


def test_the_toggle_recolours_a_figure(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/architecture.html")
    before = page.locator("svg.drawing").evaluate_all(COLOURS)

    page.evaluate("document.body.dataset.theme = 'dark'")

    assert page.locator("svg.drawing").evaluate_all(COLOURS)["background"] != before["background"]
