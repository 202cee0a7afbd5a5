"""Which figures of one story count or date the same thing.

Two figures of one kind and unit in two outlets are of the same thing if what they count agrees
(:mod:`analysis.corpus.figure_things`), each is the other's best match in the other article by the
words around it (:mod:`analysis.corpus.figure_contexts`), and these words are similar enough. How
similar they must be depends on how far the things agree. Figures that differ are also found by
their places in two sentences (:mod:`analysis.corpus.aligned_figures`). A pair is left out if one of
the articles has both values: that article distinguishes two things that look alike.
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus import win_records
from analysis.corpus.aligned_figures import match_aligned_figures
from analysis.corpus.central_tolls import match_central_tolls
from analysis.corpus.clock_times import GAME_CLOCK, WEEKDAY, find_unread_times, read_times
from analysis.corpus.counted_words import read_counted_words
from analysis.corpus.figure_contexts import FigureContexts, read_figure_contexts
from analysis.corpus.figure_things import (
    Agreement,
    FigureThing,
    compare_things,
    identify_things,
    is_counted_in_many_ways,
)
from analysis.corpus.figure_units import read_joined_units, unify_units
from analysis.corpus.figure_values import (
    CLOSE_SHARE,
    MAX_MINUTES_APART,
    VERY_CLOSE_SHARE,
    count_differing_parts,
    count_sixtieths,
    is_agreement,
    is_close,
    is_contradiction,
    is_far_apart,
)
from analysis.corpus.single_values import match_single_values
from analysis.corpus.table_rows import list_rows, list_tuples, list_values
from analysis.corpus.toll_places import TollPlace, have_other_places, read_toll_places
from analysis.nlp.numbers.numerals import MAGNITUDE

# The thresholds are judgement, checked by reading the cases they give on news_cluster, SEESAW,
# BASIL and ECB+ (benchmarks/history.md).
#: Minimum similarity at which two figures of things that agree fully are of the same thing.
FULL_THRESHOLD = 0.4
#: The same for things that agree partly.
PARTIAL_THRESHOLD = 0.7
#: The same for things that agree weakly.
WEAK_THRESHOLD = 0.75
#: The same for people to whom the same happened, by how far they agree: a story has few such
#: counts. Those of a kind of people ("three men killed") are as other things: a story has several.
ASPECT_THRESHOLDS = {Agreement.WEAK: 0.6, Agreement.PARTIAL: 0.4, Agreement.FULL: 0.2}
#: The same for large numbers that are almost the same, which is unlikely to be chance.
CLOSE_THRESHOLD = 0.38
#: The same for the magnitude of an earthquake.
MAGNITUDE_THRESHOLD = 0.1
#: The same for things of which an article gives several numbers ("points", "seats").
AMBIGUOUS_THRESHOLD = 0.8
#: The same for dates and times of day.
DATE_THRESHOLD = 0.7
#: Minimum similarity of a figure with the other's value for an article to have both values.
HAS_BOTH_THRESHOLD = 0.3
#: Minimum mean number of values that the articles which count a thing give of it, from which it is
#: counted in many ways (judgement).
MANY_VALUES = 2.0
#: Maximum difference of two magnitudes of one earthquake (judgement: revisions are smaller).
MAX_MAGNITUDES_APART = 0.5
#: Kinds of figures that are compared.
KINDS = ("count", "money", "percent", "quantity", "age", "date", "time")
_COUNTED = ("count", "money", "percent", "quantity")
#: Number of characters before a figure in which its context is looked up; longer than any match of
#: :data:`_RESTATED`.
_LOOKBACK = 30
#: What precedes a measure restated in another unit, the whole of a share, or a score.
_RESTATED = re.compile(
    r"\($|\d[-–]$|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:in|out of) $"
)
#: What follows the first number of a score, a range or a vote.
_SCORE = re.compile(r"[-–]\d|[-–]to[-–]| to \d")
#: A number that says which of several, and counts none.
_ORDINAL = re.compile(
    r"\d(?:st|nd|rd|th)$|"
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)$"
)
_TIME_OF_DAY = re.compile(r"(\d\d):(\d\d)\Z")

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Pair:
    """Two figures of the same thing, by their positions among the figures of the story."""

    i: int
    j: int
    similarity: float
    agreement: Agreement


@dataclass(frozen=True)
class ComparedFigures:
    """The figures of a story that are compared, in one order, and the pairs of the same thing.

    ``figures`` has the columns of the table ``figures``, outlet_label and published; ``things`` is
    what each of them counts or dates, and ``contexts`` has the words around them.
    """

    figures: pd.DataFrame
    things: list[FigureThing]
    pairs: list[Pair]
    contexts: FigureContexts


def match_figures(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    figures: pd.DataFrame,
    mentions: pd.DataFrame,
) -> ComparedFigures:
    """Return the pairs of figures of one story that are of the same thing, equal or not.

    Args:
        articles: Columns article_id, outlet_label, published, text: one story's.
        sentences: As the table ``sentences``, of these articles, as the next two.
        figures: As the table ``figures``; those in headline, subheads and body are compared.
        mentions: As the table ``mentions``, with entity_id.
    """
    with_times = find_unread_times(figures, articles, sentences)
    selected = _select_comparable(with_times, articles)
    records = win_records.read_win_records(articles, sentences, mentions)
    if records:
        selected = pd.concat([selected, pd.DataFrame(records)], ignore_index=True)
    contexts = read_figure_contexts(selected, articles, sentences)
    compared = contexts.figures.merge(
        articles[["article_id", "outlet_label", "published"]], on="article_id", how="left"
    )
    things = identify_things(compared, mentions, contexts.times)
    pairs = [
        pair
        for rows in _group_comparable(compared, things)
        for pair in _match_group(contexts, compared, things, rows)
    ]
    matched = {(pair.i, pair.j) for pair in pairs}
    aligned = match_aligned_figures(contexts, things, _can_be_same, articles, (sentences, mentions))
    tolls = match_central_tolls(compared, things, sentences)
    single = match_single_values(contexts, compared, things, articles, mentions)
    for i, j in (*aligned, *tolls, *single):
        if (i, j) not in matched:
            matched.add((i, j))
            similarity = float(contexts.similarity(np.array([i, j], np.intp))[0, 1])
            pairs.append(Pair(i, j, similarity, compare_things(things[i], things[j])))
    return ComparedFigures(
        compared,
        things,
        _leave_out_other_places(pairs, things, read_toll_places(compared, articles, mentions)),
        contexts,
    )


def _leave_out_other_places(
    pairs: list[Pair], things: list[FigureThing], places: list[TollPlace]
) -> list[Pair]:
    """Return the pairs but those of people to whom something happened in two places."""
    return [
        pair
        for pair in pairs
        if not things[pair.i].aspect or not have_other_places(places[pair.i], places[pair.j])
    ]


def _select_comparable(figures: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that are numbers of their own, in order.

    Left out are a number in a name ("Flight 175"), a person ("one of them"), an ordinal ("his
    third"), a part of a share ("three in five") or a score, and a measure restated in another unit
    ("2,700 km (1,680 miles)").
    """
    in_order = figures.sort_values(["article_id", "start"])
    figures = unify_units(read_joined_units(in_order, articles))
    figures = read_counted_words(read_times(figures, articles), articles)
    is_compared = figures["kind"].isin(KINDS) & (figures["value"] != "")
    is_compared &= figures["block_kind"].isin(tables.COUNTED) & (figures["scope"] != "name")
    figures = figures[is_compared]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    selected = [_is_number_of_its_own(row, texts[row["article_id"]]) for row in list_rows(figures)]
    return figures[np.array(selected, bool)].sort_values(["article_id", "start"], ignore_index=True)


def _is_number_of_its_own(figure: Mapping[Hashable, Any], text: str) -> bool:
    before = text[max(figure["start"] - _LOOKBACK, 0) : figure["start"]]
    if _RESTATED.search(before):
        return False
    if figure["kind"] == "time":
        return figure["unit"] == GAME_CLOCK or bool(_TIME_OF_DAY.match(figure["value"]))
    if figure["kind"] != "count":
        return True
    if _ORDINAL.search(figure["text"].lower()):
        return False
    is_score = _SCORE.match(text[figure["end"] : figure["end"] + _LOOKBACK])
    is_person = figure["value"] == "1" and not any(map(str.isdigit, figure["text"]))
    is_decimal = "." in figure["value"] and "million" not in figure["text"]
    return not (is_score or is_person or is_decimal)


def _group_comparable(figures: pd.DataFrame, things: list[FigureThing]) -> Iterator[Rows]:
    """Yield the positions of the figures that can be compared: of one kind, unit and thing."""
    keys = [
        thing.key if kind == "count" else ""
        for thing, kind in zip(things, figures["kind"], strict=True)
    ]
    groups: dict[tuple[str, ...], list[int]] = {}
    kinds_and_units = list_tuples(figures, ("kind", "unit"))
    for position, (names, key) in enumerate(zip(kinds_and_units, keys, strict=True)):
        groups.setdefault((*names, key), []).append(position)
    outlets = list_values(figures["outlet_label"])
    for (kind, unit, _), positions in sorted(groups.items()):
        if kind == win_records.KIND or unit in (WEEKDAY, GAME_CLOCK):
            continue  # whose fixed words decide (:mod:`analysis.corpus.single_values`)
        if len({outlets[position] for position in positions}) > 1:
            yield np.array(positions, np.intp)


def _match_group(
    contexts: FigureContexts, figures: pd.DataFrame, things: list[FigureThing], rows: Rows
) -> Iterator[Pair]:
    """Yield the pairs of two outlets that are of the same thing, equal or not."""
    group = figures.iloc[rows].reset_index(drop=True)
    group_rows = list_rows(group)
    kind, unit = group_rows[0]["kind"], group_rows[0]["unit"]
    values = [row["value"] for row in group_rows]
    agreements = _compare_all(things, rows)
    similar = np.where(agreements > Agreement.NONE, contexts.similarity(rows), 0.0)
    n_articles = len({row["article_id"] for row in group_rows})
    n_values = len({(row["article_id"], row["value"]) for row in group_rows})
    has_many_values = n_values / n_articles >= MANY_VALUES
    for i, j in np.argwhere(np.triu(_mark_mutual_best(similar, group), 1)):
        agreement = Agreement(int(agreements[i, j]))
        differs = is_contradiction(kind, values[i], values[j])
        if not differs and not is_agreement(kind, values[i], values[j]):
            continue
        if differs and not _can_be_same(group_rows[i], values[j]):
            continue
        thing, other = things[rows[i]], things[rows[j]]
        threshold = _find_threshold(group_rows[i], thing, other, agreement)
        is_plain = not thing.aspect and unit != MAGNITUDE
        is_ambiguous = is_plain and (has_many_values or is_counted_in_many_ways(thing.noun, unit))
        if is_ambiguous:
            is_certain = agreement is Agreement.FULL and thing.subject
            threshold = AMBIGUOUS_THRESHOLD if is_certain else np.inf
        is_weak = is_ambiguous or agreement is Agreement.WEAK
        share = VERY_CLOSE_SHARE if is_weak else CLOSE_SHARE
        can_be_close = differs and kind in _COUNTED and not (is_weak and thing.scope)
        if can_be_close and is_close(values[i], values[j], share):
            threshold = min(threshold, CLOSE_THRESHOLD)
        if similar[i, j] < threshold:
            continue
        if not differs or not _has_both_values(group, similar, int(i), int(j)):
            yield Pair(int(rows[i]), int(rows[j]), float(similar[i, j]), agreement)


def _compare_all(things: list[FigureThing], rows: Rows) -> npt.NDArray[np.int8]:
    """Return how far the things of each two figures agree."""
    distinct: dict[FigureThing, int] = {}
    codes = np.array([distinct.setdefault(things[row], len(distinct)) for row in rows])
    among = np.zeros((len(distinct), len(distinct)), np.int8)
    for (thing, i), (other, j) in combinations(distinct.items(), 2):
        among[i, j] = among[j, i] = compare_things(thing, other)
    for thing, i in distinct.items():
        among[i, i] = compare_things(thing, thing)
    agreements: npt.NDArray[np.int8] = among[np.ix_(codes, codes)]
    return agreements


def _find_threshold(
    figure: Mapping[Hashable, Any], thing: FigureThing, other: FigureThing, agreement: Agreement
) -> float:
    """Return how similar the words around two figures must be."""
    if thing.aspect and not (thing.noun and other.noun):  # people, of whatever kind
        return ASPECT_THRESHOLDS[agreement]
    if agreement is Agreement.WEAK:
        return WEAK_THRESHOLD
    if figure["unit"] == MAGNITUDE:
        return MAGNITUDE_THRESHOLD
    if figure["kind"] in ("date", "time"):
        return DATE_THRESHOLD
    return FULL_THRESHOLD if agreement is Agreement.FULL else PARTIAL_THRESHOLD


def _can_be_same(figure: Mapping[Hashable, Any], other: str) -> bool:
    """Return whether another value can be one of the same thing as a figure."""
    kind, value = figure["kind"], figure["value"]
    if figure["unit"] in (GAME_CLOCK, WEEKDAY):
        return False  # compared in single_values, with the days of their articles
    if kind == "time":
        return abs(count_sixtieths(value) - count_sixtieths(other)) <= MAX_MINUTES_APART
    if kind == "date":
        return count_differing_parts(value, other) == 1
    if figure["unit"] == MAGNITUDE:
        return abs(float(value) - float(other)) <= MAX_MAGNITUDES_APART
    return not is_far_apart(value, other)


def _mark_mutual_best(
    similar: npt.NDArray[np.float64], figures: pd.DataFrame
) -> npt.NDArray[np.bool_]:
    """Return which figures of two outlets are each other's best match in the other's article."""
    article, names = pd.factorize(figures["article_id"].to_numpy(object))
    best = np.stack([similar[:, article == n].max(axis=1) for n in range(len(names))], axis=1)
    is_mutual = (similar >= best[:, article]) & (similar >= best[:, article].T)
    outlets = figures["outlet_label"].to_numpy(object)
    mutual: npt.NDArray[np.bool_] = is_mutual & (outlets[:, None] != outlets[None, :])
    return mutual & (similar > 0)


def _has_both_values(
    figures: pd.DataFrame, similar: npt.NDArray[np.float64], i: int, j: int
) -> bool:
    """Return whether the article of one figure also has the value of the other."""
    articles, values = figures["article_id"].to_numpy(object), figures["value"].to_numpy(object)
    other_in_first = (articles == articles[i]) & (values == values[j])
    other_in_second = (articles == articles[j]) & (values == values[i])
    other_in_first &= similar[:, j] >= HAS_BOTH_THRESHOLD
    other_in_second &= similar[:, i] >= HAS_BOTH_THRESHOLD
    return bool(other_in_first.any() or other_in_second.any())
