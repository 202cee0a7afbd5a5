"""Intervals by bootstrap and verdicts by permutation, for ratios of sums over units of text.

A unit is what is drawn or dealt out as a whole: an article, or a paragraph. All draws are made at
once as matrix products; the seed is fixed, so the same table gives the same figures.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.special import gammaln

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]

DRAWS = 1000
N_PERMUTATIONS = 999
LEVEL = 0.95
SEED = 1


def ratio(numerator: Array, denominator: Array) -> Array:
    """Return ``numerator / denominator``, NaN where there is nothing to divide by."""
    numerator, denominator = np.broadcast_arrays(numerator, denominator)
    nothing = np.full(numerator.shape, np.nan)
    divided: Array = np.divide(numerator, denominator, out=nothing, where=denominator > 0)
    return divided


def bootstrap(numerator: Array, denominator: Array) -> tuple[Array, Array]:
    """Return the percentile-bootstrap interval of each item's ratio of sums (Efron 1979).

    Args:
        numerator: units x items.
        denominator: units x items, or units x 1 when it is the same for every item.

    Returns:
        The lower and upper bounds, one an item; NaN with fewer than two units, where resampling
        would show a certainty that is not there.
    """
    units, items = numerator.shape
    if units < 2:
        return np.full(items, np.nan), np.full(items, np.nan)
    draws = _draws(units)
    ratios = ratio(draws @ numerator, draws @ denominator)
    bounds = np.full((2, items), np.nan)
    # A draw may hold no unit the ratio is defined on; an item without any keeps NaN.
    missing = np.isnan(ratios)
    some, every = missing.any(axis=0) & ~missing.all(axis=0), ~missing.any(axis=0)
    tails = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    if every.any():
        bounds[:, every] = np.quantile(ratios[:, every], tails, axis=0)
    if some.any():
        bounds[:, some] = np.nanquantile(ratios[:, some], tails, axis=0)
    return bounds[0], bounds[1]


def permutation(
    numerator: Array,
    denominator: Array,
    group: Codes,
    stratum: Codes | None = None,
    occurrences: npt.NDArray[np.int64] | None = None,
) -> Array:
    """Return how easily each group's ratio would differ as much from the others' by chance.

    Units are dealt out at random to groups of the same sizes, within their stratum. A group's
    difference from all other units is taken from its mean over the deals, divided by its standard
    deviation over them, and compared with the largest such value of each deal: the single-step
    maxT of Westfall & Young (1993), which holds the chance of any false verdict in the whole table
    at the level.

    Args:
        numerator: units x items.
        denominator: units x items, or units x 1.
        group: the group of each unit, 0 up.
        stratum: what units are dealt out within, by default all of them: in groups that tell
            different stories, a difference may be the stories'.
        occurrences: how often each item occurs: its standard deviation counts as at least half of
            what so many independent occurrences would show. Where units have an item alike, deals
            hardly move it, and the length of articles would pass for a difference.

    Returns:
        Adjusted p, groups x items; 1 where there is nothing to compare.
    """
    groups = int(group.max(initial=-1)) + 1
    items = numerator.shape[1]
    # With one unit a group every deal shows the same differences under other names.
    if groups < 2 or groups == len(group) or items == 0:
        return np.ones((groups, items))
    both = np.hstack([numerator, denominator])

    def differences() -> Iterator[Array]:
        for sums in permuted_sums(both, group, stratum):
            others = both.sum(axis=0) - sums
            own = ratio(sums[:, :items], sums[:, items:])
            yield np.nan_to_num(own - ratio(others[:, :items], others[:, items:]))

    least = np.zeros((groups, items))
    if occurrences is not None:
        part = np.bincount(group, minlength=groups)[:, None] / len(group)
        overall = ratio(numerator.sum(axis=0), denominator.sum(axis=0))
        chance = 1 / part + 1 / (1 - part)
        least = 0.5 * np.nan_to_num(overall) * np.sqrt(chance / np.maximum(occurrences, 1))
    return adjusted(differences(), least)


def adjusted(statistics: Iterable[Array], least: Iterable[Array]) -> Array:
    """Return how easily each cell would be as far from its mean by chance, by single-step maxT.

    Args:
        statistics: for each group, deals x items; the first deal is what was observed. It counts
            among the deals, or the test would be a little too easy to pass.
        least: for each group, the least standard deviation of each item.

    Returns:
        Adjusted p, groups x items.
    """
    largest: Array = np.zeros(0)
    observed = []
    for statistic, floor in zip(statistics, least, strict=True):
        spread = np.maximum(statistic.std(axis=0), floor)
        spread[spread < 1e-12] = np.inf
        reached = np.abs(statistic - statistic.mean(axis=0)) / spread
        observed.append(reached[0])
        most = reached.max(axis=1, initial=0.0)
        largest = np.maximum(largest, most) if len(largest) else most
    largest.sort()
    # A hair's breadth, so that a deal equal to what was observed counts as reaching it.
    below = np.searchsorted(largest, np.array(observed) - 1e-9)
    p: Array = (len(largest) - below) / len(largest)
    return p


def permuted_sums(
    rows: Array | sparse.csr_array, group: Codes, stratum: Codes | None = None
) -> Iterator[Array]:
    """Yield, for each group, the sums of its rows: as observed, then in each of the deals.

    Args:
        rows: units x columns, as an array or a sparse one.
        group: the group of each unit, 0 up.
        stratum: what units are dealt out within, by default all of them.

    Yields:
        One array a group, (1 + :data:`N_PERMUTATIONS`) x columns.
    """
    within = np.zeros_like(group) if stratum is None else stratum
    slots, dealt = _deals(within.astype(np.intp).tobytes())
    for code in range(int(group.max(initial=-1)) + 1):
        members = dealt[:, group[slots] == code]
        deals, size = members.shape
        holds = sparse.csr_array(
            (np.ones(members.size), members.ravel(), np.arange(deals + 1) * size),
            shape=(deals, len(group)),
        )
        sums = holds @ rows
        yield sums.toarray() if sparse.issparse(sums) else sums


def partitions(group: Codes, stratum: Codes) -> float:
    """Return in how many ways units can be dealt out, as a logarithm.

    Deals that only give groups of one size other names count once, since they show the same
    largest difference.
    """
    ways = 0.0
    for own in np.unique(stratum):
        sizes = np.bincount(group[stratum == own])
        ways += gammaln(sizes.sum() + 1) - gammaln(sizes + 1).sum()
    _, alike = np.unique(np.bincount(group), return_counts=True)
    return float(ways - gammaln(alike + 1).sum())


@lru_cache(maxsize=64)
def _draws(units: int) -> Array:
    """Return how often each draw holds each unit, draws x units."""
    rng = np.random.default_rng(SEED)
    return rng.multinomial(units, np.full(units, 1 / units), DRAWS).astype(np.float64)


@lru_cache(maxsize=16)
def _deals(stratum: bytes) -> tuple[Codes, npt.NDArray[np.int32]]:
    """Return which unit's place each slot is, and the unit in it as observed, then in each deal.

    Slots are the places of units in order of stratum; the second array is (1 + DEALS) x slots.
    """
    within = np.frombuffer(stratum, np.intp)
    slots = np.argsort(within, kind="stable")
    rng = np.random.default_rng(SEED)
    dealt = np.empty((1 + N_PERMUTATIONS, len(within)), np.int32)
    dealt[0] = slots
    # Whole numbers keep the strata apart, the random parts shuffle the units inside them.
    dealt[1:] = np.argsort(within + rng.random((N_PERMUTATIONS, len(within))), axis=1)
    dealt.setflags(write=False)
    return slots, dealt
