"""The most salient referent of a pronoun, and when two are too close."""

from dataclasses import replace
from math import inf

import pytest
from spacy.tokens import Doc

from analysis.nlp.coref.discourse_state import Speaker
from analysis.nlp.coref.referents import Pronoun, Referent, ReferentKind
from analysis.nlp.coref.salience import DESCRIBED, _is_introducing, _is_taken_up, find_antecedent
from analysis.nlp.entities.entity import Entity
from tests.hand_made_articles import join_sentences, make_state

PERSON, THING, SEVERAL = ReferentKind.PERSON, ReferentKind.THING, ReferentKind.SEVERAL
#: A document whose tokens have the relations that matter: subject, object, possessive.
DOC = join_sentences(
    [
        ("Lee", "NNP", "nsubj", 1),
        ("met", "VBD", "ROOT", 1),
        ("Moor", "NNP", "dobj", 1),
        ("Poe", "NNP", "poss", 2),
        ("him", "PRP", "dobj", 1),
        ("himself", "PRP", "dobj", 1),
        ("it", "PRP", "nsubj", 1),
    ]
)
SUBJECT, VERB, OBJECT, POSSESSIVE, HIM, HIMSELF, IT = range(7)
#: What stands for the verb of another clause.
ELSEWHERE = IT


def _referent(key, *, token=OBJECT, kind=PERSON, sentence=0, **properties):
    return Referent(
        DOC[token],
        properties.get("verb", ELSEWHERE),
        sentence,
        key,
        kind,
        properties.get("gender", ""),
        properties.get("is_subject", False),
        properties.get("is_quoted", False),
    )


def _pronoun(*, token=HIM, kind=PERSON, gender="m", sentence=0, **properties):
    return Pronoun(
        DOC[token],
        kind,
        gender,
        sentence,
        is_quoted=properties.get("is_quoted", False),
        speaker=properties.get("speaker", ""),
        ancestors=frozenset(properties.get("ancestors", ())),
        content=properties.get("content"),
    )


def _find(pronoun, *referents, **genders):
    entities = [
        Entity(key, key, "PERSON", gender=genders.get(key, ""))
        for key in {referent.key for referent in referents}
    ]
    return find_antecedent(make_state(DOC, [], *entities), pronoun, referents).key


@pytest.mark.parametrize(
    ("kind", "gender", "reach"), [(PERSON, "m", 5), (THING, "", 1), (SEVERAL, "", 1)]
)
def test_an_antecedent_is_in_reach(kind, gender, reach):
    referent = _referent("lee", kind=kind)
    assert _find(_pronoun(kind=kind, gender=gender, sentence=reach), referent) == "lee"
    assert _find(_pronoun(kind=kind, gender=gender, sentence=reach + 1), referent) == ""


@pytest.mark.parametrize("kind", [PERSON, THING, SEVERAL])
@pytest.mark.parametrize(("n_mentions", "key"), [(10, "lee"), (9, "")])
def test_the_most_salient_referent_leads_by_nine_mentions(kind, n_mentions, key):
    mentions = [_referent("lee", kind=kind)] * n_mentions
    pronoun = _pronoun(kind=kind, gender="")
    assert _find(pronoun, _referent("moor", kind=kind), *mentions) == key


@pytest.mark.parametrize(
    ("content", "n_mentions", "key"),
    [(None, 5, "lee"), (None, 4, ""), ((90, 95), 2, "lee"), ((90, 95), 1, "")],
)
def test_over_what_has_no_name_a_smaller_lead_suffices(content, n_mentions, key):
    referents = _referent(""), *[_referent("lee")] * n_mentions
    assert _find(_pronoun(content=content), *referents) == key


@pytest.mark.parametrize(("n_mentions", "key"), [(1, "lee"), (3, "")])
def test_a_person_of_unknown_gender_leads_far_over_one_of_known_gender(n_mentions, key):
    rivals = [_referent("moor", gender="m")] * n_mentions
    leader = _referent("lee", is_subject=True)
    assert _find(_pronoun(ancestors=[ELSEWHERE]), *rivals, leader, moor="m") == key


@pytest.mark.parametrize(("n_mentions", "key"), [(15, "lee"), (17, "")])
def test_a_person_with_a_given_name_of_one_gender_needs_a_smaller_lead(n_mentions, key):
    rivals = [_referent("moor", gender="m")] * n_mentions
    leader = _referent("lee", is_subject=True)
    entities = Entity("lee", "Paul Lee", "PERSON"), Entity("moor", "Moor", "PERSON", gender="m")
    pronoun = _pronoun(ancestors=[ELSEWHERE])
    antecedent = find_antecedent(make_state(DOC, [], *entities), pronoun, [*rivals, leader])
    assert antecedent.key == key


def test_a_referent_in_the_sentence_comes_before_one_in_the_sentence_before():
    near, far = _referent("lee", sentence=1), _referent("moor", is_subject=True)
    assert _find(_pronoun(sentence=1), far, near) == "lee"


@pytest.mark.parametrize(
    "properties",
    [{"is_subject": True}, {"gender": "m"}, {"is_quoted": False}],
)
def test_subjects_known_genders_and_unquoted_referents_are_more_salient(properties):
    rival = _referent("moor", is_quoted="is_quoted" in properties)
    assert _find(_pronoun(), _referent("lee", **properties), rival) == "lee"


def test_a_possessive_is_less_salient():
    assert _find(_pronoun(), _referent("lee"), _referent("moor", token=POSSESSIVE)) == "lee"


def test_another_gender_is_excluded():
    assert _find(_pronoun(), _referent("lee"), lee="f") == ""
    assert _find(_pronoun(), _referent("", gender="f"), _referent("lee")) == "lee"


def test_the_person_who_says_it_is_excluded():
    assert _find(_pronoun(is_quoted=True, speaker="lee"), _referent("lee")) == ""


def test_an_argument_of_the_same_verb_is_the_antecedent_of_a_reflexive_only():
    subject = _referent("lee", token=SUBJECT, verb=VERB, is_subject=True)
    assert _find(_pronoun(token=HIM), subject) == ""
    assert _find(_pronoun(token=HIMSELF), subject) == "lee"
    assert _find(_pronoun(token=HIMSELF), _referent("lee")) == ""


def test_a_referent_without_a_name_can_be_the_most_salient():
    assert _find(_pronoun(), _referent("lee"), _referent("", is_subject=True)) == ""


def test_it_does_not_refer_past_a_nearer_name():
    first = _referent("lee", kind=THING, is_subject=True)
    pronoun = _pronoun(kind=THING, gender="")
    assert _find(pronoun, first, _referent("moor", kind=THING)) == ""
    assert _find(pronoun, _referent("moor", kind=THING), first) == "lee"


def test_they_refers_to_an_organisation_that_is_the_subject_around_it():
    team = _referent("ORG|acme", kind=THING, is_subject=True)
    pronoun = _pronoun(kind=SEVERAL, gender="", ancestors=[ELSEWHERE])
    assert _find(pronoun, team) == "ORG|acme"
    assert _find(_pronoun(kind=SEVERAL, gender=""), team) == ""


#: What a pronoun that heads a quote says: no referent of these tests is in it.
CONTENT = (900, 999)
LEE = Entity("lee", "Robin Lee", "PERSON")
MOOR = Entity("moor", "Robin Moor", "PERSON")
ACME = Entity("ORG|acme", "Acme", "ORG")


def _find_after(speaker, pronoun, *referents, head=SUBJECT):
    """Return the key of a pronoun's antecedent after a speaker in sentence 0."""
    state = make_state(DOC, [], LEE, MOOR, ACME)
    state.update(DOC[head], speaker)
    return find_antecedent(state, pronoun, referents).key


def test_the_last_speaker_is_more_salient_for_a_pronoun_that_heads_a_quote_only():
    rivals = (_referent("moor"), _referent("lee"))
    speaker = Speaker("Robin Lee", "lee", "named")
    assert _find_after(speaker, _pronoun(content=CONTENT), *rivals) == "lee"
    assert _find_after(speaker, _pronoun(), *rivals) == ""


def test_the_subject_of_the_sentence_before_is_more_salient_than_the_last_speaker():
    speaker = Speaker("Robin Lee", "lee", "named")
    subject = _referent("moor", sentence=2, is_subject=True)
    assert _find_after(speaker, _pronoun(sentence=3, content=CONTENT), subject) == "moor"


@pytest.mark.parametrize(("sentence", "key"), [(6, "lee"), (7, "")])
def test_he_refers_to_the_last_speaker_at_most_six_sentences_before(sentence, key):
    speaker = Speaker("Robin Lee", "lee", "named")
    assert _find_after(speaker, _pronoun(sentence=sentence, content=CONTENT)) == key


@pytest.mark.parametrize("kind", [THING, SEVERAL])
@pytest.mark.parametrize(("sentence", "key"), [(2, "ORG|acme"), (3, "")])
def test_it_and_they_refer_to_the_last_speaker_at_most_two_sentences_before(kind, sentence, key):
    pronoun = _pronoun(kind=kind, gender="", sentence=sentence, content=CONTENT)
    assert _find_after(Speaker("Acme", "ORG|acme", "named"), pronoun) == key


@pytest.mark.parametrize(("sentence", "key"), [(2, DESCRIBED), (3, "")])
def test_they_refers_to_a_described_speaker_at_most_two_sentences_before(sentence, key):
    pronoun = _pronoun(kind=SEVERAL, gender="", sentence=sentence, content=CONTENT)
    assert _find_after(Speaker("voters", "", "description"), pronoun) == key


def test_it_does_not_refer_to_a_person_nor_he_to_an_organisation():
    it, he = _pronoun(kind=THING, gender="", content=CONTENT), _pronoun(content=CONTENT)
    assert _find_after(Speaker("Robin Lee", "lee", "named"), it) == ""
    assert _find_after(Speaker("Acme", "ORG|acme", "named"), he) == ""


def test_who_is_named_in_a_quote_does_not_say_it():
    referent = _referent("lee")
    start = referent.token.idx
    assert _find(_pronoun(content=(start + 1, 99)), referent) == "lee"
    assert _find(_pronoun(content=(start, 99)), referent) == ""
    assert _find(_pronoun(content=CONTENT), _referent("lee", is_quoted=True)) == ""


@pytest.mark.parametrize(("is_subject", "key"), [(True, ""), (False, "lee")])
def test_the_subject_of_what_a_pronoun_says_does_not_say_it(is_subject, key):
    lee = _referent("lee", token=SUBJECT, verb=OBJECT, is_subject=is_subject)
    assert _find(_pronoun(content=(DOC[OBJECT].idx, 99)), lee) == key


@pytest.mark.parametrize(
    ("before", "is_introducing"),
    [
        ("I am", True),
        ("my name is", True),
        ("the winner is", False),
        ("she is", False),
        ("", False),
    ],
)
def test_only_am_and_my_name_is_introduce_the_speaker(before, is_introducing):
    span = Doc(DOC.vocab, words=before.split())[-2:]
    assert _is_introducing(span) is is_introducing


def test_a_pronoun_after_joint_speakers_refers_to_a_person_named_beside_them():
    doc = join_sentences(
        [("spokesmen", "NN", "nsubj", 1), ("spoke", "VBD", "ROOT", 1), (".", ".", "punct", 1)],
        [("he", "PRP", "nsubj", 1), ("said", "VBD", "ROOT", 1)],
    )
    state = make_state(doc, [], LEE, MOOR)
    state.update(doc[0], Speaker("Robin Lee; Ann Poe", "", "named"))
    state.is_last_speaker_person = True
    content = (doc[3].idx, doc[3].idx + 2)
    pronoun = replace(_pronoun(sentence=1, content=content), token=doc[3])
    moor = _referent("moor", verb=VERB, is_subject=True)
    assert find_antecedent(state, pronoun, [moor]).key == "moor"


def test_only_what_has_a_name_lessens_the_lead_of_an_antecedent():
    pronoun, lee = _pronoun(), _referent("lee", is_subject=True)
    state = make_state(DOC, [], LEE, MOOR)
    assert find_antecedent(state, pronoun, [_referent(""), lee]).lead == inf
    assert find_antecedent(state, pronoun, [_referent("moor"), lee]).lead == pytest.approx(0.6)


def test_an_unresolved_pronoun_is_one_of_its_candidates_and_nobody_else():
    her = _referent("", is_subject=True)._replace(candidates=(("lee", 0.0), ("moor", 0.3)))
    named = [_referent("lee", is_subject=True), _referent("moor", token=POSSESSIVE)]
    assert _find(_pronoun(sentence=1), *named, her, her) == "lee"
    nobody = her._replace(candidates=())
    assert _find(_pronoun(sentence=1), *named, nobody, nobody) == ""


@pytest.mark.parametrize(("verb", "key"), [(VERB, "lee"), (ELSEWHERE, "")])
def test_who_is_named_in_the_paragraph_is_more_salient_but_no_embedded_subject(verb, key):
    lee = [_referent("lee", verb=verb, is_subject=True)] * 5
    pronoun = _pronoun(token=POSSESSIVE, sentence=1)
    assert _find(pronoun, _referent("moor", is_subject=True), *lee) == key


@pytest.mark.parametrize(("acts", "is_taken_up"), [(True, False), (False, True)])
def test_a_speaker_is_not_taken_up_where_another_person_acts_in_the_sentence(acts, is_taken_up):
    doc = join_sentences(
        [("Lee", "NNP", "nsubj", 1), ("spoke", "VBD", "ROOT", 1), ("Moor.", "NNP", "obj", 1)],
        [("so", "RB", "advmod", 2), ("he", "PRP", "nsubj", 2), ("said", "VBD", "ROOT", 2)],
    )
    state = make_state(doc, [], LEE, MOOR)
    state.update(doc[0], Speaker("Robin Lee", "lee", "named"))
    pronoun = replace(_pronoun(sentence=1, content=(doc[3].idx, doc[3].idx + 2)), token=doc[4])
    moor = _referent("moor", is_subject=acts)._replace(token=doc[2])
    assert _is_taken_up(state, pronoun, [moor]) is is_taken_up


def test_who_is_only_talked_about_is_less_salient_where_a_pronoun_heads_a_quote():
    fled = _referent("moor")._replace(is_reported=True)
    assert _find(_pronoun(content=CONTENT), _referent("lee"), fled) == "lee"
    assert _find(_pronoun(), _referent("lee"), fled) == ""


@pytest.mark.parametrize(
    ("said", "is_holt"),
    [
        ('Boon sided with Holt. "Holt will win the vote in the north," she said.', False),
        ('"I\'m Ann Holt, and I will win the vote," she said.', True),
        ('"Ours is the vote in the north," she said.', True),
    ],
)
def test_a_pronoun_is_hardly_whom_it_names_in_its_quote(speakers, said, is_holt):
    text = f"Ann Holt met Eva Boon in May. {said}"
    assert (speakers(text) == ["Ann Holt"]) == is_holt
