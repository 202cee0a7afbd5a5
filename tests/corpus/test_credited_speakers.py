import pandas as pd
import pytest

from analysis.corpus import credited_speakers
from analysis.corpus.credited_speakers import (
    NOBODY,
    Candidate,
    CreditedSpeakers,
    Saying,
    read_speaker_keys,
)
from analysis.corpus.passages import SURE_THRESHOLD
from analysis.corpus.possible_reports import measure_reported_share
from analysis.corpus.word_normalisation import normalise_words

SAID = "Divers recovered the logbook from the wreck of the ferry."
HALF = "The logbook is with the divers."


def speakers(*names, entity=""):
    return read_speaker_keys(pd.DataFrame({"speaker": names, "entity_id": entity}))


def can_report(text, said_by, *, credited=None, pronoun="", similarity=0.45):
    """Return whether a sentence may report what was said."""
    place = {"article_id": "a", "start": 0, "end": 9, "entity_id": pronoun}
    quote = place | {"speaker": credited, "entity_id": ""}
    known = CreditedSpeakers(
        pd.DataFrame([place]), pd.DataFrame([quote] if credited else [], columns=[*quote])
    )
    candidate = Candidate(("a", 0, len(text)), frozenset(normalise_words(text)), similarity)
    return known.can_report(Saying(SAID, said_by), (), candidate)


def test_a_sentence_may_report_the_words_of_whom_it_credits_or_names():
    assert can_report(HALF, speakers("Bo Ek"), credited="Mr. Ek")
    assert not can_report(HALF, speakers("Bo Ek"), credited="Ann Lee")
    assert can_report(f"{HALF} Ek was pleased.", speakers("Bo Ek"))
    assert not can_report(HALF, speakers("Bo Ek"))
    assert can_report(HALF, speakers("Ann Lee; Bo Ek"), credited="Ann Lee")
    assert can_report(HALF, NOBODY)


def test_a_pronoun_names_a_speaker():
    assert can_report(HALF, speakers("Bo Ek", entity="e1"), pronoun="e1")
    assert not can_report(HALF, speakers("Bo Ek", entity="e1"), pronoun="e2")


def test_a_sentence_without_the_words_reports_nothing_whomever_it_names():
    assert not can_report("Bo Ek liked the harbour.", speakers("Bo Ek"))


@pytest.mark.parametrize("similarity", [SURE_THRESHOLD, SURE_THRESHOLD - 1e-9])
def test_a_likely_sentence_with_most_of_the_words_may_credit_another(monkeypatch, similarity):
    share = measure_reported_share(SAID, (), set(normalise_words(HALF)))
    arguments = {"credited": "Ann Lee", "similarity": similarity}
    monkeypatch.setattr(credited_speakers, "MIN_SHARE_OF_OTHERS", share)
    assert can_report(HALF, speakers("Bo Ek"), **arguments) is (similarity >= SURE_THRESHOLD)
    monkeypatch.setattr(credited_speakers, "MIN_SHARE_OF_OTHERS", share + 1e-9)
    assert not can_report(HALF, speakers("Bo Ek"), **arguments)
