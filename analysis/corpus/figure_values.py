"""Whether two figures contradict each other, and whether their wording leaves room for both."""

import re
from functools import cache

from analysis.word_lists import read_rows

#: Part of the larger number within which "about 300" and "293" are one.
NEAR = 0.1

#: Two numbers of one thing hardly differ more.
FAR = 3
#: From here on a number is large; part of the larger within which two are almost the same.
LARGE, CLOSE = 20, 0.2

_PARTS = re.compile(r"(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?\Z")


def contradict(kind: str, one: str, other: str) -> bool:
    """Tell whether two values of one kind cannot both be the whole truth.

    Dates contradict each other where both give a year, a month or a day and it is another.

    Args:
        kind: of both, as in the table ``figures``.
        one: the normalised value.
        other: that of the other.
    """
    if kind != "date":
        return one != other
    first, second = _date(one), _date(other)
    return any(a and b and a != b for a, b in zip(first, second, strict=True))


def agree(kind: str, one: str, other: str) -> bool:
    """Tell whether two values of one kind say the same, as far as both say it."""
    if kind != "date":
        return one == other
    pairs = list(zip(_date(one), _date(other), strict=True))
    stated = [(a, b) for a, b in pairs if a and b]
    return bool(stated) and all(a == b for a, b in stated)


def far_apart(one: str, other: str) -> bool:
    """Tell whether one number is more than :data:`FAR` times the other: they count two things."""
    low, high = sorted((abs(float(one)), abs(float(other))))
    return high > FAR * low


def nearly(one: str, other: str) -> bool:
    """Tell whether two large numbers are almost the same, which two things rarely share."""
    low, high = sorted((abs(float(one)), abs(float(other))))
    return high >= LARGE and high - low <= CLOSE * high


def both_may_hold(text: str, value: str, other_text: str, other_value: str) -> bool:
    """Tell whether two numbers can both be right as they are worded.

    "At least five" and "seven" can, and so can "about 300" and "293" or the rounded "200,000" and
    "more than 200,000"; "five" and "seven" cannot.
    """
    (low, low_side), (high, high_side) = sorted(
        ((float(value), _side(text)), (float(other_value), _side(other_text)))
    )
    near = high - low <= NEAR * abs(high)
    rounded = "about" in (low_side, high_side) or _is_rounded(low) or _is_rounded(high)
    return low_side == "least" or high_side == "most" or (near and rounded)


def _date(value: str) -> tuple[str, str, str]:
    match = _PARTS.match(value)
    year, month, day = match.groups() if match else ("", "", "")
    return ("" if year == "-" else year), month or "", day or ""


def _side(text: str) -> str:
    lower = f"{text.lower()} "
    return next((side for words, side in _bounds() if lower.startswith(f"{words} ")), "")


def _is_rounded(number: float) -> bool:
    """Tell whether a number of three digits or more has but two that are not zero at its end."""
    digits = f"{number:.0f}".rstrip("0")
    return number == int(number) and abs(number) >= 100 and len(digits) <= 2


@cache
def _bounds() -> tuple[tuple[str, str], ...]:
    return tuple((row["words"], row["side"]) for row in read_rows("corpus", "bounds.csv"))
