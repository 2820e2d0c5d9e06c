"""Columns get the room that their text needs."""

from handbook.paper.pdf.columns import widths

LINE = 96


def shares(*rows: list[str], given: list[int] | None = None) -> list[str]:
    return widths(rows, len(rows[0]), given or [], LINE)


def test_a_table_that_fits_takes_only_what_it_needs() -> None:
    assert shares(["short", "a little longer"]) == ["auto", "auto"]


def test_a_table_that_fits_is_not_broken_by_widths_that_the_author_gives() -> None:
    assert shares(["a", "b", "w " * 35], given=[40, 30, 30]) == ["auto", "auto", "1fr"]


def test_long_columns_share_what_short_ones_leave() -> None:
    first, second, third = shares(["Week 1", "word " * 40, "word " * 40])

    assert first == "auto"
    assert abs(float(second[:-2]) - float(third[:-2])) <= 6


def test_room_goes_where_it_saves_lines() -> None:
    names = [["Handbook editors", f"{'word ' * 14}", "2026-11-23", "accepted", "x" * 20]] * 20

    editors, prose, *_rest = shares(*names)

    assert float(prose[:-2]) > 35
    assert editors == "11fr", "its longest word is enough beside a text of two lines"


def test_no_column_is_narrower_than_its_longest_word() -> None:
    _prose, names = shares(["word " * 80, "n" * 38])

    assert float(names[:-2]) >= 38


def test_widths_that_the_author_gives_hold() -> None:
    assert shares(["word " * 80, "n" * 38], given=[30, 70]) == ["30fr", "70fr"]


def test_a_table_of_spans_alone_has_equal_columns() -> None:
    assert widths([], 3, [], LINE) == ["1fr", "1fr", "1fr"]
