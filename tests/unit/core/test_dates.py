"""Which texts are days, and which day is today."""

import datetime as dt

import pytest

from handbook.core import dates


@pytest.mark.parametrize(
    ("value", "is_day"),
    [
        ("2028-02-29", True),
        ("2027-02-29", False),
        ("20270131", False),
        ("2027-W01-1", False),
        ("2027-1-31", False),
        ("2027-01-31\n", False),
        ("\u0662027-01-31", False),
        (dt.date(2027, 1, 31), False),
        (None, False),
    ],
)
def test_only_an_iso_day_that_exists_is_a_day(value: object, *, is_day: bool) -> None:
    assert dates.is_day(value) is is_day


@pytest.mark.parametrize(
    ("day", "is_ahead"),
    [("", False), ("2026-12-31", False), ("2027-01-01", False), ("2027-01-02", True)],
)
def test_a_day_that_has_begun_somewhere_is_not_ahead(day: str, *, is_ahead: bool) -> None:
    assert dates.is_ahead(day, "2026-12-31") is is_ahead


def test_a_named_day_wins_over_the_epoch() -> None:
    assert dates.today("2027-01-31", {"SOURCE_DATE_EPOCH": "0"}) == dt.date(2027, 1, 31)


def test_the_epoch_wins_over_the_clock() -> None:
    assert dates.today("", {"SOURCE_DATE_EPOCH": "86400"}) == dt.date(1970, 1, 2)


@pytest.mark.parametrize("epoch", ["soon", "1e9", "9" * 30])
def test_an_epoch_that_is_no_time_is_refused(epoch: str) -> None:
    with pytest.raises(ValueError, match=r"SOURCE_DATE_EPOCH is .*: write it as whole seconds"):
        dates.today("", {"SOURCE_DATE_EPOCH": epoch})
