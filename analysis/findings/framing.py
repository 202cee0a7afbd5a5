"""The framing measures of what is looked at, all in one form, with their evidence."""

from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.findings import measure_groups
from analysis.measures import event_clauses
from analysis.measures.registry import GROUPS, MEASURES
from analysis.measures.stats.sampling_units import STATISTICS_COLUMNS, VERDICT, units
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries.evidence import passages
from analysis.store.queries.selection import Selection, selection

#: How sure a difference is, the surest first.
VERDICTS = ("over all measures", "by this measure alone", "not distinguishable")
#: So many differences are listed, if only as not distinguishable.
LEAST_SHOWN = 10

_COLUMNS = ["measure", "item", "name", "outlet_label", *STATISTICS_COLUMNS, "others"]


def measured(catalogue: Catalogue, filters: Filters, group: str) -> pd.DataFrame:
    """Return the measures of a group for every item in every outlet, what differs most first.

    Entities and types of the filters choose among the items; the speaker's entity and the kind of
    quotation choose the quotations whose verbs are counted.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        group: of :data:`analysis.measures.registry.GROUPS`.

    Returns:
        ``measure`` (its key), ``item`` (id of the entity, speaker or verb), ``name``,
        ``outlet_label``, the columns :data:`sampling_units.STATISTICS_COLUMNS`, and
        ``others``, the mean
        value of the other outlets. Items told apart from chance come first, then those nearest to
        it, then those whose values lie farthest apart.
    """
    return _measured(catalogue, filters, group).copy(deep=False)


def differing(catalogue: Catalogue, filters: Filters, least: int = LEAST_SHOWN) -> pd.DataFrame:
    """Return what differs most between outlets over all measures that tell of framing.

    How sure a difference is stands beside it. Over all measures taken together, each measure's p
    is held against the verdict divided by their number (Bonferroni), so that chance alone makes
    anything sure in about 5 % of selections.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        least: how many rows to fill up to with differences that are not distinguishable.

    Returns:
        Rows of :func:`measured` with ``verdict``, one of :data:`VERDICTS`; in their order, and the
        largest effect first. Of several measures of one group that tell of the same item and
        outlet, only the first.
    """
    told = pd.concat([measured(catalogue, filters, group) for group in GROUPS], ignore_index=True)
    told = told[[not MEASURES[key].style for key in told["measure"]]]
    level = np.where(_sure(told), 0, np.where(told["distinguishable"].astype(bool), 1, 2))
    # What is not distinguishable is ordered by how near it is to being so: effects of what hardly
    # occurs are large and mean nothing.
    told = told.assign(
        level=level,
        verdict=[VERDICTS[place] for place in level],
        near=told["p"].where(level == 2, 0.0),
        size=told["effect"].abs(),
        group=[MEASURES[key].group for key in told["measure"]],
    ).sort_values(
        ["level", "near", "size", "measure", "item"], ascending=[True, True, False, True, True]
    )
    kept = told.drop_duplicates(["group", "item", "outlet_label"])
    # p is 1 for what was not compared.
    filled = kept[(kept["level"] < 2) | ((kept["p"] < 1) & (np.arange(len(kept)) < least))]
    return filled[[*_COLUMNS, "verdict"]].reset_index(drop=True)


def tally(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return how much was compared by each measure, and how much of it is distinguishable.

    Returns:
        One row a measure: ``measure`` (its key), ``compared`` (values of items and outlets),
        ``told`` (distinguishable by this measure alone), ``sure`` (also when all measures are
        taken together).
    """
    rows = []
    for group in GROUPS:
        table = measured(catalogue, filters, group)
        for key, own in table.groupby("measure"):
            told = own["distinguishable"].astype(bool)
            rows.append((str(key), len(own), int(told.sum()), int(_sure(own).sum())))
    found = pd.DataFrame(rows, columns=["measure", "compared", "told", "sure"])
    order = {key: place for place, key in enumerate(MEASURES)}
    return found.sort_values("measure", key=lambda keys: keys.map(order), ignore_index=True)


def permutation_unit(catalogue: Catalogue, filters: Filters) -> str:
    """Return what outlets are compared by: ``articles`` or ``paragraphs``."""
    chosen = _chosen(catalogue, filters)
    return units(chosen.articles, chosen.blocks).by


def evidence(
    catalogue: Catalogue, filters: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    """Return the passages behind one value, as :func:`evidence.passages` does.

    A headline that was given with an article, and does not stand in its text, is a passage that
    ends before the text begins: its offsets are negative.
    """
    chosen = _chosen(catalogue, filters)
    group = measure_groups.GROUPS[MEASURES[key].group]
    found = group.evidence(chosen, filters, key, item, outlet)
    in_text = found[found["where"] == "text"] if "where" in found else found
    shown = _passages(catalogue, in_text)
    if "where" not in found:
        return shown
    titles = _titles(found[found["where"] == "title"], chosen.articles)
    return pd.concat([titles, shown], ignore_index=True) if len(titles) else shown


def clauses(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return who acts on whom, as :func:`analysis.measures.event_clauses.clauses` does.

    Entities and types of the filters choose clauses in which one of them acts or is acted upon.
    """
    chosen = _chosen(catalogue, filters)
    told = event_clauses.clauses(
        chosen.articles, chosen.blocks, chosen.events, chosen.quotes, chosen.entities
    )
    kept = pd.Series(False, index=told.index)
    for side in ("agent_id", "patient_id"):
        kept |= measure_groups.asked(told, told[side], filters, chosen)
    return told[kept].reset_index(drop=True)


def edges(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return who criticises or supports whom: :func:`analysis.measures.event_clauses.edges`."""
    return event_clauses.edges(clauses(catalogue, filters))


def clause(catalogue: Catalogue, article_id: str, start: int, end: int) -> pd.DataFrame:
    """Return the passage of one clause, as :func:`evidence.passages` does."""
    return _passages(
        catalogue, pd.DataFrame({"article_id": [article_id], "start": [start], "end": [end]})
    )


@lru_cache(maxsize=2 * len(GROUPS))
def _measured(catalogue: Catalogue, filters: Filters, group: str) -> pd.DataFrame:
    # The summary, its tally and the chart of one page ask for the same.
    table = measure_groups.GROUPS[group].measured(_chosen(catalogue, filters), filters)
    table = table[table["value"].notna()].astype({"value": float, "effect": float, "p": float})
    by_item = table.groupby(["measure", "item"])
    told = by_item["distinguishable"].transform("any")
    values = by_item["value"]
    apart = values.transform("max") - values.transform("min")
    size = values.transform("size")
    others = (values.transform("sum") - table["value"]) / (size - 1).where(size > 1)
    nearest = by_item["p"].transform("min")
    order = table.assign(told=told, nearest=nearest, apart=apart, others=others).sort_values(
        ["measure", "told", "nearest", "apart", "item", "outlet_label"],
        ascending=[True, False, True, False, True, True],
    )
    return order[_COLUMNS].reset_index(drop=True)


def _sure(table: pd.DataFrame) -> pd.Series:
    sure: pd.Series = table["p"] <= VERDICT / len(MEASURES)
    return sure


@lru_cache(maxsize=2)
def _chosen(catalogue: Catalogue, filters: Filters) -> Selection:
    """Return the selection; the measures of one page ask for the same."""
    return selection(catalogue, filters)


def _passages(catalogue: Catalogue, found: pd.DataFrame) -> pd.DataFrame:
    return passages(
        catalogue,
        'SELECT unnest(?) AS article_id, unnest(?) AS "start", unnest(?) AS "end", ? AS note',
        (*(found[name].tolist() for name in ("article_id", "start", "end")), ""),
    )


def _titles(found: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return headlines that stand beside their text as passages before it."""
    rows = found.merge(articles, on="article_id")
    before = rows["title"].str.len() + 1
    marks = [
        [{"start": start - shift, "end": end - shift, "note": "headline"}]
        for start, end, shift in zip(rows["start"], rows["end"], before, strict=True)
    ]
    return pd.DataFrame(
        {
            "article_id": rows["article_id"],
            "outlet_label": rows["outlet_label"],
            "title": rows["title"],
            "published": rows["published"],
            "block_kind": "headline",
            "start": -before,
            "end": -1,
            "text": rows["title"],
            "marks": marks,
        }
    )
