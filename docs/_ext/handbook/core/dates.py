"""Dates of pages and records: reading and writing them, and which day counts as today.

A build must not depend on the clock unless nobody named a day: see :func:`today`.
"""

import datetime as dt
import os
import re
from collections.abc import Mapping

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_day(value: object) -> bool:
    """Tell whether a value is the text of a day that exists, such as ``2027-01-31``."""
    return as_day(value) is not None


def as_day(value: object) -> dt.date | None:
    """Read an ISO 8601 day; ``None`` for anything else, also for ``2027-02-31`` or ``20270131``."""
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def is_overdue(review_by: str, today: str) -> bool:
    """Tell whether a review day has passed; on the day itself there is still time.

    :param review_by: an ISO 8601 day, or nothing where nobody needs to look again.
    """
    return bool(review_by) and review_by < today


def is_ahead(day: str, today: str) -> bool:
    """Tell whether a day is still to come, wherever on earth somebody wrote it.

    :param today: as :func:`today` gives it, by which some places have begun the next day.
    """
    return bool(day) and day > (dt.date.fromisoformat(today) + dt.timedelta(days=1)).isoformat()


def looked_at(reviewed: str, review_by: str, review: str) -> tuple[str, str]:
    """Give both days of a page that somebody looked at on a day, after its own review.

    It is due again after as long as its own two days are apart.

    :param review: an ISO 8601 day, a comma and who; or nothing where nobody did.
    """
    day = review.partition(",")[0]
    if not (reviewed and review_by and reviewed < day):
        return reviewed, review_by
    first, due, now = (dt.date.fromisoformat(text) for text in (reviewed, review_by, day))
    return day, (now + (due - first)).isoformat()


def given(named: str = "", environ: Mapping[str, str] | None = None) -> dt.date | None:
    """Return the day that a build was given, or ``None``.

    In this order: the day that the caller names, ``SOURCE_DATE_EPOCH``
    (https://reproducible-builds.org/specs/source-date-epoch/).

    :param named: an ISO 8601 day, or nothing.
    :raises ValueError: when either is given but can't be read; the text says how to write it.
    """
    environ = os.environ if environ is None else environ
    if named:
        if day := as_day(named):
            return day
        raise ValueError(f"{named!r} is not a day: write it as YYYY-MM-DD, such as 2027-01-31")
    if epoch := environ.get("SOURCE_DATE_EPOCH", ""):
        try:
            return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
        except (ValueError, OverflowError, OSError) as error:
            raise ValueError(
                f"SOURCE_DATE_EPOCH is {epoch!r}: write it as whole seconds since 1970"
            ) from error
    return None


def today(named: str = "", environ: Mapping[str, str] | None = None) -> dt.date:
    """Decide which day is today: the day that is :func:`given`, or that of the machine's clock.

    :raises ValueError: as :func:`given` does.
    """
    return given(named, environ) or dt.datetime.now(tz=dt.UTC).date()


def locale(tag: object) -> Locale | None:
    """Give what is known of a language by its tag, such as ``fr-CA``; ``None`` for no such tag."""
    try:
        return Locale.parse(tag, sep="-") if isinstance(tag, str) else None
    except (ValueError, UnknownLocaleError):
        return None


def day_text(day: str, language: str) -> str:
    """Write an ISO 8601 day for readers: as it is for "iso", else as the language does."""
    if language == "iso":
        return day
    return format_date(dt.date.fromisoformat(day), "long", locale=language.replace("-", "_"))
