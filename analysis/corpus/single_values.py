"""Figures that an article gives once of a thing that fixed words name.

Times of day and weekdays of one verb, records of wins and losses, statistics of persons, the
children of a parent and the inhabitants of a place are compared without regard to the other words
of their sentences. What an article gives two values of is left out: it tells two things apart.
"""

from collections.abc import Hashable, Iterator
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.corpus import win_records
from analysis.corpus.clock_times import GAME_CLOCK, WEEKDAY, count_seconds
from analysis.corpus.figure_contexts import FigureContexts
from analysis.corpus.figure_things import FigureThing
from analysis.corpus.figure_values import Figure, is_far_apart
from analysis.corpus.person_statistics import read_statistics
from analysis.word_lists import read_rows

#: Minimum similarity of the words around two times of day, or weekdays, of one verb (judgement,
#: read on ECB+ dev and news_cluster).
TIME_THRESHOLD = 0.15
WEEKDAY_THRESHOLD = 0.4
#: Maximum time between the publication of two articles whose times of day or weekdays are compared
#: (judgement: the same verb is then often of another day).
MAX_TIME_BETWEEN = pd.Timedelta(days=2)
#: Maximum number of minutes between two times of day of one event (judgement).
MAX_MINUTES_APART = 60
#: Maximum number of seconds between two readings of a game's clock at one moment (judgement: they
#: are of one moment by their nearness alone).
MAX_SECONDS_APART = 5
#: Number of seconds of a game within which the readings of its clock in one article must agree.
MAX_SECONDS_GROUPED = 30
#: Minimum number of inhabitants of a place (judgement; a smaller number counts something else).
MIN_INHABITANTS = 500


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
    rows = figures.to_dict("records")
    statistics = read_statistics(figures, articles, mentions)
    by_key: dict[Hashable, dict[str, list[int]]] = {}
    for position, (row, thing) in enumerate(zip(rows, things, strict=True)):
        if key := statistics[position] or _find_key(row, thing):
            by_key.setdefault(key, {}).setdefault(row["article_id"], []).append(position)
    for of_key in by_key.values():
        single = [
            positions[0]
            for positions in of_key.values()
            if len({rows[position]["value"] for position in positions}) == 1
        ]
        for i, j in combinations(single, 2):
            if rows[i]["outlet_label"] != rows[j]["outlet_label"] and (
                rows[i]["value"] == rows[j]["value"]
                or _can_differ(
                    rows[i], rows[j], (things[i], things[j]), _Similarity(contexts, i, j)
                )
            ):
                yield i, j


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
        return kind, unit, count_seconds(figure["value"]) // MAX_SECONDS_GROUPED
    is_of_verb = figure["predicate"] and thing.predicate not in _read_vague_verbs()
    if is_of_verb and (kind == "time" and ":" in figure["value"]):
        return kind, unit, thing.predicate
    if is_of_verb and unit == WEEKDAY:
        return kind, unit, thing.predicate
    if kind == "count" and figure["predicate"] in ("parent", "inhabit"):
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
        return abs(count_seconds(value) - count_seconds(other_value)) <= MAX_SECONDS_APART
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
    minutes = [60 * int(time[:2]) + int(time[3:]) for time in (figure["value"], other["value"])]
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
