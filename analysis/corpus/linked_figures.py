"""Figures that differ between two sentences of two outlets that report the same.

The words around two figures may have little in common although their sentences report the same
(:mod:`analysis.corpus.sentence_similarity`): "The wave hit 13 countries" and "In all 14 countries
were struck by the wave". Of two such sentences, figures that agree are left out first. Of what
remains, two figures are of the same thing if what they count agrees, if each is the only one left
that the other can be compared with, and if one of the sentences has no other figure left.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.corpus import win_records
from analysis.corpus.figure_things import (
    Agreement,
    FigureThing,
    compare_things,
    is_counted_in_many_ways,
)
from analysis.corpus.figure_values import Figure, are_equal
from analysis.corpus.nearest_sentences import SentenceSearch
from analysis.entity_types import PERSON

#: Minimum probability that two sentences report the same, from which their figures are put side by
#: side. Read on ECB+, news_cluster and SEESAW: from 0.35 to 0.6 most pairs are of two things.
LINK_THRESHOLD = 0.6
#: A date that is a span of time: "from 1974 to 1978".
_SPAN = re.compile(r"\b(?:to|between|from|since|until|through)\b|[–-]\d", re.IGNORECASE)
_NO_QUOTES = pd.DataFrame({"article_id": [], "start": [], "end": [], "utterance_id": []})


def match_linked_figures(
    figures: pd.DataFrame,
    things: list[FigureThing],
    can_be_same: Callable[[Figure, str], bool],
    articles: pd.DataFrame,
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> Iterator[tuple[int, int]]:
    """Yield the positions of two figures that differ in sentences that report the same.

    Args:
        figures: As the table ``figures``, with outlet_label: those of one story that are compared.
        things: What each of them counts or dates.
        can_be_same: Whether another value can be one of the same thing as a figure.
        articles: Columns article_id, outlet_label, text: those of the story.
        tables: The tables ``sentences`` and ``mentions`` of these articles.
    """
    sentences, mentions = tables
    search = SentenceSearch(articles, sentences, mentions, _NO_QUOTES)
    persons = _list_persons(mentions)
    rows = figures.to_dict("records")
    in_sentence = figures.groupby(["article_id", "sentence"]).indices
    for i, j in _list_candidates(figures, rows, things):
        if not can_be_same(rows[i], rows[j]["value"]):
            continue
        named = [persons.get((row["article_id"], row["sentence"])) for row in (rows[i], rows[j])]
        if named[0] and named[1] and named[0].isdisjoint(named[1]):
            continue  # of two persons
        left, right = (
            [rows[n] for n in in_sentence[rows[place]["article_id"], rows[place]["sentence"]]]
            for place in (i, j)
        )
        if not _is_only_difference(rows[i], rows[j], left, right):
            continue
        places = [(row["article_id"], row["start"], row["end"]) for row in (rows[i], rows[j])]
        if search.measure_pair(*places) >= LINK_THRESHOLD:
            yield i, j


def _list_persons(mentions: pd.DataFrame) -> dict[tuple[str, int], set[str]]:
    """Return the persons that each sentence names."""
    persons: dict[tuple[str, int], set[str]] = {}
    named = mentions[(mentions["label"] == PERSON) & (mentions["entity_id"] != "")]
    rows = zip(named["article_id"], named["sentence"], named["entity_id"], strict=True)
    for article_id, sentence, entity_id in rows:
        persons.setdefault((article_id, sentence), set()).add(entity_id)
    return persons


def _list_candidates(
    figures: pd.DataFrame, rows: list[dict[Hashable, Any]], things: list[FigureThing]
) -> Iterator[tuple[int, int]]:
    """Yield figures of two outlets that count or date what agrees and have different values."""
    keyed = figures.assign(key=[thing.key for thing in things], position=range(len(figures)))
    keyed = keyed[(keyed["key"] != "") & (keyed["kind"] != win_records.KIND)]
    for positions in keyed.groupby(["kind", "unit", "key"])["position"].agg(list):
        if len(set(figures["outlet_label"].iloc[positions])) == 1:
            continue
        has_value = figures.iloc[positions].groupby("article_id")["value"].agg(set)
        for i, j in combinations(positions, 2):
            left, right = rows[i], rows[j]
            if (
                left["outlet_label"] != right["outlet_label"]
                and _is_single(left, things[i])
                and _is_single(right, things[j])
                and not are_equal(left, right)
                and right["value"] not in has_value[left["article_id"]]
                and left["value"] not in has_value[right["article_id"]]
                and compare_things(things[i], things[j]) > Agreement.NONE
            ):
                yield i, j


def _is_single(figure: Figure, thing: FigureThing) -> bool:
    """Return whether a figure is one value of what articles seldom count in many ways."""
    if figure["kind"] == "date" and _SPAN.search(figure["text"]):
        return False
    return bool(thing.aspect) or not is_counted_in_many_ways(thing.noun, figure["unit"])


def _is_only_difference(
    figure: Figure, other: Figure, left: Sequence[Figure], right: Sequence[Figure]
) -> bool:
    """Return whether two figures are what is left of two sentences, as the module says.

    Args:
        figure: A figure of one sentence.
        other: A figure of the other.
        left: All figures of the one sentence that are compared.
        right: All figures of the other.
    """
    unmatched = [row for row in left if not any(are_equal(row, other_row) for other_row in right)]
    unmatched_right = [
        row for row in right if not any(are_equal(row, other_row) for other_row in left)
    ]
    if min(len(unmatched), len(unmatched_right)) != 1:
        return False
    n_rivals = [
        sum(_can_be_confused(row, figure) for row in side) for side in (unmatched, unmatched_right)
    ]
    return n_rivals == [1, 1] and figure in unmatched and other in unmatched_right


def _can_be_confused(figure: Figure, other: Figure) -> bool:
    """Return whether two figures of a sentence may be the one that another sentence gives."""
    if (figure["kind"], figure["unit"]) != (other["kind"], other["unit"]):
        return False
    return figure["kind"] != "count" or str(figure["head_noun"]) == str(other["head_noun"])
