"""Publication dates: a written date is parsed if it names one day, and never guessed."""

import re
from datetime import UTC, date, datetime

from dateutil import parser

_ISO_DATE = re.compile(r"((?:19|20)\d\d)([-/.]?)(\d{1,2})\2(\d{1,2})(?![\d])")
_EPOCH_TIME = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?$")
#: Two days that differ in year, month and day. They fill what a date leaves out, so a date that
#: is parsed to the same day with both is complete.
_FILLERS = (datetime(2001, 2, 3, tzinfo=UTC), datetime(2004, 5, 6, tzinfo=UTC))
#: Larger numbers are milliseconds since 1970, others seconds: as seconds it is the year 5138.
_LARGEST_SECONDS = 1e11
#: Characters of a value that are parsed; no written date is longer.
_LONGEST_DATE = 100


def parse_date(value: object) -> date | None:
    """Return the day that a value names; None if it names none, or could name two.

    A year may come first; "25/12/2023" is unambiguous, and "06/09/2023", which could name two
    days, is not parsed. A time stamp counts as the day it is written with, whatever its time
    zone. Numbers are seconds or milliseconds since 1970.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(str(value).split())[:_LONGEST_DATE]
    try:
        if iso := _ISO_DATE.match(text):
            return date(int(iso[1]), int(iso[3]), int(iso[4]))
        if _EPOCH_TIME.match(text):
            number = float(text)
            seconds = number / 1000 if number > _LARGEST_SECONDS else number
            return datetime.fromtimestamp(seconds, UTC).date()
        days = {
            parser.parse(text, default=filler, dayfirst=day_first, ignoretz=True).date()
            for filler in _FILLERS
            for day_first in (False, True)
        }
    except (ValueError, OverflowError, TypeError):
        return None
    return days.pop() if len(days) == 1 else None
