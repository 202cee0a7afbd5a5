from types import SimpleNamespace

import numpy as np
import pytest

from analysis.corpus.utterance_rules import (
    RULES,
    PairMeasures,
    judge_pair,
    keep_substantial_parts,
)

ALMOST = np.nextafter(0.95, 0)


@pytest.mark.parametrize(
    ("relation", "similarity", "weight", "same_words"),
    [("same", 0.45, 2.0, 1.2), ("unknown", 0.6, 6.0, 6.0), ("different", 0.9, 15.0, 8.0)],
)
def test_quotations_report_one_utterance_from_the_rule_of_their_speakers_on(
    relation, similarity, weight, same_words
):
    def is_met(similarity, weight, *, has_same_words=False):
        return RULES[relation].is_met(similarity, weight, has_same_words=has_same_words)

    assert is_met(similarity, weight)
    assert not is_met(np.nextafter(similarity, 0), weight)
    assert not is_met(similarity, np.nextafter(weight, 0))
    assert is_met(similarity, same_words, has_same_words=True)
    assert not is_met(similarity, np.nextafter(same_words, 0), has_same_words=True)


@pytest.mark.parametrize(
    ("share", "weight", "is_kept"),
    [
        (0.5, 6.0, True),
        (0.5, np.nextafter(6.0, 0), False),
        (0.95, 1.2, True),
        (0.95, np.nextafter(1.2, 0), False),
        (np.nextafter(0.95, 0), 1.2, False),
        (np.nextafter(0.95, 0), 6.0, True),
    ],
)
def test_a_quoted_part_is_judged_on_its_own_if_it_is_heavy_or_found_whole(share, weight, is_kept):
    kept_share = keep_substantial_parts(np.array([share]), np.array([weight]))
    assert kept_share.tolist() == [share if is_kept else 0.0]


def judged(relation, *, is_verbatim=(False, False), runs=1.0, **measures):
    """Return the similarity at which two quotations report one utterance; None if they do not."""
    vectors = SimpleNamespace(is_verbatim=is_verbatim, compare_runs=lambda _, __: runs)
    known = {"similarity": 1.0, "weight": 100.0, "part": 0.0, "other_part": 0.0}
    return judge_pair(vectors, 0, 1, PairMeasures(**(known | measures)), relation)


@pytest.mark.parametrize("relation", ["same", "unknown"])
@pytest.mark.parametrize("side", ["part", "other_part"])
def test_between_one_or_unknown_speakers_all_words_of_one_quoted_part_will_do(relation, side):
    weight = RULES[relation].same_words
    assert judged(relation, weight=weight, **{side: 0.95}) == 1.0
    is_met_anyway = weight >= RULES[relation].weight
    assert (judged(relation, weight=weight, **{side: ALMOST}) is not None) is is_met_anyway


@pytest.mark.parametrize(
    ("is_verbatim", "measures", "is_one"),
    [
        ((True, False), {"part": 0.95}, True),
        ((True, False), {"part": ALMOST}, False),
        ((True, False), {"other_part": 1.0}, False),
        ((False, True), {"other_part": 0.95}, True),
        ((False, True), {"other_part": ALMOST}, False),
        ((False, True), {"part": 1.0}, False),
        ((False, False), {"part": 1.0, "other_part": 1.0}, False),
    ],
)
def test_between_two_speakers_one_quotation_must_consist_of_the_shared_words(
    is_verbatim, measures, is_one
):
    light = judged("different", is_verbatim=is_verbatim, weight=8.0, **measures)
    assert (light is not None) is is_one


def test_two_verbatim_quotations_are_compared_by_their_common_runs():
    both = {"is_verbatim": (True, True), "part": 1.0, "other_part": 1.0}
    assert judged("same", **both, runs=0.5) == 0.5
    assert judged("same", **both, runs=0.44) is None
    assert judged("same", **both, runs=0.95, weight=1.2) == 0.95
    assert judged("same", **both, runs=ALMOST, weight=1.2) is None
    assert judged("different", **both, runs=0.95, weight=8.0) == 0.95


@pytest.mark.parametrize("is_verbatim", [(True, False), (False, True)])
def test_runs_do_not_count_if_only_one_quotation_is_verbatim(is_verbatim):
    assert judged("same", is_verbatim=is_verbatim, runs=0.0, similarity=0.7) == 0.7
