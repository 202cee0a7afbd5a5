"""Groups of articles, divided where an affair went on to another event.

An affair of weeks holds events that share its persons, places and background, so that the words of
two articles that report different events of it are as alike as those of one event. Time tells them
apart: the dated articles of a group fall into runs of days. Two runs some days apart are of one
event only if an article of one is nearly the same report as an article of the other, such as a text
with the later date of a crawl.

The constants are chosen on 552 pairs of articles of a large corpus that were read and on the public
sets (benchmarks/history.md): of 106 pairs of two events in one story 28 are parted, of 338 of one
event none.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

#: Days between two runs of days from which they may be of other events. At 7 eight fewer of the 106
#: pairs are parted, at 5 no more; the weeks of the Equifax breach in the news cluster are parted
#: at 6.
RUN_DAYS = 6
#: Cosine of all words from which two articles of two runs are nearly the same report. At .35 nine
#: fewer pairs are parted; above .43 a report of the news cluster with the date of a crawl is lost.
SAME_REPORT = 0.42

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


def divide_groups(groups: Positions, pairs: pd.DataFrame, days: Array) -> Positions:
    """Return the group of each article after the division: the position of its first article.

    An article without an exact date goes with the run whose articles it resembles most, or with the
    first if it resembles only other undated articles.

    Args:
        groups: The group of each article: the position of its first article.
        pairs: Columns first, second (positions), similarity and probability; each pair once. Pairs
            that are not listed are not alike.
        days: The publication day of each article, NaN where not known, with a half if it is an
            estimate.
    """
    runs = _find_runs(groups, days)
    is_dated = runs >= 0
    first, second = (pairs[name].to_numpy(np.int64) for name in ("first", "second"))
    is_inside = (groups[first] == groups[second]) & (first != second)
    is_same = is_inside & (pairs["similarity"].to_numpy() >= SAME_REPORT)
    is_link = is_same & is_dated[first] & is_dated[second]
    size = int(runs.max(initial=-1)) + 1
    graph = sp.csr_matrix(
        (np.ones(int(is_link.sum())), (runs[first[is_link]], runs[second[is_link]])), (size, size)
    )
    part_of_run = connected_components(graph, directed=False)[1].astype(np.int64)
    parts = _list_first_parts(groups, is_dated, runs, part_of_run)
    parts[is_dated] = part_of_run[runs[is_dated]]
    _place_undated(parts, is_dated, pairs[is_inside])
    # Articles of a group without a dated one stay together.
    labels = np.where(parts >= 0, parts, size + groups)
    _, starts, inverse = np.unique(labels, return_index=True, return_inverse=True)
    divided: Positions = starts[inverse].astype(np.int64)
    return divided


def _find_runs(groups: Positions, days: Array) -> Positions:
    """Return the number of each article's run of days in its group, by time; -1 if undated."""
    dated = np.flatnonzero(days % 1 == 0)
    order = dated[np.lexsort((days[dated], groups[dated]))]
    is_start = np.ones(len(order), bool)
    is_start[1:] = (np.diff(groups[order]) != 0) | (np.diff(days[order]) >= RUN_DAYS)
    runs = np.full(len(groups), -1, np.int64)
    runs[order] = np.cumsum(is_start) - 1
    return runs


def _list_first_parts(
    groups: Positions, is_dated: npt.NDArray[np.bool_], runs: Positions, part_of_run: Positions
) -> Positions:
    """Return for each article the part of the first run of its group; -1 if it has none."""
    starts, first = np.unique(runs[is_dated], return_index=True)
    group_of_run = groups[is_dated][first]
    first_part = np.full(len(groups), -1, np.int64)
    first_part[group_of_run[::-1]] = part_of_run[starts[::-1]]
    parts: Positions = first_part[groups]
    return parts


def _place_undated(parts: Positions, is_dated: npt.NDArray[np.bool_], pairs: pd.DataFrame) -> None:
    """Give undated articles the part with which their mean probability is highest.

    Args:
        parts: The part of each article, that of the first run where undated; filled in.
        is_dated: Whether each article has an exact date.
        pairs: The pairs within a group.
    """
    both = [pairs[name].to_numpy(np.int64) for name in ("first", "second")]
    article, other = np.concatenate(both), np.concatenate(both[::-1])
    is_counted = ~is_dated[article] & is_dated[other]
    sums = (
        pd.DataFrame(
            {
                "article": article[is_counted],
                "part": parts[other[is_counted]],
                "probability": np.tile(pairs["probability"].to_numpy(np.float64), 2)[is_counted],
            }
        )
        .groupby(["article", "part"], as_index=False)["probability"]
        .sum()
    )
    sizes = np.bincount(parts[is_dated])
    means = sums.assign(probability=sums["probability"] / sizes[sums["part"]])
    best = means.sort_values(
        ["article", "probability", "part"], ascending=[True, False, True]
    ).drop_duplicates("article")
    parts[best["article"].to_numpy(np.int64)] = best["part"].to_numpy(np.int64)
