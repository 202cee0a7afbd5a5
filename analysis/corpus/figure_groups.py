"""Groups of figures of the same thing, and whether two of them differ."""

from collections.abc import Sequence
from itertools import combinations

from analysis.corpus.clock_times import GAME_CLOCK
from analysis.corpus.figure_matching import ComparedFigures, Pair
from analysis.corpus.figure_values import (
    Figure,
    ValueRelation,
    is_contradiction,
    is_rounded_time,
    relate_values,
)
from analysis.corpus.table_rows import list_rows

#: Kinds whose value is a number.
NUMBERS = ("count", "money", "percent", "quantity", "age")


def group_pairs(compared: ComparedFigures) -> list[list[Pair]]:
    """Return the pairs of figures of the same thing in groups, the surest pairs joined first.

    Two groups are not joined if an article would give two values in one: it tells two things apart.
    """
    rows = list_rows(compared.figures)
    groups: dict[int, set[int]] = {}
    pairs_of: dict[int, list[Pair]] = {}
    for pair in sorted(compared.pairs, key=lambda pair: (-pair.agreement, -pair.similarity)):
        left, right = (groups.get(place, {place}) for place in (pair.i, pair.j))
        if left is not right and not _can_join([rows[place] for place in left | right]):
            continue
        joined = left | right
        pairs = [
            *pairs_of.pop(min(left), []),
            *(pairs_of.pop(min(right), []) if left is not right else []),
            pair,
        ]
        pairs_of[min(joined)] = pairs
        groups.update(dict.fromkeys(joined, joined))
    return [pairs_of[first] for first in sorted(pairs_of)]


def _can_join(rows: Sequence[Figure]) -> bool:
    """Return whether no article gives two different values among some figures."""
    return not any(
        row["article_id"] == other["article_id"] and are_different(row, other)
        for row, other in combinations(rows, 2)
    )


def are_different(left: Figure, right: Figure) -> bool:
    """Return whether two figures of one kind differ by more than rounding."""
    if not is_contradiction(left["kind"], left["value"], right["value"]):
        return False
    if left["kind"] == "time" and left["unit"] != GAME_CLOCK:
        return not is_rounded_time(left["value"], right["value"])
    return left["kind"] not in NUMBERS or relate_figures(left, right) > ValueRelation.SAME


def relate_figures(left: Figure, right: Figure) -> ValueRelation:
    """Return how the numbers of two figures of one thing relate, as they are worded."""
    return relate_values(
        str(left["text"]), str(left["value"]), str(right["text"]), str(right["value"])
    )
