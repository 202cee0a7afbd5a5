"""Which figures of one story count or date the same thing.

Two figures of one kind and unit in two outlets are of the same thing if each is the other's best
match in the other article (:mod:`analysis.corpus.figure_contexts`) and their similarity reaches the
threshold, or, for days, if the same people and places are named beside them. A pair is left out if
one of the articles has both values: that article distinguishes two things that look alike. The
threshold is higher where words distinguish less (:data:`STRICT_THRESHOLD`), and lower for large
numbers that are almost the same.
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
from analysis.corpus import word_normalisation
from analysis.corpus.figure_contexts import FigureContexts, SentenceKey, read_figure_contexts
from analysis.corpus.figure_values import is_agreement, is_close, is_contradiction, is_far_apart
from analysis.entity_types import PERSON, Family, labels_of

# The thresholds are judgement, checked by reading the cases they give on news_cluster and SEESAW
# (benchmarks/README.md).
#: Minimum similarity at which two figures are of the same thing.
SIMILARITY_THRESHOLD = 0.6
#: The same where words distinguish less: for dates and ages, for what a story counts in many ways
#: ("runs"), and where the two sentences name different years.
STRICT_THRESHOLD = 0.7
#: The same for large numbers that are almost the same, which is unlikely to be chance.
CLOSE_THRESHOLD = 0.38
#: Minimum similarity of a figure with the other's value for an article to have both values.
HAS_BOTH_THRESHOLD = 0.4
#: Number of values from which a head noun is counted in many ways (judgement).
MANY_VALUES = 5
#: Maximum number of days between two dates that only people and places link (judgement).
MAX_DAYS_APART = 3
#: Kinds of figures that are compared.
KINDS = ("count", "money", "percent", "quantity", "age", "date")
#: Kinds whose value may grow from one day to the next.
GROWING = ("count", "money", "percent", "quantity")
#: Kinds of which one value may describe two things by chance; sums and shares rarely repeat.
_REPEATING = ("date", "age", "count")
#: Number of characters before a figure in which its context is looked up; longer than any match of
#: :data:`_RESTATED`.
_LOOKBACK = 30
#: What precedes a measure restated in another unit, or the whole of a share.
_RESTATED = re.compile(
    r"\($|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:in|out of) $"
)
_FULL_DATE = r"(\d{4}|-)-\d\d-\d\d$"
_PLACES = labels_of(Family.PLACE, Family.GROUP)

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Pair:
    """Two figures of the same thing, by their positions among the figures of the story."""

    i: int
    j: int
    similarity: float
    is_possible: bool = False
    """Whether only people and places link them, so that there may be two things."""


@dataclass(frozen=True)
class ComparedFigures:
    """The figures of a story that are compared, in one order, and the pairs of the same thing.

    ``figures`` has the columns of the table ``figures``, outlet_label and published.
    """

    figures: pd.DataFrame
    contexts: FigureContexts
    pairs: list[Pair]


def match_figures(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    figures: pd.DataFrame,
    mentions: pd.DataFrame,
    threshold: float = SIMILARITY_THRESHOLD,
) -> ComparedFigures:
    """Return the pairs of figures of one story that are of the same thing, equal or not.

    Args:
        articles: Columns article_id, outlet_label, published, text: one story's.
        sentences: As the table ``sentences``, of these articles, as the next two.
        figures: As the table ``figures``; those in headline, body and captions are compared.
        mentions: As the table ``mentions``, with entity_id.
        threshold: Minimum similarity at which two figures are of the same thing.
    """
    contexts = read_figure_contexts(_select_comparable(figures, articles), articles, sentences)
    compared = contexts.figures.merge(
        articles[["article_id", "outlet_label", "published"]], on="article_id", how="left"
    )
    pairs = [
        pair
        for rows in _group_comparable(compared)
        for pair in _match_group(contexts, compared, rows, threshold)
    ]
    near_days = _match_near_days(compared, articles, mentions)
    return ComparedFigures(compared, contexts, [*pairs, *near_days])


def _select_comparable(figures: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that are numbers of their own, in order.

    Left out are a name ("Flight 175"), a person ("one of them"), a time ("6.10"), a part of a share
    ("three in five"), and a measure restated in another unit ("2,700 km (1,680 miles)").
    """
    is_counted = figures["block_kind"].isin((*tables.COUNTED, "caption"))
    figures = figures[is_counted & figures["kind"].isin(KINDS) & (figures["value"] != "")]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    selected = [
        _is_number_of_its_own(
            row, texts[row["article_id"]][max(row["start"] - _LOOKBACK, 0) : row["start"]]
        )
        for row in figures.to_dict("records")
    ]
    return figures[np.array(selected, bool)].sort_values(["article_id", "start"], ignore_index=True)


def _is_number_of_its_own(figure: Mapping[Hashable, Any], text_before: str) -> bool:
    if _RESTATED.search(text_before):
        return False
    if figure["kind"] != "count":
        return True
    last_word = word_normalisation.normalise_words(text_before)[-1:]
    is_name = last_word == [word_normalisation.normalise_word(figure["head_noun"] or "-")]
    is_person = figure["value"] == "1" and not any(map(str.isdigit, figure["text"]))
    is_clock_time = "." in figure["value"]
    return not (is_name or is_person or is_clock_time)


def _group_comparable(figures: pd.DataFrame) -> Iterator[Rows]:
    """Yield the positions of the figures that can be compared: of one kind and unit."""
    for positions in figures.groupby(["kind", "unit"]).indices.values():
        if len(set(figures["outlet_label"].iloc[positions])) > 1:
            yield np.asarray(positions)


def _match_group(
    contexts: FigureContexts, figures: pd.DataFrame, rows: Rows, threshold: float
) -> Iterator[Pair]:
    """Yield the pairs of two outlets that are of the same thing, equal or not."""
    similar = contexts.similarity(rows)
    group = figures.iloc[rows].reset_index(drop=True)
    is_candidate = _mark_mutual_best(similar, group) & (
        similar >= np.minimum(threshold, CLOSE_THRESHOLD)
    )
    values, kind = group["value"].to_numpy(object), group["kind"].iloc[0]
    values_of_noun = group.groupby("head_noun")["value"].nunique()
    for i, j in np.argwhere(np.triu(is_candidate, 1)):
        differs = is_contradiction(kind, values[i], values[j])
        if not differs and not is_agreement(kind, values[i], values[j]):
            continue
        if differs and kind != "date" and is_far_apart(values[i], values[j]):
            continue
        close = differs and kind in GROWING and is_close(values[i], values[j])
        is_vague = kind in ("date", "age") or contexts.years[rows[i]] != contexts.years[rows[j]]
        is_vague |= (
            not contexts.aspects[rows[i]] and values_of_noun[group["head_noun"][i]] >= MANY_VALUES
        )
        needed = CLOSE_THRESHOLD if close else threshold
        if similar[i, j] < (max(threshold, STRICT_THRESHOLD) if is_vague else needed):
            continue
        if not differs or not _has_both_values(group, similar, int(i), int(j)):
            yield Pair(int(rows[i]), int(rows[j]), float(similar[i, j]))


def _mark_mutual_best(
    similar: npt.NDArray[np.float64], figures: pd.DataFrame
) -> npt.NDArray[np.bool_]:
    """Return which figures of two outlets are each other's best match in the other's article."""
    article, names = pd.factorize(figures["article_id"])
    best = np.stack([similar[:, article == n].max(axis=1) for n in range(len(names))], axis=1)
    is_mutual = (similar >= best[:, article]) & (similar >= best[:, article].T)
    outlets = figures["outlet_label"].to_numpy(object)
    mutual: npt.NDArray[np.bool_] = is_mutual & (outlets[:, None] != outlets[None, :])
    return mutual


def _has_both_values(
    figures: pd.DataFrame, similar: npt.NDArray[np.float64], i: int, j: int
) -> bool:
    """Return whether the article of one figure also has the value of the other."""
    articles, values = figures["article_id"].to_numpy(object), figures["value"].to_numpy(object)
    other_in_first = (articles == articles[i]) & (values == values[j])
    other_in_second = (articles == articles[j]) & (values == values[i])
    if figures["kind"].iloc[0] in _REPEATING:
        other_in_first &= similar[:, j] >= HAS_BOTH_THRESHOLD
        other_in_second &= similar[:, i] >= HAS_BOTH_THRESHOLD
    return bool(other_in_first.any() or other_in_second.any())


def _match_near_days(
    figures: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame
) -> Iterator[Pair]:
    """Yield dates a few days apart whose sentences name the same person and the same place."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    starts = zip(figures["article_id"], figures["start"], strict=True)
    after_on = [texts[article][:start].split()[-1:] == ["on"] for article, start in starts]
    days = figures[np.array(after_on, bool) & figures["value"].str.match(_FULL_DATE)]
    named = _named_in_sentences(mentions)
    for row, other in combinations(days.assign(position=days.index).to_dict("records"), 2):
        shared = named.get((row["article_id"], row["sentence"]), set()) & named.get(
            (other["article_id"], other["sentence"]), set()
        )
        days_apart = abs(int(row["value"][-2:]) - int(other["value"][-2:]))
        if (
            row["outlet_label"] != other["outlet_label"]
            and {is_person for _, is_person in shared} == {True, False}
            and row["value"][-5:-3] == other["value"][-5:-3]
            and 0 < days_apart <= MAX_DAYS_APART
        ):
            yield Pair(row["position"], other["position"], 0.0, is_possible=True)


def _named_in_sentences(mentions: pd.DataFrame) -> dict[SentenceKey, set[tuple[str, bool]]]:
    """Return the persons and places each sentence names: entity_id, and whether it is a person."""
    named: dict[SentenceKey, set[tuple[str, bool]]] = {}
    for row in mentions[mentions["entity_id"] != ""].to_dict("records"):
        if row["label"] == PERSON or row["label"] in _PLACES:
            key = (row["article_id"], row["sentence"])
            named.setdefault(key, set()).add((row["entity_id"], row["label"] == PERSON))
    return named
