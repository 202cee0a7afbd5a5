"""Bootstrap intervals and permutation tests for ratios of sums over units of text.

A unit is what is resampled or permuted as a whole: an article, or a paragraph. All resamples are
computed at once as matrix products; the seed is fixed, so the same table gives the same figures.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.special import gammaln

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]

#: Resamples per bootstrap interval; a usual number for percentile intervals.
N_RESAMPLES = 1000
#: Permutations per test; with the observed assignment they make 1,000, so p has three digits.
N_PERMUTATIONS = 999
#: Coverage of the intervals.
CONFIDENCE_LEVEL = 0.95
#: Seed of all random draws; any fixed value will do.
SEED = 1

#: Units below which an outlet has no interval: a single unit is in every resample.
MIN_UNITS = 2
#: Groups below which there is nothing to compare.
MIN_GROUPS = 2
#: Share of the standard deviation expected of independent occurrences that a statistic's is at
#: least taken to be. A judgement.
MIN_DEVIATION_SHARE = 0.5
#: Standard deviations below this are rounding errors of a statistic that never varies.
_ZERO_DEVIATION = 1e-12
#: Tolerance below which a permuted statistic counts as equal to the observed one.
_TIE_TOLERANCE = 1e-9


def ratio(numerator: Array, denominator: Array) -> Array:
    """Return ``numerator / denominator``, NaN where the denominator is 0."""
    if (denominator > 0).all():
        return numerator / denominator
    numerator, denominator = np.broadcast_arrays(numerator, denominator)
    undefined = np.full(numerator.shape, np.nan)
    quotient: Array = np.divide(numerator, denominator, out=undefined, where=denominator > 0)
    return quotient


def bootstrap_intervals(numerator: Array, denominator: Array) -> tuple[Array, Array]:
    """Return the percentile-bootstrap interval of each item's ratio of sums (Efron 1979).

    Args:
        numerator: units x items.
        denominator: units x items, or units x 1 when it is the same for every item.

    Returns:
        The lower and upper bounds, one per item; NaN with fewer than :data:`MIN_UNITS` units, where
        resampling would show a certainty that does not exist.
    """
    n_units, n_items = numerator.shape
    if n_units < MIN_UNITS:
        return np.full(n_items, np.nan), np.full(n_items, np.nan)
    weights = _draw_resamples(n_units)
    ratios = ratio(weights @ numerator, weights @ denominator)
    bounds = np.full((2, n_items), np.nan)
    # A resample may hold no unit on which the ratio is defined; an item without any keeps NaN.
    undefined = np.isnan(ratios)
    is_complete = ~undefined.any(axis=0)
    is_partial = undefined.any(axis=0) & ~undefined.all(axis=0)
    tails = ((1 - CONFIDENCE_LEVEL) / 2, (1 + CONFIDENCE_LEVEL) / 2)
    if is_complete.any():
        bounds[:, is_complete] = np.quantile(ratios[:, is_complete], tails, axis=0)
    if is_partial.any():
        bounds[:, is_partial] = np.nanquantile(ratios[:, is_partial], tails, axis=0)
    return bounds[0], bounds[1]


def difference_p_values(
    numerator: Array,
    denominator: Array,
    groups: Codes,
    strata: Codes | None = None,
    occurrences: npt.NDArray[np.int64] | None = None,
) -> Array:
    """Return the probability that a group differs as much from the others by chance.

    Units are assigned at random to groups of the same sizes, within their stratum. The statistic is
    the difference between a group's ratio and that of all other units, and the p-values are
    adjusted for all cells by :func:`max_t_p_values`.

    Args:
        numerator: units x items.
        denominator: units x items, or units x 1.
        groups: the group of each unit, 0 up.
        strata: units are permuted within these; by default all together. Between groups that cover
            different stories, a difference may be due to the stories.
        occurrences: how often each item occurs. An item's standard deviation is taken to be at
            least :data:`MIN_DEVIATION_SHARE` of that of as many independent occurrences: where
            units share an item equally, permutations hardly change its ratio, and differences in
            article length would pass for differences between groups.

    Returns:
        Adjusted p-values, groups x items; 1 where there is nothing to compare.
    """
    n_groups = int(groups.max(initial=-1)) + 1
    n_items = numerator.shape[1]
    # With one unit per group, every permutation shows the same differences under other names.
    if n_groups < MIN_GROUPS or n_groups == len(groups) or n_items == 0:
        return np.ones((n_groups, n_items))
    both = np.hstack([numerator, denominator])
    totals = both.sum(axis=0)

    def compute_differences() -> Iterator[Array]:
        for sums in permuted_sums(both, groups, strata):
            rest = totals - sums
            group_ratio = ratio(sums[:, :n_items], sums[:, n_items:])
            rest_ratio = ratio(rest[:, :n_items], rest[:, n_items:])
            yield np.nan_to_num(group_ratio - rest_ratio)

    min_deviations = np.zeros((n_groups, n_items))
    if occurrences is not None:
        group_share = np.bincount(groups, minlength=n_groups)[:, None] / len(groups)
        overall = ratio(numerator.sum(axis=0), denominator.sum(axis=0))
        variance_factor = 1 / group_share + 1 / (1 - group_share)
        deviations = np.nan_to_num(overall) * np.sqrt(variance_factor / np.maximum(occurrences, 1))
        min_deviations = MIN_DEVIATION_SHARE * deviations
    return max_t_p_values(compute_differences(), min_deviations)


def max_t_p_values(statistics: Iterable[Array], min_deviations: Iterable[Array]) -> Array:
    """Return p-values adjusted for all cells by the single-step maxT of Westfall & Young (1993).

    Each statistic is taken from its mean over the permutations and divided by its standard
    deviation over them. Its p-value is the share of permutations whose largest absolute value over
    all cells reaches it, which holds the chance of any false verdict in the whole table at the
    level.

    Args:
        statistics: for each group, permutations x items; the first row is the observed one. It
            counts among the permutations, otherwise the test would be slightly too liberal.
        min_deviations: for each group, the smallest standard deviation assumed for each item.

    Returns:
        Adjusted p-values, groups x items.
    """
    largest: Array = np.zeros(0)
    observed = []
    for statistic, min_deviation in zip(statistics, min_deviations, strict=True):
        mean = statistic.mean(axis=0, keepdims=True)
        deviation = np.maximum(statistic.std(axis=0, mean=mean), min_deviation)
        deviation[deviation < _ZERO_DEVIATION] = np.inf
        standardised = np.abs(statistic - mean)
        standardised /= deviation
        observed.append(standardised[0])
        largest_in_group = standardised.max(axis=1, initial=0.0)
        largest = np.maximum(largest, largest_in_group) if len(largest) else largest_in_group
    largest.sort()
    n_smaller = np.searchsorted(largest, np.array(observed) - _TIE_TOLERANCE)
    p_values: Array = (len(largest) - n_smaller) / len(largest)
    return p_values


def permuted_sums(
    rows: Array | sparse.csr_array, groups: Codes, strata: Codes | None = None
) -> Iterator[Array]:
    """Yield, for each group, the sums of its rows: as observed, then in each permutation.

    Args:
        rows: units x columns, dense or sparse.
        groups: the group of each unit, 0 up.
        strata: units are permuted within these; by default all together.

    Yields:
        One array per group, (1 + :data:`N_PERMUTATIONS`) x columns.
    """
    if strata is None:
        strata = np.zeros_like(groups)
    slots, permutations = _draw_permutations(strata.astype(np.intp).tobytes())
    for code in range(int(groups.max(initial=-1)) + 1):
        members = permutations[:, groups[slots] == code]
        n_rows, size = members.shape
        membership = sparse.csr_array(
            (np.ones(members.size), members.ravel(), np.arange(n_rows + 1) * size),
            shape=(n_rows, len(groups)),
        )
        sums = membership @ rows
        yield sums.toarray() if sparse.issparse(sums) else sums


def log_count_partitions(groups: Codes, strata: Codes) -> float:
    """Return the logarithm of the number of ways to assign units to groups within strata.

    Assignments that only swap the names of groups of one size count once, since they show the same
    largest difference.
    """
    log_ways = 0.0
    for stratum in np.unique(strata):
        sizes = np.bincount(groups[strata == stratum])
        log_ways += gammaln(sizes.sum() + 1) - gammaln(sizes + 1).sum()
    _, groups_of_size = np.unique(np.bincount(groups), return_counts=True)
    return float(log_ways - gammaln(groups_of_size + 1).sum())


@lru_cache(maxsize=64)
def _draw_resamples(n_units: int) -> Array:
    """Return how often each resample holds each unit, resamples x units."""
    rng = np.random.default_rng(SEED)
    weights = rng.multinomial(n_units, np.full(n_units, 1 / n_units), N_RESAMPLES)
    return weights.astype(np.float64)


@lru_cache(maxsize=16)
def _draw_permutations(strata_bytes: bytes) -> tuple[Codes, npt.NDArray[np.int32]]:
    """Return the slots of units, and the unit in each slot as observed and in each permutation.

    Args:
        strata_bytes: the stratum of each unit, an array of ``np.intp`` as bytes (hashable).

    Returns:
        The units ordered by stratum, one per slot; (1 + :data:`N_PERMUTATIONS`) x slots.
    """
    strata = np.frombuffer(strata_bytes, np.intp)
    slots = np.argsort(strata, kind="stable")
    rng = np.random.default_rng(SEED)
    permutations = np.empty((1 + N_PERMUTATIONS, len(strata)), np.int32)
    permutations[0] = slots
    # Whole numbers keep the strata apart, random fractions shuffle the units inside them.
    permutations[1:] = np.argsort(strata + rng.random((N_PERMUTATIONS, len(strata))), axis=1)
    permutations.setflags(write=False)
    return slots, permutations
