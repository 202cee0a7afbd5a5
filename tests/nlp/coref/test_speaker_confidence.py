"""The confidence of a speaker follows from how it was identified."""

import pytest

from analysis.nlp.coref.discourse_state import NOBODY, Speaker
from analysis.nlp.coref.speaker_confidence import set_confidence


def test_a_name_is_more_certain_than_a_description_and_a_blank_has_no_confidence():
    named = set_confidence(Speaker("Ann Lee", "lee", "named")).confidence
    described = set_confidence(Speaker("driver", "", "description")).confidence
    assert 0 < described < named <= 1
    assert set_confidence(NOBODY).confidence == 0


@pytest.mark.parametrize(("lead", "confidence"), [(0.6, 0.95), (0.59, 0.9)])
def test_a_pronoun_is_more_certain_from_a_lead(lead, confidence):
    assert set_confidence(Speaker("Ann Lee", "lee", "pronoun"), lead).confidence == confidence
