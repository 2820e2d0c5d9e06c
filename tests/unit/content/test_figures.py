"""The ``{drawing}`` directive: a standard figure everywhere, in two schemes on the site."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from repository import conf_of

from handbook.content.figures import drawing
from handbook.core.config import Handbook, Settings

if TYPE_CHECKING:
    from conftest import Build

CONF = """\
extensions = ["myst_parser", "handbook.content.figures"]
myst_enable_extensions = ["colon_fence"]
project = author = copyright = "Test"
version = release = "1"
numfig = True
"""
STYLE = """\
#let shade(light, dark: none) = rgb(light)
#let ink = shade("#1b1f24", dark: "#cfd0d0")
#let accent = shade("#0b5c8a", dark: "#7cc0e8")
"""
BOX = """\
#import "figure.typ": *
#set page(width: 90pt, height: auto, margin: 0pt, fill: none)
#set text(fill: ink)
#rect(stroke: ink)
"""
PAGE = """\
# Page

:::{drawing} box
:name: fig-box
:alt: A box & another.

A box has *four* sides.
:::
"""


def pages(page: str = PAGE, box: str = BOX) -> dict[str, str]:
    return {"index.md": page, "_figures/figure.typ": STYLE, "_figures/box.typ": box}


def test_a_drawing_is_a_standard_figure_with_a_caption_and_its_words(build: Build) -> None:
    project = build(pages(box=BOX + "#place[Left: 1 box]#place[the boxes' owners]"), conf=CONF)

    (figure,) = project.doctree().findall(nodes.figure)
    image, caption = figure.children
    assert type(image) is drawing
    assert image["alt"] == "A box & another."
    assert image.astext() == "A box & another. Left: 1 box; the boxes\u2019 owners"
    assert caption.astext() == "A box has four sides."
    assert figure["ids"] == ["fig-box"]


@pytest.mark.parametrize("builder", ["epub", "latex"])
def test_other_builders_get_the_svg_as_a_file(build: Build, builder: str) -> None:
    project = build(pages(), builder=builder, conf=CONF)

    (svg,) = project.out.rglob("box.svg")
    assert 'stroke="#1b1f24"' in svg.read_text(encoding="utf-8")


# The scheme, the address, its version, and the rest of an image.
PICTURE = re.compile(r'<img class="drawing (\S+)" src="([^"]+)\?v=([0-9a-f]{8})" ([^>]*)>')


def test_a_page_of_the_site_shows_the_file_of_the_readers_scheme(build: Build) -> None:
    inside = {**pages("# Home\n\n```{toctree}\nsub/page\n```\n"), "sub/page.md": PAGE}

    project = build(inside, builder="html", conf=CONF)

    page = project.out / "sub" / "page.html"
    light, dark = PICTURE.findall(page.read_text(encoding="utf-8"))
    assert (light[0], dark[0]) == ("has-words", "only-dark")
    told_once = 'alt="A box &amp; another."', 'alt="" aria-hidden="true" loading="lazy"'
    for colour, (_, address, _, rest), words in zip(
        ("#1b1f24", "#cfd0d0"), (light, dark), told_once, strict=True
    ):
        svg = (page.parent / address).read_text(encoding="utf-8")
        assert f'stroke="{colour}"' in svg
        assert re.fullmatch(f'width="90" height="\\d+" {re.escape(words)}', rest)


def test_the_organisations_accent_colours_the_drawings(build: Build) -> None:
    box = BOX.replace("stroke: ink", "stroke: accent")
    own = Handbook(accent="#7a1fa2", accent_dark="#e0b3ff")
    conf = CONF + conf_of(Settings(handbook=own))

    project = build(pages(box=box), builder="html", conf=conf)

    folder = project.out / "_static" / "figures"
    assert 'stroke="#7a1fa2"' in (folder / "box.svg").read_text(encoding="utf-8")
    assert 'stroke="#e0b3ff"' in (folder / "box-dark.svg").read_text(encoding="utf-8")


def test_parallel_build_writes_the_same_page_and_files(build: Build) -> None:
    many = {f"p{i}.md": PAGE.replace("fig-box", f"fig-{i}") for i in range(6)}
    listed = "# Home\n\n```{toctree}\n:glob:\n\np*\n```\n"

    def made(jobs: int) -> list[object]:
        project = build({**pages(listed), **many}, builder="html", conf=CONF, jobs=jobs)
        out = project.out
        files = sorted((out / "_static" / "figures").iterdir())
        shown = PICTURE.findall((out / "p3.html").read_text(encoding="utf-8"))
        versions = [(scheme, version, rest) for scheme, _, version, rest in shown]
        written = [versions, *((file.name, file.read_bytes()) for file in files)]
        shutil.rmtree(out)
        shutil.rmtree(project.app.doctreedir)
        return written

    assert made(1) == made(2)


def test_cross_reference_finds_the_figure(build: Build) -> None:
    page = PAGE + "\nSee {numref}`fig-box`.\n"

    project = build(pages(page), builder="html", conf=CONF)

    assert 'href="#fig-box"' in project.text("index.html")


def test_an_organisations_drawing_lies_in_its_folder_and_has_our_style(build: Build) -> None:
    files = {"index.md": PAGE, "_figures/figure.typ": STYLE, "local/_figures/box.typ": BOX}

    project = build(files, conf=CONF, builder="html")

    assert project.warnings == []
    assert (project.out / "_static" / "figures" / "box.svg").is_file()


def test_a_changed_drawing_is_drawn_again(build: Build) -> None:
    index = build(pages(), builder="html", conf=CONF).out / "index.html"
    before = PICTURE.search(index.read_text(encoding="utf-8"))

    project = build(pages(box=BOX + "#circle(stroke: 3pt + ink)"), builder="html", conf=CONF)

    after = PICTURE.search(index.read_text(encoding="utf-8"))
    assert before
    assert after
    assert before[3] != after[3]
    assert 'stroke-width="3"' in (project.out / after[2]).read_text(encoding="utf-8")


def test_missing_alt_text_is_told_with_its_line(build: Build) -> None:
    project = build(pages("# Page\n\n:::{drawing} box\n\nCaption.\n:::\n"), conf=CONF)

    assert project.warnings == [
        "index.md:3: WARNING: drawing box has no :alt: text: say in words what it shows"
        " [handbook.figure]"
    ]
    assert next(project.doctree().findall(drawing))["alt"] == "Caption."


def test_missing_caption_is_told_with_its_line(build: Build) -> None:
    project = build(pages("# Page\n\n:::{drawing} box\n:alt: A box.\n:::\n"), conf=CONF)

    assert project.warnings == [
        "index.md:3: WARNING: drawing box has no caption: end with a sentence that states its"
        " point [handbook.figure]"
    ]


def test_alt_text_that_runs_on_is_told_not_shown_as_the_caption(build: Build) -> None:
    page = PAGE.replace("A box & another.", "A box &\n  another.")

    project = build(pages(page), conf=CONF)

    assert project.warnings == [
        "index.md:3: WARNING: drawing box has text after its caption: keep :alt: on one line, and"
        " the caption in one paragraph [handbook.figure]"
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("bxo", "did you mean box?"), ("quite-else", "known: box"), ("figure", "known: box")],
)
def test_unknown_drawing_is_told_once_and_keeps_its_words(
    build: Build, name: str, hint: str
) -> None:
    project = build(pages(PAGE.replace("} box", "} " + name)), builder="html", conf=CONF)

    assert project.warnings == [
        f"index.md:3: WARNING: no drawing '{name}' in _figures; {hint} [handbook.figure]"
    ]
    html = project.text("index.html")
    assert "A box &amp; another." in html
    assert "A box has" in html


def test_a_drawing_named_like_the_dark_file_of_another_is_refused(build: Build) -> None:
    page = PAGE + "\n:::{drawing} box-dark\n:alt: A dark box.\n\nIt is dark.\n:::\n"
    both = {**pages(page), "_figures/box-dark.typ": BOX.replace("ink", "accent")}

    project = build(both, builder="html", conf=CONF)

    assert project.warnings == [
        "index.md:10: WARNING: drawing box-dark would be taken for another's dark file: rename it"
        " [handbook.figure]"
    ]
    dark = project.out / "_static" / "figures" / "box-dark.svg"
    assert 'stroke="#cfd0d0"' in dark.read_text(encoding="utf-8")


def test_fault_in_the_source_is_told_at_the_sources_line(build: Build) -> None:
    expected = [
        "_figures/box.typ:5: WARNING: drawing box: unknown variable: lost [handbook.figure]"
    ]

    project = build(pages(box=BOX + "#lost"), builder="html", conf=CONF)

    assert project.warnings == expected


def test_caption_that_is_no_paragraph_is_an_error_not_a_crash(build: Build) -> None:
    page = "# Page\n\n:::{drawing} box\n:alt: A box.\n\n- a list\n:::\n"

    project = build(pages(page), conf=CONF)

    assert project.warnings[0].startswith("index.md:3: ERROR: Figure caption must be a paragraph")
    assert "WARNING" not in "".join(project.warnings)
