"""Every kind of node survives on paper: its words, links, ticks and structure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

if TYPE_CHECKING:
    from conftest import Printed, Site

XMP = {
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


def test_the_specimen_builds_without_a_warning(specimen: Printed) -> None:
    assert specimen.warnings == ""


def test_every_word_of_the_site_is_in_the_pdf(specimen: Printed, specimen_site: Site) -> None:
    lost = specimen_site.words - specimen.words

    # One word is for screens only, and one line of code without a space is cut in two.
    assert {word for word in lost if len(word) < 80} == {"screens"}


def test_bookmarks_are_the_headings_nested_by_part_and_chapter(
    specimen: Printed, specimen_site: Site
) -> None:
    found = [(mark.depth, mark.title) for mark in specimen.bookmarks]

    headings = specimen_site.soup.find_all(re.compile(r"^h[1-6]$"))
    expected = [(int(h.name[1]), " ".join(h.get_text().split("[")[0].split())) for h in headings]
    before = {"Words": "Text", "Blocks": "Blocks", "Reference": "Reference"}
    wanted = []
    for depth, title in expected[1:]:
        if depth == 1 and title in before:
            wanted.append((0, before[title]))
        wanted.append((depth, title))
    assert found == [(0, "About this handbook"), *wanted, (0, "Index")]


def test_a_list_counts_as_its_author_says(specimen: Printed) -> None:
    assert re.search(r"^a\.\s*lower alpha$", specimen.text, re.MULTILINE)
    assert re.search(r"^ii\)\s*roman again$", specimen.text, re.MULTILINE)


def test_every_internal_link_leads_to_a_page(specimen: Printed) -> None:
    assert len(specimen.internal_links) > 30
    assert specimen.broken_links == []


def test_every_address_of_the_site_is_linked(specimen: Printed, specimen_site: Site) -> None:
    links = {unquote(str(a["href"])) for a in specimen_site.soup.select("a[href]")}
    outward = {link for link in links if re.match(r"https?://|mailto:", link)}

    assert outward - specimen.addresses == set()


def test_addresses_are_printed_where_a_link_hides_them(specimen: Printed) -> None:
    printed = "".join(specimen.text.split())

    assert "docutils" not in printed
    assert "restructuredtext/directives.html#directive-toctree" in printed


def test_a_link_to_another_page_names_its_number(specimen: Printed) -> None:
    links = next(page for page in specimen.pages if "Outside:" in page)

    assert re.search(r"A table with a caption\s\(p\.\s\d+\)", links)


def test_every_box_to_tick_is_printed(specimen: Printed, specimen_site: Site) -> None:
    boxes = specimen_site.soup.select("input[type=checkbox]")
    ticked = [box for box in boxes if box.has_attr("checked")]
    samples = 1  # the page of words shows one of each as a character

    assert len(boxes) == 3
    assert specimen.text.count("☑") == len(ticked) + samples
    assert specimen.text.count("☐") == len(boxes) - len(ticked) + samples


def test_every_picture_says_what_it_shows(specimen: Printed, specimen_site: Site) -> None:
    shown = sorted(str(image["alt"]) for image in specimen_site.soup.select("img"))

    assert sorted(tag.alt for tag in specimen.tags if tag.kind == "/Figure" and tag.alt) == shown


def test_every_tab_and_dropdown_is_printed_in_order(specimen: Printed) -> None:
    pieces = ["First tab", "Text of the first tab", "Second tab", "Text of the second tab"]
    pieces += ["A dropdown", "Text that a page folds away"]

    places = [specimen.text.index(piece) for piece in pieces]

    assert places == sorted(places)


def test_words_for_other_builders_stay_out(specimen: Printed) -> None:
    assert "Words for paper only" in specimen.text
    assert "Words for screens only" not in specimen.text


def test_the_same_note_is_printed_once(specimen: Printed) -> None:
    assert specimen.text.count("The note has code") == 1


def test_a_note_in_a_heading_stays_out_of_the_contents(specimen: Printed) -> None:
    assert specimen.text.count("Of a heading.") == 1


def test_a_note_in_a_table_in_a_list_is_at_the_foot_of_its_page(specimen: Printed) -> None:
    page = next(page for page in specimen.pages if "cell in a list" in page)

    assert page.index("A note from a table in a list.") > page.index("roman again")


def test_nothing_reaches_over_the_edge(specimen: Printed) -> None:
    assert specimen.overflow() == []


def test_a_reader_is_told_title_language_author_and_keywords(specimen: Printed) -> None:
    file = specimen.file

    assert str(file.Root.Lang) == "en-GB"
    assert file.docinfo["/Title"] == "Specimen of a book"
    assert file.docinfo["/Author"] == "Test Organisation"
    assert file.docinfo["/Keywords"] == "specimen, typesetting"
    assert str(file.docinfo["/CreationDate"]).startswith("D:20261130")


def test_the_file_claims_both_standards(specimen: Printed) -> None:
    packet = ElementTree.fromstring(specimen.file.Root.Metadata.read_bytes())  # noqa: S314 (our own)

    def claim(name: str) -> str | None:
        prefix, _colon, local = name.partition(":")
        tag = f"{{{XMP[prefix]}}}{local}"
        return next((e.text for e in packet.iter(tag)), None) or next(
            (e.get(tag) for e in packet.iter() if e.get(tag)), None
        )

    assert claim("pdfuaid:part") == "1"
    assert claim("pdfaid:part") == "2"
    assert claim("pdfaid:conformance") == "A"


def test_the_file_is_sound(specimen: Printed) -> None:
    assert specimen.file.check_pdf_syntax() == []


def test_pages_bear_their_printed_numbers(specimen: Printed) -> None:
    labels = [page.label for page in specimen.file.pages]

    assert labels[1] == "ii"
    assert labels[2:5] == ["1", "2", "3"]


def test_the_same_pages_give_the_same_bytes_in_another_folder(
    specimen: Printed, rebuild: Printed
) -> None:
    assert rebuild.path.read_bytes() == specimen.path.read_bytes()
