"""Intervals by bootstrap and verdicts by permutation, for ratios of sums over units of text.

A unit is what is drawn or dealt out as a whole: an article, or a paragraph. All draws are made at
once as matrix products; the seed is fixed, so the same table gives the same figures.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]

DRAWS = 1000
DEALS = 499
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


def permutation(numerator: Array, denominator: Array, group: Codes) -> Array:
    """Return how easily each group's ratio would differ as much from the others' by chance.

    Units are dealt out to groups of the same sizes at random. A group's difference from all other
    units is divided by its standard deviation over the deals, and compared with the largest such
    value of each deal: the single-step maxT of Westfall & Young (1993), which holds the chance
    of any false verdict in the whole table at the level.

    Args:
        numerator: units x items.
        denominator: units x items, or units x 1.
        group: the group of each unit, 0 up.

    Returns:
        Adjusted p, groups x items; 1 where there is nothing to compare.
    """
    groups = int(group.max(initial=-1)) + 1
    items = numerator.shape[1]
    # With one unit a group every deal shows the same differences under other names.
    if groups < 2 or groups == len(group) or items == 0:
        return np.ones((groups, items))
    both = np.hstack([numerator, denominator])
    starts = np.searchsorted(np.sort(group), np.arange(groups))
    deal = np.argsort(group, kind="stable")
    rng = np.random.default_rng(SEED)
    observed = _differences(both, deal, starts, items)
    dealt = np.stack(
        [_differences(both, rng.permutation(len(group)), starts, items) for _ in range(DEALS)]
    )
    # What was observed is one of the deals, or the test would be a little too easy to pass.
    spread = np.concatenate([dealt, observed[None]]).std(axis=0)
    spread[spread < 1e-12] = np.inf
    largest = np.abs(dealt / spread).max(axis=(1, 2))
    reached = np.abs(observed / spread)
    # A hair's breadth, so that a deal equal to what was observed counts as reaching it.
    as_large = (largest[:, None, None] >= reached - 1e-9).sum(axis=0)
    p: Array = (1 + as_large) / (1 + DEALS)
    return p


@lru_cache(maxsize=64)
def _draws(units: int) -> Array:
    """Return how often each draw holds each unit, draws x units."""
    rng = np.random.default_rng(SEED)
    return rng.multinomial(units, np.full(units, 1 / units), DRAWS).astype(np.float64)


def _differences(both: Array, deal: Codes, starts: Codes, items: int) -> Array:
    """Return each group's ratio less that of all other units; 0 where either has none."""
    sums = np.add.reduceat(both[deal], starts, axis=0)
    others = sums.sum(axis=0) - sums
    own = ratio(sums[:, :items], sums[:, items:])
    other = ratio(others[:, :items], others[:, items:])
    return np.nan_to_num(own - other)
