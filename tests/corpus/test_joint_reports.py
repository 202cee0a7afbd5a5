"""Two neighbouring sentences may report together what neither reports alone."""

import numpy as np
import pytest

from analysis.corpus import joint_reports
from analysis.corpus.joint_reports import JointReport, find_joint_reports
from analysis.corpus.sentence_similarity import SentenceWords


def make_words(text, described=""):
    forms = tuple(text.split())
    return SentenceWords(
        frozenset(forms), frozenset(), frozenset(), forms, frozenset(described.split())
    )


LEAD = make_words("ferry sink harbour divers rescue sailors")
OTHERS = [
    make_words("weather turn cold"),
    make_words("ferry sink harbour"),
    make_words("divers rescue sailors"),
    make_words("mayor thank volunteers"),
]


def find(lead=LEAD, others=OTHERS, likely=(0.0, 0.2, 0.1, 0.0)):
    return list(find_joint_reports([lead], others, np.array([likely])))


def test_a_lead_that_joins_two_facts_may_be_reported_by_two_neighbours():
    assert find() == [JointReport(0, 1, 2)]


def test_the_only_sentence_of_an_article_is_tried_alone():
    assert find(others=OTHERS[1:2], likely=(0.2,)) == [JointReport(0, 0, 0)]


def test_an_article_without_words_reports_nothing():
    assert find(others=[make_words("")], likely=(0.5,)) == []


def test_words_that_stand_far_apart_are_no_report():
    lead = make_words("ferry harbour divers sailors budget")
    assert find(lead, OTHERS[1:3], (0.2, 0.2))
    apart = [OTHERS[1], OTHERS[0], OTHERS[3], OTHERS[2]]
    assert find(lead, apart, (0.2, 0.0, 0.0, 0.2)) == []


@pytest.mark.parametrize(("likely", "expected"), [(0.1, 1), (0.0999, 0)])
def test_one_of_the_two_must_be_likely_enough_itself(likely, expected):
    assert len(find(likely=(0.0, likely, 0.0, 0.0))) == expected


def test_a_likely_sentence_elsewhere_does_not_make_two_others_a_report():
    assert find(likely=(0.3, 0.0, 0.0, 0.0), others=[OTHERS[0], OTHERS[3], *OTHERS[1:3]]) == []


@pytest.mark.parametrize(("described", "expected"), [("", 1), ("harbour", 0)])
def test_three_words_beside_names_and_titles_must_be_there(described, expected):
    lead = make_words("ferry sink harbour", described)
    assert len(find(lead)) == expected


def test_enough_of_the_words_by_their_weight_must_be_there(monkeypatch):
    lead = make_words("ferry sink harbour insurance premium tariff broker")
    monkeypatch.setattr(joint_reports, "MIN_COVERED_SHARE", 0.2)
    assert find(lead)
    monkeypatch.setattr(joint_reports, "MIN_COVERED_SHARE", 0.6)
    assert find(lead) == []
