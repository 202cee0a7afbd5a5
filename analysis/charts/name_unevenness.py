"""How unevenly outlets name somebody: the order of the matrix, and the sentence above it."""

from collections.abc import Collection

import pandas as pd

from analysis.charts.entity_matrix import Count, fill_cells

#: Maximum number of outlets that name somebody equally often and are listed.
_MAX_NAMED = 2
#: Number of names on which outlets differ most that are described (judgement: two lines).
_MAX_GAPS = 3
#: How the rows are sorted by unevenness, whatever the squares count.
UNEVENNESS_NOTE = (
    "Named most unevenly, per 1,000 words, comes first; names with uncertain counts come last."
)


def measure_unevenness(
    mentions: pd.DataFrame, words: pd.DataFrame, uncertain: Collection[str] = ()
) -> "pd.Series[float]":
    """Return how unevenly outlets name each entity, the most uneven first.

    The rates per 1,000 words of the outlet that names somebody most and of the one that does least
    are far apart for their size: the difference is divided by the root of their sum, as that of two
    counts is (Poisson).

    Args:
        mentions: as :func:`fill_cells` takes them.
        words: ``outlet_label``, ``words`` of the outlets to compare, none merged.
        uncertain: ids of entities whose name an outlet may have although it was not marked; they
            come last.

    Returns:
        The unevenness by entity id; 0 where all outlets have one rate.
    """
    cells = fill_cells(mentions, words, count=Count.RATE)
    # In the order of the mentions, which decides between equals.
    rates = cells.groupby("entity_id", sort=False)["value"]
    most, least = rates.max(), rates.min()
    unevenness = ((most - least) / (most + least) ** 0.5).fillna(0.0)
    ranked = unevenness.sort_values(ascending=False, kind="stable")
    is_uncertain = ranked.index.isin(list(uncertain))
    ordered: pd.Series[float] = pd.concat([ranked[~is_uncertain], ranked[is_uncertain]])
    return ordered


def sort_by_unevenness(
    cells: pd.DataFrame,
    mentions: pd.DataFrame,
    words: pd.DataFrame,
    uncertain: Collection[str] = (),
) -> pd.DataFrame:
    """Return cells in the order of :func:`measure_unevenness`, which also takes the arguments.

    Args:
        cells: as :func:`fill_cells` returns them.
        mentions: as there.
        words: as there.
        uncertain: as there.
    """
    ranked = measure_unevenness(mentions, words, uncertain)
    rank = {entity: place for place, entity in enumerate(ranked.index)}
    return cells.sort_values("entity_id", key=lambda ids: ids.map(rank), kind="stable")


def describe_unevenness(
    mentions: pd.DataFrame,
    words: pd.DataFrame,
    uncertain: Collection[str] = (),
) -> str:
    """Return which names the outlets differ on most: "Bo Ek: 8.0 in Beacon, none in 2 outlets".

    They are the first in the order of :func:`measure_unevenness`.

    Args:
        mentions: as :func:`fill_cells` takes them.
        words: ``outlet_label``, ``words`` of all selected outlets.
        uncertain: ids of entities whose name an outlet may have although it was not marked; the
            sentence says nothing of them.

    Returns:
        The sentence; empty for a single outlet.
    """
    if len(words) == 1:
        return ""
    cells = fill_cells(mentions, words, count=Count.RATE)
    unevenness = measure_unevenness(mentions, words, uncertain)
    is_stated = (unevenness > 0) & ~unevenness.index.isin(list(uncertain))
    described = []
    for entity in unevenness.index[is_stated][:_MAX_GAPS]:
        of_entity = cells[cells["entity_id"] == entity]
        rates = of_entity["value"]
        ends = (_describe_end(of_entity, value) for value in (rates.max(), rates.min()))
        described.append(f"{of_entity['name'].iloc[0]}: {', '.join(ends)}")
    return f"Named most unevenly, per 1,000 words: {' · '.join(described)}." if described else ""


def _describe_end(cells: pd.DataFrame, value: float) -> str:
    """Return which outlets have a rate: "8.0 in Beacon"."""
    outlets = cells.loc[cells["value"] == value, "outlet_label"].tolist()
    named = " and ".join(outlets) if len(outlets) <= _MAX_NAMED else f"{len(outlets)} outlets"
    return f"{f'{value:,.1f}' if value else 'none'} in {named}"
