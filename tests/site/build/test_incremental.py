"""After any row of edits, a build that follows others gives the bytes of a build from nothing.

``HANDBOOK_EDITS=200`` tries that many rows of edits, each time others; without it a few, always the
same ones.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from changing_site import STOPPED, Site, build, differing, files
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("HANDBOOK_EDITS", "0"))

EDITS = [
    *(Site.retitle, Site.add_words, Site.add_heading, Site.add_label, Site.add_term),
    *(Site.add_table, Site.add_index_entry, Site.remove_block, Site.link, Site.unlink),
    *(Site.add_page, Site.remove_page, Site.rename_page, Site.reorder, Site.change_caption),
    *(Site.change_template, Site.change_style, Site.add_or_remove_static_file),
    *(Site.change_data, Site.change_configuration, Site.change_settings, Site.change_code),
    *(Site.change_record, Site.mention_record, Site.show_register, Site.move_page),
]
EDIT = st.tuples(st.sampled_from(EDITS), st.integers(0, 9), st.integers(0, 9))


def test_the_small_handbook_itself_gives_no_warning(tmp_path: Path) -> None:
    Site.new(tmp_path / "source")

    assert build(tmp_path / "source", tmp_path / "work") == []


@settings(
    max_examples=EXAMPLES or 4,
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
# Each edit that once went wrong in stock Sphinx, for certain.
@example([[(Site.retitle, 1, 7)]])
@example([[(Site.remove_page, 3, 0)]])
@example([[(Site.unlink, 0, 0)]])
@example([[(Site.add_index_entry, 0, 1)], [(Site.add_words, 1, 1)]])
@example([[(Site.add_table, 1, 0)], [(Site.add_table, 0, 0)], [(Site.add_heading, 2, 0)]])
@given(st.lists(st.lists(EDIT, min_size=1, max_size=3), min_size=1, max_size=3))
def test_any_row_of_edits_gives_the_bytes_of_a_build_from_nothing(
    row: list[list[tuple[Callable[[Site, int, int], None], int, int]]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = Site.new(folder / "source")
        assert build(site.folder, folder / "work") == []
        for edits in row:
            for edit, a, b in edits:
                edit(site, a, b)
            site.save()
            assert build(site.folder, folder / "work") == []

        assert build(site.folder, folder / "clean") == []

        assert differing(folder / "work/html", folder / "clean/html") == []


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.new(tmp_path / "source")
    build(site.folder, tmp_path / "work")
    return site


def pages_written(site: Site) -> set[str]:
    html = site.folder.parent / "work/html"
    before = {path: path.stat().st_mtime_ns for path in html.rglob("*.html")}
    assert build(site.folder, site.folder.parent / "work") == []
    pages = [html / f"{page}.html" for page in (*site.titles, "index")]
    return {page.name for page in pages if page.stat().st_mtime_ns != before[page]}


def test_a_build_without_a_change_writes_no_page(site: Site) -> None:
    assert pages_written(site) == set()


def test_an_edited_page_is_written_with_the_one_that_lists_it(site: Site) -> None:
    site.add_words(3, 1)
    site.save()

    assert pages_written(site) == {"d.html", "index.html"}


def test_a_new_heading_touches_also_the_pages_that_link_there(site: Site) -> None:
    site.add_heading(2, 1)  # page c, which page a links to
    site.save()

    assert pages_written(site) == {"a.html", "c.html", "index.html"}


def test_a_file_put_back_with_its_old_date_is_noticed(site: Site, tmp_path: Path) -> None:
    page, html = site.folder / "d.md", tmp_path / "work/html/d.html"
    before = page.stat()
    page.write_text(page.read_text("utf-8").replace("First", "Other"), encoding="utf-8")
    os.utime(page, (before.st_atime, before.st_mtime))

    build(site.folder, tmp_path / "work")

    assert "Other words" in html.read_text("utf-8")


def test_a_warning_is_told_until_it_is_mended(site: Site, tmp_path: Path) -> None:
    page = site.folder / "d.md"
    good = page.read_text("utf-8")
    page.write_text(f"{good}\nSee [](#nowhere).\n", encoding="utf-8")
    first = build(site.folder, tmp_path / "work")

    again = build(site.folder, tmp_path / "work")

    assert len(first) == 1
    assert again == first
    page.write_text(good, encoding="utf-8")
    assert build(site.folder, tmp_path / "work") == []


def test_a_link_broken_by_an_edit_elsewhere_is_told(site: Site, tmp_path: Path) -> None:
    site.add_label(2, 3)
    site.save()
    assert build(site.folder, tmp_path / "work") == []
    site.blocks["c"].clear()
    site.save()

    said = build(site.folder, tmp_path / "work")

    assert len(said) == 1
    assert "d.md:" in said[0]
    assert "label-1" in said[0]


def test_an_outcome_that_is_not_ours_is_never_emptied(site: Site, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "html").mkdir(parents=True)
    (other / "html" / "mine.txt").write_text("Mine", encoding="utf-8")

    build(site.folder, other)
    site.retitle(0, 1)
    site.save()
    build(site.folder, other)

    assert (other / "html" / "mine.txt").exists()


@pytest.mark.parametrize(
    "event",
    ["doctree-read", "env-updated", "html-page-context", "html-collect-pages", "build-finished"],
)
def test_a_build_that_is_killed_spoils_nothing(site: Site, tmp_path: Path, event: str) -> None:
    work = tmp_path / "work"
    original, good = site.folder / "c.md", files(work / "html")
    text = original.read_text("utf-8")
    site.retitle(2, 9)
    site.save()

    assert build(site.folder, work, killed_at=event) == [STOPPED]

    original.write_text(text, encoding="utf-8")
    assert build(site.folder, work) == []
    assert files(work / "html") == good
