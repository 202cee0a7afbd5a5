import numpy as np
import pytest
from scipy import sparse

from analysis.measures.stats import resampling


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def test_the_interval_holds_the_ratio_and_narrows_with_more_units(rng):
    few, many = rng.poisson(5, (8, 1)).astype(float), rng.poisson(5, (200, 1)).astype(float)
    widths = []
    for counts in (few, many):
        low, high = resampling.bootstrap_intervals(counts, np.full_like(counts, 10.0))
        assert low[0] <= counts.mean() / 10 <= high[0]
        widths.append(high[0] - low[0])
    assert widths[1] < widths[0]


def test_the_interval_of_a_mean_has_the_width_that_theory_gives(rng):
    counts = rng.normal(10, 2, (400, 1))
    low, high = resampling.bootstrap_intervals(counts, np.ones((400, 1)))
    # 95 % of a normal distribution lie within 1.96 standard errors on each side.
    error = counts.std() / np.sqrt(400)
    assert high[0] - low[0] == pytest.approx(2 * 1.96 * error, rel=0.1)
    assert (low[0] + high[0]) / 2 == pytest.approx(counts.mean(), abs=error / 4)


def test_the_bounds_cut_off_the_same_share_of_resamples_on_both_sides(monkeypatch):
    # Each resample holds one unit, so that the ratios are the numbers 0 to 1,000.
    monkeypatch.setattr(resampling, "_draw_resamples", np.eye)
    low, high = resampling.bootstrap_intervals(np.arange(1001.0)[:, None], np.ones((1001, 1)))
    assert (low[0], high[0]) == (pytest.approx(25), pytest.approx(975))


def test_a_ratio_without_a_base_is_undefined():
    ratios = resampling.ratio(np.array([1.0, 0.0, 3.0]), np.array([0.0, 0.0, 2.0]))
    np.testing.assert_array_equal(ratios, [np.nan, np.nan, 1.5])


def test_units_that_are_all_alike_leave_no_doubt():
    low, high = resampling.bootstrap_intervals(np.ones((6, 1)), np.full((6, 1), 4.0))
    assert (low[0], high[0]) == (0.25, 0.25)


@pytest.mark.parametrize(("units", "has_interval"), [(0, False), (1, False), (2, True)])
def test_an_interval_needs_two_units(units, has_interval):
    low, high = resampling.bootstrap_intervals(np.ones((units, 2)), np.ones((units, 2)))
    assert (~np.isnan(low)).all() == has_interval
    assert (~np.isnan(high)).all() == has_interval
    assert low.shape == high.shape == (2,)


def test_a_ratio_without_a_base_has_no_interval_and_leaves_the_others_theirs():
    low, high = resampling.bootstrap_intervals(np.ones((5, 2)), np.tile([0.0, 2.0], (5, 1)))
    assert np.isnan(low[0])
    assert (low[1], high[1]) == (0.5, 0.5)


def test_a_ratio_defined_on_one_unit_has_the_interval_of_the_resamples_that_hold_it():
    counts, base = np.ones((4, 2)), np.ones((4, 2))
    counts[1:, 0] = base[1:, 0] = 0.0
    counts[0, 0] = 3.0
    low, high = resampling.bootstrap_intervals(counts, base)
    assert (low[0], high[0]) == (3.0, 3.0)
    assert (low[1], high[1]) == (1.0, 1.0)


def test_a_large_difference_between_groups_has_a_small_p_and_none_has_a_large_one(rng):
    groups = np.repeat([0, 1, 2], 20)
    alike, planted = rng.poisson(3, 60).astype(float), rng.poisson(3, 60).astype(float)
    planted[groups == 2] += 6
    counts = np.column_stack([alike, planted])
    p = resampling.difference_p_values(counts, np.full((60, 1), 20.0), groups)
    assert p.shape == (3, 2)
    assert p[2, 1] < 0.01
    assert p[:, 0].min() > 0.05


def test_a_group_that_has_less_is_as_distinguishable_as_one_that_has_more():
    groups = np.repeat([0, 1], 12)
    counts = np.where(groups == 0, 1.0, 9.0)[:, None] + np.tile([0.0, 1.0], 12)[:, None]
    p = resampling.difference_p_values(counts, np.full((24, 1), 20.0), groups)
    np.testing.assert_array_equal(p, [[0.001], [0.001]])


def test_shuffled_groups_are_seldom_distinguishable(rng):
    n_false = 0
    for _ in range(60):
        counts = rng.poisson(2, (14, 6)).astype(float)
        groups = np.sort(rng.integers(0, 3, 14))
        _, groups = np.unique(groups, return_inverse=True)
        p = resampling.difference_p_values(counts, np.full((14, 1), 9.0), groups)
        n_false += (p <= 0.05).any()
    # 3 of 60 are expected; 9 or more would come by chance in 3 of 1,000 runs.
    assert n_false < 9


@pytest.mark.parametrize("groups", [[], [0, 0, 0], [0, 1, 2]], ids=["none", "one", "one unit each"])
def test_without_something_to_permute_nothing_is_distinguishable(groups):
    codes = np.array(groups, dtype=np.intp)
    counts = np.arange(len(groups), dtype=float)[:, None]
    p = resampling.difference_p_values(counts, np.ones((len(groups), 1)), codes)
    assert (p == 1).all()
    assert p.shape == (len(set(groups)), 1)


def test_a_table_without_items_has_no_p_values():
    p = resampling.difference_p_values(np.ones((4, 0)), np.ones((4, 1)), np.array([0, 0, 1, 1]))
    assert p.shape == (2, 0)


def test_a_difference_between_strata_is_none_between_groups():
    strata = np.repeat([0, 1], 16)
    groups = np.concatenate([np.repeat([0, 1], [12, 4]), np.repeat([0, 1], [4, 12])])
    counts = np.where(strata == 1, 9.0, 1.0)[:, None] + np.tile([0.0, 1.0], 16)[:, None]
    base = np.full((32, 1), 20.0)
    assert resampling.difference_p_values(counts, base, groups).min() <= 0.05
    assert resampling.difference_p_values(counts, base, groups, strata).min() > 0.5


def test_an_item_that_units_share_equally_is_not_distinguished_by_their_length():
    groups = np.repeat([0, 1], 8)
    counts = np.ones((16, 1))
    base = np.where(groups == 0, 100.0, 104.0)[:, None] + np.tile([0.0, 1.0], 8)[:, None]
    without = resampling.difference_p_values(counts, base, groups)
    p = resampling.difference_p_values(counts, base, groups, None, np.array([16]))
    assert without.max() <= 0.01
    # Standardised by the larger deviation of 16 independent occurrences, it keeps its rank among
    # the permutations of one item, but no longer exceeds an item that really varies.
    varying = np.column_stack([counts, np.tile([0.0, 2.0], 8)])
    both = resampling.difference_p_values(varying, base, groups, None, np.array([16, 16]))
    alone = resampling.difference_p_values(varying, base, groups)
    assert both[0, 0] > 0.5
    assert alone[0, 0] <= 0.05
    assert p.shape == without.shape


def test_the_smallest_deviation_is_half_that_of_independent_occurrences(monkeypatch):
    passed = {}

    def record(statistics, min_deviations):
        passed["min"] = np.array(min_deviations)
        return np.stack([statistic[0] for statistic in statistics])

    monkeypatch.setattr(resampling, "max_t_p_values", record)
    groups = np.array([0, 0, 0, 1])
    counts, base = np.array([[1.0], [0.0], [1.0], [2.0]]), np.full((4, 1), 10.0)
    differences = resampling.difference_p_values(counts, base, groups, None, np.array([4]))
    np.testing.assert_allclose(differences, [[2 / 30 - 2 / 10], [2 / 10 - 2 / 30]])
    # A rate of 4 / 40, from 4 occurrences of which a group has 3 quarters: the variance of a
    # difference of two rates is rate² / 4 x (1 / share + 1 / (1 - share)).
    expected = 0.5 * 0.1 * np.sqrt((1 / 0.75 + 1 / 0.25) / 4)
    np.testing.assert_allclose(passed["min"], [[expected], [expected]])
    resampling.difference_p_values(counts, base, groups, None, np.array([1]))
    np.testing.assert_allclose(passed["min"], [[2 * expected], [2 * expected]])
    counts, base = np.hstack([counts, 2 * counts]), np.hstack([base, 3 * base])
    resampling.difference_p_values(counts, base, groups, None, np.array([4, 4]))
    np.testing.assert_allclose(passed["min"], [[expected, expected * 2 / 3]] * 2)


def test_max_t_measures_each_statistic_from_its_mean_in_standard_deviations():
    # Observed 3, 2, 2, ...: with mean 2.1 the observed value is the farthest of all, on either
    # side; taken from minus the mean (5.1 against 4.1) or from 0 others would come as near.
    statistic = np.array([3.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0])[:, None]
    for mirrored in (statistic, -statistic, statistic - 3, 6 - statistic):
        p = resampling.max_t_p_values([mirrored], np.zeros((1, 1)))
        assert p.tolist() == [[0.1]]
    low = np.array([1.0, *[2.0] * 8, 3.5])[:, None]
    assert resampling.max_t_p_values([low], np.zeros((1, 1))).tolist() == [[0.2]]


def test_max_t_ranks_small_values_too():
    # In standard deviations: 0.5, 0, 0, 0, 1.4, 1.9.
    statistic = np.array([1.0, 0.0, 0.0, 0.0, 3.0, -4.0])[:, None]
    assert resampling.max_t_p_values([statistic], np.zeros((1, 1))).tolist() == [[0.5]]


def test_max_t_compares_with_the_largest_value_of_any_cell():
    quiet = np.array([2.0, *[0.0, 1.0] * 5])
    loud = np.array([0.0, *[5.0, -5.0] * 5])
    alone = resampling.max_t_p_values([quiet[:, None]], np.zeros((1, 1)))
    together = resampling.max_t_p_values([np.column_stack([quiet, loud])], np.zeros((1, 2)))
    groups = resampling.max_t_p_values([quiet[:, None], 3 * loud[:, None]], np.zeros((2, 1)))
    assert alone[0, 0] == pytest.approx(1 / 11)
    assert together[0, 0] == pytest.approx(1 / 11)
    assert together[0, 1] == 1
    assert groups.tolist() == [[pytest.approx(1 / 11)], [1.0]]


def test_max_t_divides_by_the_larger_of_both_deviations():
    first, second = np.array([4.0, 0.0, 0.0, 0.0]), np.array([0.0, 30.0, 0.0, 0.0])
    statistic = np.column_stack([first, second])
    assert resampling.max_t_p_values([statistic], np.zeros((1, 2)))[0].tolist() == [0.5, 1.0]
    wide = resampling.max_t_p_values([statistic], np.array([[0.0, 1000.0]]))
    assert wide[0].tolist() == [0.25, 1.0]


@pytest.mark.parametrize(("share", "p"), [(1.0, 0.25), (0.999, 1.0)])
def test_a_deviation_below_the_smallest_is_none(monkeypatch, share, p):
    statistic = np.array([3.0, 1.0, 1.0, 1.0])[:, None]
    monkeypatch.setattr(resampling, "_ZERO_DEVIATION", statistic.std(axis=0)[0] / share)
    assert resampling.max_t_p_values([statistic], np.zeros((1, 1))).tolist() == [[p]]


def test_a_statistic_that_never_varies_is_never_distinguishable():
    statistic = np.column_stack([np.full(10, 5.0), np.arange(10.0)])
    assert resampling.max_t_p_values([statistic], np.zeros((1, 2))).tolist() == [[1.0, 0.2]]


def test_a_table_without_items_has_no_adjusted_p_values():
    assert resampling.max_t_p_values([np.zeros((3, 0))], np.zeros((1, 0))).shape == (1, 0)


def test_units_of_every_stratum_are_permuted():
    groups, strata = np.array([0, 1, 0, 1, 2]), np.array([1, 1, 0, 0, 2])
    first, _, alone = resampling.permuted_sums(2.0 ** np.arange(5)[:, None], groups, strata)
    assert np.unique(first).tolist() == [5.0, 6.0, 9.0, 10.0]
    assert np.unique(alone).tolist() == [16.0]


def test_permutations_equal_to_the_observed_value_up_to_rounding_reach_it():
    statistic = np.array([1.0, 1.0 - 1e-12, -1.0, 0.0])[:, None]
    statistic = np.vstack([statistic, -statistic])
    assert resampling.max_t_p_values([statistic], np.zeros((1, 1))) == 6 / 8


def test_permuted_sums_begin_with_the_observed_ones_and_keep_group_sizes():
    groups, rows = np.array([0, 1, 0, 1, 1]), np.array([[1.0], [2.0], [4.0], [8.0], [16.0]])
    first, second = resampling.permuted_sums(rows, groups)
    assert (first[0, 0], second[0, 0]) == (5.0, 26.0)
    assert len(first) == 1 + resampling.N_PERMUTATIONS
    np.testing.assert_array_equal(first + second, np.full_like(first, 31.0))
    # Two of five units: all ten pairs come up, each in about a tenth of permutations.
    values, times = np.unique(first[1:], return_counts=True)
    assert len(values) == 10
    assert times.min() > 60


def test_without_units_there_are_no_permuted_sums():
    assert list(resampling.permuted_sums(np.zeros((0, 1)), np.zeros(0, np.intp))) == []


def test_permuted_sums_of_sparse_rows_are_the_same(rng):
    groups = np.array([0, 1, 0, 1])
    rows = rng.poisson(1, (4, 3)).astype(float)
    dense = list(resampling.permuted_sums(rows, groups))
    for left, right in zip(
        dense, resampling.permuted_sums(sparse.csr_array(rows), groups), strict=True
    ):
        np.testing.assert_array_equal(left, right)


def test_units_are_permuted_within_their_stratum():
    groups, strata = np.array([0, 1, 0, 1]), np.array([1, 1, 0, 0])
    rows = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    for sums in resampling.permuted_sums(rows, groups, strata):
        np.testing.assert_array_equal(sums, np.ones_like(sums))


@pytest.mark.parametrize(
    ("groups", "strata", "ways"),
    [
        ([0, 0, 1, 1], [0, 0, 0, 0], 3),  # of 6 ways, each twice under other names
        ([0, 0, 0, 1], [0, 0, 0, 0], 4),
        ([0, 1, 0, 1], [0, 0, 1, 1], 2),
        ([0, 0, 1, 1, 1], [0, 0, 0, 0, 0], 10),
        ([0, 1, 2], [0, 0, 0], 1),
    ],
)
def test_ways_to_assign_units_to_groups_are_counted(groups, strata, ways):
    log_ways = resampling.log_count_partitions(np.array(groups), np.array(strata))
    assert np.exp(log_ways) == pytest.approx(ways)


def test_the_same_table_gives_the_same_figures(rng):
    counts, base = rng.poisson(3, (20, 4)).astype(float), np.full((20, 1), 9.0)
    groups = np.arange(20) % 3
    np.testing.assert_array_equal(
        resampling.bootstrap_intervals(counts, base), resampling.bootstrap_intervals(counts, base)
    )
    np.testing.assert_array_equal(
        resampling.difference_p_values(counts, base, groups),
        resampling.difference_p_values(counts, base, groups),
    )
