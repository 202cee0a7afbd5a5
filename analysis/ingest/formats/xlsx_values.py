"""Values of the cells of an .xlsx from its XML, as python-calamine gives them."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

#: What a cell can hold.
Cell = str | float | bool | date | datetime | time | timedelta
#: What a number format makes of a number.
NumberKind = Literal["number", "moment", "duration"]

#: Number formats that a workbook need not define: moments and a duration (ECMA-376, part 1,
#: 18.8.30).
_MOMENT_FORMATS = frozenset({*range(14, 23), 45, 47})
_DURATION_FORMATS = frozenset({46})
#: Parts of the code of a number format that are no sign: quoted text, and a character after "\" or
#: "_".
_LITERALS = re.compile(r'"[^"]*"?|[\\_].?', re.DOTALL)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
#: Signs of days and times; "AM/PM" and "A/P" are among them.
_MOMENT = re.compile(r"[dmhys]|a/p", re.IGNORECASE)
#: A character that XML cannot hold, as Office writes it: "_x000D_".
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)
#: Day 0 of the calendar. It is one day early because the calendar has a 29 February 1900, which
#: did not exist.
_CALENDAR_START = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones
#: The first day of the calendar after that 29 February.
_FIRST_DAY_AFTER_LEAP = 60
#: Days between the calendar from 1900 and that from 1904.
DAYS_TO_1904 = 1462
_MILLISECONDS_OF_DAY = 86_400_000
#: The white space of XML.
_SPACES = " \t\r\n"


def number_kind(format_id: int, code: str) -> NumberKind:
    """Return what a number format makes of a number.

    Args:
        format_id: The number of the format.
        code: Its code, such as "yyyy-mm-dd"; empty if the workbook does not define it.
    """
    if not code:
        if format_id in _DURATION_FORMATS:
            return "duration"
        return "moment" if format_id in _MOMENT_FORMATS else "number"
    section = _LITERALS.sub("", code).partition(";")[0]
    duration = _DURATION.search(section)
    before = section[: duration.start()] if duration else section
    if _MOMENT.search(_BRACKETS.sub("", before)):
        return "moment"
    return "duration" if duration else "number"


def unescape(text: str, *, is_preserved: bool) -> str:
    """Return the text of an element: without spaces around it unless they are to be preserved."""
    text = text if is_preserved else text.strip(_SPACES)
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code in _SURROGATES else chr(code)


def plain_value(kind: str, text: str, number: NumberKind, *, is_1904: bool) -> Cell:
    """Return the value of a cell that holds its value itself.

    Args:
        kind: The type that the cell states; empty for a number.
        text: What is written in it.
        number: What the format of the cell makes of a number.
        is_1904: Whether days are counted from 1904.
    """
    if kind == "e":
        return ""
    if kind == "str":
        return unescape(text, is_preserved=True)
    if kind == "b":
        return text != "0"
    if kind == "d":
        return _iso_value(text)
    return _number_value(text, number, is_1904=is_1904)


def _iso_value(text: str) -> Cell:
    for read in (date.fromisoformat, time.fromisoformat, datetime.fromisoformat):
        try:
            value = read(text)
        except ValueError:
            continue
        return text if getattr(value, "tzinfo", None) else value
    return text


def _number_value(text: str, kind: NumberKind, *, is_1904: bool) -> Cell:
    try:
        number = float(text) if text == text.strip() and "_" not in text else None
    except ValueError:
        number = None
    if number is None:
        return text
    try:
        if kind == "duration":
            return timedelta(milliseconds=round(number * _MILLISECONDS_OF_DAY))
        if kind == "moment":
            return _moment(number, is_1904=is_1904)
    except (OverflowError, ValueError):
        pass  # too large for a calendar: it stays a number
    return number


def _moment(number: float, *, is_1904: bool) -> Cell:
    """Return the day, the time or both that a number stands for."""
    days = number + DAYS_TO_1904 if is_1904 else number
    days += days < _FIRST_DAY_AFTER_LEAP
    moment = _CALENDAR_START + timedelta(milliseconds=round(days * _MILLISECONDS_OF_DAY))
    if number < 1:
        return moment.time()
    return moment.date() if number.is_integer() else moment


@lru_cache(maxsize=1 << 15)
def column_index(letters: str) -> int | None:
    """Return the index of a column from its letters ("A" is 0); None if they are no letters."""
    if not (letters.isascii() and letters.isalpha()):
        return None
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
