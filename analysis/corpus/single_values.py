"""Figures that an article gives once of a thing that fixed words name.

Times of day and weekdays of one verb, records of wins and losses, statistics of persons, the
children of a parent and the inhabitants of a place are compared without regard to the other words
of their sentences. What an article gives two values of is left out: it tells two things apart.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.corpus import win_records
from analysis.corpus.clock_times import GAME_CLOCK, WEEKDAY
from analysis.corpus.figure_contexts import FigureContexts
from analysis.corpus.figure_things import FigureThing
from analysis.corpus.figure_values import (
    MAX_MINUTES_APART,
    Figure,
    count_sixtieths,
    is_far_apart,
)
from analysis.corpus.person_statistics import read_statistics
from analysis.corpus.table_rows import list_rows, list_tuples
from analysis.entity_types import PERSON
from analysis.word_lists import read_rows

#: Minimum similarity of the words around two times of day, or weekdays, of one verb (judgement,
#: read on ECB+ dev and news_cluster).
TIME_THRESHOLD = 0.15
WEEKDAY_THRESHOLD = 0.4
#: Maximum time between the publication of two articles whose times of day or weekdays are compared
#: (judgement: the same verb is then often of another day).
MAX_TIME_BETWEEN = pd.Timedelta(days=2)
#: Maximum number of seconds between two readings of a game's clock at one moment (judgement: they
#: are of one moment by their nearness alone).
MAX_SECONDS_APART = 5
#: Maximum number of seconds between two readings of a game's clock in one article for them to be
#: two values of one moment (judgement).
MAX_SECONDS_GROUPED = 30
#: Number of characters after a reading of a game's clock in which the part of the game is named;
#: longer than any match of :data:`_PERIOD`.
_PERIOD_WINDOW = 45
#: Parts of a game that are no quarter or period of it, and so differ from one of the same number.
_HALF = "half"
_OVERTIME = "overtime"
_PERIOD = re.compile(
    r"^[\w ]{0,15}\b(?:in|of) (?:the )?(?P<number>first|second|third|fourth|final|opening)?"
    r"[ -]?(?P<part>quarter|half|period|overtime|game|regulation)?\b",
    re.IGNORECASE,
)
#: Minimum number of inhabitants of a place (judgement; a smaller number counts something else).
MIN_INHABITANTS = 500
#: The predicate of the children of a parent.
_PARENT = "parent"

#: The persons who are named in a sentence, by article and sentence.
Persons = Mapping[tuple[str, int], set[str]]


def match_single_values(
    contexts: FigureContexts,
    figures: pd.DataFrame,
    things: list[FigureThing],
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
) -> Iterator[tuple[int, int]]:
    """Yield the positions of two figures, of two outlets, of one thing, equal or not.

    Args:
        contexts: The words around the figures.
        figures: As the table ``figures``, with outlet_label and published: those of one story.
        things: What each of them counts or dates.
        articles: Columns article_id, text: those of the story.
        mentions: As the table ``mentions``, of these articles.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows: list[Figure] = [
        row | {"period": _read_period(row, texts[row["article_id"]])} for row in list_rows(figures)
    ]
    statistics = read_statistics(figures, articles, mentions)
    persons = _read_persons(mentions)
    by_key: dict[Hashable, dict[str, list[int]]] = {}
    for position, (row, thing) in enumerate(zip(rows, things, strict=True)):
        if key := statistics[position] or _find_key(row, thing):
            by_key.setdefault(key, {}).setdefault(row["article_id"], []).append(position)
    for of_key in by_key.values():
        single = [
            position
            for positions in of_key.values()
            for position in list_single([(place, rows[place]) for place in positions])
        ]
        for i, j in combinations(single, 2):
            if rows[i]["outlet_label"] == rows[j]["outlet_label"]:
                continue
            if rows[i]["predicate"] == _PARENT and _have_other_persons(rows[i], rows[j], persons):
                continue
            if not _have_other_periods(rows[i], rows[j]) and (
                rows[i]["value"] == rows[j]["value"]
                or _can_differ(
                    rows[i], rows[j], (things[i], things[j]), _Similarity(contexts, i, j)
                )
            ):
                yield i, j


def _read_persons(mentions: pd.DataFrame) -> Persons:
    persons: dict[tuple[str, int], set[str]] = {}
    of_persons = mentions[(mentions["label"] == PERSON) & (mentions["entity_id"] != "")]
    for article, sentence, key in list_tuples(of_persons, ("article_id", "sentence", "entity_id")):
        persons.setdefault((article, sentence), set()).add(key)
    return persons


def _have_other_persons(figure: Figure, other: Figure, persons: Persons) -> bool:
    """Return whether the sentences of two figures name persons, and none of them both."""
    named, others = (
        persons.get((row["article_id"], row["sentence"]), set()) for row in (figure, other)
    )
    return bool(named and others) and named.isdisjoint(others)


def list_single(placed: Sequence[tuple[int, Figure]]) -> list[int]:
    """Return the first position of each value that no other value of an article stands beside.

    Readings of a game's clock at two moments do not stand beside each other.
    """
    return [
        position
        for n, (position, figure) in enumerate(placed)
        if all(figure["value"] != other["value"] for _, other in placed[:n])
        and all(
            figure["value"] == other["value"] or _are_moments(figure, other) for _, other in placed
        )
    ]


def _are_moments(figure: Figure, other: Figure) -> bool:
    """Return whether two figures of an article are a game's clock at two moments."""
    if figure["unit"] != GAME_CLOCK:
        return False
    apart = abs(count_sixtieths(figure["value"]) - count_sixtieths(other["value"]))
    return apart > MAX_SECONDS_GROUPED or _have_other_periods(figure, other)


def _have_other_periods(figure: Figure, other: Figure) -> bool:
    """Return whether two readings of a game's clock are of parts of the game that are stated."""
    periods = figure["period"], other["period"]
    return all(periods) and periods[0] != periods[1]


def _read_period(figure: Figure, text: str) -> str:
    """Return the part of a game that a reading of its clock is of; empty if it is not stated.

    "The third" is a quarter or a period, which texts leave out.
    """
    after = _PERIOD.search(text[figure["end"] : figure["end"] + _PERIOD_WINDOW])
    if figure["unit"] != GAME_CLOCK or after is None:
        return ""
    number, part = ((after[name] or "").lower() for name in ("number", "part"))
    if not number:
        return part if part == _OVERTIME else ""
    return f"{number} {part}" if part in (_HALF, _OVERTIME) else number


class _Similarity:
    """The similarity of the words around two figures, computed when it is asked for."""

    def __init__(self, contexts: FigureContexts, i: int, j: int) -> None:
        self._contexts, self._pair = contexts, np.array([i, j], np.intp)

    def is_at_least(self, threshold: float) -> bool:
        return float(self._contexts.similarity(self._pair)[0, 1]) >= threshold


def _find_key(figure: Figure, thing: FigureThing) -> Hashable:
    """Return what a figure is of, if fixed words name it; or None."""
    kind, unit = figure["kind"], figure["unit"]
    if kind == win_records.KIND:
        return kind, figure["subject"]
    if unit == GAME_CLOCK:
        return kind, unit
    is_of_verb = figure["predicate"] and thing.predicate not in _read_vague_verbs()
    if is_of_verb and (kind == "time" and ":" in figure["value"]):
        return kind, unit, thing.predicate
    if is_of_verb and unit == WEEKDAY:
        return kind, unit, thing.predicate
    if kind == "count" and figure["predicate"] in (_PARENT, "inhabit"):
        return kind, figure["predicate"]
    return None


def _can_differ(
    figure: Figure,
    other: Figure,
    things: tuple[FigureThing, FigureThing],
    similarity: _Similarity,
) -> bool:
    """Return whether two different values of one key can be of one thing."""
    thing, other_thing = things
    value, other_value = figure["value"], other["value"]
    if figure["kind"] == win_records.KIND:
        apart = win_records.count_games_apart(value, other_value)
        return apart <= win_records.MAX_GAMES_APART
    if figure["unit"] == GAME_CLOCK:
        return abs(count_sixtieths(value) - count_sixtieths(other_value)) <= MAX_SECONDS_APART
    if figure["kind"] == "count" and figure["predicate"] == "inhabit":
        is_large = min(float(value), float(other_value)) >= MIN_INHABITANTS
        return is_large and bool(thing.places & other_thing.places)
    if figure["kind"] in ("count", "quantity"):
        return not is_far_apart(value, other_value)
    return (
        _are_published_together(figure, other)
        and not _have_other_subjects(thing, other_thing)
        and _are_near(figure, other, similarity)
    )


def _are_near(figure: Figure, other: Figure, similarity: _Similarity) -> bool:
    """Return whether two times of day are near each other, and the words around them similar."""
    if figure["unit"] == WEEKDAY:
        return similarity.is_at_least(WEEKDAY_THRESHOLD)
    minutes = count_sixtieths(figure["value"]), count_sixtieths(other["value"])
    is_near = abs(minutes[0] - minutes[1]) <= MAX_MINUTES_APART
    return is_near and similarity.is_at_least(TIME_THRESHOLD)


def _are_published_together(figure: Figure, other: Figure) -> bool:
    """Return whether two articles are of days near each other, as far as their days are known."""
    days = figure["published"], other["published"]
    return any(map(pd.isna, days)) or abs(days[0] - days[1]) <= MAX_TIME_BETWEEN


def _have_other_subjects(thing: FigureThing, other: FigureThing) -> bool:
    return bool(thing.subject and other.subject) and thing.subject != other.subject


@cache
def _read_vague_verbs() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("corpus", "vague_verbs.csv"))
