import numpy as np
import pandas as pd
import pytest

from analysis.measures.stats import log_odds
from analysis.measures.stats.log_odds import PRIOR_WORDS, log_odds_p_values


def flat_prior(words):
    return np.full(len(words), 1.0)


def make_blocks(outlets):
    return pd.DataFrame(
        {"outlet_label": list(outlets), "permutation_unit": range(len(outlets)), "story": 0}
    )


@pytest.fixture
def uses():
    """Twenty articles of two outlets: "regime" in those of A, "vote" once in each."""
    rows = [(n, "vote") for n in range(20)]
    rows += [(n, "regime") for n in range(10) for _ in range(3)]
    return pd.DataFrame(rows, columns=["block_row", "word"])


def test_a_word_of_one_outlet_has_a_small_p_in_both_and_a_shared_one_a_large_p(uses):
    p, words = log_odds_p_values(
        make_blocks("A" * 10 + "B" * 10), uses, np.full((20, 1), 0.1), flat_prior
    )
    assert words == ["regime", "vote"]
    assert p[:, 0].max() <= 0.01
    assert p[:, 1].min() > 0.5


@pytest.mark.parametrize("outlets", ["A" * 20, "ABCDEFGHIJKLMNOPQRST"])
def test_without_something_to_permute_nothing_is_distinguishable(uses, outlets):
    p, words = log_odds_p_values(make_blocks(outlets), uses, np.full((20, 1), 0.1), flat_prior)
    assert (p == 1).all()
    assert p.shape == (len(set(outlets)), len(words))


def test_z_is_the_signed_root_of_the_likelihood_ratio():
    counts, length = np.array([[6.0, 0.0]]), np.array([[1000.0]])
    totals, total_length, prior = np.array([8.0, 4.0]), 3000.0, np.array([2.0, 1.0])
    z = log_odds.signed_root_likelihood_ratio(counts, length, totals, total_length, prior)
    share = (1000 + PRIOR_WORDS) / (3000 + 2 * PRIOR_WORDS)
    for column, (used, others) in enumerate(((6 + 2, 2 + 2), (0 + 1, 4 + 1))):
        expected, expected_others = (used + others) * share, (used + others) * (1 - share)
        likelihood = used * np.log(used / expected) + others * np.log(others / expected_others)
        assert z[0, column] == pytest.approx(np.sign(used - expected) * np.sqrt(2 * likelihood))
    assert z[0, 0] > 0 > z[0, 1]


def test_the_prior_draws_rare_words_towards_no_difference():
    counts, length = np.array([[3.0]]), np.array([[500.0]])
    weak, strong = (
        log_odds.signed_root_likelihood_ratio(
            counts, length, np.array([3.0]), 1000.0, np.array([prior])
        )[0, 0]
        for prior in (0.1, 10.0)
    )
    assert 0 < strong < weak


def test_uses_and_lengths_are_summed_by_outlet(monkeypatch):
    passed = {}

    def record(statistics, min_deviations):
        passed["z"] = np.stack([statistic[0] for statistic in statistics])
        passed["min"] = min_deviations
        return np.ones_like(passed["z"])

    monkeypatch.setattr(log_odds.resampling, "max_t_p_values", record)
    uses = pd.DataFrame([(0, "vote"), (1, "vote"), (3, "vote")], columns=["block_row", "word"])
    thousand_words = np.array([[0.1], [0.2], [0.3], [0.4]])
    log_odds_p_values(make_blocks("BBAA"), uses, thousand_words, flat_prior)
    of_a, of_b = (
        log_odds.signed_root_likelihood_ratio(
            np.array([[count]]), np.array([[length]]), np.array([3.0]), 1000.0, np.array([1.0])
        )[0]
        for count, length in ((1.0, 700.0), (2.0, 300.0))
    )
    np.testing.assert_allclose(passed["z"], [of_a, of_b])
    np.testing.assert_array_equal(passed["min"], np.ones((2, 1)))


def test_the_prior_stands_for_the_words_that_the_method_text_names():
    assert PRIOR_WORDS == 1000
