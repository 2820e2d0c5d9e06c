"""A bad page gives a correct page of paper or one clear message, and never half a PDF."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from handbook.core.credit import LICENCE_ADDRESS
from handbook.paper.pdf.compiler import PdfError, compile_pdf

if TYPE_CHECKING:
    from conftest import Build, Print, Read

CONF = """
project = "Book"
language = "en-GB"
extensions = ["myst_parser", "sphinx_design", "handbook.paper.pdf"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}">'
    '<rect width="9" height="9"/></svg>'
)


def page(text: str) -> dict[str, str]:
    return {"index.md": f"# Book\n\nOpening text.\n\n{text}\n"}


def test_a_picture_without_alternative_text_is_named(build: Build, read: Read) -> None:
    pages = {**page("![](dot.svg)"), "dot.svg": SVG.format(9, 9)}

    project = build(pages, builder="typstpdf", conf=CONF)

    assert project.warnings == [
        "index.md:5: WARNING: the picture dot.svg has no alternative text, so a listener learns"
        " nothing of it: say what it shows (`![what it shows](file)` or `:alt:`) [handbook.pdf]"
    ]
    assert "dot" in [tag.alt for tag in read(project.out / "book.pdf").tags]


def test_a_skipped_heading_level_is_named_and_not_skipped_on_paper(
    build: Build, read: Read
) -> None:
    project = build(page("### Too deep\n\nText."), builder="typstpdf", conf=CONF)

    assert project.warnings == [
        "index.md:5: WARNING: Non-consecutive header level increase; H1 to H3 [myst.header]"
    ]
    assert [(m.depth, m.title) for m in read(project.out / "book.pdf").bookmarks] == [
        (0, "About this handbook"),
        (1, "Too deep"),
    ]


def test_a_dropdown_without_a_title_keeps_its_place(printed: Print) -> None:
    text = printed(page("```{dropdown}\nText without a title.\n```\n\nText below."), CONF).text

    assert text.index("Text without a title") < text.index("Text below")


def test_a_picture_wider_than_the_page_is_shrunk(printed: Print) -> None:
    pages = {**page("![A wide dot](dot.svg)"), "dot.svg": SVG.format(4000, 300)}

    assert printed(pages, CONF).overflow() == []


@pytest.mark.parametrize(
    "text",
    [
        "![A dot](dot.svg)",
        "## Head\n\n![A dot](dot.svg)",
        "[![A dot](dot.svg)](https://example.org/)",
        "| a | b |\n|---|---|\n| ![A dot](dot.svg) | b |",
        "- ![A dot](dot.svg)",
        "A dot ![A dot](dot.svg) in a text.",
    ],
)
def test_a_picture_in_markdown_is_as_large_as_it_is(printed: Print, text: str) -> None:
    pages = {**page(text), "dot.svg": SVG.format(120, 80).replace("9", "80")}

    pdf = printed(pages, CONF)
    assert any(60 <= height < 65 for height in pdf.heights())  # 80 px and 0.75 pt each
    assert ("Head" in pdf.text) == ("Head" in text)


@pytest.mark.parametrize(
    "text",
    [
        "##\n\nKept words.",
        "## &#8203;\n\nKept words.",
        "## ![A dot](dot.svg)\n\nKept words.",
        "Text [in a link ![Kept words](lost.png) more](https://example.org/) rest.",
    ],
)
def test_a_heading_without_words_or_a_lost_picture_in_a_link_stops_no_pdf(
    build: Build, read: Read, text: str
) -> None:
    pages = {**page(text), "dot.svg": SVG.format(9, 9)}

    project = build(pages, builder="typstpdf", conf=CONF)

    assert [line for line in project.warnings if "lost.png" not in line] == []
    assert "Kept words" in read(project.out / "book.pdf").text


def test_what_is_for_a_dark_screen_is_not_printed(printed: Print) -> None:
    variants = [
        f":::{{figure}} {n}.svg\n:alt: The {n} dot\n:figclass: only-{n}\n\nThe {n} one.\n:::"
        for n in ("dark", "light")
    ]
    images = [
        f":::{{image}} {n}.svg\n:alt: The {n} picture\n:class: only-{n}\n:::"
        for n in ("dark", "light")
    ]
    pages = {
        **page("\n\n".join(variants + images)),
        "dark.svg": SVG.format(9, 9),
        "light.svg": SVG.format(8, 8),
    }

    pdf = printed(pages, CONF)
    assert "The light one." in pdf.text
    assert "dark" not in pdf.text
    assert [tag.alt for tag in pdf.tags if tag.alt] == ["The light dot", "The light picture"]


def test_a_picture_that_is_no_picture_is_named_and_the_last_good_pdf_stays(
    build: Build,
) -> None:
    good = {**page("![A dot](dot.svg)"), "dot.svg": SVG.format(9, 9)}
    target = build(good, builder="typstpdf", conf=CONF).out / "book.pdf"
    before = target.read_bytes()

    project = build({**good, "dot.svg": "<svg><no"}, builder="typstpdf", conf=CONF)

    assert len(project.warnings) == 1
    assert project.warnings[0].startswith("index.md:5: WARNING: failed to parse SVG")
    assert project.warnings[0].endswith("; book.pdf is not made [handbook.pdf]")
    assert project.app.statuscode == 1
    assert target.read_bytes() == before
    assert list(target.parent.glob("*.new")) == []


def test_a_picture_that_lies_elsewhere_is_not_fetched(build: Build, read: Read) -> None:
    project = build(
        page("![What it shows](https://example.org/dot.png)"), builder="typstpdf", conf=CONF
    )

    assert project.warnings == [
        "index.md:5: WARNING: the picture https://example.org/dot.png lies elsewhere, and a build"
        " fetches nothing: keep a copy with the page [handbook.pdf]"
    ]
    assert "What it shows" in read(project.out / "book.pdf").text


def test_a_table_of_nine_columns_stays_on_the_page(printed: Print) -> None:
    words = " | ".join(["responsibility"] * 9)
    table = f"| {words} |\n|{'---|' * 9}\n| {words} |"

    pdf = printed(page(f"## Wide\n\n{table}"), CONF)
    assert pdf.overflow() == []
    # The heading goes with its table to the page on its side.
    assert "Wide\nresponsibility responsibility" in pdf.text


def test_three_hundred_lines_of_code_break_across_pages(printed: Print) -> None:
    code = "\n".join(f"line_{number} = {number}" for number in range(300))

    pdf = printed(page(f"```python\n{code}\n```"), CONF)
    assert [n for n in range(300) if f"line_{n} = {n}" not in pdf.text] == []
    assert sum("line_" in text for text in pdf.pages) > 3


def test_a_link_out_of_the_document_keeps_its_text(build: Build, read: Read) -> None:
    pages = {
        **page("See [the other page](other.md)."),
        "other.md": "---\norphan: true\n---\n# Other\n",
    }

    project = build(pages, builder="typstpdf", conf=CONF)

    assert project.warnings == [
        "index.md:5: WARNING: the link to other leads out of this document; its text is kept: put"
        " the page into a toctree, or set html_baseurl so that the link can lead to the site"
        " [handbook.pdf]"
    ]
    assert "See the other page." in read(project.out / "book.pdf").text


def test_a_link_out_of_the_document_leads_to_the_site(printed: Print) -> None:
    pages = {
        **page("See [the other page](other.md)."),
        "other.md": "---\norphan: true\n---\n# Other\n",
    }

    assert printed(pages, f'{CONF}html_baseurl = "https://handbook.example.org"\n').addresses == {
        "https://handbook.example.org/other.html",
        LICENCE_ADDRESS,
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[There](index.md#there).", "local id not found in doc 'index': 'there'"),
        (
            "{ref}`Words <there>`.\n\n:::{only} html\n(there)=\n\n## There\n\nText.\n:::",
            "the link to index#there leads nowhere: the PDF leaves that place out; link to another,"
            " or put the link too into {only}",
        ),
    ],
    ids=["nowhere", "not on paper"],
)
def test_a_broken_link_is_told_once(build: Build, text: str, told: str) -> None:
    project = build(page(text), builder="typst", conf=CONF)

    (warning,) = project.warnings
    assert warning.startswith(f"index.md:5: WARNING: {told}")


def test_a_link_to_a_place_that_the_book_lacks_is_refused(build: Build) -> None:
    project = build(page("Text."), builder="typst", conf=CONF)
    source = project.out / "book.typ"
    source.write_text(source.read_text("utf-8") + '#xref(label("nowhere"))[there]\n', "utf-8")

    with pytest.raises(PdfError, match="nowhere"):
        compile_pdf(source, project.out, project.out, ["ua-1"], dt.date(2026, 11, 30))


def test_an_unknown_node_keeps_its_text(build: Build, read: Read) -> None:
    extension = """
from docutils import nodes
from docutils.parsers.rst import Directive


class odd(nodes.General, nodes.Element):
    pass


class Odd(Directive):
    def run(self):
        node = odd("", nodes.paragraph("", "Odd text."))
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]


def setup(app):
    app.add_directive("odd", Odd)
    return {"parallel_read_safe": True}
"""
    path = "import sys\nsys.path.insert(0, __file__.rpartition('/')[0])\n"
    conf = f"{path}{CONF}extensions.append('oddities')\n"

    project = build(
        {**page("```{odd}\n```"), "oddities.py": extension}, builder="typstpdf", conf=conf
    )

    assert project.warnings == [
        "index.md:5: WARNING: the PDF has no form for a node 'odd'; its text alone is printed:"
        " use a component that the style guide shows [handbook.pdf]"
    ]
    assert "Odd text." in read(project.out / "book.pdf").text


@pytest.mark.parametrize(
    "text",
    [
        "An unclosed <s>stroke and a stray</b> end.",
        "<div><p>Words in a division</p></div>",
        "#let x = 1 // no comment /* none */ $",
        "```\n*/ #raw(\n```",
        '`\\` and `"` and ``` `` ```',
    ],
)
def test_markup_of_other_kinds_is_only_text(printed: Print, text: str) -> None:
    assert "Opening text." in printed(page(text), CONF).text
