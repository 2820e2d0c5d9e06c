"""Every page has an owner and review days, and says so when the day has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handbook.core.warnings import BuildError

if TYPE_CHECKING:
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Home\n",
            [
                "1: WARNING: the page has no front matter: open it with --- and"
                " 'owner: Platform leads', 'reviewed: 2026-11-22', 'review-by: 2027-11-22'"
                " [handbook.page]"
            ],
            id="no front matter",
        ),
        pytest.param(
            PAGE.replace("owner: Editors\n", ""),
            [
                "1: WARNING: 'owner' is missing: add a line such as 'owner: Platform leads'"
                " [handbook.page]"
            ],
            id="no owner",
        ),
        pytest.param(
            PAGE.replace("owner", "Owner").replace("review-by", "review_by"),
            [
                "2: WARNING: 'Owner' is no key: write 'owner' [handbook.page]",
                "4: WARNING: 'review_by' is no key: write 'review-by' [handbook.page]",
            ],
            id="keys that are nearly right",
        ),
        pytest.param(
            PAGE.replace("Editors", "42"),
            ["2: WARNING: owner: 42 is no name: write who keeps the page, as text [handbook.page]"],
            id="an owner that is a number",
        ),
        pytest.param(
            PAGE.replace("2027-01-31", "2027-02-31"),
            [
                "4: WARNING: review-by: '2027-02-31' is not a day: write one that exists as"
                " YYYY-MM-DD [handbook.page]"
            ],
            id="a day that does not exist",
        ),
        pytest.param(
            PAGE.replace("2027-01-31", "2026-11-22"),
            [
                "4: WARNING: review-by: 2026-11-22 is not after reviewed: 2026-11-22:"
                " name a later day [handbook.page]"
            ],
            id="a review day that is the day of review",
        ),
        pytest.param(
            PAGE.replace("reviewed: 2026-11-22", "reviewed: soon").replace("owner: Editors\n", ""),
            [
                "1: WARNING: 'owner' is missing: add a line such as 'owner: Platform leads'"
                " [handbook.page]",
                "2: WARNING: reviewed: 'soon' is not a day: write one that exists as YYYY-MM-DD"
                " [handbook.page]",
            ],
            id="two faults",
        ),
        pytest.param(
            PAGE.replace("reviewed", "owner"),
            [
                "3: WARNING: the key 'owner' stands on line 2 already: keep one of the two"
                " [handbook.front_matter]"
            ],
            id="a key twice",
        ),
    ],
)
def test_each_fault_is_told_once_at_its_line(build: Build, text: str, expected: list[str]) -> None:
    project = build({"index.md": text}, conf=CONF.format(today="2026-12-01"))

    assert project.warnings == [f"index.md:{line}" for line in expected]


def test_other_keys_still_reach_myst(build: Build) -> None:
    text = PAGE.replace("---\n\n", "myst:\n  html_meta:\n    description: Words\n---\n\n")

    project = build({"index.md": text}, builder="html", conf=CONF.format(today="2026-12-01"))

    assert project.warnings == []
    html = (project.out / "index.html").read_text("utf-8")
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


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize(("today", "shown"), [("2027-01-31", False), ("2027-02-01", True)])
def test_the_banner_shows_after_the_review_day(
    build: Build, builder: str, today: str, *, shown: bool
) -> None:
    project = build({"index.md": PAGE}, builder=builder, conf=CONF.format(today=today))

    written = " ".join(next(project.out.glob("index.*")).read_text("utf-8").split())
    banner = "This page was to be reviewed by 2027-01-31. Ask its owner, Editors,"
    assert (banner in written) is shown


def test_a_day_that_can_not_be_read_ends_the_build(build: Build) -> None:
    with pytest.raises(BuildError) as caught:
        build({"index.md": PAGE}, conf=CONF.format(today="tomorrow"))

    assert str(caught.value) == (
        "handbook_today: 'tomorrow' is not a day: write it as YYYY-MM-DD, such as 2027-01-31"
    )


def test_the_builds_day_is_the_source_date_epoch(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1801440000")  # 2027-02-01

    project = build({"index.md": PAGE}, builder="text", conf=CONF.format(today=""))

    assert "Review overdue" in (project.out / "index.txt").read_text("utf-8")
