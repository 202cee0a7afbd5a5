"""Whom the sentence before a quote is about."""

import pytest

from analysis.nlp.coref.referents import Pronoun, Referent, ReferentKind
from analysis.nlp.coref.salience import find_antecedent
from analysis.nlp.coref.topics import find_acting_person, find_politician
from analysis.nlp.entities.entity import Entity
from tests.hand_made_articles import join_sentences, make_state

#: 'Orr saw Lee. It leaks, Poe, she said.'
DOC = join_sentences(
    [
        ("Orr", "NNP", "nsubj", 1),
        ("saw", "VBD", "ROOT", 1),
        ("Lee", "NNP", "dobj", 1),
        (".", ".", "punct", 1),
    ],
    [
        ("It", "PRP", "nsubj", 1),
        ("leaks", "VBZ", "ccomp", 6),
        (",", ",", "punct", 6),
        ("Poe", "NNP", "npadvmod", 6),
        (",", ",", "punct", 6),
        ("she", "PRP", "nsubj", 6),
        ("said", "VBD", "ROOT", 6),
        (".", ".", "punct", 6),
    ],
)
ORR, VERB, LEE, POE, SHE = 0, 1, 2, 7, 9


def _referent(token, key, *, sentence=0, is_subject=False, **properties):
    return Referent(
        DOC[token],
        VERB,
        sentence,
        key,
        ReferentKind.PERSON,
        "f",
        is_subject,
        is_quoted=properties.get("is_quoted", False),
        is_reported=properties.get("is_reported", False),
    )


def _pronoun(content=(DOC[4].idx, DOC[6].idx)):
    return Pronoun(
        DOC[SHE],
        ReferentKind.PERSON,
        "f",
        sentence=1,
        is_quoted=False,
        speaker="",
        ancestors=frozenset((10,)),
        content=content,
    )


def _state(**genders):
    keys = ("orr", "lee", "poe")
    entities = [Entity(key, key.title(), "PERSON", gender=genders.get(key, "")) for key in keys]
    return make_state(DOC, [], *entities)


ABOUT_ORR = [_referent(ORR, "orr", is_subject=True), _referent(LEE, "lee")]


def test_the_sentence_before_is_about_its_one_subject():
    assert find_acting_person(_state(), _pronoun(), ABOUT_ORR) == "orr"


@pytest.mark.parametrize(
    "other",
    [
        _referent(LEE, "lee", is_subject=True),
        _referent(LEE, "", is_subject=True),
        _referent(POE, "poe", sentence=1),
    ],
)
def test_it_is_about_nobody_alone_beside_another(other):
    assert find_acting_person(_state(), _pronoun(), [*ABOUT_ORR, other]) == ""


def test_who_is_only_reported_on_or_quoted_is_no_other():
    reported = _referent(LEE, "lee", is_subject=True, is_reported=True)
    quoted = _referent(POE, "poe", sentence=1, is_quoted=True)
    assert find_acting_person(_state(), _pronoun(), [*ABOUT_ORR, reported, quoted]) == "orr"


def test_another_gender_or_no_quote_has_nobody():
    assert find_acting_person(_state(orr="m"), _pronoun(), ABOUT_ORR) == ""
    assert find_acting_person(_state(), _pronoun(content=None), ABOUT_ORR) == ""


@pytest.mark.parametrize(("n_mentions", "key"), [(20, "orr"), (21, "")])
def test_the_gender_of_whom_it_is_about_need_not_be_known(n_mentions, key):
    rivals = [_referent(LEE, "lee")] * n_mentions
    antecedent = find_antecedent(_state(lee="f"), _pronoun(), [ABOUT_ORR[0], *rivals])
    assert antecedent.key == key


#: 'Orr spoke. The Iowa senator said.'
SENATOR = join_sentences(
    [("Orr", "NNP", "nsubj", 1), ("spoke", "VBD", "ROOT", 1), (".", ".", "punct", 1)],
    [
        ("The", "DT", "det", 2),
        ("Iowa", "NNP", "compound", 2),
        ("senator", "NN", "nsubj", 3),
        ("said", "VBD", "ROOT", 3),
        (".", ".", "punct", 3),
    ],
)


SENATOR[5].lemma_ = "senator"


def _find_senator(head=5, *, roles=(), described=(), n_subjects=1):
    keys = ["orr", "lee"][:n_subjects]
    entities = [Entity(key, key.title(), "PERSON") for key in keys]
    entities[0].roles.extend(roles)
    state = make_state(SENATOR, [], *entities)
    state.described_speakers.update(dict.fromkeys(described, state.last_speaker))
    kind = ReferentKind.PERSON
    referents = [
        Referent(SENATOR[0], 1, 0, key, kind, "", is_subject=True, is_quoted=False) for key in keys
    ]
    return find_politician(state, SENATOR[head], referents).key


@pytest.mark.parametrize(
    ("properties", "key"),
    [
        ({}, "orr"),
        ({"roles": ["Sen."]}, "orr"),
        ({"roles": ["actor"]}, ""),
        ({"described": ["senator"]}, ""),
        ({"n_subjects": 2}, ""),
        ({"head": 4}, ""),
    ],
)
def test_the_senator_is_whom_alone_the_sentence_before_is_about(properties, key):
    assert _find_senator(**properties) == key
