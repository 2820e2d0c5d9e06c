"""The ``{drawing}`` directive: a standard figure everywhere, and SVG inside the site's pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from conftest import Build

CONF = """\
extensions = ["myst_parser", "handbook.figures"]
myst_enable_extensions = ["colon_fence"]
project = author = copyright = "Test"
version = release = "1"
numfig = True
"""
STYLE = '#let ink = rgb("#1b1f24")\n'
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


def test_a_drawing_is_a_standard_figure_with_image_and_caption(build: Build) -> None:
    project = build(pages(), conf=CONF)

    assert project.warnings == []
    (figure,) = project.doctree().findall(nodes.figure)
    image, caption = figure.children
    assert type(image) is nodes.image
    assert image["alt"] == "A box & another."
    assert caption.astext() == "A box has four sides."
    assert figure["ids"] == ["fig-box"]


@pytest.mark.parametrize("builder", ["epub", "latex"])
def test_other_builders_get_the_svg_as_a_file(build: Build, builder: str) -> None:
    project = build(pages(), builder=builder, conf=CONF)

    assert project.warnings == []
    (svg,) = project.out.rglob("box.svg")
    assert 'stroke="#1b1f24"' in svg.read_text(encoding="utf-8")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_a_page_of_the_site_holds_the_drawing_itself(build: Build, builder: str) -> None:
    project = build(pages(), builder=builder, conf=CONF)

    html = (project.out / "index.html").read_text(encoding="utf-8")
    assert project.warnings == []
    assert '<svg role="img" class="drawing" aria-label="A box &amp; another."' in html
    assert 'class="fig-stroke-ink"' in html
    assert not (project.out / "_images").exists()


def test_two_drawings_on_a_page_share_no_id(build: Build) -> None:
    text = BOX + "words"
    page = PAGE + PAGE[PAGE.index(":::") :].replace("fig-box", "fig-again")

    project = build(pages(page, text), builder="html", conf=CONF)

    ids = re.findall(r'\sid="([^"]+)"', (project.out / "index.html").read_text(encoding="utf-8"))
    assert len([i for i in ids if i.startswith("fig2-")]) == len(set("words"))
    assert len(ids) == len(set(ids))


def test_parallel_build_writes_the_same_page(build: Build) -> None:
    many = {f"p{i}.md": PAGE.replace("fig-box", f"fig-{i}") for i in range(6)}
    listed = "# Home\n\n```{toctree}\n:glob:\n\np*\n```\n"

    serial = build({**pages(listed), **many}, builder="html", conf=CONF).out / "p3.html"
    before = serial.read_bytes()
    parallel = build({**pages(listed), **many}, builder="dirhtml", conf=CONF, jobs=2).out

    svg = re.compile(rb"<svg.*?</svg>", re.DOTALL)
    assert svg.findall((parallel / "p3" / "index.html").read_bytes()) == svg.findall(before)


def test_cross_reference_finds_the_figure(build: Build) -> None:
    page = PAGE + "\nSee {numref}`fig-box`.\n"

    project = build(pages(page), builder="html", conf=CONF)

    assert project.warnings == []
    assert 'href="#fig-box"' in (project.out / "index.html").read_text(encoding="utf-8")


def test_a_changed_drawing_is_drawn_again(build: Build) -> None:
    build(pages(), builder="html", conf=CONF)

    project = build(pages(box=BOX + "#circle(stroke: 3pt + ink)"), builder="html", conf=CONF)

    html = (project.out / "index.html").read_text(encoding="utf-8")
    assert 'stroke-width="3"' in html


def test_missing_alt_text_is_told_with_its_line(build: Build) -> None:
    project = build(pages("# Page\n\n:::{drawing} box\n\nCaption.\n:::\n"), conf=CONF)

    assert project.warnings == [
        "index.md:3: WARNING: drawing box has no :alt: text: say in words what it shows"
        " [handbook.figure]"
    ]
    assert next(project.doctree().findall(nodes.image))["alt"] == "Caption."


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
    html = (project.out / "index.html").read_text(encoding="utf-8")
    assert "A box &amp; another." in html
    assert "A box has" in html


def test_fault_in_the_source_is_told_at_the_sources_line_in_every_build(build: Build) -> None:
    expected = [
        "_figures/box.typ:5: WARNING: drawing box: unknown variable: lost [handbook.figure]"
    ]

    first = build(pages(box=BOX + "#lost"), builder="html", conf=CONF)
    second = build(pages(box=BOX + "#lost"), builder="html", conf=CONF)

    assert first.warnings == expected
    assert second.warnings == expected


def test_caption_that_is_no_paragraph_is_an_error_not_a_crash(build: Build) -> None:
    page = "# Page\n\n:::{drawing} box\n:alt: A box.\n\n- a list\n:::\n"

    project = build(pages(page), conf=CONF)

    assert project.warnings[0].startswith("index.md:3: ERROR: Figure caption must be a paragraph")
    assert "WARNING" not in "".join(project.warnings)


def test_folder_of_the_sources_can_be_set(build: Build) -> None:
    sources = {"index.md": PAGE, "art/figure.typ": STYLE, "art/box.typ": BOX}

    project = build(sources, conf=CONF + 'handbook_figures_dir = "art"\n')

    assert project.warnings == []
