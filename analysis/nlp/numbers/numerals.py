"""Numbers, dates and sums of money as strings: what they say, normalised.

What is vague ("dozens") or names several numbers ("two or three", "10-12") has no value.
"""

import re
from functools import cache
from math import isfinite

from analysis.word_lists import read_rows

_PART = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+|[^\W\d_]+|[/:]")
_WEIGHTLESS = frozenset(("a", "an", "and"))
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Za-z]{3,9})\.?(?:,? (\d{4}))?")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4}))?")
_MONTH_YEAR = re.compile(r"\b([A-Za-z]{3,9})\.?(?: of)?,? (\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b|\b(\d{1,2}):(\d{2})\b", re.I)


def parse_number(text: str) -> str:
    """Return the number a phrase gives, in digits ('20', '1500000', '0.5'), or an empty string.

    "more than 20" gives 20: words that are no numbers are passed over. What follows in brackets
    is the same in another unit.
    """
    closed = 0.0  # thousands, millions … that are complete
    group: float | None = None  # what is being counted up: 'two hundred and five'
    begun = ended = False
    follows = ""  # what may still join the group
    for part in _PART.findall(text.lower().partition("(")[0]):
        kind, value = _numeral(part)
        if not kind:
            ended = begun and (ended or part not in _WEIGHTLESS)
            continue
        if ended:
            return ""
        if kind in ("scale", "group") and (group is not None or not begun):
            group = (1 if group is None else group) * value
            follows = "ten unit part" if kind == "group" else ""
            if kind == "scale":
                closed, group = closed + group, None
        elif kind not in ("scale", "group") and (group is None or kind in follows):
            group = (group or 0) + value
            follows = "unit ordinal part" if kind == "ten" else "part"
        else:
            return ""
        begun = True
    total = closed + (group or 0)
    return _digits(total) if begun and isfinite(total) else ""


def parse_date(text: str) -> str:
    """Return a date as far as it is given: '2023-09-06', '--07-25', '2023-09', '2006' or ''."""
    if match := _ISO.search(text):
        return match.group()
    for pattern, day, month in ((_MONTH_DAY, 2, 1), (_DAY_MONTH, 1, 2)):
        if match := pattern.search(text):
            found = _month(match.group(month))
            if found and 1 <= int(match.group(day)) <= 31:
                return f"{match.group(3) or '-'}-{found:02d}-{int(match.group(day)):02d}"
    if (match := _MONTH_YEAR.search(text)) and (found := _month(match[1])):
        return f"{match[2]}-{found:02d}"
    if match := _YEAR.search(text):
        return match.group()
    months = [found for word in text.split() if (found := _month(word.strip(".,")))]
    return f"--{months[0]:02d}" if len(months) == 1 else ""


def parse_time_of_day(text: str) -> str:
    """Return a time of day as '19:33' ('19' where minutes are not given), or an empty string."""
    match = _CLOCK.search(text)
    if match is None:
        return ""
    if match[4]:
        return f"{int(match[4]):02d}:{match[5]}"
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour:02d}:{match[2]}" if match[2] else f"{hour:02d}"


def find_currency(text: str) -> str:
    """Return the ISO 4217 code of the money a phrase names, or an empty string."""
    for sign, code in _table("sign").items():
        if sign in text:
            return str(code)
    known = _table("currency")
    words = re.findall(r"[a-z]+", text.lower())
    return next((str(c) for w in words if (c := known.get(w) or known.get(w.rstrip("s")))), "")


def _numeral(part: str) -> tuple[str, float]:
    """Return what kind of numeral a word is and its value; an empty kind for none."""
    if part[0].isdecimal() or part[0] == ".":
        return "digits", float(part.replace(",", ""))
    for kind in ("unit", "ten", "part", "group", "scale", "ordinal"):
        if part in _table(kind):
            return kind, float(_table(kind)[part])
    return "", 0.0


def _digits(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(round(value, 6))


def _month(word: str) -> int:
    return int(_table("month").get(word.lower(), 0))


@cache
def _table(kind: str) -> dict[str, str]:
    return {
        row["word"]: row["value"] for row in read_rows("nlp", "figures.csv") if row["as"] == kind
    }
