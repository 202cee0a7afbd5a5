import numpy as np
import pandas as pd
import pytest

from analysis.measures.stats import outlet_comparison
from analysis.measures.stats.outlet_comparison import (
    MAX_P,
    MIN_OCCURRENCES,
    bonferroni_threshold,
    compare_outlets,
    permutation_p_values,
)


def make_rows(outlets):
    """Return one article per letter: its outlet."""
    units = range(len(outlets))
    return pd.DataFrame(
        {
            "outlet_label": list(outlets),
            "sampling_unit": units,
            "permutation_unit": units,
            "story": 0,
        }
    )


def test_values_are_ratios_of_the_sums_of_each_outlet():
    counts, base = np.array([[1.0], [3.0], [0.0], [2.0]]), np.array([[10.0], [10.0], [5.0], [5.0]])
    table = compare_outlets(
        make_rows("AABB"), counts, base, ["x"], occurrences=np.array([6])
    ).set_index("outlet_label")
    assert table["value"].to_dict() == {"A": 0.2, "B": 0.2}
    assert table["count"].to_dict() == {"A": 4, "B": 2}
    assert table["n"].to_dict() == {"A": 20, "B": 10}
    assert table["n"].dtype.kind == "i"
    assert table["base"].to_dict() == {"A": 20, "B": 10}
    assert {table["low"].dtype, table["high"].dtype} == {np.dtype(float)}
    assert table["effect"].to_list() == pytest.approx([0, 0])


def test_each_outlet_is_resampled_on_its_own():
    counts = np.array([[1.0], [1.0], [0.0], [4.0]])
    table = compare_outlets(
        make_rows("AABB"), counts, np.full((4, 1), 4.0), ["x"], occurrences=np.array([6])
    ).set_index("outlet_label")
    assert table.loc["A", ["low", "high"]].tolist() == [0.25, 0.25]
    assert table.loc["B", ["low", "high"]].tolist() == [0.0, 1.0]


def test_an_item_an_outlet_lacks_has_a_value_but_no_interval():
    counts = np.array([[0.0], [0.0], [1.0], [2.0]])
    table = compare_outlets(
        make_rows("AABB"), counts, np.full((4, 1), 4.0), ["x"], occurrences=np.array([3])
    ).set_index("outlet_label")
    assert table.loc["A", "value"] == 0
    assert np.isnan(table.loc["A", "low"])


def test_every_item_has_its_own_base():
    counts, base = np.ones((4, 2)), np.tile([2.0, 4.0], (4, 1))
    table = compare_outlets(
        make_rows("AABB"), counts, base, ["x", "y"], occurrences=np.array([4, 4])
    ).set_index(["key", "outlet_label"])
    assert table.loc[("x", "A"), ["value", "low", "high"]].tolist() == [0.5, 0.5, 0.5]
    assert table.loc[("y", "B"), ["value", "low", "high"]].tolist() == [0.25, 0.25, 0.25]


@pytest.mark.parametrize("n_bases", [1, 2])
def test_an_item_that_an_outlet_lacks_leaves_the_other_its_interval(n_bases):
    counts = np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 1.0], [1.0, 1.0]])
    table = compare_outlets(
        make_rows("AABB"),
        counts,
        np.full((4, n_bases), 4.0),
        ["x", "y"],
        occurrences=np.array([2, 4]),
    ).set_index(["key", "outlet_label"])
    assert table.loc[("y", "A"), ["low", "high"]].tolist() == [0.25, 0.25]
    assert np.isnan(table.loc[("x", "A"), "low"])


def test_the_effect_is_cohens_h_of_shares_of_counts_and_bases():
    counts, base = np.array([[3.0], [1.0]]), np.array([[2.0], [2.0]])
    table = compare_outlets(make_rows("AB"), counts, base, ["x"], occurrences=np.array([4]))
    expected = 2 * np.arcsin(np.sqrt(0.75)) - 2 * np.arcsin(np.sqrt(0.5))
    assert table["effect"].to_list() == pytest.approx([expected, -expected])


def test_the_effect_is_that_of_an_items_own_sum():
    counts = np.array([[3.0, 1.0], [1.0, 3.0]])
    table = compare_outlets(
        make_rows("AB"), counts, np.full((2, 2), 2.0), ["x", "y"], occurrences=np.array([4, 4])
    )
    expected = 2 * np.arcsin(np.sqrt(0.75)) - 2 * np.arcsin(np.sqrt(0.5))
    assert table["effect"].to_list() == pytest.approx([expected, -expected, -expected, expected])


def test_stories_and_the_occurrences_of_compared_items_are_passed_to_the_test(monkeypatch):
    strata, occurrences = [], []

    def record(*arguments):
        strata.extend(arguments[3])
        occurrences.extend(arguments[4])
        return np.ones((2, 2))

    monkeypatch.setattr(outlet_comparison.resampling, "difference_p_values", record)
    rows = make_rows("AB").assign(story=[3, 5])
    n_uses = np.array([6, MIN_OCCURRENCES - 1, 7])
    permutation_p_values(rows, np.ones((2, 3)), np.ones((2, 1)), n_uses)
    assert (strata, occurrences) == ([3, 5], [6, 7])


@pytest.mark.parametrize(
    ("occurrences", "is_compared"), [(MIN_OCCURRENCES, True), (MIN_OCCURRENCES - 1, False)]
)
def test_items_are_compared_from_the_minimum_of_occurrences(occurrences, is_compared):
    rows = make_rows("A" * 10 + "B" * 10)
    counts = np.array([1.0, 0.9] * 5 + [0.0, 0.1] * 5)[:, None]
    p = permutation_p_values(rows, counts, np.ones((20, 1)), np.array([occurrences]))
    assert (p.max() < 1) == is_compared


@pytest.mark.parametrize(("p", "is_distinguishable"), [(MAX_P, True), (MAX_P + 0.001, False)])
def test_a_difference_is_distinguishable_up_to_the_largest_p(p, is_distinguishable):
    table = compare_outlets(
        make_rows("AB"),
        np.ones((2, 1)),
        np.ones((2, 1)),
        ["x"],
        occurrences=np.array([2]),
        p_values=np.array([[p], [1.0]]),
    )
    assert table["distinguishable"].tolist() == [is_distinguishable, False]


def test_units_are_permuted_as_wholes():
    rows = make_rows("A" * 6 + "B" * 6).assign(permutation_unit=np.arange(12) // 6)
    counts = np.array([1.0] * 6 + [0.0] * 6)[:, None]
    # One unit per outlet cannot be permuted.
    assert permutation_p_values(rows, counts, np.ones((12, 1)), np.array([6])).min() == 1


def test_the_threshold_is_divided_by_the_size_of_the_family():
    assert bonferroni_threshold(1) == MAX_P
    assert bonferroni_threshold(19) == MAX_P / 19


def test_without_articles_the_table_is_empty():
    rows = make_rows("")
    table = compare_outlets(
        rows.astype({"story": "intp"}),
        np.ones((0, 1)),
        np.ones((0, 1)),
        ["x"],
        occurrences=np.array([0]),
    )
    assert table.empty
    assert set(outlet_comparison.STATISTICS_COLUMNS) <= set(table)


def test_a_single_occurrence_has_an_interval():
    counts = np.array([[1.0], [0.0], [1.0], [1.0]])
    table = compare_outlets(
        make_rows("AABB"), counts, np.full((4, 1), 2.0), ["x"], occurrences=np.array([3])
    ).set_index("outlet_label")
    assert table.loc["A", ["count", "low", "high"]].tolist() == [1.0, 0.0, 0.5]


def test_p_values_belong_to_their_outlet_whatever_the_order_of_rows():
    # C has three times as much as A and B, which are alike.
    outlets = "C" * 10 + "B" * 10 + "A" * 10
    counts = np.array([9.0, 9.5] * 5 + [3.0, 3.5] * 10)[:, None]
    table = compare_outlets(
        make_rows(outlets), counts, np.full((30, 1), 20.0), ["x"], occurrences=np.array([100])
    ).set_index("outlet_label")
    assert list(table.index) == ["A", "B", "C"]
    assert table.loc["C", "value"] == pytest.approx(0.4625)
    assert table["p"].idxmin() == "C"
    assert table.loc["C", "p"] < table.loc["A", "p"]


def test_items_are_tested_on_their_own_base():
    rows = make_rows("A" * 10 + "B" * 10)
    rng = np.random.default_rng(3)
    counts = rng.poisson(5, (20, 3)).astype(float)
    base = counts + np.array([[5.0, 50.0, 500.0]])
    p = permutation_p_values(rows, counts, base, np.array([9, 1, 9]))
    without_rare = permutation_p_values(rows, counts[:, [0, 2]], base[:, [0, 2]], np.array([9, 9]))
    np.testing.assert_array_equal(p[:, [0, 2]], without_rare)
    assert (p[:, 1] == 1).all()
    on_one_base = permutation_p_values(rows, counts, base[:, :1], np.array([9, 9, 9]))
    repeated = permutation_p_values(rows, counts, base[:, [0, 0, 0]], np.array([9, 9, 9]))
    np.testing.assert_array_equal(on_one_base, repeated)


def test_the_minimum_of_occurrences_and_the_largest_p_are_those_the_method_texts_name():
    assert (MIN_OCCURRENCES, MAX_P) == (5, 0.04)
