"""Dates of publication as they are written: read where they say one day, never guessed."""

import re
from datetime import UTC, date, datetime

from dateutil import parser

_ISO = re.compile(r"((?:19|20)\d\d)([-/.]?)(\d{1,2})\2(\d{1,2})(?![\d])")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?$")
# What is not written is filled from here: a date that comes out of both alike is fully written.
_FILLS = (datetime(2001, 2, 3), datetime(2004, 5, 6))


def parse_date(value: object) -> date | None:
    """Return the day a value names, or None when it names none or may be read as two.

    Years come first where they are written first; "25/12/2023" can be read in one way, "06/09/2023"
    in two and is not read. Of a time stamp the day it is written with counts, whatever its zone.
    Numbers are seconds or milliseconds since 1970.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(str(value).split())[:100]
    try:
        if iso := _ISO.match(text):
            return date(int(iso[1]), int(iso[3]), int(iso[4]))
        if _EPOCH.match(text):
            seconds = float(text) / (1000 if float(text) > 1e11 else 1)
            return datetime.fromtimestamp(seconds, UTC).date()
        found = {
            parser.parse(text, default=fill, dayfirst=first, ignoretz=True).date()
            for fill in _FILLS
            for first in (False, True)
        }
    except (ValueError, OverflowError, TypeError):
        return None
    return found.pop() if len(found) == 1 else None
