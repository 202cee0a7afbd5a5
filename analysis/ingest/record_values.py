"""Values of records: numbers, lists and objects as text, and dates."""

import ast
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from analysis.ingest.dates import parse_date
from analysis.ingest.printable_names import printable
from analysis.ingest.written_dates import find_only_date

#: Greatest depth of lists and objects inside each other in a value that names something. Python
#: cannot compare or print values that are nested a thousand times.
MAX_DEPTH = 20
#: Names of a list that are read, such as the authors of an article.
_MOST_NAMES = 50
#: The keys of an object under which the name of an outlet or an author is, in order of preference.
_NAME_KEYS = ("name", "title", "main", "original", "displayName", "domain", "uri", "url", "$oid")
#: Characters of a date that a message quotes.
_LONGEST_DATE = 60
#: What tables write for a missing value, in lower case.
_MISSING = frozenset(
    {"nan", "nat", "none", "null", "n/a", "na", "#n/a", "<na>", "-", "--", "[]", "{}", ""}
)
#: A list as Python prints it, such as the authors that a scraper found.
_PRINTED_LIST = re.compile(r"\[\s*['\"].*['\"]\s*\]", re.DOTALL)
#: Longest printed list that is read, in characters.
_LONGEST_LIST = 5_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_filled(value: object) -> bool:
    """Return whether a value is not missing, NaN or empty."""
    if isinstance(value, str):
        return len(value) > _LONGEST_DATE or value.strip().casefold() not in _MISSING
    return not _is_missing(value) and value not in ([], {})


def single_line(value: object) -> str:
    """Return a value as text on one line; the names of lists and objects joined by commas."""
    if _is_missing(value):
        return ""
    if isinstance(value, str):
        value = _printed_list(value)
        if not is_filled(value):
            return ""
    if isinstance(value, Mapping):
        names = (value[key] for key in _NAME_KEYS if is_filled(value.get(key)))
        return single_line(next(names, None))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(single_line, value[:_MOST_NAMES])))
    return printable(" ".join(str(value).split()))


def is_too_deep(value: object) -> bool:
    """Return whether lists and objects are nested more than :data:`MAX_DEPTH` levels deep."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for outer in level for inner in _elements(outer)]
        if not level:
            return False
    return True


def date_or_text(value: object, *, is_day_first: bool | None = None) -> date | str | None:
    """Return the date of a value, its text if it cannot be parsed, and None if it is empty."""
    if isinstance(value, Mapping) and "$date" in value:
        value = _extended_json_date(value["$date"])
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not is_filled(value):
        return None
    day = parse_date(value, is_day_first=is_day_first)
    if day is None and isinstance(value, str):
        # The words around a date ("Published: …") are checked to have no second one.
        day = parse_date(find_only_date(value[:_LONGEST_DATE]))
    return day or (single_line(value) or printable(str(value)))[:_LONGEST_DATE]


def _extended_json_date(value: object) -> object:
    """Return a date of MongoDB's extended JSON: a text unchanged, milliseconds as a time."""
    if isinstance(value, Mapping) and str(value.get("$numberLong")).lstrip("-").isdecimal():
        value = int(str(value["$numberLong"]))
    try:
        return _EPOCH + timedelta(milliseconds=value) if isinstance(value, int) else value
    except OverflowError:
        return value


def _printed_list(text: str) -> str | list[object]:
    """Return the list that a text prints; the text itself if it prints none."""
    text = text.strip()
    if len(text) > _LONGEST_LIST or not _PRINTED_LIST.fullmatch(text):
        return text
    try:
        parsed = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text
    return parsed if isinstance(parsed, list) else text


def _is_missing(value: object) -> bool:
    return value is None or value != value  # noqa: PLR0124 - only NaN differs from itself


def _elements(value: object) -> Iterable[object]:
    """Return the elements of a list or an object; none for other values."""
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()
