"""What stands where on a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.content.figures.colours import Shade
from handbook.paper.pdf.drawings import embed

if TYPE_CHECKING:
    from conftest import Build, Print, Printed, Read

CONF = """
project = "Book"
language = "en-GB"
extensions = ["myst_parser", "handbook.content.figures", "handbook.paper.pdf"]
myst_enable_extensions = ["colon_fence", "deflist"]
"""
STYLE = """
#let shade(light, dark: none) = rgb(light)
#let ink = shade("#1b1f24", dark: "#cfd0d0")
#let canvas(width: 400, height: 300, body) = {
  set page(width: (width + 4) * 1pt, height: (height + 4) * 1pt, margin: 2pt, fill: none)
  set text(fill: ink)
  body
}
"""
DRAWING = (
    '#import "figure.typ": *\n#show: canvas.with(height: 400)\n#rect(stroke: ink)[drawnword]\n'
)
FILLER = "Words of a paragraph that fills nearly all of a line of the page.\n\n"


def page_of(book: Printed, word: str) -> int:
    """Return the page that has a word."""
    return next(number for number, text in enumerate(book.pages) if word in text)


def chapters(texts: list[str]) -> dict[str, str]:
    """Return a book with a chapter for each text."""
    names = "\n".join(f"c{number:02}" for number in range(len(texts)))
    pages = {"index.md": f"# Book\n\n```{{toctree}}\n{names}\n```\n"}
    return pages | {
        f"c{number:02}.md": f"# Chapter {number}\n\n{text}\n" for number, text in enumerate(texts)
    }


def test_a_note_is_on_the_page_of_its_mark_wherever_the_page_ends(printed: Print) -> None:
    texts = []
    for number in range(8):
        notes = [f"[mark{n}x](https://example.org/{n}x) said so" for n in range(12)]
        said = [f"{note}, and it is told at length here. {FILLER.strip()}" for note in notes]
        text = FILLER * (number + 18) + "\n\n".join(said)
        texts.append(re.sub(r"(\d+)x", rf"{number}n\1x", text))

    book = printed(chapters(texts), CONF)

    for number in range(8):
        for note in range(12):
            name = f"{number}n{note}x"
            assert page_of(book, f"mark{name}") == page_of(book, f"org/{name}"), name


@pytest.mark.parametrize("name", ["name{n}x", "name{n}x, which is longer than what fits beside"])
def test_no_name_of_a_list_stays_behind_the_code_below_it(printed: Print, name: str) -> None:
    pair = f"{name}\n: ```text\n  code{{n}}x\n  more\n  ```\n\n"
    texts = [
        FILLER * 19 + "Word.\n\n" * n + pair.format(n=n) + pair.format(n=f"second{n}")
        for n in range(16)
    ]

    book = printed(chapters(texts), CONF)

    for number in (*range(16), *(f"second{n}" for n in range(16))):
        assert page_of(book, f"name{number}x") == page_of(book, f"code{number}x"), number


def test_no_table_leaves_its_heading_and_caption_behind(printed: Print) -> None:
    lines = "\n".join(f"| cell{n} of one line | {FILLER.strip()} |" for n in range(30))
    table = ":::{{table}} caption{0}\n| a | b |\n|---|---|\n| first{0} | b |\n{1}\n:::\n"
    texts = [
        f"{FILLER * 19}\n\n" + "Word.\n\n" * n + "## Heading\n\n" + table.format(f"{n}x", lines)
        for n in range(14)
    ]

    book = printed(chapters(texts), CONF)

    apart = [n for n in range(14) if page_of(book, f"caption{n}x") != page_of(book, f"first{n}x")]
    assert apart == []


def test_a_figure_that_would_leave_a_gap_goes_on_and_the_text_fills_it(printed: Print) -> None:
    figure = ":::{drawing} box\n:alt: A box.\n\nA caption.\n:::\n\n"
    text = FILLER * 19 + "beforeword\n\n" + figure + "afterword\n\n" + FILLER * 3
    pages = {
        **chapters([text]),
        "_figures/figure.typ": STYLE,
        "_figures/box.typ": DRAWING,
    }

    book = printed(pages, CONF)

    before = page_of(book, "beforeword")
    assert page_of(book, "afterword") == before
    assert page_of(book, "drawnword") == before + 1


@pytest.mark.parametrize(
    "drawing", [DRAWING, DRAWING.replace("#show", "#set text(size: 11pt)\n#show")]
)
def test_a_figure_that_fits_stays_in_its_place(printed: Print, drawing: str) -> None:
    figure = ":::{drawing} box\n:alt: A box.\n\nA caption.\n:::\n\n"
    text = FILLER + figure + "afterword\n\n" + FILLER
    pages = {
        **chapters([text]),
        "_figures/figure.typ": STYLE,
        "_figures/box.typ": drawing,
    }

    book = printed(pages, CONF)

    page = book.pages[page_of(book, "afterword")]
    assert page.index("drawnword") < page.index("afterword")


def test_a_page_starts_on_the_sheet_of_the_one_before_if_there_is_room(printed: Print) -> None:
    below = {
        "index.md": "# Book\n\n```{toctree}\nchapter\n```\n",
        "chapter.md": "# Chapter\n\nFirst.\n\n```{toctree}\none\ntwo\nthree\n```\n",
        "one.md": "# One\n\noneword\n\n" + FILLER * 4,
        "two.md": "# Two\n\ntwoword\n\n" + FILLER * 12,
        "three.md": "# Three\n\nthreeword\n\n" + FILLER,
    }

    book = printed(below, CONF)

    first = page_of(book, "oneword")
    assert page_of(book, "twoword") == first
    assert page_of(book, "threeword") == first + 1


def test_a_short_chapter_of_a_part_starts_on_the_sheet_of_the_one_before(printed: Print) -> None:
    pages = {
        "index.md": "# Book\n\n```{toctree}\n:caption: Part\none\ntwo\nlong\n```\n",
        "one.md": "# One\n\noneword\n",
        "two.md": "# Two\n\ntwoword\n",
        "long.md": "# Long\n\nlongword\n\n" + FILLER * 90,
    }

    book = printed(pages, CONF)

    assert page_of(book, "twoword") == page_of(book, "oneword")
    assert page_of(book, "longword") == page_of(book, "oneword") + 1


@pytest.mark.parametrize("lines", range(14, 32))
def test_a_title_takes_the_notes_of_its_first_text_along(printed: Print, lines: int) -> None:
    pages = {
        "index.md": "# Book\n\n```{toctree}\nchapter\n```\n",
        "chapter.md": f"# Chapter\n\n{FILLER * lines}\n```{{toctree}}\nbelow\n```\n",
        "below.md": f"# Below\n\nSee [markx](https://example.org/x).\n\n{FILLER * 3}",
    }

    book = printed(pages, CONF)

    contents = 2
    title = next(
        number
        for number, text in enumerate(book.pages)
        if number >= contents and re.search(r"^Below$", text, re.M)
    )
    assert page_of(book, "markx") == page_of(book, "org/x") == title


@pytest.mark.parametrize(
    "block",
    [
        ":::{note}\nWords, and [markx](https://example.org/x) says so.\n:::",
        "- Words, and [markx](https://example.org/x) says so.\n- More.",
    ],
)
def test_a_heading_takes_the_notes_of_the_block_below_it_along(printed: Print, block: str) -> None:
    texts = []
    for number in range(12):
        said = block.replace("markx", f"mark{number}n").replace("org/x", f"org/{number}n")
        filler = "Words go on. " * (number * 6 % 20)
        texts.append(f"{FILLER * (19 + number)}{filler}\n\n## Head\n\n{said}\n\n{FILLER * 4}")

    book = printed(chapters(texts), CONF)

    for number in range(12):
        assert page_of(book, f"mark{number}n") == page_of(book, f"org/{number}n"), number


def test_the_rows_of_a_table_stay_between_the_texts_around_it(printed: Print) -> None:
    table = "| Row | Meaning |\n|---|---|\n" + "".join(f"| row{n}x | words |\n" for n in range(12))
    captioned = f":::{{table}} A caption\n\n{table}:::\n\n"
    text = FILLER * 22 + "beforeword\n\n" + captioned + "- afterword\n" + FILLER

    book = printed(chapters([text]), CONF)

    places = [book.text.index(word) for word in ("beforeword", "A caption", "row0x", "row11x")]
    assert places == sorted(places)
    assert book.text.index("row11x") < book.text.index("afterword")
    assert page_of(book, "row0x") == page_of(book, "beforeword")
    assert page_of(book, "row11x") == page_of(book, "beforeword") + 1


def test_a_running_head_names_the_section_that_begins_its_sheet(printed: Print) -> None:
    texts = [
        f"## Endedtitle\n\n{FILLER * lines}## Beguntitle\n\n" + f"begunword {FILLER}" * 12
        for lines in range(20, 34)
    ]

    book = printed(chapters(texts), CONF)

    starts = [n for n, text in enumerate(book.pages) if "Beguntitle" in text.split("\n")[1:2]]
    heads = [book.pages[number].split("\n")[0] for number in starts]
    assert heads
    assert all("Beguntitle" in head and "Endedtitle" not in head for head in heads)


def test_a_running_head_names_no_page_that_ended_before(printed: Print) -> None:
    below = {
        "index.md": "# Book\n\n```{toctree}\nchapter\n```\n",
        "chapter.md": "# Chapter\n\nFirst.\n\n```{toctree}\none\ntwo\n```\n",
        "one.md": "# Onetitle\n\n" + FILLER * 20,
        "two.md": "# Twotitle\n\ntwoword\n\n" + FILLER * 60,
    }

    book = printed(below, CONF)

    second = page_of(book, "twoword")
    assert "Onetitle" not in book.pages[second]
    assert "Twotitle" in book.pages[second + 1]


def test_a_drawing_that_sets_a_page_of_its_own_is_printed_as_svg(tmp_path: Path) -> None:
    (tmp_path / "figure.typ").write_text(STYLE, "utf-8")
    own, shared = tmp_path / "own.typ", tmp_path / "shared.typ"
    own.write_text('#import "figure.typ": *\n#set page(width: 90pt)\n#rect()', "utf-8")
    shared.write_text(DRAWING, "utf-8")

    assert embed(own, tmp_path / "out") is None
    assert embed(shared, tmp_path / "out") == "/_figures/shared.typ"


def test_a_drawing_whose_style_has_no_canvas_is_printed_as_svg(tmp_path: Path) -> None:
    (tmp_path / "figure.typ").write_text('#let ink = rgb("#1b1f24")', "utf-8")
    drawing = tmp_path / "drawing.typ"
    drawing.write_text(DRAWING, "utf-8")

    assert embed(drawing, tmp_path / "out") is None


def test_a_line_that_announces_code_stays_with_it(printed: Print) -> None:
    code = "```text\n" + "codeword\n" * 12 + "```\n\n"
    texts = [FILLER * lines + "The announcing line:\n\n" + code for lines in range(16, 32, 2)]

    book = printed(chapters(texts), CONF)

    announcing = [n for n, text in enumerate(book.pages) if "The announcing line" in text]
    assert len(announcing) == len(texts)
    assert all("codeword" in book.pages[number] for number in announcing)


def test_a_printed_drawing_takes_the_organisations_accent(tmp_path: Path) -> None:
    style = f'{STYLE}\n#let accent = shade("#0b5c8a", dark: "#7cc0e8")\n'
    (tmp_path / "figure.typ").write_text(style, "utf-8")
    (tmp_path / "drawing.typ").write_text(DRAWING, "utf-8")

    embed(tmp_path / "drawing.typ", tmp_path / "out", Shade("#7a1f1f", "#f0b0b0"))

    copied = (tmp_path / "out" / "_figures" / "figure.typ").read_text("utf-8")
    assert '#let accent = shade("#7a1f1f", dark: "#f0b0b0")' in copied
    assert "#0b5c8a" not in copied


def test_an_address_is_read_when_the_sentence_of_its_link_has_ended(
    build: Build, read: Read
) -> None:
    said = (
        "See [here](https://example.org/one) and [there](https://example.org/two), then go. Next."
        "\n\n- Only [a link](https://example.org/three)\n\n"
        "Why **[so](https://example.org/four)?** Because."
    )

    source = build(
        {"index.md": f"# Book\n\nOpening.\n\n{said}\n"}, builder="typst", conf=CONF
    ).text("book.typ")

    assert 'then go\\.#address-note("https://example.org/one", ' in source
    assert '])#super[,]#address-note("https://example.org/two", ' in source
    assert '[a link]#address-note("https://example.org/three", ' in source
    assert "\\?#address-note" in source or '?#address-note("https://example.org/four", ' in source


def test_a_day_and_its_month_stay_on_one_line(printed: Print) -> None:
    texts = [
        "w" * before + " filler words go on " * 4 + "until 8 October 2026 and 12 500 more."
        for before in range(1, 30)
    ]

    book = printed(chapters(["\n\n".join(texts)]), CONF)

    assert len(re.findall(r"8\sOctober", book.text)) == len(texts)
    assert re.findall(r"\b8\s*\n\s*October|12\s*\n\s*500", book.text) == []


def test_a_term_of_the_glossary_bears_no_page_number(printed: Print) -> None:
    pages = {
        "index.md": "# Book\n\n```{toctree}\nfirst\nglossary\n```\n",
        "first.md": "# First\n\nThe {term}`area`, and [the glossary](glossary.md).\n",
        "glossary.md": "# Glossary\n\n```{glossary}\narea\n  Some teams.\n```\n",
    }

    book = printed(pages, CONF)

    assert re.search(r"The area, and the glossary\s\(p\.\s2\)", book.text)


def test_what_stands_beside_a_side_label_is_flush(printed: Print) -> None:
    text = "Who\n: The lead, " + "lineword " * 30 + "\n\nWhen\n: At once.\n"
    conf = CONF.replace('"colon_fence"', '"colon_fence", "deflist"')

    book = printed(chapters([f"Words.\n\n{text}"]), conf)

    starts = book.line_starts("The lead", "lineword", "At once")
    assert max(starts) - min(starts) < 0.5
