"""Clusters of sentences, on probabilities made for them."""

import numpy as np
from scipy.sparse import csr_matrix

from analysis.corpus.statement_clusters import JOIN_THRESHOLD, _Linkage


def join(articles, pairs, contradictions=(), linked=None):
    """Return the clusters of sentences, by their positions."""
    matrix = np.zeros((len(articles), len(articles)))
    for (one, other), value in pairs.items():
        matrix[one, other] = matrix[other, one] = value
    linkage = _Linkage(list(articles), csr_matrix(matrix), set(contradictions))
    labels = linkage.join(sorted(pairs) if linked is None else linked)
    clusters = {}
    for position, label in enumerate(labels):
        clusters.setdefault(label, set()).add(position)
    return sorted(map(sorted, clusters.values()))


def test_two_sentences_are_joined_at_the_threshold_and_not_below():
    assert join("ab", {(0, 1): JOIN_THRESHOLD}) == [[0, 1]]
    assert join("ab", {(0, 1): JOIN_THRESHOLD - 0.001}) == [[0], [1]]


def test_a_chain_of_which_only_neighbours_are_alike_is_not_one_statement():
    assert join("abc", {(0, 1): 0.9, (1, 2): 0.8}) == [[0, 1], [2]]


def test_a_third_that_is_like_both_is_joined():
    assert join("abc", {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.6}) == [[0, 1, 2]]


def test_pairs_within_one_article_do_not_count_in_the_mean():
    assert join("aab", {(0, 2): 0.9, (1, 2): 0.9}) == [[0, 1, 2]]


def test_contradicting_sentences_stay_apart_with_all_that_join_them():
    pairs = {(0, 1): 0.95, (1, 2): 0.9, (0, 2): 0.7}
    assert join("abc", pairs, {(0, 2)}) == [[0, 1], [2]]


def test_clusters_without_a_sure_link_between_them_stay_apart():
    assert join("ab", {(0, 1): 0.9}, linked=[]) == [[0], [1]]
