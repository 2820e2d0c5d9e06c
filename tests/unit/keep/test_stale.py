"""`make stale`: what is overdue, whose it is, and whether the budget holds."""

import json
from pathlib import Path

import pytest

from handbook.keep.stale import main

PAGE = "---\nowner: {owner}\nreviewed: 2026-01-01\nreview-by: {day}\n---\n# {title}\n"
RECORD = """\
---
tradeoff:
  id: TO-0001
  status: {status}
  owner: Leads
  decided: 2026-01-01
  review-by: 2026-11-01
---
# Keep it
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return pages of two owners on 2026-11-22: two overdue, one due today, one overdue record."""
    folder = tmp_path / "docs"
    files = {
        "a.md": PAGE.format(owner="Editors", day="2026-11-21", title="A"),
        "b.md": PAGE.format(owner="Leads", day="2026-10-23", title="B"),
        "c.md": PAGE.format(owner="Leads", day="2026-11-22", title="C"),
        "records/TO-0001.md": RECORD.format(status="accepted"),
        "records/TO-0002.md": RECORD.format(status="retired"),
        "_data/not-a-page.md": "text",
        "local/README.md": "A note for keepers, without front matter.",
        "local/inserts/a.md": "Here we do it otherwise.",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(docs: Path, *arguments: str, staleness: str = "budget = 3") -> int:
    settings = docs.parent / "handbook.toml"
    settings.write_text(f"[staleness]\n{staleness}\n", encoding="utf-8")
    given = ["--docs", str(docs), "--today", "2026-11-22", "--settings", str(settings)]
    return main([*given, *arguments])


def test_one_line_renews_pages_that_are_not_the_organisations_own(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / "local" / "us.md").write_text(PAGE.format(owner="We", day="2026-11-01", title="U"))

    code = run(docs, staleness='looked-at = "2026-11-20, Platform leads"')
    said = capsys.readouterr().out

    assert code == 1
    assert said.startswith(
        "1 of 6 pages overdue on 2026-11-22, budget 0.\n"
        "Upstream's pages were looked at on 2026-11-20, by Platform leads.\n"
    )
    assert "local/us.md" in said


def test_the_text_lists_pages_by_owner(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(docs)

    assert capsys.readouterr().out == (
        "3 of 5 pages overdue on 2026-11-22, budget 3.\n"
        "\n"
        "Editors\n"
        f"      1 days  {docs}/a.md:4  A\n"
        "\n"
        "Leads\n"
        f"     30 days  {docs}/b.md:4  B\n"
        f"     21 days  {docs}/records/TO-0001.md:7  Keep it\n"
        "\n"
        "To renew: read the page, then set its 'reviewed' and 'review-by' days; for pages that are"
        " not yours, set 'looked-at' in handbook.toml.\n"
    )


def test_the_json_lists_the_longest_overdue_first(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(docs, "--json")

    content = json.loads(capsys.readouterr().out)
    assert {key: content[key] for key in ("version", "today", "pages", "budget")} == {
        "version": 1,
        "today": "2026-11-22",
        "pages": 5,
        "budget": 3,
    }
    assert [item["days"] for item in content["overdue"]] == [30, 21, 1]
    assert content["overdue"][0] == {
        "path": f"{docs}/b.md",
        "line": 4,
        "title": "B",
        "owner": "Leads",
        "review-by": "2026-10-23",
        "days": 30,
    }


def test_the_title_is_the_heading_and_no_comment_above_it(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PAGE.format(owner="Leads", day="2026-10-23", title="B")
    (docs / "b.md").write_text(text.replace("owner:", "# who keeps it\nowner:"), encoding="utf-8")

    run(docs, "--json")

    assert json.loads(capsys.readouterr().out)["overdue"][0]["title"] == "B"


def test_a_record_that_a_local_one_replaces_is_not_overdue(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = RECORD.format(status="accepted").replace("2026-11-01", "2026-12-01")
    ours = ours.replace("TO-0001", "TO-0009\n  supersedes: [TO-0001]")
    (docs / "local" / "TO-0009.md").write_text(ours, encoding="utf-8")

    run(docs, "--json")

    content = json.loads(capsys.readouterr().out)
    assert content["pages"] == 6
    assert [item["title"] for item in content["overdue"]] == ["B", "A"]


@pytest.mark.parametrize(("status", "folder"), [("proposed", "local"), ("accepted", "records")])
def test_a_record_that_no_binding_local_one_replaces_is_overdue(
    docs: Path, capsys: pytest.CaptureFixture[str], status: str, folder: str
) -> None:
    ours = RECORD.format(status=status).replace("2026-11-01", "2026-12-01")
    ours = ours.replace("TO-0001", "TO-0009\n  supersedes: [TO-0001]")
    (docs / folder / "TO-0009.md").write_text(ours, encoding="utf-8")

    run(docs, "--json")

    content = json.loads(capsys.readouterr().out)
    assert [item["title"] for item in content["overdue"]] == ["B", "Keep it", "A"]


@pytest.mark.parametrize(("budget", "code"), [(3, 0), (2, 1), (0, 1)])
def test_the_exit_code_tells_whether_the_budget_holds(docs: Path, budget: int, code: int) -> None:
    assert run(docs, staleness=f"budget = {budget}") == code


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.md", "# A\n", ":1: the page has no front matter: open it with --- and "),
        ("a.md", "---\nowner: [\n---\n", ":2: a quote or bracket opens here and never closes"),
        ("a.md", "---\ntradeoff: {}\n---\n", ":1: the record's fields are wrong: run make"),
        ("a.md", b"\xff", ":1: not UTF-8 text: save it as UTF-8"),
    ],
)
def test_a_page_that_can_not_be_judged_is_told_and_fails(
    docs: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | bytes, message: str
) -> None:
    (docs / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    code = run(docs)

    assert code == 2
    assert capsys.readouterr().err.startswith(f"make stale: {docs / name}{message}")


def test_pages_looked_at_on_a_day_to_come_are_told_instead_of_renewed(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(docs, staleness='looked-at = "2027-11-20, Leads"')

    assert code == 2
    assert capsys.readouterr().err == (
        "make stale: handbook.toml:2: staleness.looked-at: 2027-11-20 is still to come: write the"
        " day on which it was done\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--today", "soon"], "'soon' is not a day: write it as YYYY-MM-DD, such as 2027-01-31"),
        (["--docs", "/nonexistent"], "/nonexistent holds no pages: name their folder with --docs"),
    ],
)
def test_a_wrong_argument_is_told_in_one_line(
    docs: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code = run(docs, *arguments)

    assert code == 2
    assert capsys.readouterr().err == f"make stale: {message}\n"
