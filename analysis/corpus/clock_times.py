"""Times of day, of a game's clock, and weekdays, which the model marks as all kinds of figures.

A time of day is read where the text gives its half of the day ("6.10am", "3 p.m. ET"), a game's
clock where it says what is left ("with 7:41 remaining"), and a weekday by its name; "yesterday" is
the day before publication.
"""

import re
from collections.abc import Hashable
from datetime import timedelta
from typing import Any

import pandas as pd

from analysis.corpus.figure_values import Figure
from analysis.corpus.table_rows import list_rows
from analysis.word_lists import read_mapping

#: Unit of a time that is left on the clock of a game; its value is as "7:41".
GAME_CLOCK = "left"
#: Unit of a day of the week; its value is the name of the day.
WEEKDAY = "weekday"
#: Number of characters of a text before and after a figure that a time may take: the longest.
_WINDOW = len(" minutes, and 55 seconds remaining")
_ZONES = read_mapping("corpus", "time_zones.csv", "words", "zone")
#: A zone as it is written: whole words only before "time", "on", "and", a weekday, a sign or the
#: end ("5 p.m. Eastern time", not "5 p.m. Central Park"), and "CT" not of a scan.
_ZONE = (
    rf"(?-i:{'|'.join(filter(str.isupper, _ZONES))})\b(?!\sscans?\b)"
    rf"|(?-i:{'|'.join(zone for zone in _ZONES if not zone.isupper())})"
    r"(?=\s(?:(?:standard|daylight)\s)?time\b|\s(?:on|and)\b"
    r"|\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\s?[^\w\s'’-]|\s*\Z)"
)
_TIME = re.compile(
    r"(?<![\d:.,$£€/-])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?\s?m\b\.?"
    rf"(?:\s\(?(?P<zone>{_ZONE}))?",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?<![\d:.,-])(?P<minutes>\d{1,2})(?::| minutes?,?(?: and)? )(?P<seconds>\d{1,2})"
    r"(?: (?:minutes|seconds))?(?= (?:left|remaining|to (?:go|play)))"
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
#: Days that a text names by their distance from its own; "today" often means nowadays.
_RELATIVE = {"yesterday": -1, "tomorrow": 1}
#: What begins a span of time: "between 3 p.m. and 4 p.m.".
_RANGES = ("between", "from")
_LAST_MINUTE = 59
_LAST_HOUR = 12


def read_times(figures: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return figures with those that are a time as such, and with a row more for each weekday.

    Args:
        figures: As the table ``figures``, in the order of the texts.
        articles: Columns article_id, published, text.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    days = dict(zip(articles["article_id"], articles["published"], strict=True))
    rows: list[dict[Hashable, Any]] = []
    last: tuple[str, int] = ("", 0)
    for row in list_rows(figures):
        article_id = row["article_id"]
        if row["start"] < last[1] and article_id == last[0]:
            continue  # a part of the time before: "|6.10|am| local time|"
        time = _read_time(row, texts[article_id])
        if time:
            last = article_id, time["end"]
        rows.append(row | time)
        if weekday := _read_weekday(row, days[article_id]):
            rows.append(row | weekday)
    return pd.DataFrame(rows, columns=figures.columns)


def find_unread_times(
    figures: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Return figures with a row more for each time of day that is none of them, as "8:30 p. m.".

    Of these no noun and no verb is known.

    Args:
        figures: As the table ``figures``.
        articles: Columns article_id, text.
        sentences: As the table ``sentences``.
    """
    read: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in figures[["article_id", "start", "end"]].itertuples(index=False):
        read.setdefault(article_id, []).append((start, end))
    rows: list[dict[Hashable, Any]] = []
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    for sentence in list_rows(sentences[sentences["article_id"].isin(texts)]):
        text = texts[sentence["article_id"]]
        for match in _TIME.finditer(text, sentence["start"], sentence["end"]):
            value = _read_time_of_day(match)
            spans = read.get(sentence["article_id"], [])
            if value and not any(
                start < match.end() and end > match.start() for start, end in spans
            ):
                rows.append(
                    dict.fromkeys(figures.columns, "")
                    | {name: sentence[name] for name in ("article_id", "sentence", "block_kind")}
                    | {"start": match.start(), "end": match.end(), "text": match[0]}
                    | {"kind": "time", "value": value, "unit": _read_zone(match)}
                )
    return pd.concat([figures, pd.DataFrame(rows, columns=figures.columns)]) if rows else figures


def _read_time(figure: Figure, text: str) -> dict[Hashable, Any]:
    """Return the columns of a figure that is in a time of day or of a game's clock; or none."""
    first, last = max(figure["start"] - _WINDOW, 0), figure["end"] + _WINDOW
    for pattern in (_LEFT, _TIME):
        for match in pattern.finditer(text, first, last):
            is_inside = match.start() < figure["end"] and match.end() > figure["start"]
            value = _read_clock(match) if pattern is _LEFT else _read_time_of_day(match)
            if is_inside and value and not figure["text"].lower().startswith(_RANGES):
                unit = GAME_CLOCK if pattern is _LEFT else _read_zone(match)
                return {
                    "start": match.start(),
                    "end": match.end(),
                    "text": match[0],
                    "kind": "time",
                    "value": value,
                    "unit": unit,
                }
    return {}


def _read_clock(match: re.Match[str]) -> str:
    """Return minutes and seconds; nothing for a whole minute, which is a rounding."""
    seconds = int(match["seconds"])
    return f"{int(match['minutes'])}:{seconds:02d}" if 0 < seconds <= _LAST_MINUTE else ""


def _read_time_of_day(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not 0 < hour <= _LAST_HOUR or minute > _LAST_MINUTE:
        return ""
    in_afternoon = 12 if match["half"].lower() == "p" else 0
    return f"{hour % 12 + in_afternoon:02d}:{minute:02d}"


def _read_zone(match: re.Match[str]) -> str:
    return _ZONES.get(match["zone"] or "", "")


def _read_weekday(figure: Figure, published: pd.Timestamp) -> dict[Hashable, Any]:
    """Return the columns of a date that is a day of the week; none of other figures."""
    if figure["kind"] != "date":
        return {}
    if day := _DAY.search(figure["text"]):
        return {"unit": WEEKDAY, "value": day[0]}
    distance = _RELATIVE.get(figure["text"].lower())
    if distance is None or pd.isna(published):
        return {}
    return {"unit": WEEKDAY, "value": _DAYS[(published + timedelta(days=distance)).weekday()]}
