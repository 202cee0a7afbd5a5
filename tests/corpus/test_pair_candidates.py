"""The pairs that are found are those that comparing every two articles finds."""

import numpy as np
import pytest
import scipy.sparse as sp

from analysis.corpus.pair_candidates import iterate_candidates

MAX_DAYS, MIN_SIMILARITY, COPY_SIMILARITY = 60, 0.07, 0.9


@pytest.fixture(scope="module")
def articles():
    """Vectors and days of 300 articles; some are copies, some of these from another year."""
    rng = np.random.default_rng(3)
    n_articles, n_words = 300, 900
    dense = np.where(rng.random((n_articles, n_words)) < 0.04, rng.random((n_articles, n_words)), 0)
    for copy in range(200, 260):
        dense[copy] = dense[copy - 200]
        dense[copy, rng.integers(n_words, size=copy % 4)] += 0.3
    dense[299] = 0
    dense /= np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-12)
    days = rng.integers(0, 900, n_articles).astype(float)
    days[rng.random(n_articles) < 0.1] = np.nan
    return sp.csr_matrix(dense), days


def _find(words, days, is_new):
    similarity_by_pair = {}
    for pairs in iterate_candidates(
        words,
        days,
        is_new,
        max_days_apart=MAX_DAYS,
        min_similarity=MIN_SIMILARITY,
        copy_similarity=COPY_SIMILARITY,
    ):
        for first, second, similarity in zip(*pairs, strict=True):
            key = (min(first, second), max(first, second))
            assert key not in similarity_by_pair, "a pair comes twice"
            assert is_new[first]
            similarity_by_pair[key] = similarity
    return similarity_by_pair


def _compare_all(words, days, is_new):
    cosines = (words @ words.T).toarray()
    gap = np.abs(days[:, None] - days[None, :])
    is_pair = np.where(gap > MAX_DAYS, cosines >= COPY_SIMILARITY, cosines >= MIN_SIMILARITY)
    is_pair &= is_new[:, None] | is_new[None, :]
    return {(i, j): cosines[i, j] for i, j in np.argwhere(np.triu(is_pair)).tolist()}


@pytest.mark.parametrize("share_new", [1.0, 0.3, 0.02, 0.0])
def test_no_pair_is_left_out_and_none_is_added(articles, share_new):
    words, days = articles
    is_new = np.random.default_rng(1).random(len(days)) < share_new
    similarity_by_pair, expected = _find(words, days, is_new), _compare_all(words, days, is_new)
    assert similarity_by_pair.keys() == expected.keys()
    assert np.allclose([similarity_by_pair[key] for key in expected], list(expected.values()))
    if share_new == 1:
        days_apart = [abs(days[i] - days[j]) for i, j in expected]
        assert max(days_apart) > MAX_DAYS, "some copies are far apart"
