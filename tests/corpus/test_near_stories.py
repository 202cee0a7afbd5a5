import numpy as np
import pandas as pd
import pytest

from analysis.corpus.near_stories import NEAR_SHARE, find_near_stories

THRESHOLD = 0.4
NEAR = NEAR_SHARE * THRESHOLD


def near_of(stories, probabilities, *, copies=(), **options):
    """Return by article what is near; stories by article, probabilities by two articles."""
    keys = list(stories)
    rows = [(keys.index(a), keys.index(b), 0.2, p) for (a, b), p in probabilities.items()]
    rows += [(keys.index(a), keys.index(b), 1.0, 1.0) for a, b in copies]
    rows += [(n, n, 1.0, 1.0) for n in range(len(keys))]
    pairs = pd.DataFrame(rows, columns=["first", "second", "similarity", "probability"])
    articles = pd.DataFrame({"article_id": keys, "published": pd.NaT}, dtype=object)
    story_ids = pd.Series(list(stories.values()))
    near = find_near_stories(articles, story_ids, [pairs], THRESHOLD, **options)
    by_piece = [pairs.iloc[start : start + 2] for start in range(0, len(pairs), 2)]
    pd.testing.assert_frame_equal(
        find_near_stories(articles, story_ids, by_piece, THRESHOLD, **options), near
    )
    return {key: tuple(row) for key, row in zip(keys, near.to_numpy(), strict=True)}


@pytest.mark.parametrize("alike", [0.3, 0.4, 0.8])
def test_the_mean_with_a_near_story_reaches_a_share_of_that_with_the_own_and_of_the_threshold(
    alike,
):
    stories = {"a": "s", "b": "s", "c": "t", "d": "t"}
    near_enough = 2 * NEAR_SHARE * max(alike, THRESHOLD)
    near = near_of(
        stories,
        {("a", "b"): alike, ("a", "c"): near_enough, ("b", "d"): near_enough - 0.01},
    )
    assert near["a"] == ("t", pytest.approx(near_enough / 2), pytest.approx(alike))
    assert near["b"][0] == ""
    assert np.isnan(near["b"][1])


def test_of_two_other_stories_the_nearer_is_named():
    near = near_of({"a": "s", "b": "t", "c": "u"}, {("a", "b"): 0.3, ("a", "c"): 0.35})
    assert near["a"][:2] == ("u", pytest.approx(0.35))
    assert np.isnan(near["a"][2])


def test_copies_of_one_text_count_once():
    stories = {"a": "s", "b": "t", "c": "t", "d": "t"}
    probabilities = {("a", "b"): 2 * NEAR, ("a", "c"): 2 * NEAR}
    assert near_of(stories, probabilities, copies=[("b", "c")])["a"][1] == pytest.approx(NEAR)
    assert np.isnan(near_of({"a": "s", "b": "s"}, {}, copies=[("a", "b")])["b"][2])


def test_what_the_analyst_decided_is_not_doubted():
    stories, probabilities = {"a": "s", "b": "t"}, {("a", "b"): 0.39}
    near = near_of(stories, probabilities, decided=["a"])
    assert near["a"][0] == ""
    assert near["b"][0] == "s"
