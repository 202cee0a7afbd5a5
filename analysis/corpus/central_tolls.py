"""The toll of an event as its outlets give it: how many died, were hurt, missing or arrested.

What an article says of people first, in its headline or its first sentences, is said of the event
that all articles of the story report, in whatever words: "two people were killed", "four dead". So
is a figure that is the only one of its kind in an article, unless it is far from the other's.
Figures of a part, of another time or of another place are left out, and articles that give several
figures of one kind.
"""

from collections.abc import Hashable, Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from analysis import tables
from analysis.corpus.figure_things import FigureThing, is_counted_person
from analysis.corpus.figure_values import Figure, are_equal, is_far_apart
from analysis.corpus.table_rows import list_rows

#: Number of counted sentences on top of an article, headline included, that tell of its event
#: (judgement: the headline and two or three sentences).
TOP_SENTENCES = 4
#: What happened to the people of a toll; others are counted in several places ("hospitalized").
TOLLS = frozenset(("dead", "hurt", "missing", "held", "in critical condition"))
#: What a sentence may say of when without being of another time.
_PRESENT = frozenset(("total",))


def match_central_tolls(
    figures: pd.DataFrame, things: list[FigureThing], sentences: pd.DataFrame
) -> Iterator[tuple[int, int]]:
    """Yield the positions of the figures of two outlets for what happened to the people of a story.

    Args:
        figures: As the table ``figures``, with outlet_label: those of one story that are compared.
        things: What each of them counts.
        sentences: As the table ``sentences``, of the articles of the story.
    """
    rows = list_rows(figures)
    on_top = _list_top_sentences(sentences)
    by_aspect: dict[str, dict[str, list[int]]] = {}
    for position, (row, thing) in enumerate(zip(rows, things, strict=True)):
        if thing.aspect in TOLLS and row["kind"] == "count":
            of_aspect = by_aspect.setdefault(thing.aspect, {})
            of_aspect.setdefault(row["article_id"], []).append(position)
    for of_aspect in by_aspect.values():
        tolls = {
            article_id: toll
            for article_id, positions in of_aspect.items()
            if (toll := _find_toll(positions, rows, things, on_top)) is not None
        }
        for (article_id, i), (other_id, j) in combinations(tolls.items(), 2):
            has_both = any(are_equal(rows[i], rows[place]) for place in of_aspect[other_id]) or any(
                are_equal(rows[j], rows[place]) for place in of_aspect[article_id]
            )
            are_on_top = {_get_sentence(rows[i]), _get_sentence(rows[j])} <= on_top
            if (
                rows[i]["outlet_label"] != rows[j]["outlet_label"]
                and not _have_other_places(things[i], things[j])
                and (are_on_top or not is_far_apart(rows[i]["value"], rows[j]["value"]))
                and (are_equal(rows[i], rows[j]) or not has_both)
            ):
                yield i, j


def _list_top_sentences(sentences: pd.DataFrame) -> set[tuple[str, int]]:
    counted = sentences[sentences["block_kind"].isin(tables.COUNTED)].sort_values("start")
    top = counted.groupby("article_id").head(TOP_SENTENCES)
    return set(zip(top["article_id"], top["sentence"], strict=True))


def _find_toll(
    positions: list[int],
    rows: list[dict[Hashable, Any]],
    things: list[FigureThing],
    on_top: set[tuple[str, int]],
) -> int | None:
    """Return the first figure on top of an article, or its only one; None if several differ."""
    candidates = [place for place in positions if _get_sentence(rows[place]) in on_top]
    candidates = candidates or positions
    if any(not _is_of_all(things[place]) for place in candidates):
        return None
    first = candidates[0]
    is_single = all(are_equal(rows[first], rows[place]) for place in candidates[1:])
    return first if is_single else None


def _get_sentence(figure: Figure) -> tuple[str, int]:
    return figure["article_id"], figure["sentence"]


def _is_of_all(thing: FigureThing) -> bool:
    """Return whether a figure counts people of whatever kind, all of them, at present."""
    is_of_people = not thing.noun or is_counted_person(thing.noun)
    return is_of_people and not thing.scope and not thing.times - _PRESENT


def _have_other_places(thing: FigureThing, other: FigureThing) -> bool:
    return bool(thing.places and other.places) and not thing.places & other.places
