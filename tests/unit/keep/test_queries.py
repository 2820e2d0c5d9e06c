"""What readers looked for: counted line by line, from whatever a log holds."""

import gzip
from pathlib import Path

import pytest

from handbook.keep import queries
from handbook.keep.queries import as_text, lines_to_add, main, read

REFUSE = "2026-11-30 q=refuse+wish&n=9&at=7&to=how-to%2Fdecline.html%23steps\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    page = tmp_path / "docs" / "how-to" / "decline.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Decline\n", "utf-8")
    return tmp_path / "docs"


def log(folder: Path, *lines: str) -> str:
    path = folder / "queries.log"
    path.write_text("".join(lines), "utf-8")
    return str(path)


def test_wordings_of_one_question_are_one_query(tmp_path: Path, docs: Path) -> None:
    lines = (
        f"2026-11-{day} q={q}&n=0&at=0\n"
        for day, q in (("01", "holidays"), ("09", "holiday"), ("09", "Holidays"))
    )

    text = as_text(read([log(tmp_path, *lines)]), docs)

    assert text.startswith("Queries: 3. Days: 2 since 2026-11-01.\nBelow are those asked 3 times")
    assert "# Found nothing\n     3 of 3      holidays\n" in text


def test_what_is_seldom_asked_is_not_printed(tmp_path: Path, docs: Path) -> None:
    lines = ["2026-11-01 q=holiday&n=0&at=0\n"] * 2

    assert "holiday" not in as_text(read([log(tmp_path, *lines)]), docs)


def test_what_hardly_anybody_chose_from_is_named(tmp_path: Path, docs: Path) -> None:
    lines = ["2026-11-01 q=rota&n=9&at=0\n"] * 19 + ["2026-11-01 q=rota&n=9&at=1&to=a.html\n"]
    half = ["2026-11-01 q=pay&n=9&at=0\n", "2026-11-01 q=pay&n=9&at=1&to=a.html\n"]

    text = as_text(read([log(tmp_path, *lines, *half * 2)]), docs)

    assert "# Hardly anybody chose a result\n    19 of 20     rota\n\n" in text


def test_a_place_far_below_the_top_is_a_line_for_the_register(tmp_path: Path, docs: Path) -> None:
    tally = read([log(tmp_path, REFUSE * 3)])

    assert lines_to_add(tally, docs) == {
        "how-to/decline": ['  { from = "a reader", asks = "refuse wish", at = "steps" },']
    }


@pytest.mark.parametrize(
    "line",
    [
        REFUSE.replace("at=7", "at=2"),  # near the top
        REFUSE.replace("decline", "gone"),  # no page
        REFUSE.replace("how-to%2Fdecline", "..%2F..%2Fetc%2Fpasswd"),
    ],
)
def test_what_needs_no_line_gets_none(tmp_path: Path, docs: Path, line: str) -> None:
    assert lines_to_add(read([log(tmp_path, line * 3)]), docs) == {}


def test_what_the_register_has_is_not_proposed_again(tmp_path: Path, docs: Path) -> None:
    (docs / "local").mkdir()
    asked = '"how-to/decline" = [{ from = "a lead", asks = "How do I refuse a wish?" }]\n'
    (docs / "local" / "questions.toml").write_text(asked, "utf-8")

    assert lines_to_add(read([log(tmp_path, REFUSE * 3)]), docs) == {}


def test_a_fault_of_the_register_is_named(
    tmp_path: Path, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / "local").mkdir()
    (docs / "local" / "questions.toml").write_text('"how-to/decline" = 1\n', "utf-8")

    assert main([log(tmp_path, REFUSE), "--docs", str(docs)]) == 2
    assert f"make queries: {docs}/local/questions.toml:1: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "",
        '127.0.0.1 - - [30/Nov/2026:08:00:00 +0000] "GET / HTTP/1.1" 200 5',
        "2026-11-30 ",
        "2026-11-30 q=&n=1&at=1",
        "2026-11-30 q=%20&n=1&at=1",
        "2026-11-30 q=a&n=many&at=1",
        "2026-11-30 q=a&n=1&at=1&to=" + "x" * 10_000,
        "2026-11-30 q=\\x22&n=1",
    ],
    ids=range(8),
)
def test_a_line_that_is_no_report_is_counted_and_left_out(tmp_path: Path, line: str) -> None:
    tally = read([log(tmp_path, f"{line}\n")])

    assert tally.queries == {}
    assert tally.others > 0


def test_no_query_reaches_the_terminal_as_more_than_words(tmp_path: Path, docs: Path) -> None:
    line = "2026-11-30 q=say%1B%5B2J%0A%22no%FF%E2%80%AE&n=0&at=0\n"

    text = as_text(read([log(tmp_path, line * 3)]), docs)

    assert '     3 of 3      say [2J "no\N{REPLACEMENT CHARACTER}\n' in text


def test_a_report_is_found_behind_what_a_container_puts_before_it(tmp_path: Path) -> None:
    before = "2026-11-30T08:00:00.000000000Z stdout F "

    assert read([log(tmp_path, before + REFUSE)]).asked == 1


def test_memory_holds_the_most_asked_of_any_number(
    tmp_path: Path, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 10)
    rare = "".join(f"2026-11-01 q=word{chr(97 + n)}&n=0&at=0\n" for n in range(26))

    tally = read([log(tmp_path, REFUSE * 5, rare)])

    assert len(tally.queries) <= 10
    assert tally.queries["refus wish"].asked == 5
    assert f"Forgotten of the rarest, to save memory: {tally.forgotten}." in as_text(tally, docs)


def test_logs_that_were_packed_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "queries.log.1.gz"
    path.write_bytes(gzip.compress(REFUSE.encode()))

    assert read([str(path), log(tmp_path, REFUSE)]).asked == 2


@pytest.mark.parametrize(
    "content",
    [None, b"no gzip", gzip.compress(b"cut off" * 99)[:30]],
    ids=["no file", "no gzip", "cut off"],  # the packed one has the time in it
)
def test_a_log_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "queries.log.gz"
    if content is not None:
        path.write_bytes(content)

    assert main([str(path)]) == 2
    assert f"make queries: {path}: can't be read: " in capsys.readouterr().err
