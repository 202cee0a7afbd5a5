"""Figures of the same thing that differ between outlets: counts, sums, shares, ages, dates, names.

Figures of the same thing are found by :mod:`analysis.corpus.figure_matching` and names in several
spellings by :mod:`analysis.corpus.spelling_variants`. Figures that differ are joined into cases,
together with those that agree with them.

A case is a *disagreement*; an *update* if the outlets published on different days and the number
may have grown; *open* if both may be right as they are worded ("at least five", "seven"); or only
*possible* if the same people on days near each other may be one event or two.
"""

from collections.abc import Iterator
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from analysis.corpus.figure_matching import (
    GROWING,
    SIMILARITY_THRESHOLD,
    ComparedFigures,
    Pair,
    match_figures,
)
from analysis.corpus.figure_values import can_both_hold, is_contradiction
from analysis.corpus.spelling_variants import find_spelling_variants

#: How certain it is that two figures differ.
Status = Literal["disagreement", "update", "open", "possible"]
#: The statuses, the most certain first.
STATUSES: tuple[Status, ...] = get_args(Status)

COLUMNS = (
    "case_id",
    "kind",
    "thing",
    "status",
    "similarity",
    "value",
    "unit",
    "outlet_label",
    "article_id",
    "published",
    "start",
    "end",
    "text",
)


def find_differing_figures(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    figures: pd.DataFrame,
    mentions: pd.DataFrame,
    threshold: float = SIMILARITY_THRESHOLD,
) -> pd.DataFrame:
    """Return the figures of the same thing that differ between the outlets of a story.

    Args:
        articles: Columns article_id, story_id, outlet_label, published (NaT when not known), text.
        sentences: As the table ``sentences``.
        figures: As the table ``figures``; those in headline, body and captions are compared.
        mentions: As the table ``mentions``, with entity_id.
        threshold: Minimum similarity at which two figures are of the same thing.

    Returns:
        One row per figure: case_id (a number; figures of one case share it), kind, thing (what is
        counted or dated, in a word or two), status (of :data:`STATUSES`), similarity (of the two
        most similar that differ), value, unit, outlet_label, article_id, published, start, end and
        text. Cases are sorted by status and similarity, spellings last; figures of a case by value
        and date.
    """
    cases: list[pd.DataFrame] = []
    for _, story in articles.groupby("story_id", sort=True):
        if len(set(story["outlet_label"])) > 1:
            compared = match_figures(
                story,
                _rows_of(story, sentences),
                _rows_of(story, figures),
                _rows_of(story, mentions),
                threshold,
            )
            cases += _figure_cases(compared)
            cases += _spelling_cases(_rows_of(story, mentions), story)
    cases.sort(key=_sort_key)
    if not cases:
        return pd.DataFrame(columns=list(COLUMNS))
    numbered = [case.assign(case_id=number) for number, case in enumerate(cases)]
    return pd.concat(numbered, ignore_index=True)[list(COLUMNS)]


def _sort_key(case: pd.DataFrame) -> tuple[int, bool, float]:
    first = case.iloc[0]
    return STATUSES.index(first["status"]), first["kind"] == "spelling", -first["similarity"]


def _rows_of(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["article_id"].isin(articles["article_id"])]


def _spelling_cases(mentions: pd.DataFrame, articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the names that two outlets spell differently: the first mention in each article."""
    columns = articles[["article_id", "outlet_label", "published"]]
    for spellings in find_spelling_variants(mentions):
        rows = [
            part.drop_duplicates("article_id").assign(value=part["text"].iloc[0])
            for part in spellings
        ]
        case = pd.concat(rows).merge(columns, on="article_id")
        outlets = {frozenset(part) for _, part in case.groupby("value")["outlet_label"]}
        if len(outlets) > 1:
            commonest = case["value"].value_counts().index[0]
            yield case.assign(
                kind="spelling", thing=commonest, status="disagreement", similarity=1.0, unit=""
            ).sort_values(["value", "published", "outlet_label", "start"], ignore_index=True)


def _figure_cases(compared: ComparedFigures) -> Iterator[pd.DataFrame]:
    """Yield each group of figures of the same thing that are not all equal."""
    figures, pairs = compared.figures, compared.pairs
    if not pairs:
        return
    ends = np.array([(pair.i, pair.j) for pair in pairs])
    graph = csr_matrix((np.ones(len(pairs)), ends.T), shape=(len(figures), len(figures)))
    _, group = connected_components(graph, directed=False)
    for label in np.unique(group[ends[:, 0]]):
        differing = [
            pair
            for pair in pairs
            if group[pair.i] == label and _has_different_values(figures, pair)
        ]
        if not differing:
            continue
        strongest = max(differing, key=lambda pair: pair.similarity)
        statuses = {_find_status(figures, pair) for pair in differing}
        head_noun = figures["head_noun"][strongest.i] or figures["head_noun"][strongest.j]
        aspect = compared.contexts.aspects[strongest.i]
        rows = figures.loc[np.flatnonzero(group == label)]
        yield rows.assign(
            thing=" ".join(filter(None, (head_noun, f"({aspect})" if aspect else ""))),
            status=next(status for status in STATUSES if status in statuses),
            similarity=min(1.0, strongest.similarity),
        ).sort_values(["value", "published", "outlet_label", "start"], ignore_index=True)


def _has_different_values(figures: pd.DataFrame, pair: Pair) -> bool:
    values = figures["value"]
    return is_contradiction(figures["kind"][pair.i], values[pair.i], values[pair.j])


def _find_status(figures: pd.DataFrame, pair: Pair) -> Status:
    if pair.is_possible:
        return "possible"
    left, right = figures.loc[pair.i], figures.loc[pair.j]
    if left["kind"] in GROWING:
        if can_both_hold(
            str(left["text"]), str(left["value"]), str(right["text"]), str(right["value"])
        ):
            return "open"
        dates = left["published"], right["published"]
        if pd.notna(dates[0]) and pd.notna(dates[1]) and dates[0] != dates[1]:
            return "update"
    return "disagreement"
