"""Outlets compared on ratios of sums: values, intervals, p-values and effect sizes."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.stats import resampling

Array = npt.NDArray[np.float64]

#: Occurrences in the whole selection below which outlets are not compared: too few to show a
#: difference (judgement).
MIN_OCCURRENCES = 5
#: The largest p of a distinguishable difference. With 999 permutations p is known to about .007:
#: at .04 the chance of a false verdict is at most .05, whichever permutations were drawn.
MAX_P = 0.04
#: Statistics columns shared by all measures.
STATISTICS_COLUMNS = ("value", "low", "high", "n", "p", "effect", "distinguishable")


def compare_outlets(
    rows: pd.DataFrame,
    numerator: Array,
    denominator: Array,
    items: list[str],
    *,
    occurrences: npt.NDArray[np.int64],
    p_values: Array | None = None,
) -> pd.DataFrame:
    """Compare outlets on the ratio of two sums, for many items at once.

    P-values are adjusted for all items and outlets of the call, and for nothing else.

    Args:
        rows: Columns outlet_label, sampling_unit (what intervals resample), permutation_unit (what
            is shuffled among outlets) and story (within which); one row per block or article.
        numerator: rows x items.
        denominator: rows x items, or rows x 1.
        items: The key of each item.
        occurrences: Uses of each item; those below :data:`MIN_OCCURRENCES` are not compared.
        p_values: Adjusted p-values of a test other than that of the ratios, outlets x items.

    Returns:
        One row per item and outlet: key, outlet_label, count and base (the two sums), value (their
        ratio, NaN when the base is 0), low, high (NaN when there is no interval), n (the base,
        rounded), p, distinguishable (p at most :data:`MAX_P`) and effect: Cohen's h (1988) between
        the outlet's share of all counts and its share of all bases.
    """
    code, labels = _code_outlets(rows)
    count, base = _sum_by_code(numerator, code), _sum_by_code(denominator, code)
    low, high = _compute_intervals(
        numerator, denominator, count > 0, code, rows["sampling_unit"].to_numpy()
    )
    if p_values is None:
        p_values = permutation_p_values(rows, numerator, denominator, occurrences)
    base = np.broadcast_to(base, count.shape)
    return pd.DataFrame(
        {
            "key": np.tile(np.array(items, object), len(labels)),
            "outlet_label": np.repeat(labels, len(items)),
            "count": count.ravel(),
            "base": base.ravel(),
            "value": resampling.ratio(count, base).ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
            "n": base.round().astype(int).ravel(),
            "p": p_values.ravel(),
            "effect": (_arcsine_shares(count) - _arcsine_shares(base)).ravel(),
            "distinguishable": p_values.ravel() <= MAX_P,
        }
    )


def _compute_intervals(
    numerator: Array,
    denominator: Array,
    is_present: npt.NDArray[np.bool_],
    code: npt.NDArray[np.intp],
    sampling_unit: npt.NDArray[np.generic],
) -> tuple[Array, Array]:
    """Return the bounds of the interval of each outlet's items, outlets x items.

    An item that the outlet lacks is 0 in every resample, which says nothing about certainty: its
    bounds are NaN.
    """
    low, high = np.full(is_present.shape, np.nan), np.full(is_present.shape, np.nan)
    for position, present in enumerate(is_present):
        in_outlet = code == position
        outlet_base = denominator[in_outlet]
        if denominator.shape[1] > 1:
            outlet_base = outlet_base[:, present]
        unit, _ = pd.factorize(sampling_unit[in_outlet])
        low[position, present], high[position, present] = resampling.bootstrap_intervals(
            _sum_by_code(numerator[in_outlet][:, present], unit), _sum_by_code(outlet_base, unit)
        )
    return low, high


def _code_outlets(rows: pd.DataFrame) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.object_]]:
    """Return the number of the outlet of each row, and the sorted labels of the outlets."""
    # Python strings: those of a table take many times longer.
    return pd.factorize(rows["outlet_label"].to_numpy(object), sort=True)


def bonferroni_threshold(family_size: int) -> float:
    """Return the largest p of a difference that holds over a whole family of tests.

    Chance alone makes one of them hold in at most about 5 % of selections (Bonferroni).

    Args:
        family_size: number of tests in the family, each with p-values adjusted for its own items.
    """
    return MAX_P / family_size


def permutation_p_values(
    rows: pd.DataFrame,
    numerator: Array,
    denominator: Array,
    occurrences: npt.NDArray[np.int64],
) -> Array:
    """Return the adjusted p-value of each outlet and item; 1 for items too rare to compare.

    Args:
        rows: As :func:`compare_outlets` takes them.
        numerator: rows x items.
        denominator: rows x items, or rows x 1.
        occurrences: How often each item occurs.
    """
    is_tested = occurrences >= MIN_OCCURRENCES
    code, labels = _code_outlets(rows)
    tested_base = denominator if denominator.shape[1] == 1 else denominator[:, is_tested]
    _, first, unit = np.unique(rows["permutation_unit"], return_index=True, return_inverse=True)
    p_values = np.ones((len(labels), numerator.shape[1]))
    p_values[:, is_tested] = resampling.difference_p_values(
        _sum_by_code(numerator[:, is_tested], unit),
        _sum_by_code(tested_base, unit),
        code[first],
        rows["story"].to_numpy(np.intp)[first],
        occurrences[is_tested],
    )
    return p_values


def _arcsine_shares(amounts: Array) -> Array:
    """Return each outlet's share of its column's sum, on the scale of Cohen's h."""
    shares = np.nan_to_num(resampling.ratio(amounts, amounts.sum(axis=0)))
    angles: Array = 2 * np.arcsin(np.sqrt(shares.clip(0, 1)))
    return angles


def _sum_by_code(rows: Array, code: npt.NDArray[np.intp]) -> Array:
    """Return the sums of ``rows`` with the same code, one per code from 0 up."""
    order = np.argsort(code, kind="stable")
    n_codes = int(code.max(initial=-1)) + 1
    if not n_codes:
        return np.zeros((0, rows.shape[1]))
    starts = np.searchsorted(code[order], np.arange(n_codes))
    sums: Array = np.add.reduceat(rows[order], starts, axis=0)
    return sums
