"""The looks that the site shares with the PDF: the landing page's cover, the headings' font."""

import hashlib
import re
from pathlib import Path

from bs4 import BeautifulSoup

from handbook.content.figures.colours import mixed
from handbook.core.config import load
from handbook.core.setting_values import contrast
from handbook.site.furo_fixes.cover import FONT, with_cover


def test_the_landing_page_alone_opens_with_a_cover(pages: dict[str, BeautifulSoup]) -> None:
    covered = [name for name, page in pages.items() if page.select_one(".cover")]

    assert covered == ["index.html"]
    cover = pages["index.html"].select_one("section > header.cover")
    assert cover is not None
    assert [cover.h1 is not None, cover.p is not None, cover.section is None] == [True] * 3
    assert "Download the PDF" in cover.get_text()


def test_a_page_without_sections_has_no_cover() -> None:
    assert with_cover("<section><h1>A</h1><p>b</p></section>") == (
        "<section><h1>A</h1><p>b</p></section>"
    )


def test_the_font_is_served_under_an_address_that_changes_with_it(site: Path) -> None:
    style = (site / "_static" / "brand.css").read_text("utf-8")
    (name, version) = re.findall(r'url\("(fonts/[^"?]+\.([0-9a-f]{12})\.woff2)"\)', style)[0]

    content = (site / "_static" / name).read_bytes()
    assert content == FONT.read_bytes()
    assert hashlib.sha256(content).hexdigest().startswith(version)
    assert "Reserved Font Name" in (site / "_static" / "fonts" / "OFL.txt").read_text("utf-8")


def test_the_icon_has_the_organisations_accent(site: Path) -> None:
    accent = load(site.parents[1] / "handbook.toml").handbook.accent

    assert f'fill="{accent}"' in (site / "_static" / "favicon.svg").read_text("utf-8")


def test_text_keeps_its_contrast_on_a_line_of_the_rings(site: Path) -> None:
    rings = (site / "_static" / "theme" / "rings.svg").read_text("utf-8")
    strongest = max(map(float, re.findall(r'opacity="([\d.]+)"', rings)))
    accent = load(site.parents[1] / "handbook.toml").handbook.accent

    line = mixed("#ffffff", mixed(accent, "#000000", 0.58), strongest)

    assert contrast("#ffffff", line) >= 4.5
