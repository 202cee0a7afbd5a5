"""Figures of one thing that differ between outlets: counts, sums, shares, ages, dates, spellings.

What is one thing is told by :mod:`analysis.corpus.figure_matching` and, for names, by
:mod:`analysis.corpus.spelling_variants`. What differs is joined into cases, with what agrees
beside it.

A case is a *disagreement*; an *update* when the outlets wrote on different days and the number may
have grown; *open* when both may be right as they are worded ("at least five", "seven"); or only
*possible*, when the same people on days near each other may be one event or two.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from analysis.corpus.figure_contexts import FigureContexts
from analysis.corpus.figure_matching import CUT, GROWING, Pair, find_pairs
from analysis.corpus.figure_values import both_may_hold, contradict
from analysis.corpus.spelling_variants import spelled_differently

#: How sure it is that two figures differ, the surest first.
STATUSES = ("disagreement", "update", "open", "possible")

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


def differing(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    figures: pd.DataFrame,
    mentions: pd.DataFrame,
    cut: float = CUT,
) -> pd.DataFrame:
    """Return the figures of one thing that differ between the outlets of a story.

    Args:
        articles: Columns article_id, story_id, outlet_label, published (NaT when not known), text.
        sentences: As the table ``sentences``.
        figures: As the table ``figures``; those in headline, body and captions are compared.
        mentions: As the table ``mentions``, with entity_id.
        cut: Similarity from which two figures are of one thing.

    Returns:
        One row a figure: case_id (a number; figures of one thing share it), kind, thing (what is
        counted or dated, in a word or two), status (of :data:`STATUSES`), similarity (of the two
        most alike that differ), value, unit, outlet_label, article_id, published, start, end and
        text. Cases by status and similarity, spellings last; in a case
        by value and date.
    """
    found: list[pd.DataFrame] = []
    for _, story in articles.groupby("story_id", sort=True):
        if story["outlet_label"].nunique() > 1:
            told, slots, pairs = find_pairs(
                story, _of(story, sentences), _of(story, figures), _of(story, mentions), cut
            )
            found += _cases(told, slots, pairs)
            found += _spellings(_of(story, mentions), story)
    found.sort(key=_order)
    if not found:
        return pd.DataFrame(columns=list(COLUMNS))
    numbered = [case.assign(case_id=number) for number, case in enumerate(found)]
    return pd.concat(numbered, ignore_index=True)[list(COLUMNS)]


def _order(case: pd.DataFrame) -> tuple[int, bool, float]:
    first = case.iloc[0]
    return STATUSES.index(first["status"]), first["kind"] == "spelling", -first["similarity"]


def _of(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["article_id"].isin(articles["article_id"])]


def _spellings(mentions: pd.DataFrame, articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the names that two outlets spell differently, the first mention of each article."""
    about = articles[["article_id", "outlet_label", "published"]]
    for spellings in spelled_differently(mentions):
        rows = [
            part.drop_duplicates("article_id").assign(value=part["text"].iloc[0])
            for part in spellings
        ]
        case = pd.concat(rows).merge(about, on="article_id")
        by = [frozenset(part) for _, part in case.groupby("value")["outlet_label"]]
        if len(set(by)) > 1:
            commonest = case["value"].value_counts().index[0]
            yield case.assign(
                kind="spelling", thing=commonest, status="disagreement", similarity=1.0, unit=""
            ).sort_values(["value", "published", "outlet_label", "start"], ignore_index=True)


def _cases(told: pd.DataFrame, slots: FigureContexts, pairs: list[Pair]) -> Iterator[pd.DataFrame]:
    """Yield each group of figures of one thing that are not all the same."""
    if not pairs:
        return
    ends = np.array([(pair.i, pair.j) for pair in pairs])
    graph = csr_matrix((np.ones(len(pairs)), ends.T), shape=(len(told), len(told)))
    _, group = connected_components(graph, directed=False)
    for label in np.unique(group[ends[:, 0]]):
        own = [pair for pair in pairs if group[pair.i] == label]
        differ = [pair for pair in own if _differ(told, pair)]
        if not differ:
            continue
        strongest = max(differ, key=lambda pair: pair.similarity)
        rows = told.loc[np.flatnonzero(group == label)]
        statuses = {_status(told, pair) for pair in differ}
        head_noun = told["head_noun"][strongest.i] or told["head_noun"][strongest.j]
        aspect = slots.aspects[strongest.i]
        yield rows.assign(
            thing=" ".join(filter(None, (head_noun, f"({aspect})" if aspect else ""))),
            status=next(status for status in STATUSES if status in statuses),
            similarity=min(1.0, strongest.similarity),
        ).sort_values(["value", "published", "outlet_label", "start"], ignore_index=True)


def _differ(told: pd.DataFrame, pair: Pair) -> bool:
    return contradict(told["kind"][pair.i], told["value"][pair.i], told["value"][pair.j])


def _status(told: pd.DataFrame, pair: Pair) -> str:
    if pair.possible:
        return "possible"
    one, other = told.loc[pair.i], told.loc[pair.j]
    if one["kind"] in GROWING:
        worded = [(str(row["text"]), str(row["value"])) for row in (one, other)]
        if both_may_hold(*worded[0], *worded[1]):
            return "open"
        days = one["published"], other["published"]
        if pd.notna(days[0]) and pd.notna(days[1]) and days[0] != days[1]:
            return "update"
    return "disagreement"
