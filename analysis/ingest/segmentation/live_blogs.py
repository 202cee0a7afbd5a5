"""Live blogs: their posts begin with a line that is only a time, "LIVE" or "Updated 14:05"."""

import re
from collections.abc import Iterable

from analysis.ingest.segmentation.date_patterns import DATE, DAY
from analysis.ingest.segmentation.lines import Line

#: A live blog has at least so many posts that begin with a time. A report can state two times of
#: its own: when it was published, and when it was changed (judgement).
FEWEST_POSTS = 3
#: Longest line that is only a time, in characters (judgement).
_LONGEST_TIME = 60
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d{2}){0,2}\s?[ap]\.?\s?m\b\.?|\d{1,2}[:h]\d{2}(?::\d{2})?|"
    r"\d{1,2}\.\d{2}(?=\s[A-Z]{2,4}T?\b))"
)
_ZONE = r"(?:\s(?:[A-Z]{1,4}T|UTC|GMT)(?:[+-]\d{1,2})?|\s(?:local|eastern) time)?"
_AGO = r"(?:\d{1,2}\s?(?:h|m|hrs?|mins?|hours?|minutes?)\sago|just now)"
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_LABEL = r"(?:(?:first |last )?(?:posted|updated|published)(?: at)?:?|at)?"
_TIME = re.compile(
    rf"\W*(?:live\W+)?{_LABEL}\s?(?:{_CLOCK}{_ZONE}|{_AGO})(?:\W+{_CLOCK}{_ZONE})?\W*",
    re.IGNORECASE,
)
_LIVE = re.compile(r"\W*live(?: (?:blog|updates?|feed|coverage))?\W*", re.IGNORECASE)


def is_post_time(text: str) -> bool:
    """Return whether a line is only a time, perhaps with its day, "Updated" or "LIVE"."""
    if len(text) > _LONGEST_TIME:
        return False
    if _LIVE.fullmatch(text):
        return True
    for pattern in (DATE, DAY, _WEEKDAY):
        text = pattern.sub(" ", text)
    return bool(_TIME.fullmatch(text.strip(" ,|-–—")))


def count_posts(lines: Iterable[Line]) -> int:
    """Return how many posts of a text, each with a sentence of some length, begin with a time."""
    posts = 0
    follows_time = False
    for line in lines:
        if is_post_time(line.text):
            follows_time = follows_time or not _LIVE.fullmatch(line.text)
        elif follows_time and line.is_prose:
            posts += 1
            follows_time = False
    return posts
