"""The picture beside a shared link: drawn from the settings, and only where an address is known."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handbook.site.head import share_image

if TYPE_CHECKING:
    from conftest import Build

CONF = """\
extensions = ["myst_parser", "handbook.site.head.metatags", "handbook.site.head.share_image"]
project = 'The "Small" Handbook'
author = copyright = "Test & Co"
version = release = "1"
html_baseurl = {base!r}
"""
SAID = {
    "title": "A title",
    "subtitle": "What it is about.",
    "organisation": "Test & Co",
    "accent": "#7a1fa2",
}


def test_the_picture_has_the_size_that_previews_show_whole() -> None:
    assert Image.open(io.BytesIO(share_image.draw(SAID))).size == share_image.SIZE


def test_same_words_give_the_same_bytes() -> None:
    assert share_image.draw(SAID) == share_image.draw(SAID)


@pytest.mark.parametrize("title", ['#panic("x")', "Wort" * 60, "A *b* _c_ `d` $e$ [f]", ""])
def test_any_title_can_be_drawn(title: str) -> None:
    assert share_image.draw({**SAID, "title": title})


def test_the_name_changes_with_each_word() -> None:
    names = {share_image.name({**SAID, key: "#000000"}) for key in SAID}

    assert len({*names, share_image.name(SAID)}) == len(SAID) + 1


def test_a_page_leads_to_the_picture_by_its_whole_address(build: Build) -> None:
    conf = CONF.format(base="https://handbook.example.org/a/")

    project = build({"index.md": "# Page\n\nWords.\n"}, builder="html", conf=conf)

    html = project.text("index.html")
    found = re.search(
        r'"og:image" content="https://handbook\.example\.org/a/(_static/share-\w{8}\.png)"', html
    )
    assert found
    assert (project.out / found[1]).is_file()
    assert 'property="og:image:alt" content="The &quot;Small&quot; Handbook, Test &amp; Co"' in html


def test_without_an_address_there_is_no_picture(build: Build) -> None:
    project = build({"index.md": "# Page\n\nWords.\n"}, builder="html", conf=CONF.format(base=""))

    assert "og:image" not in project.text("index.html")
    assert not list(project.out.rglob("share-*.png"))
