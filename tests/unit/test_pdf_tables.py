"""Columns get the room that their text needs."""

from __future__ import annotations

from handbook.pdf.tables import Column, widths


def test_a_table_that_fits_takes_only_what_it_needs() -> None:
    assert widths([Column(5, 5), Column(20, 8)], []) == ["auto", "auto"]


def test_long_columns_share_what_short_ones_leave() -> None:
    assert widths([Column(6, 6), Column(200, 9), Column(200, 9)], []) == [
        "auto",
        "43.5fr",
        "43.5fr",
    ]


def test_no_column_is_narrower_than_its_longest_word() -> None:
    _prose, names = widths([Column(400, 12), Column(40, 38)], [])

    assert names == "41.0fr"


def test_widths_that_the_author_gives_hold() -> None:
    assert widths([Column(400, 12), Column(40, 38)], [30, 70]) == ["30fr", "70fr"]
