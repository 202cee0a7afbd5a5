"""Whether two figures contradict each other, and whether their wording leaves room for both."""

import re
from functools import cache
from typing import Literal

from analysis.word_lists import read_rows

#: Maximum difference, as a share of the larger number, at which "about 300" and "293" agree
#: (judgement).
NEAR_SHARE = 0.1
#: Maximum ratio of two numbers of one thing; beyond it they count two things (judgement).
FAR_RATIO = 3
#: From this number on, two numbers that are almost the same are unlikely to be so by chance
#: (judgement).
LARGE_NUMBER = 20
#: Maximum difference, as a share of the larger number, of two numbers that are almost the same
#: (judgement).
CLOSE_SHARE = 0.2
#: From this number on, a number may be rounded (judgement: smaller ones are given exactly).
ROUNDED_NUMBER = 100
#: Maximum number of digits before the zeros at the end of a rounded number (judgement).
ROUNDED_DIGITS = 2

#: To which side the wording of a number leaves it open; empty for an exact number.
Bound = Literal["least", "most", "about", ""]

_DATE = re.compile(r"(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?\Z")


def is_contradiction(kind: str, value: str, other: str) -> bool:
    """Return whether two values of one kind cannot both be the whole truth.

    Dates contradict each other if both give a year, a month or a day and these differ.

    Args:
        kind: The kind of both, as in the table ``figures``.
        value: The normalised value of one.
        other: The normalised value of the other.
    """
    if kind != "date":
        return value != other
    pairs = zip(_split_date(value), _split_date(other), strict=True)
    return any(part and other_part and part != other_part for part, other_part in pairs)


def is_agreement(kind: str, value: str, other: str) -> bool:
    """Return whether two values of one kind are equal in all that both of them give."""
    if kind != "date":
        return value == other
    pairs = zip(_split_date(value), _split_date(other), strict=True)
    stated = [(part, other_part) for part, other_part in pairs if part and other_part]
    return bool(stated) and all(part == other_part for part, other_part in stated)


def is_far_apart(value: str, other: str) -> bool:
    """Return whether one number is more than :data:`FAR_RATIO` times the other."""
    low, high = sorted((abs(float(value)), abs(float(other))))
    return high > FAR_RATIO * low


def is_close(value: str, other: str) -> bool:
    """Return whether two large numbers are almost the same, which two things rarely share."""
    low, high = sorted((abs(float(value)), abs(float(other))))
    return high >= LARGE_NUMBER and high - low <= CLOSE_SHARE * high


def can_both_hold(text: str, value: str, other_text: str, other_value: str) -> bool:
    """Return whether two numbers can both be right as they are worded.

    "At least five" and "seven" can, and so can "about 300" and "293" or the rounded "200,000" and
    "more than 200,000"; "five" and "seven" cannot.
    """
    (low, low_bound), (high, high_bound) = sorted(
        ((float(value), _bound(text)), (float(other_value), _bound(other_text)))
    )
    is_near = high - low <= NEAR_SHARE * abs(high)
    rounded = "about" in (low_bound, high_bound) or is_rounded(low) or is_rounded(high)
    return low_bound == "least" or high_bound == "most" or (is_near and rounded)


def is_rounded(number: float) -> bool:
    """Return whether a number is large and has few digits before the zeros at its end."""
    digits = f"{number:.0f}".rstrip("0")
    is_large = number == int(number) and abs(number) >= ROUNDED_NUMBER
    return is_large and len(digits) <= ROUNDED_DIGITS


def _split_date(value: str) -> tuple[str, str, str]:
    """Return year, month and day, each empty where the value does not give it."""
    match = _DATE.match(value)
    year, month, day = match.groups() if match else ("", "", "")
    return ("" if year == "-" else year), month or "", day or ""


def _bound(text: str) -> Bound:
    lower = f"{text.lower()} "
    return next((bound for words, bound in _read_bounds() if lower.startswith(f"{words} ")), "")


@cache
def _read_bounds() -> tuple[tuple[str, Bound], ...]:
    bounds: dict[str, Bound] = {"least": "least", "most": "most", "about": "about"}
    return tuple((row["words"], bounds[row["side"]]) for row in read_rows("corpus", "bounds.csv"))
