"""What stops a publication: each fault with its file and the mend."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.keep.publish.checks import faults, tidy

if TYPE_CHECKING:
    from conftest import SmallSite


@pytest.fixture
def site(small_site: SmallSite) -> Path:
    """Return a good site of three pages."""
    return small_site.folder


def test_a_good_site_has_no_fault(site: Path) -> None:
    assert faults(site) == []


@pytest.mark.parametrize(
    "name", ["index.html", "search.html", "search-index/table.js", "objects.inv", "records.atom"]
)
@pytest.mark.parametrize("damage", ["removed", "emptied"])
def test_a_site_without_its_main_files_is_refused(site: Path, name: str, damage: str) -> None:
    if damage == "removed":
        (site / name).unlink()
    else:
        (site / name).write_bytes(b"")

    assert faults(site) == [f"{name}: missing or empty"]


def test_a_page_that_was_cut_short_is_refused(site: Path) -> None:
    text = (site / "how-to" / "decide.html").read_text("utf-8")
    (site / "how-to" / "decide.html").write_text(text[:-20], "utf-8")

    assert faults(site) == ["how-to/decide.html: cut short; build again"]


def test_an_empty_page_is_refused(site: Path) -> None:
    (site / "how-to" / "decide.html").write_text("</html>", "utf-8")

    assert "how-to/decide.html: cut short; build again" in faults(site)


def test_a_page_that_is_too_large_is_refused(site: Path, small_site: SmallSite) -> None:
    (site / "how-to" / "decide.html").write_text(small_site.page("x" * 1_000_000), "utf-8")

    assert faults(site) == ["how-to/decide.html: 1000408 bytes, more than 1000000; split the page"]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("gone.html", "leads to a file that is not in the site; mend the link"),
        ("_static/gone.css?v=12", "leads to a file that is not in the site; mend the link"),
        ("_static/", "leads to a file that is not in the site; mend the link"),
        ("how-to/decide.html#gone", "leads to a place that is not in the page; mend the link"),
        ("#gone", "leads to a place that is not in the page; mend the link"),
        ("../outside.html", "leads to a file that is not in the site; mend the link"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(
    site: Path, small_site: SmallSite, target: str, reason: str
) -> None:
    (site / "index.html").write_text(
        small_site.page(f'<a class="x" href="{target}">x</a>'), "utf-8"
    )

    assert faults(site) == [f"index.html: {target} {reason}"]


def test_a_listed_page_that_was_not_written_is_refused(site: Path, small_site: SmallSite) -> None:
    names = ["how-to/decide", "how-to/index", "index", "lost"]
    (site / "objects.inv").write_bytes(small_site.inventory(names))
    small_site.index(names)

    assert faults(site) == ["lost.html: is listed but was not written; build again"]


def test_a_page_that_the_inventory_does_not_know_is_refused(
    site: Path, small_site: SmallSite
) -> None:
    (site / "objects.inv").write_bytes(small_site.inventory(["how-to/index", "index"]))

    assert faults(site) == ["how-to/decide.html: is missing in objects.inv; build again"]


@pytest.mark.parametrize("content", [b"x", b"1\n2\n3\n4\nnot zlib"])
def test_an_inventory_that_can_not_be_read_is_refused(site: Path, content: bytes) -> None:
    (site / "objects.inv").write_bytes(content)

    assert faults(site) == ["objects.inv: can't be read, or lists no page; build again"]


def test_an_index_that_misses_pages_is_refused(site: Path, small_site: SmallSite) -> None:
    small_site.index(["how-to/index"])

    assert faults(site) == ["search-index: holds 1 of 3 pages; build again"]


@pytest.mark.parametrize("text", ["", "x", "receive(3)", 'receive("pages/1",{"url":', "{3}"])
def test_a_page_of_the_index_that_can_not_be_read_is_missing(site: Path, text: str) -> None:
    (site / "search-index" / "0123abcd" / "pages" / "1.js").write_text(text, "utf-8")

    assert faults(site) == ["search-index: holds 2 of 3 pages; build again"]


@pytest.mark.parametrize(
    "name",
    [
        *("environment.pickle", "index.doctree", ".doctrees/x", "_static/page.shtml"),
        *("_images/evil.html", "_images/evil.js", "_downloads/0a1b/schema.xsd"),
        *("_downloads/0a1b/page.HTML", "_downloads/0a1b/x.svg", "name", "local/applet.swf"),
    ],
)
def test_a_file_of_a_kind_that_no_reader_asks_for_is_refused(
    site: Path, small_site: SmallSite, name: str
) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(small_site.page(), "utf-8")

    told = [line for line in faults(site) if line.startswith(f"{name}: of a kind that no handbook")]

    assert len(told) == 1


@pytest.mark.parametrize("name", ["CNAME", "_downloads/0a1b/table.csv", "_static/fonts/x.woff2"])
def test_a_file_of_a_known_kind_is_published(site: Path, name: str) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_bytes(b"x")

    assert faults(site) == []


def test_a_picture_is_judged_by_its_content(site: Path) -> None:
    (site / "_images").mkdir()
    (site / "_images" / "x.png").write_bytes(b"<script>alert(1)</script>")

    assert faults(site) == ["_images/x.png: is text with markup: save it as PNG, JPEG or WebP"]


def test_a_link_out_of_the_site_and_a_pipe_are_refused(site: Path) -> None:
    (site / "secret.txt").symlink_to("/etc/hostname")
    os.mkfifo(site / "pipe")

    assert faults(site) == [
        "pipe: neither a file nor a folder; copy the file itself",
        "secret.txt: neither a file nor a folder; copy the file itself",
    ]


def test_a_site_that_lost_most_of_its_pages_is_refused(
    site: Path, small_site: SmallSite, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    live.mkdir()
    for number in range(9):
        (live / f"{number}.html").write_text(small_site.page(), "utf-8")

    assert faults(site, live) == [
        "4 pages, but readers have 9 now; if that is meant, publish with --allow-shrink"
    ]


@pytest.mark.parametrize("name", [".buildinfo", ".buildinfo.bak"])
def test_the_builders_own_notes_are_removed(site: Path, name: str) -> None:
    (site / name).write_text("config: 1", "utf-8")
    before = faults(site)  # as `make check` asks of a site that is only read here

    tidy(site)

    assert before == []
    assert not (site / name).exists()
