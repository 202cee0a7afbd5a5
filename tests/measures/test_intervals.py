import numpy as np
import pytest

from analysis.measures.stats import resampling

RNG = np.random.default_rng(7)


def test_the_interval_holds_the_ratio_and_narrows_with_more_units():
    few, many = RNG.poisson(5, (8, 1)).astype(float), RNG.poisson(5, (200, 1)).astype(float)
    widths = []
    for counts in (few, many):
        low, high = resampling.bootstrap(counts, np.full_like(counts, 10.0))
        assert low[0] <= counts.mean() / 10 <= high[0]
        widths.append(high[0] - low[0])
    assert widths[1] < widths[0]


def test_units_that_are_all_alike_leave_no_doubt():
    low, high = resampling.bootstrap(np.ones((6, 1)), np.full((6, 1), 4.0))
    assert (low[0], high[0]) == (0.25, 0.25)


@pytest.mark.parametrize("units", [0, 1])
def test_one_unit_has_no_interval(units):
    low, high = resampling.bootstrap(np.ones((units, 2)), np.ones((units, 2)))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_a_ratio_without_a_base_has_no_interval_and_leaves_the_others_theirs():
    low, high = resampling.bootstrap(np.ones((5, 2)), np.tile([0.0, 2.0], (5, 1)))
    assert np.isnan(low[0])
    assert (low[1], high[1]) == (0.5, 0.5)


def test_a_large_difference_between_groups_is_told_and_none_is_not():
    group = np.repeat([0, 1, 2], 20)
    alike, planted = RNG.poisson(3, 60).astype(float), RNG.poisson(3, 60).astype(float)
    planted[group == 2] += 6
    p = resampling.permutation(np.column_stack([alike, planted]), np.full((60, 1), 20.0), group)
    assert p.shape == (3, 2)
    assert p[2, 1] < 0.01
    assert p[:, 0].min() > 0.05


def test_shuffled_groups_are_seldom_told_apart():
    false = 0
    for _ in range(60):
        counts = RNG.poisson(2, (14, 6)).astype(float)
        group = np.sort(RNG.integers(0, 3, 14))
        _, group = np.unique(group, return_inverse=True)
        false += (resampling.permutation(counts, np.full((14, 1), 9.0), group) <= 0.05).any()
    # 3 of 60 are expected; 9 or more would come by chance in 3 of 1,000 runs.
    assert false < 9


@pytest.mark.parametrize("group", [[], [0, 0, 0], [0, 1, 2]], ids=["none", "one", "one unit each"])
def test_without_something_to_deal_out_nothing_is_told_apart(group):
    codes = np.array(group, dtype=np.intp)
    counts = np.arange(len(group), dtype=float)[:, None]
    assert (resampling.permutation(counts, np.ones((len(group), 1)), codes) == 1).all()


def test_the_same_table_gives_the_same_figures():
    counts, base = RNG.poisson(3, (20, 4)).astype(float), np.full((20, 1), 9.0)
    group = np.arange(20) % 3
    for once, again in (
        (resampling.bootstrap(counts, base), resampling.bootstrap(counts, base)),
        (resampling.permutation(counts, base, group), resampling.permutation(counts, base, group)),
    ):
        np.testing.assert_array_equal(once, again)
