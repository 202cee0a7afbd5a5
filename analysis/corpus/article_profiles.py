"""What stories compare of an article: its words, names and numbers, and the dates it states.

A profile depends on one article only, so an article that is added changes no other profile.
"""

import re
from collections import Counter

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analysis.corpus.word_normalisation import normalise_word, split_words
from analysis.ingest.segmentation.date_patterns import MONTH
from analysis.nlp.glyphs import normalise

#: Number of words at the beginning of an article, headline included, that say what happened: about
#: three sentences (judgement).
LEAD_WORDS = 80
#: Number of characters at the beginning in which a weekday or a day dates the event, as in "on
#: Friday" (judgement: later ones belong to the background, and the background of a topic is that of
#: all its events).
LEAD_CHARACTERS = 800

#: The rows of :func:`profile_articles`.
PROFILE = pa.schema(
    [
        ("words", pa.list_(pa.string())),  # comparable forms, each once
        ("counts", pa.list_(pa.int32())),
        ("is_name", pa.list_(pa.bool_())),  # capitalised within a sentence, never in lower case
        ("is_in_lead", pa.list_(pa.bool_())),
        ("days", pa.list_(pa.int16())),  # 100 x month + day of the dates in the beginning
        ("weekdays", pa.list_(pa.int8())),  # 0 is Monday; those in the lead
        ("year", pa.int16()),  # the latest that the text dates something by; 0 if none
    ]
)

#: Share of capitalised words from which a line is a headline in capitals, where case says nothing
#: (judgement).
_TITLE_CASE_SHARE = 0.6
#: Minimum and maximum number of words of such a line (judgement).
_TITLE_CASE_WORDS, _TITLE_CASE_MAX_WORDS = 4, 20
_CAPITALISED_WORD = r"[^\W\d_a-z][\w'-]*(?:\.[\w'-]+)*"
_CAPITALISED_RUN = re.compile(rf"{_CAPITALISED_WORD}(?: {_CAPITALISED_WORD})*")
#: What a sentence, or a part of one in quotation marks or brackets, begins after.
_SENTENCE_START = frozenset(".!?:;\"'([—–-")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: What a month begins with: literal letters are found much faster than the whole pattern.
_MONTH_START = re.compile("|".join(_MONTHS))
_MONTH_AND_DAY = re.compile(rf"\b{MONTH}(?:\s?(\d{{1,2}})(?!\d))?")
#: What a day before a month ends with.
_DAY_AT_END = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s$")
#: Maximum length (characters) of a day before a month: "12th ".
_DAY_LENGTH = 5
#: A year; no word character is before it.
_YEAR = re.compile(r"(?:19|20)(?<!\w\d\d)\d\d\b")
#: What a year that dates something follows: a month, perhaps with the day, or "in".
_BEFORE_YEAR = re.compile(rf"(?:\b{MONTH}\s?(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s?)?|\b[Ii]n\s)$")
#: Maximum length (characters) of what :data:`_BEFORE_YEAR` finds: "September 26th, ".
_BEFORE_YEAR_LENGTH = 17
_LAST_DAY = 31


def profile_articles(articles: pd.DataFrame) -> pa.Table:
    """Return the profile of each article.

    Args:
        articles: Columns title, text.

    Returns:
        Rows of :data:`PROFILE`, in the order of ``articles``.
    """
    profiles = [
        _profile(normalise(f"{title}\n{text}"))
        for title, text in zip(articles["title"], articles["text"], strict=True)
    ]
    return pa.Table.from_pylist(profiles, PROFILE)


def _profile(text: str) -> dict[str, object]:
    words = split_words(text)
    word_counts = Counter(words)
    form_of = {word: normalise_word(word) for word in word_counts}
    counts: Counter[str] = Counter()
    for word, count in word_counts.items():
        counts[form_of[word]] += count
    in_lead = {form_of[word] for word in words[:LEAD_WORDS]}
    in_lower_case = {form for word, form in form_of.items() if word[0].islower()}
    names = {form_of[word] for word in _find_names(text) if word in form_of} - in_lower_case
    lead = text[:LEAD_CHARACTERS]
    return {
        "words": list(counts),
        "counts": list(counts.values()),
        "is_name": [word in names for word in counts],
        "is_in_lead": [word in in_lead for word in counts],
        "days": sorted(_find_days(lead)),
        "weekdays": [number for number, name in enumerate(_WEEKDAYS) if name in lead],
        "year": _find_latest_year(text),
    }


def _find_names(text: str) -> set[str]:
    """Return the capitalised words within sentences; not the word that begins a sentence."""
    names: set[str] = set()
    for line in text.splitlines():
        if _is_title_case(line):
            continue
        for match in _CAPITALISED_RUN.finditer(line):
            words = match.group().split(" ")
            before = line[max(match.start() - 2, 0) : match.start()].strip()
            is_sentence_start = not before or before[-1] in _SENTENCE_START
            names.update(words[1:] if is_sentence_start else words)
    names.update([name.rstrip("'-").removesuffix("'s") for name in names])
    return names


def _is_title_case(line: str) -> bool:
    words = line.split(None, _TITLE_CASE_MAX_WORDS)
    if not _TITLE_CASE_WORDS <= len(words) <= _TITLE_CASE_MAX_WORDS:
        return False
    return sum(word[0].isupper() for word in words) > _TITLE_CASE_SHARE * len(words)


def _find_days(text: str) -> set[int]:
    """Return 100 x month + day for each date in the text."""
    dates: list[tuple[str, str]] = []
    for start in _MONTH_START.finditer(text):
        if not (month := _MONTH_AND_DAY.match(text, start.start())):
            continue
        before = _DAY_AT_END.search(text, max(start.start() - _DAY_LENGTH, 0), start.start())
        dates += [(start.group(), day) for day in (month[1], before and before[1]) if day]
    return {
        100 * (_MONTHS.index(month) + 1) + int(day)
        for month, day in dates
        if 1 <= int(day) <= _LAST_DAY
    }


def _find_latest_year(text: str) -> int:
    """Return the latest year that the text dates something by; 0 if there is none."""
    return max(
        (
            int(match.group())
            for match in _YEAR.finditer(text)
            if _BEFORE_YEAR.search(text, max(match.start() - _BEFORE_YEAR_LENGTH, 0), match.start())
        ),
        default=0,
    )


def get_publication_days(articles: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the publication day of each article as a number, NaN where not known.

    Args:
        articles: Column published; or published_about, of
            :func:`~analysis.corpus.address_dates.estimate_publication`, where a day with a half is
            an estimate.
    """
    column = "published_about" if "published_about" in articles else "published"
    dates = pd.to_datetime(articles[column])
    return np.asarray((dates - pd.Timestamp(0)) / pd.Timedelta(days=1), dtype=np.float64)
