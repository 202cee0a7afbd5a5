import math

import numpy as np
import pytest

from analysis.corpus.other_leads import doubt_other_leads


def doubt(lead_similarity, days_apart, *, is_one_undated=False):
    return doubt_other_leads(
        np.array([0.5]),
        np.array([lead_similarity]),
        np.array([days_apart]),
        is_one_undated=np.array([is_one_undated]),
    ).item()


def odds(taken):
    """Return the probability that is .5 before something is taken from its logit."""
    return pytest.approx(1 / (1 + math.exp(taken)))


@pytest.mark.parametrize(
    ("lead_similarity", "days_apart", "taken"),
    [
        (0.15, 30.0, 0.0),  # alike: a late report of the same
        (0.14, 30.0, 0.15),
        (0.05, 30.0, 1.5),
        (0.0, 30.0, 2.0),  # no more than that
        (0.05, 7.0, 1.5),
        (0.05, 5.0, 0.75),
        (0.05, 3.0, 0.0),  # of the same days
    ],
)
def test_articles_of_other_days_are_doubted_by_how_little_their_leads_share(
    lead_similarity, days_apart, taken
):
    assert doubt(lead_similarity, days_apart) == odds(taken)


@pytest.mark.parametrize(
    ("lead_similarity", "is_one_undated", "taken"),
    [(0.25, True, 0.0), (0.24, True, 0.15), (0.15, True, 1.5), (0.15, False, 0.0)],
)
def test_an_undated_article_needs_a_lead_like_that_of_the_dated_one(
    lead_similarity, is_one_undated, taken
):
    assert doubt(lead_similarity, np.nan, is_one_undated=is_one_undated) == odds(taken)


def test_certain_pairs_stay_finite():
    doubted = doubt_other_leads(
        np.array([0.0, 1.0]), np.zeros(2), np.full(2, 30.0), is_one_undated=np.zeros(2, bool)
    )
    assert doubted == pytest.approx([0.0, 1.0])
