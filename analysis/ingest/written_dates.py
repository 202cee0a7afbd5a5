"""Dates that are written out, in English, German, Dutch or French: "5. September 2023"."""

import re
from datetime import date
from functools import cache

from analysis.word_lists import read_rows

#: What may follow the date on its line: a time with its zone, and the name of an edition.
_AFTER_DATE = re.compile(
    r"(?:[\s,;]*(?:um |à |om |at )?\d{1,2}(?: ?[:.h] ?\d\d){0,2}\s*(?:[ap]\.?m\b\.?)?(?:\s*Uhr)?"
    r"(?:\s*\(?[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)?)?"
    r"(?:[\s,;]*(?:[\w.]+ ){0,4}(?:edition|ausgabe|editie|uitgave|édition))?"
    r"(?:[\s,;]*[\w/]+ (?:time|Zeit))?"
    r"[\s,;.]*",
    re.IGNORECASE,
)

_DATE_IN_CHARACTERS = re.compile(r"((?:18|19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


@cache
def date_pattern() -> re.Pattern[str]:
    """Return the pattern of a date with its year: "5. September 2023", "September 5, 2023"."""
    month = rf"(?P<{{}}>{month_names()})\.?"
    day = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|\.)?"
    return re.compile(
        rf"\b(?:{day.format('day_first')} {month.format('month_second')},? "
        rf"|{month.format('month_first')} {day.format('day_second')},? )"
        r"(?P<year>(?:18|19|20)\d\d)\b",
        re.IGNORECASE,
    )


def find_date(text: str) -> date | None:
    """Return the first date in a text, in any of the languages; None if it has none."""
    match = date_pattern().search(" ".join(text.split()))
    return _date(match) if match else None


def find_only_date(text: str) -> date | None:
    """Return the date of a text that has exactly one: "Published: 5 September 2023 | 10:00".

    A date in Chinese and Japanese characters counts too ("2023年9月5日").
    """
    text = " ".join(text.split())
    days = {_date(match) for match in date_pattern().finditer(text)}
    for year, month, day in _DATE_IN_CHARACTERS.findall(text):
        try:
            days.add(date(int(year), int(month), int(day)))
        except ValueError:
            days.add(None)
    return days.pop() if len(days) == 1 else None


def date_of_line(line: str) -> date | None:
    """Return the date of a line that holds a date and little else, such as the day of the week.

    A headline with a date in it is no such line.
    """
    text = " ".join(line.split())
    match = date_pattern().search(text)
    if not match or _without_weekdays(text[: match.start()]):
        return None
    rest = _without_weekdays(text[match.end() :])
    return _date(match) if _AFTER_DATE.fullmatch(rest) else None


def _date(match: re.Match[str]) -> date | None:
    month = match["month_first"] or match["month_second"]
    day = match["day_first"] or match["day_second"]
    try:
        return date(int(match["year"]), _months()[month.casefold()], int(day))
    except ValueError:
        return None


def _without_weekdays(text: str) -> str:
    words = text.split()
    return " ".join(
        word for word in words if word.strip(",.;()").casefold() not in _weekdays()
    ).strip(" ,")


@cache
def _months() -> dict[str, int]:
    rows = read_rows("ingest", "date_words.csv")
    return {row["word"]: int(row["number"]) for row in rows if row["kind"] == "month"}


@cache
def _weekdays() -> frozenset[str]:
    rows = read_rows("ingest", "date_words.csv")
    return frozenset(row["word"] for row in rows if row["kind"] == "weekday")


@cache
def month_names() -> str:
    """Return a pattern that matches the name of a month."""
    return "|".join(map(re.escape, sorted(_months(), key=lambda word: (-len(word), word))))
