import numpy as np
import pandas as pd
import pytest

from analysis.corpus.average_linkage import COHESION_ARTICLES, MIN_COHESION, link_groups


def link(n_articles, pairs, *, threshold=0.5, days=None, max_days_apart=60):
    """Return the groups of articles, from pairs of positions with probability and cohesion."""
    rows = [
        (first, second, *(values if isinstance(values, tuple) else (values, values)))
        for (first, second), values in pairs.items()
    ]
    table = pd.DataFrame(rows, columns=["first", "second", "probability", "cohesion"])
    days = np.full(n_articles, np.nan) if days is None else np.array(days, float)
    labels = link_groups(table, days, threshold, max_days_apart)
    return [sorted(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels)]


def test_articles_are_merged_from_the_threshold_on():
    assert link(2, {(0, 1): 0.5}) == [[0, 1]]
    assert link(2, {(0, 1): 0.499}) == [[0], [1]]


def test_a_group_is_merged_by_the_mean_of_all_its_pairs():
    assert link(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.2}) == [[0, 1, 2]]
    assert link(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.19}) == [[0, 1], [2]]


def test_pairs_that_are_not_listed_count_as_nothing():
    assert link(3, {(0, 1): 0.9, (1, 2): 0.8}) == [[0, 1], [2]]


def test_the_most_probable_pair_is_merged_first():
    assert link(3, {(0, 1): 0.6, (1, 2): 0.9}) == [[0], [1, 2]]


def test_no_group_spans_more_days_than_allowed():
    pairs = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.7}
    assert link(3, pairs, days=[0, 30, 60]) == [[0, 1, 2]]
    assert link(3, pairs, days=[0, 30, 61]) == [[0, 1], [2]]
    assert link(3, pairs, days=[0, np.nan, 61]) == [[0, 1], [2]]


def two_groups(size, cohesion):
    """Return the pairs of two tight groups whose articles are likely of one event."""
    members = range(2 * size)
    return {
        (first, second): (0.9, 1.0) if (first < size) == (second < size) else (0.6, cohesion)
        for first in members
        for second in members
        if first < second
    }


@pytest.mark.parametrize(("cohesion", "groups"), [(MIN_COHESION, 1), (MIN_COHESION - 1e-6, 2)])
def test_two_groups_of_several_articles_need_cohesion(cohesion, groups):
    pairs = two_groups(COHESION_ARTICLES, cohesion)
    assert len(link(2 * COHESION_ARTICLES, pairs)) == groups


def test_smaller_groups_need_no_cohesion():
    size = COHESION_ARTICLES - 1
    assert len(link(2 * size, two_groups(size, 0.0))) == 1


def test_no_articles_are_no_groups():
    assert link(0, {}) == []
