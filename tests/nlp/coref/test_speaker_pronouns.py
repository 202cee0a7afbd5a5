"""Pronouns as speakers: how far away their antecedent may be."""

import pytest

from analysis.nlp.coref.discourse_state import NOBODY, Speaker
from analysis.nlp.coref.speaker_pronouns import resolve_pronoun
from analysis.nlp.entities.entity import Entity
from tests.hand_made_articles import FILLER, join_sentences, make_name, make_state

LEE = Entity("lee", "Robin Lee", "PERSON")
ACME = Entity("acme", "Acme", "ORG")


def _sentence(subject, tag="NNP"):
    return [(subject, tag, "nsubj", 1), ("spoke", "VBD", "ROOT", 1), (".", ".", "punct", 1)]


def _resolve(pronoun, distance, label="PERSON", entity=LEE):
    """Resolve a pronoun some sentences after the only name."""
    fillers = [FILLER] * (distance - 1)
    doc = join_sentences(_sentence("Lee"), *fillers, _sentence(pronoun, "PRP"))
    state = make_state(doc, [make_name(doc, 0, label, entity.key)], entity)
    return resolve_pronoun(state, doc[-3])


@pytest.mark.parametrize(("distance", "key"), [(6, "lee"), (7, "")])
def test_he_refers_to_a_person_at_most_six_sentences_before(distance, key):
    assert _resolve("He", distance).key == key


@pytest.mark.parametrize("pronoun", ["It", "They"])
@pytest.mark.parametrize(("distance", "key"), [(1, "acme"), (2, "")])
def test_it_and_they_refer_to_an_organisation_one_sentence_before(pronoun, distance, key):
    assert _resolve(pronoun, distance, "ORG", ACME).key == key


def test_he_does_not_refer_to_a_woman():
    woman = Entity("lee", "Robin Lee", "PERSON", gender="f")
    assert _resolve("He", 1, entity=woman) == NOBODY
    assert _resolve("She", 1, entity=woman).key == "lee"


def _resolve_after_speaker(pronoun, distance, speaker, *, noun="voters"):
    """Resolve a pronoun some sentences after one whose subject has spoken."""
    fillers = [FILLER] * (distance - 1)
    doc = join_sentences(_sentence(noun, "NN"), *fillers, _sentence(pronoun, "PRP"))
    doc[0].lemma_ = noun
    state = make_state(doc, [], LEE, ACME)
    state.update(doc[0], speaker)
    return resolve_pronoun(state, doc[-3])


@pytest.mark.parametrize(("distance", "name"), [(2, "voters"), (3, "")])
def test_they_refers_to_a_described_speaker_at_most_two_sentences_before(distance, name):
    speaker = Speaker("voters", "", "description")
    assert _resolve_after_speaker("They", distance, speaker).name == name


@pytest.mark.parametrize(("distance", "key"), [(2, "acme"), (3, "")])
def test_it_refers_to_the_last_speaker_at_most_two_sentences_before(distance, key):
    assert _resolve_after_speaker("It", distance, Speaker("Acme", "acme", "named")).key == key


@pytest.mark.parametrize(("distance", "name"), [(2, "official"), (3, "")])
def test_he_refers_to_a_described_person_at_most_two_sentences_before(distance, name):
    speaker = Speaker("official", "", "description")
    assert _resolve_after_speaker("He", distance, speaker, noun="official").name == name


@pytest.mark.parametrize(("distance", "key"), [(6, "lee"), (7, "")])
def test_he_refers_to_the_last_speaker_at_most_six_sentences_before(distance, key):
    speaker = Speaker("Robin Lee", "lee", "named")
    assert _resolve_after_speaker("He", distance, speaker).key == key


def test_the_last_speaker_comes_before_a_person_just_mentioned():
    doc = join_sentences(
        _sentence("Moor"),
        [("Rain", "NN", "nsubj", 1), ("hit", "VBD", "ROOT", 1), ("Lee", "NNP", "dobj", 1)],
        _sentence("He", "PRP"),
    )
    moor = Entity("moor", "Ed Moor", "PERSON")
    names = [make_name(doc, 0, "PERSON", "moor"), make_name(doc, 5, "PERSON", "lee")]
    state = make_state(doc, names, LEE, moor)
    state.update(doc[0], Speaker("Ed Moor", "moor", "named"))
    assert resolve_pronoun(state, doc[6]).key == "moor"
