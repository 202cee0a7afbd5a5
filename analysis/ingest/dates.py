"""Publication dates: a written date is parsed if it names one day, and never guessed."""

import re
from datetime import UTC, date, datetime, timedelta

from dateutil import parser

from analysis.ingest.written_dates import date_of_line

_ISO_DATE = re.compile(r"((?:19|20)\d\d)([-/.]?)(\d{1,2})\2(\d{1,2})(?![\d])")
#: A day of Excel's calendar as a number: from 1954 to 2119, so that a year is none.
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?$")
#: The day before Excel's day 1, moved by the leap day that its calendar has too many.
_SERIAL_START = date(1899, 12, 30)
#: A date of three numbers: day and month in either order, then the year.
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
#: A time with a full stop at the end, and the name of its zone: "08.00 BST".
_TIME_WITH_STOP = re.compile(
    r"(?<=[\s,])(\d{1,2})\.(\d\d)(\s?[ap]m)?(?=\s*[A-Z]{0,5}$)", re.IGNORECASE
)
#: Dates before this year are errors: there is hardly any news to load from then (judgement).
_FIRST_YEAR = 1800
#: Dates of this year and the next are read even where the clock of the system is set to a time
#: before them: the year in which this version of the program was written.
_YEAR_OF_PROGRAM = 2026
_MONTHS = 12
_EPOCH_TIME = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?$")
#: Two days that differ in year, month and day. They fill what a date leaves out, so a date that
#: is parsed to the same day with both is complete.
_FILLERS = (datetime(2001, 2, 3, tzinfo=UTC), datetime(2004, 5, 6, tzinfo=UTC))
#: Larger numbers are milliseconds since 1970, others seconds: as seconds it is the year 5138.
_LARGEST_SECONDS = 1e11
#: Characters of a value that are parsed; no written date is longer.
_LONGEST_DATE = 100


def parse_date(value: object, *, is_day_first: bool | None = None) -> date | None:
    """Return the day that a value names; None if it names none, or could name two.

    A year may come first; "25/12/2023" is unambiguous, and "06/09/2023", which could name two
    days, is not parsed, unless the order is known. With full stops the day comes first. Months
    may be named in English, German, Dutch or French. A time
    stamp counts as the day it is written with, whatever its time zone. Numbers are seconds or
    milliseconds since 1970, or days of Excel's calendar. Days before 1800 or after the next year
    are none.

    Args:
        value: The value.
        is_day_first: Whether the day comes before the month in dates of three numbers; None if
            this is unknown.
    """
    day = _parse_day(value, is_day_first=is_day_first)
    if day is None and isinstance(value, str):
        day = date_of_line(value[:_LONGEST_DATE])
    last_year = max(datetime.now(UTC).year, _YEAR_OF_PROGRAM) + 1
    return day if day is not None and _FIRST_YEAR <= day.year <= last_year else None


def numeric_day_order(value: object) -> bool | None:
    """Return whether the day comes first in a date of three numbers; None if it does not tell."""
    match = _NUMBERS.match(str(value).strip()[:_LONGEST_DATE])
    if not match or (int(match[1]) > _MONTHS) == (int(match[3]) > _MONTHS):
        return None
    return int(match[1]) > _MONTHS


def _parse_day(value: object, *, is_day_first: bool | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(str(value).split())[:_LONGEST_DATE]
    try:
        return _parse_number(text) or _parse_written(text, is_day_first=is_day_first)
    except (ValueError, OverflowError, TypeError):
        return None


def _parse_number(text: str) -> date | None:
    """Return the day of a date that begins with the year, of a time stamp or a serial number."""
    if iso := _ISO_DATE.match(text):
        return date(int(iso[1]), int(iso[3]), int(iso[4]))
    if _EPOCH_TIME.match(text):
        number = float(text)
        seconds = number / 1000 if number > _LARGEST_SECONDS else number
        return datetime.fromtimestamp(seconds, UTC).date()
    if _SERIAL.match(text):
        return _SERIAL_START + timedelta(days=int(float(text)))
    return None


def _parse_written(text: str, *, is_day_first: bool | None) -> date | None:
    numbers = _NUMBERS.match(text)
    if numbers and numbers[2] == ".":
        is_day_first = True
    text = _TIME_WITH_STOP.sub(r"\1:\2\3", text)
    days = {
        parser.parse(text, default=filler, dayfirst=day_first, ignoretz=True).date()
        for filler in _FILLERS
        for day_first in ((False, True) if is_day_first is None else (is_day_first,))
    }
    return days.pop() if len(days) == 1 else None
