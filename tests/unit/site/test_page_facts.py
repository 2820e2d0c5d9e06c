"""What stands around a page: addresses, days and reading time."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.utils import new_document
from repository import conf_of

from handbook.core.config import Settings, Staleness
from handbook.core.dates import day_text
from handbook.site.page_facts import contact_address, minutes, report_address

if TYPE_CHECKING:
    from conftest import Build


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("handbook@example.org", "mailto:handbook@example.org"),
        ("https://example.org/ask", "https://example.org/ask"),
        ("", ""),
    ],
)
def test_a_contact_becomes_an_address(contact: str, address: str) -> None:
    assert contact_address(contact) == address


def test_a_report_names_the_page_with_every_character_kept() -> None:
    template = "https://git.example.org/issues/new?title={title}&body={url}"

    address = report_address(template, "", "Who pays? R&D, 50%", "https://h.example/a.html#b")

    assert address == (
        "https://git.example.org/issues/new?title=Who%20pays%3F%20R%26D%2C%2050%25"
        "&body=https%3A%2F%2Fh.example%2Fa.html%23b"
    )


def test_without_a_tracker_a_report_is_a_mail_to_the_contact() -> None:
    address = report_address("", "leads@example.org", "A & B", "https://h.example/a.html")

    assert address == (
        "mailto:leads@example.org?subject=Handbook%3A%20A%20%26%20B"
        "&body=https%3A%2F%2Fh.example%2Fa.html%0A%0AWhat%20is%20wrong%20or%20missing%3A%0A%0A"
    )


def test_a_contact_that_is_a_page_is_where_reports_go() -> None:
    assert report_address("", "https://example.org/ask", "A", "") == "https://example.org/ask"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("iso", "2026-11-02"),
        ("en-GB", "2 November 2026"),
        ("en-US", "November 2, 2026"),
        ("de", "2. November 2026"),
    ],
)
def test_a_day_is_written_in_the_language_of_the_readers(language: str, text: str) -> None:
    assert day_text("2026-11-02", language) == text


@pytest.mark.parametrize(("words", "expected"), [(1, 1), (238, 1), (239, 2), (2380, 10)])
def test_reading_time_counts_prose(words: int, expected: int) -> None:
    document = new_document("")
    document += nodes.paragraph("", "word " * words)
    document += nodes.literal_block("", "code " * 5000)

    assert minutes(document) == expected


def test_an_address_for_an_owner_of_no_page_is_told(build: Build) -> None:
    conf = 'extensions = ["myst_parser", "handbook.site.page_facts"]\n' + conf_of(
        Settings(owners={"Editor": "a@b.example"})
    )
    page = "---\nowner: Editors\nreviewed: 2026-01-01\nreview-by: 2099-01-01\n---\n# Home\n"

    settings = '[organisation]\nname = "Editor"\n\n[owners]\n"Editor" = "a@b.example"\n'

    project = build({"index.md": page, "handbook.toml": settings}, builder="html", conf=conf)

    assert project.warnings == [
        "handbook.toml:5: WARNING: [owners] names 'Editor', who owns no page yet: did you mean"
        " 'Editors'? If not, write a page whose front matter says 'owner: Editor'"
        " (docs/local/index.md will do), or remove the line [handbook.page]"
    ]


def test_a_page_says_who_looked_at_it_where_its_owner_did_not(build: Build) -> None:
    conf = (
        'extensions = ["myst_parser", "handbook.site.page_facts"]\ntemplates_path = ["_t"]\n'
        + conf_of(Settings(staleness=Staleness(looked_at="2026-12-01, Chief & Co")))
    )
    page = "---\nowner: A\nreviewed: 2026-11-01\nreview-by: 2026-12-01\n---\n# Page\n"
    shown = "{{ reviewed }} by {{ reviewed_by }}, then {{ review_by }}"
    own = page.replace("---\n#", "orphan: true\n---\n#")
    pages = {"index.md": page, "local/own.md": own, "_t/page.html": shown}

    project = build(pages, builder="html", conf=conf)

    said = project.text("index.html")
    assert said == "2026-12-01 by Chief & Co, then 2026-12-31"
    said = (project.out / "local" / "own.html").read_text("utf-8")
    assert said == "2026-11-01 by , then 2026-12-01"


def test_the_day_of_a_commit_shows_though_no_page_changed(build: Build, tmp_path: Path) -> None:
    conf = 'extensions = ["myst_parser", "handbook.site.page_facts"]\ntemplates_path = ["_t"]\n'
    facts = "---\nowner: Leads\nreviewed: 2026-11-22\nreview-by: 2027-11-22\n---\n\n"
    pages = {"index.md": f"{facts}# Home\n", "_t/page.html": "Changed: {{ changed }}."}
    first = build(pages, builder="html", conf=conf)
    assert "Changed: ." in first.text("index.html")

    git = ["git", "-C", str(tmp_path / "source"), "-c", "user.name=A", "-c", "user.email=a@b.c"]
    dates = {"GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z"}
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]):
        subprocess.run([*git, *command], check=True, env={**os.environ, **dates})
    second = build(pages, builder="html", conf=conf)

    assert "Changed: 2026-11-20." in second.text("index.html")
