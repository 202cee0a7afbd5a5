"""The framing measures of the filtered articles, all in one form, with their evidence."""

from collections.abc import Hashable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.table_rows import list_tuples
from analysis.findings.reportable import mark_reportable, number_groups
from analysis.findings.selection_rows import get_selection, read_passages
from analysis.measures.registry import (
    CORRECTED_FAMILY_SIZE,
    GROUPS,
    MEASURES,
    Measure,
    MeasureGroup,
)
from analysis.measures.stats.outlet_comparison import STATISTICS_COLUMNS, bonferroni_threshold
from analysis.measures.stats.sampling_units import PermutationUnit
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries.filter_choices import list_outlets


class Verdict(StrEnum):
    """How certain a difference between outlets is, the most certain first."""

    HOLDS_AFTER_CORRECTION = "holds after correction for multiple tests"
    SUGGESTIVE = "suggestive (one test)"
    NO_CLEAR_DIFFERENCE = "no clear difference"


#: Number of differences to list, filled up with those without a clear verdict. A judgement.
MIN_LISTED_DIFFERENCES = 10

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]

_COMPUTED_COLUMNS = ["measure", "item", "name", "outlet_label", *STATISTICS_COLUMNS]
_COLUMNS = [*_COMPUTED_COLUMNS, "others_mean", "others_low", "others_high", "verdict"]


def compute_measures(catalogue: Catalogue, filters: Filters, group: MeasureGroup) -> pd.DataFrame:
    """Return the measures of a group for every item in every outlet, largest differences first.

    Filters on entities and types select items; those on entities and kinds of quotation select the
    quotations whose verbs are counted.

    Args:
        catalogue: the workspace's catalogue.
        filters: the current filters.
        group: of :data:`analysis.measures.registry.GROUPS`.

    Returns:
        ``measure`` (its key), ``item`` (id of the entity, speaker or verb), ``name``,
        ``outlet_label``, the columns :data:`outlet_comparison.STATISTICS_COLUMNS`,
        ``others_mean``, ``others_low`` and ``others_high``, the mean, smallest and largest value of
        the other outlets, and ``verdict``, a :class:`Verdict`.
        Items with a clear difference come first, then those with the smallest p-value, then those
        with the widest range of values.
    """
    return _compute_measures(catalogue, filters, group).copy(deep=False)


def rank_differences(
    catalogue: Catalogue, filters: Filters, min_listed: int = MIN_LISTED_DIFFERENCES
) -> pd.DataFrame:
    """Return the largest differences between outlets over all measures of framing.

    Args:
        catalogue: the workspace's catalogue.
        filters: the current filters.
        min_listed: how many rows to fill up to with differences without a clear verdict.

    Returns:
        Rows of :func:`compute_measures`, the most certain first, then the largest effect: all with
        a clear difference, as many as :func:`count_comparisons` counts. Of those that fill up the
        list, one for several measures of one group on the same item and outlet.
    """
    table = _sort_differences(catalogue, filters)
    # Where nothing fills up the list, it need not be known.
    table = table.assign(may_report=mark_reportable(table) if min_listed else False)
    repeats = table.duplicated(["group", "item", "outlet_label"])
    listed = table[~table["is_unclear"] | ~repeats]
    # p is 1 for what was not compared; what may not be reported is no difference either.
    fills_up = (listed["p"] < 1) & (np.arange(len(listed)) < min_listed) & listed["may_report"]
    return listed.loc[~listed["is_unclear"] | fills_up, _COLUMNS].reset_index(drop=True)


def list_clear_differences(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return the differences that pass a test, no two of which say the same.

    Of two outlets, each differs from the other as the other does from it: one is listed.

    Returns:
        As :func:`rank_differences`.
    """
    table = rank_differences(catalogue, filters, 0)
    is_pair = len(list_outlets(catalogue, filters)) == 2  # noqa: PLR2004 - one and the other
    return table.drop_duplicates(["measure", "item"]) if is_pair else table


def list_house_style(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return the differences in house style that pass a test, as :func:`rank_differences`."""
    groups = {measure.group for measure in MEASURES.values() if measure.is_house_style}
    table = pd.concat(
        [compute_measures(catalogue, filters, group) for group in GROUPS if group in groups],
        ignore_index=True,
    )
    is_style = np.array([MEASURES[key].is_house_style for key in table["measure"]], bool)
    is_clear = table["verdict"] != Verdict.NO_CLEAR_DIFFERENCE
    clear = table[is_style & is_clear & (table["effect"] > 0)]
    return clear.sort_values(["p", "item", "outlet_label"], ignore_index=True)


def describe_difference(row: Mapping[Hashable, Any]) -> str:
    """Return a row of :func:`rank_differences` as a sentence."""
    measure = MEASURES[row["measure"]]
    claim = measure.converse if row["value"] < row["others_mean"] else measure.claim
    stated = (
        f"{row['outlet_label']} {claim.format(row['name'])} than {{}}: "
        f"{format_value(row['value'], measure)} {measure.unit}; {{}}."
    )
    if not row["others_low"] <= row["value"] <= row["others_high"]:
        return stated.format("the others", f"the others: {describe_others(row)}")
    # The range of the others, which the value lies in, would say nothing.
    farthest = row["others_low" if row["value"] < row["others_mean"] else "others_high"]
    mean = format_value(row["others_mean"], measure)
    return stated.format(
        "the others on average",
        f"mean of the others: {mean}, but {format_value(farthest, measure)} in one of them",
    )


def describe_others(row: Mapping[Hashable, Any]) -> str:
    """Return the values of the other outlets of a row of :func:`compute_measures` in words.

    Their range is part of it, since one of them may have a larger value than the row's outlet.
    """
    measure = MEASURES[row["measure"]]
    low, high, mean = (
        format_value(row[name], measure) for name in ("others_low", "others_high", "others_mean")
    )
    return low if low == high else f"{low} to {high}, mean {mean}"


def format_value(value: float, measure: Measure) -> str:
    """Return a value of a measure as text."""
    if pd.isna(value):
        return "none"
    return f"{value:.0%}" if measure.is_percent else f"{value:.1f}"


def count_comparisons(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return how many values each measure compared, and how many are distinguishable.

    Returns:
        One row per measure: ``measure`` (its key), ``compared`` (values of items and outlets),
        ``distinguishable`` (by this measure's test alone, and fit to be reported),
        ``holds_after_correction`` (also when corrected for all measures).
    """
    rows = []
    for group in GROUPS:
        table = compute_measures(catalogue, filters, group)
        verdicts: dict[str, list[str]] = {}
        for key, verdict in list_tuples(table, ("measure", "verdict")):
            verdicts.setdefault(key, []).append(verdict)
        for key, of_measure in verdicts.items():
            n_distinguishable = len(of_measure) - of_measure.count(Verdict.NO_CLEAR_DIFFERENCE)
            n_holding = of_measure.count(Verdict.HOLDS_AFTER_CORRECTION)
            rows.append((key, len(of_measure), n_distinguishable, n_holding))
    columns = ["measure", "compared", "distinguishable", "holds_after_correction"]
    position = {key: number for number, key in enumerate(MEASURES)}
    return pd.DataFrame(rows, columns=columns).sort_values(
        "measure", key=lambda keys: keys.map(position), ignore_index=True
    )


def total_comparisons(comparisons: pd.DataFrame) -> tuple[int, int, int]:
    """Return how many values are compared, distinguishable, and hold after correction.

    House style is left out, as among the differences that are listed.

    Args:
        comparisons: As returned by :func:`count_comparisons`.
    """
    of_framing = comparisons[[not MEASURES[key].is_house_style for key in comparisons["measure"]]]
    compared, distinguishable, holding = (
        int(of_framing[name].sum())
        for name in ("compared", "distinguishable", "holds_after_correction")
    )
    return compared, distinguishable, holding


def describe_passing(n_clear: int, n_holding: int) -> str:
    """Return how many compared values pass a test, and hold after correction, as a clause."""
    if not n_clear:
        return "none passes the test of its measure"
    passing = "passes the test of its" if n_clear == 1 else "pass the test of their"
    return (
        f"{n_clear:,} {passing} measure, {n_holding:,} hold{'s' * (n_holding == 1)} "
        "after correction for all tests"
    )


def find_permutation_unit(catalogue: Catalogue, filters: Filters) -> PermutationUnit:
    """Return what is shuffled among outlets to compare them."""
    return get_selection(catalogue, filters).sampling_units.permuted


def find_evidence(
    catalogue: Catalogue, filters: Filters, measure: str, item: str, outlet: str
) -> pd.DataFrame:
    """Return the passages behind one value, as :func:`evidence.passages` does.

    A title that its article's text lacks is a passage that ends before the text begins: its offsets
    are negative.
    """
    selection = get_selection(catalogue, filters)
    spans = MEASURES[measure].evidence(selection, item, outlet)
    if "where" not in spans:
        return read_passages(catalogue, spans)
    in_text = read_passages(catalogue, spans[spans["where"] == "text"])
    titles = _make_title_passages(spans[spans["where"] == "title"], selection.articles)
    return pd.concat([titles, in_text], ignore_index=True) if len(titles) else in_text


# The clear differences of a briefing and the largest of the others are read from one table.
@lru_cache(maxsize=2)
def _sort_differences(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return the values of all measures of framing in the order of :func:`rank_differences`."""
    table = pd.concat(
        [compute_measures(catalogue, filters, group) for group in GROUPS], ignore_index=True
    )
    # An empty list of flags would select columns.
    is_framing = np.array(
        [not MEASURES[key].is_house_style for key in table["measure"].tolist()], bool
    )
    table = table[is_framing]
    rank = table["verdict"].map({verdict.value: rank for rank, verdict in enumerate(Verdict)})
    is_unclear = table["verdict"] == Verdict.NO_CLEAR_DIFFERENCE
    # Without a clear difference the p-value decides the order: effects of what hardly occurs are
    # large and mean nothing.
    return table.assign(
        is_unclear=is_unclear,
        rank=rank,
        p_if_unclear=table["p"].where(is_unclear, 0.0),
        effect_size=table["effect"].abs(),
        group=[MEASURES[key].group for key in table["measure"].tolist()],
    ).sort_values(
        ["rank", "p_if_unclear", "effect_size", "measure", "item"],
        ascending=[True, True, False, True, True],
    )


# The summary, its counts and the chart of one page ask for the same tables.
@lru_cache(maxsize=2 * len(GROUPS))
def _compute_measures(catalogue: Catalogue, filters: Filters, group: MeasureGroup) -> pd.DataFrame:
    selection = get_selection(catalogue, filters)
    functions = {m.compute: None for m in MEASURES.values() if m.group == group}
    tables = [compute(selection)[_COMPUTED_COLUMNS] for compute in functions]
    table = pd.concat([table for table in tables if len(table)] or tables[:1], ignore_index=True)
    if table["value"].isna().any():
        table = table[table["value"].notna()].reset_index(drop=True)
    values, effects, p = (table[name].to_numpy(float) for name in ("value", "effect", "p"))
    # Numbers are grouped many times faster than strings, and arrays than the columns of a table.
    item_no = number_groups(table, ("measure", "item"))
    sums = pd.Series(values).groupby(item_no).transform("sum").to_numpy()
    n_others = np.bincount(item_no)[item_no] - 1.0
    n_others[n_others == 0] = np.nan
    verdict = judge_differences(table)
    is_clear = verdict.to_numpy(object) != Verdict.NO_CLEAR_DIFFERENCE.value
    any_clear = np.bincount(item_no, is_clear)[item_no] > 0
    smallest, largest, smallest_p = (
        np.full(item_no.max(initial=-1) + 1, start) for start in (np.inf, -np.inf, np.inf)
    )
    np.minimum.at(smallest, item_no, values)
    np.maximum.at(largest, item_no, values)
    np.minimum.at(smallest_p, item_no, p)
    names = list_tuples(table, ("measure", "item", "outlet_label"))
    amounts = zip(~any_clear, smallest_p[item_no], (smallest - largest)[item_no], strict=True)
    keys = [
        (measure, *of_item, item, outlet)
        for (measure, item, outlet), of_item in zip(names, amounts, strict=True)
    ]
    ordered = table.assign(
        value=values,
        effect=effects,
        p=p,
        others_mean=(sums - values) / n_others,
        others_low=_find_extreme_of_others(values, item_no, largest=False),
        others_high=_find_extreme_of_others(values, item_no, largest=True),
        verdict=verdict,
    ).iloc[sorted(range(len(table)), key=keys.__getitem__)]
    return ordered[_COLUMNS].reset_index(drop=True)


def _find_extreme_of_others(values: Array, groups: Codes, *, largest: bool) -> Array:
    """Return the smallest or largest value of the other outlets; NaN where there is no other.

    Args:
        values: The values.
        groups: A number for the measure and item of each.
        largest: Which of the two.
    """
    amounts = values * (1 if largest else -1)
    # Of each item the most extreme value comes first.
    order = np.lexsort((-amounts, groups))
    ordered = amounts[order]
    is_first = np.diff(groups[order], prepend=-1) != 0
    first = np.flatnonzero(is_first)
    second = np.full(len(first), np.nan)
    has_second = np.diff(first, append=len(order)) > 1
    second[has_second] = ordered[first[has_second] + 1]
    position = np.cumsum(is_first) - 1
    of_others = np.empty(len(order))
    of_others[order] = np.where(is_first, second[position], ordered[first][position])
    extremes: Array = of_others * (1 if largest else -1)
    return extremes


def judge_differences(table: pd.DataFrame) -> pd.Series:
    """Return the verdict on each row of measures: a :class:`Verdict`.

    What may not be reported (:func:`analysis.findings.reportable.mark_reportable`) has no clear
    difference, whatever its test says.
    """
    may_report = mark_reportable(table)
    is_clear = table["distinguishable"].astype(bool) & may_report
    verdicts = np.where(
        _is_corrected_difference(table) & may_report,
        Verdict.HOLDS_AFTER_CORRECTION.value,
        np.where(is_clear, Verdict.SUGGESTIVE.value, Verdict.NO_CLEAR_DIFFERENCE.value),
    )
    return pd.Series(verdicts, index=table.index, dtype="str")


def _is_corrected_difference(table: pd.DataFrame) -> pd.Series:
    """Return whether each difference holds when corrected for the tests of all measures."""
    in_family = [MEASURES[key].is_in_corrected_family for key in table["measure"].tolist()]
    return (table["p"] <= bonferroni_threshold(CORRECTED_FAMILY_SIZE)) & np.array(in_family, bool)


def _make_title_passages(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return titles that are not in their text as passages before it."""
    rows = spans.merge(articles, on="article_id")
    length = rows["title"].str.len() + 1
    marks = [
        [{"start": start - shift, "end": end - shift, "note": "headline"}]
        for start, end, shift in zip(rows["start"], rows["end"], length, strict=True)
    ]
    return pd.DataFrame(
        {
            "article_id": rows["article_id"],
            "outlet_label": rows["outlet_label"],
            "title": rows["title"],
            "published": rows["published"],
            "block_kind": "headline",
            "start": -length,
            "end": -1,
            "text": rows["title"],
            "marks": marks,
        }
    )
