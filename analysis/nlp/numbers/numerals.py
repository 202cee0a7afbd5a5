"""Numbers, dates and sums of money as strings, normalised to their values.

What is vague ("dozens") or states several numbers ("two or three", "10-12") has no value.
"""

import re
from functools import cache
from math import isfinite
from typing import Literal

from analysis.word_lists import read_rows

#: Unit of the magnitude of an earthquake.
MAGNITUDE = "magnitude"
#: Oldest age that is read: the longest documented human life, that of Jeanne Calment, in years.
MAX_AGE = 122
#: Kinds of numeral: digits, and the kinds of numeral words in ``data/figures.csv`` ('six', 'sixty',
#: 'half', 'hundred', 'million', 'sixth').
NumeralKind = Literal["digits", "unit", "ten", "part", "group", "scale", "ordinal"]
#: The listed kinds, in the order in which a word is looked up.
_LISTED_KINDS: tuple[NumeralKind, ...] = ("unit", "ten", "part", "group", "scale", "ordinal")
#: Kinds of numeral that multiply the number before them.
_MULTIPLIERS = ("scale", "group")
#: The kinds that may come after a numeral within one group: 'sixty-six', 'two hundred and six'.
_FOLLOWING: dict[NumeralKind, tuple[NumeralKind, ...]] = {
    "ten": ("unit", "ordinal", "part"),
    "group": ("ten", "unit", "part"),
    "scale": (),
}
#: The kinds that may come after a numeral of any other kind: 'one and a half'.
_FOLLOWING_OTHERS: tuple[NumeralKind, ...] = ("part",)

#: What makes a number vague: "several dozen", "a few hundred".
_VAGUE = re.compile(
    r"\b(?:several|few|many|couple of)\s+(?:dozen|hundred|thousand|million|billion)"
)
_PART = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+|[^\W\d_]+|[/:]")
#: Words inside a number that change nothing.
_CONNECTIVES = frozenset(("a", "an", "and"))
#: Decimal places of a value.
_DECIMALS = 6
_DAYS = range(1, 32)
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Za-z]{3,9})\.?(?:,? (\d{4}))?")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4}))?")
_MONTH_YEAR = re.compile(r"\b([A-Za-z]{3,9})\.?(?: of)?,? (\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*([ap])(?:\.\s?)?m\b|\b(\d{1,2}):(\d{2})\b", re.IGNORECASE
)


def parse_number(text: str) -> str:
    """Return the number a phrase states, in digits ('20', '1500000', '0.5'), or an empty string.

    "more than 20" gives 20: words before and after a number are ignored. What follows in brackets
    is the same number in another unit.
    """
    if _VAGUE.search(text.lower()):
        return ""
    number = _Number()
    for part in _PART.findall(text.lower().partition("(")[0]):
        kind, value = _read_numeral(part)
        if kind is None:
            number.skip(part)
        elif not number.add(kind, value):
            return ""
    return number.to_digits()


def parse_date(text: str) -> str:
    """Return a date as far as it is stated: '2023-09-06', '--07-25', '2023-09', '2006' or ''."""
    if match := _ISO.search(text):
        return match.group()
    for pattern, day_group, month_group in ((_MONTH_DAY, 2, 1), (_DAY_MONTH, 1, 2)):
        if match := pattern.search(text):
            month, day = _find_month(match.group(month_group)), int(match.group(day_group))
            if month and day in _DAYS:
                return f"{match.group(3) or '-'}-{month:02d}-{day:02d}"
    if (match := _MONTH_YEAR.search(text)) and (month := _find_month(match[1])):
        return f"{match[2]}-{month:02d}"
    if match := _YEAR.search(text):
        return match.group()
    months = [month for word in text.split() if (month := _find_month(word.strip(".,")))]
    return f"--{months[0]:02d}" if len(months) == 1 else ""


def parse_time_of_day(text: str) -> str:
    """Return a time of day as '19:33' ('19' where minutes are not stated), or an empty string."""
    match = _CLOCK.search(text)
    if match is None:
        return ""
    if match[4]:
        return f"{int(match[4]):02d}:{match[5]}"
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour:02d}:{match[2]}" if match[2] else f"{hour:02d}"


def find_currency(text: str) -> str:
    """Return the ISO 4217 code of the currency a phrase names, or an empty string."""
    for sign, code in _read_words("sign").items():
        if sign in text:
            return code
    codes = _read_words("currency")
    for word in re.findall(r"[a-z]+", text.lower()):
        if code := codes.get(word) or codes.get(word.rstrip("s"), ""):
            return code
    return ""


class _Number:
    """A number that is read numeral by numeral."""

    def __init__(self) -> None:
        #: The value of the complete groups: thousands, millions, …
        self._complete = 0.0
        #: The value of the group that is being read ('two hundred and five'), if any.
        self._group: float | None = None
        self._has_begun = self._has_ended = False
        #: Whether the group has its hundred or dozen: a second one is of another number.
        self._has_multiplier = False
        #: The kinds of numeral that may still join the group.
        self._following: tuple[NumeralKind, ...] = ()

    def skip(self, word: str) -> None:
        """Read a word that is no numeral; it ends a number, unless it is 'and', 'a' or 'an'."""
        self._has_ended = self._has_begun and (self._has_ended or word not in _CONNECTIVES)

    def add(self, kind: NumeralKind, value: float) -> bool:
        """Add a numeral; return False when it begins a second number."""
        if self._has_ended:
            return False
        if kind in _MULTIPLIERS:
            is_second = kind == "group" and self._has_multiplier
            if is_second or (self._group is None and self._has_begun):
                return False
            self._has_multiplier = kind == "group"
            self._group = (1 if self._group is None else self._group) * value
            if kind == "scale":
                self._complete, self._group = self._complete + self._group, None
        elif self._group is None or kind in self._following:
            self._group = (self._group or 0) + value
        else:
            return False
        self._following = _FOLLOWING.get(kind, _FOLLOWING_OTHERS)
        self._has_begun = True
        return True

    def to_digits(self) -> str:
        """Return the number in digits; empty when there is none, or when it is infinite."""
        total = self._complete + (self._group or 0)
        if not self._has_begun or not isfinite(total):
            return ""
        return str(int(total)) if total == int(total) else repr(round(total, _DECIMALS))


def _read_numeral(part: str) -> tuple[NumeralKind | None, float]:
    """Return the kind of numeral a word is, and its value; None and 0 for any other word."""
    if part[0].isdecimal() or part[0] == ".":
        return "digits", float(part.replace(",", ""))
    for kind in _LISTED_KINDS:
        if part in _read_words(kind):
            return kind, float(_read_words(kind)[part])
    return None, 0.0


def _find_month(word: str) -> int:
    """Return the number of a month by its name or abbreviation, or 0."""
    return int(_read_words("month").get(word.lower(), 0))


@cache
def _read_words(kind: str) -> dict[str, str]:
    """Return the words of a kind in ``data/figures.csv``, with their values."""
    return {
        row["word"]: row["value"] for row in read_rows("nlp", "figures.csv") if row["as"] == kind
    }
