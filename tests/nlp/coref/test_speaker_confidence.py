"""The confidence of a speaker follows from how it was identified."""

from math import inf

import pytest

from analysis.nlp.coref.discourse_state import NOBODY, Speaker
from analysis.nlp.coref.speaker_confidence import LIST, set_confidence
from analysis.word_lists import read_rows


def _refer(lead):
    return set_confidence(Speaker("Ann Lee", "lee", "pronoun", lead=lead))


def test_a_name_is_more_certain_than_a_description_and_a_blank_has_no_confidence():
    named = set_confidence(Speaker("Ann Lee", "lee", "named")).confidence
    described = set_confidence(Speaker("driver", "", "description")).confidence
    assert 0 < described < named <= 1
    assert set_confidence(NOBODY).confidence == 0


def test_a_pronoun_is_more_certain_the_more_its_antecedent_leads():
    confidences = [_refer(lead).confidence for lead in (0.1, 0.4, 0.8, inf)]
    assert confidences == sorted(confidences)
    assert confidences[0] < confidences[-1]


def test_every_confidence_that_is_learned_is_near_the_share_of_right_speakers():
    rows = read_rows(*LIST)
    assert len({(row["resolution"], row["entity"], row["lead"]) for row in rows}) == len(rows)
    for row in rows:
        share = (float(row["right"]) + 1) / (float(row["judged"]) + 2)
        assert float(row["confidence"]) == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize("resolution", ["named", "description", "representative", "document"])
@pytest.mark.parametrize("key", ["lee", ""])
def test_every_way_to_identify_a_speaker_has_a_confidence(resolution, key):
    assert 0 < set_confidence(Speaker("Ann Lee", key, resolution)).confidence < 1
