"""Every page has an owner and review days, and says so when the day has passed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from repository import conf_of

from handbook.core.config import Settings, Staleness

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from conftest import Build

CONF = """\
extensions = ["myst_parser", "handbook.content.upkeep"]
handbook_today = "{today}"
"""
PAGE = """\
---
owner: Editors
reviewed: 2026-11-22
review-by: 2027-01-31
---

# Home
"""
FAULTS = tomllib.loads(Path(__file__).with_name("front_matter.toml").read_text("utf-8"))["fault"]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["is"] for fault in FAULTS])
def test_each_fault_is_told_once_at_its_line(build: Build, fault: dict[str, Any]) -> None:
    project = build({"index.md": fault["page"]}, conf=CONF.format(today="2026-12-01"))

    assert project.warnings == [f"index.md:{line}" for line in fault["told"]]


def test_other_keys_still_reach_myst(build: Build) -> None:
    text = PAGE.replace("---\n\n", "myst:\n  html_meta:\n    description: Words\n---\n\n")

    html = build({"index.md": text}, builder="html", conf=CONF.format(today="2026-12-01")).text(
        "index.html"
    )

    assert '<meta content="Words" name="description" />' in html


def test_a_fault_in_the_text_keeps_its_line(build: Build) -> None:
    text = f"{PAGE}\n{{nosuchrole}}`x`\n"

    project = build({"index.md": text}, conf=CONF.format(today="2026-12-01"))

    assert [line.split(" ")[0] for line in project.warnings] == ["index.md:9:"] * len(
        project.warnings
    )
    assert project.warnings


def test_templates_find_owner_and_days(build: Build) -> None:
    project = build({"index.md": PAGE}, conf=CONF.format(today="2026-12-01"))

    meta = project.app.env.metadata["index"]
    assert (meta["owner"], meta["reviewed"], meta["review-by"]) == (
        "Editors",
        "2026-11-22",
        "2027-01-31",
    )


def test_pages_looked_at_on_a_day_to_come_are_told_where_that_is_set(build: Build) -> None:
    settings = conf_of(Settings(staleness=Staleness(looked_at="2062-05-23, Leads")))
    toml = '[staleness]\n\nlooked-at = "2062-05-23, Leads"\n'
    files = {"index.md": PAGE, "handbook.toml": toml}

    project = build(files, conf=CONF.format(today="2026-12-01") + settings)

    assert project.warnings == [
        "handbook.toml:3: WARNING: staleness.looked-at: 2062-05-23 is still to come: write the day"
        " on which it was done [handbook.page]"
    ]


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize(("today", "shown"), [("2027-01-31", False), ("2027-02-01", True)])
def test_the_banner_shows_after_the_review_day(
    build: Build, builder: str, today: str, *, shown: bool
) -> None:
    project = build({"index.md": PAGE}, builder=builder, conf=CONF.format(today=today))

    written = " ".join(next(project.out.glob("index.*")).read_text("utf-8").split())
    banner = "This page was to be reviewed by 2027-01-31. Ask its owner, Editors,"
    assert (banner in written) is shown


def test_the_builds_day_is_the_source_date_epoch(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1801440000")  # 2027-02-01

    project = build({"index.md": PAGE}, builder="text", conf=CONF.format(today=""))

    assert "Review overdue" in project.text("index.txt")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("term-post-incident-review", "term-incident-review"),
        ("term-production-readiness-review", "term-readiness-review"),
    ],
)
def test_the_address_of_a_renamed_term_leads_to_the_term(
    pages: dict[str, BeautifulSoup], old: str, new: str
) -> None:
    meaning = pages["reference/glossary.html"].select_one(f"#{new} + dd")

    assert meaning
    assert meaning.select_one(f"#{old}")
