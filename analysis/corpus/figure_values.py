"""Whether two figures contradict each other, and whether their wording leaves room for both."""

import re
from collections.abc import Hashable, Mapping
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any, Literal

from analysis.corpus import win_records
from analysis.word_lists import read_rows

#: Maximum difference, as a share of the larger number, at which "about 300" and "293" agree
#: (judgement).
NEAR_SHARE = 0.1
#: Maximum ratio of two numbers of one thing; beyond it they count two things (judgement).
FAR_RATIO = 3
#: From this number on, two numbers that are almost the same are unlikely to be so by chance
#: (judgement).
LARGE_NUMBER = 100
#: Maximum difference, as a share of the larger number, of two numbers that are almost the same
#: (judgement).
CLOSE_SHARE = 0.2
#: The same for what articles count in many ways (judgement).
VERY_CLOSE_SHARE = 0.05
#: From this number on, a number may be rounded (judgement: smaller ones are given exactly).
ROUNDED_NUMBER = 100
#: Maximum number of digits before the zeros at the end of a rounded number (judgement).
ROUNDED_DIGITS = 1

#: Maximum number of minutes between two times of day of one event (judgement).
MAX_MINUTES_APART = 60
#: Minutes of the hour to which times of day are rounded.
ROUNDED_MINUTES = 15
#: Maximum number of minutes between a time of day and its rounding (judgement: "soon after 6" and
#: 6:10).
MAX_MINUTES_ROUNDED = 10

#: To which side the wording of a number leaves it open; empty for an exact number.
Bound = Literal["least", "most", "about", ""]

#: Maximum number of wordings kept with their bounds, and of numbers with their precision: about
#: those of one large story.
_MAX_CACHED_WORDINGS = 4096

#: Kinds whose value is no number.
_NO_NUMBERS = ("date", "time", win_records.KIND)
Figure = Mapping[Hashable, Any]

_DATE = re.compile(r"(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?\Z")


def is_contradiction(kind: str, value: str, other: str) -> bool:
    """Return whether two values of one kind cannot both be the whole truth.

    Dates contradict each other if both give a year, a month or a day and these differ, or if they
    are two days of the week.

    Args:
        kind: The kind of both, as in the table ``figures``.
        value: The normalised value of one.
        other: The normalised value of the other.
    """
    return count_differing_parts(value, other) > 0 if kind == "date" else value != other


def count_differing_parts(value: str, other: str) -> int:
    """Return in how many of year, month and day two dates differ where both give them.

    The name of a weekday is one part, which only the name of another differs from.
    """
    if _is_weekday(value) and _is_weekday(other):
        return int(value != other)
    pairs = zip(_split_date(value), _split_date(other), strict=True)
    return sum(bool(part and other_part and part != other_part) for part, other_part in pairs)


def is_agreement(kind: str, value: str, other: str) -> bool:
    """Return whether two values of one kind are equal in all that both of them give."""
    if kind != "date" or _is_weekday(value):
        return value == other
    pairs = zip(_split_date(value), _split_date(other), strict=True)
    stated = [(part, other_part) for part, other_part in pairs if part and other_part]
    return bool(stated) and all(part == other_part for part, other_part in stated)


def is_far_apart(value: str, other: str) -> bool:
    """Return whether one number is more than :data:`FAR_RATIO` times the other."""
    low, high = sorted((abs(float(value)), abs(float(other))))
    return high > FAR_RATIO * low


def is_close(value: str, other: str, share: float = CLOSE_SHARE) -> bool:
    """Return whether two large numbers are almost the same, which two things rarely share."""
    low, high = sorted((abs(float(value)), abs(float(other))))
    return high >= LARGE_NUMBER and high - low <= share * high


def is_rounded_time(value: str, other: str) -> bool:
    """Return whether one of two times of day is the other rounded to a quarter of an hour."""
    minutes = count_sixtieths(value), count_sixtieths(other)
    is_near = abs(minutes[0] - minutes[1]) <= MAX_MINUTES_ROUNDED
    return is_near and any(minute % ROUNDED_MINUTES == 0 for minute in minutes)


def count_sixtieths(value: str) -> int:
    """Return the minutes of a time of day ("19:33"), or the seconds of a game's clock ("7:41")."""
    whole, _, sixtieths = value.partition(":")
    return 60 * int(whole) + int(sixtieths)


class ValueRelation(IntEnum):
    """How two different numbers of one thing relate, as they are worded."""

    SAME = 0
    OPEN = 1
    DIFFERENT = 2


def relate_values(text: str, value: str, other_text: str, other_value: str) -> ValueRelation:
    """Return how two numbers of one thing relate.

    They are the same if one is the other rounded: "about 300" and "293", "6" and "6.1", "200,000"
    and "more than 209,000". The wording leaves it open whether they differ if a bound allows for
    the other ("at least five" and "seven") or if one may be rounded ("30" and "32", "180 million"
    and "184 million").
    """
    (low, low_text), (high, high_text) = sorted(
        ((float(value), text), (float(other_value), other_text))
    )
    low_bound, high_bound = _bound(low_text), _bound(high_text)
    if low == high:
        return ValueRelation.SAME
    rounded = _is_rounding(low, high) or _is_rounding(high, low)
    is_near = high - low <= NEAR_SHARE * abs(high)
    is_coarse = is_near and (is_rounded(low) or is_rounded(high))
    has_bound = bool(low_bound or high_bound)
    if is_coarse or ((has_bound or low != int(low) or high != int(high)) and rounded):
        return ValueRelation.SAME
    if is_near and "about" in (low_bound, high_bound):
        return ValueRelation.SAME
    if low_bound == "least" or high_bound == "most" or rounded:
        return ValueRelation.OPEN
    return ValueRelation.DIFFERENT


def are_equal(figure: Figure, other: Figure) -> bool:
    """Return whether two figures of one kind have one value, or one that is the other rounded.

    Args:
        figure: A row of the table ``figures``.
        other: Another row.
    """
    if figure["kind"] != other["kind"]:
        return False
    if is_agreement(figure["kind"], figure["value"], other["value"]):
        return True
    return figure["kind"] not in _NO_NUMBERS and (
        relate_values(figure["text"], figure["value"], other["text"], other["value"])
        is ValueRelation.SAME
    )


def _is_rounding(number: float, other: float) -> bool:
    """Return whether a number is another one rounded, or cut, to its own last digit.

    No one rounds 70 up to 100: a number rounded up must be close.
    """
    step = _precision(number)
    is_near = number - other <= CLOSE_SHARE * abs(number)
    return is_near and step > _precision(other) and -step / 2 <= other - number < step


@lru_cache(maxsize=_MAX_CACHED_WORDINGS)
def _precision(number: float) -> float:
    """Return the place of the last digit of a number that is not 0: 10 for 30, 0.1 for 6.1."""
    digits = f"{number:.6f}".rstrip("0")
    if not digits.endswith("."):
        return float(10.0 ** -len(digits.partition(".")[2]))
    whole = digits[:-1]
    return float(10.0 ** (len(whole) - len(whole.rstrip("0"))))


def is_rounded(number: float) -> bool:
    """Return whether a number is large and has few digits before the zeros at its end."""
    digits = f"{number:.0f}".rstrip("0")
    is_large = number == int(number) and abs(number) >= ROUNDED_NUMBER
    return is_large and len(digits) <= ROUNDED_DIGITS


def _is_weekday(value: str) -> bool:
    return value.isalpha()


def _split_date(value: str) -> tuple[str, str, str]:
    """Return year, month and day, each empty where the value does not give it."""
    match = _DATE.match(value)
    year, month, day = match.groups() if match else ("", "", "")
    return ("" if year == "-" else year), month or "", day or ""


def has_bound(text: str) -> bool:
    """Return whether the wording of a number leaves it open to one side or both."""
    return bool(_bound(text))


@lru_cache(maxsize=_MAX_CACHED_WORDINGS)
def _bound(text: str) -> Bound:
    lower = f"{text.lower()} "
    return next((bound for words, bound in _read_bounds() if lower.startswith(f"{words} ")), "")


@cache
def _read_bounds() -> tuple[tuple[str, Bound], ...]:
    bounds: dict[str, Bound] = {"least": "least", "most": "most", "about": "about"}
    return tuple((row["words"], bounds[row["side"]]) for row in read_rows("corpus", "bounds.csv"))
