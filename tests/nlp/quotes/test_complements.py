"""The phrases that words govern, and who would hold an attitude."""

import pytest
from spacy.strings import get_string_id

from analysis.nlp.quotes.complements import ParseTable, find_complements, find_holder
from analysis.nlp.token_ids import get_ids
from tests.hand_parsed import parse

BACKED = [
    ("Lee", "NNP", "nsubj", 1),
    ("backed", "VBD", "ROOT", 1),
    ("talks", "NNS", "dobj", 1),
    ("with", "IN", "prep", 1),
    ("Moor", "NNP", "pobj", 3),
    (".", ".", "punct", 1),
]


def _paths(tokens, governors=None):
    """Return the complements by their relations and their prepositions."""
    doc = parse(tokens)
    ids = governors and get_ids(governors)
    complements = find_complements(ParseTable(doc), ids, [1] * len(doc.text))
    return {
        (doc[item.head].dep_, item.preposition and doc.vocab.strings[item.preposition]): doc.text[
            item.start : item.end
        ]
        for item in complements
    }


def test_a_verb_governs_its_arguments_and_what_follows_its_prepositions():
    assert _paths(BACKED) == {
        ("nsubj", 0): "Lee",
        ("dobj", 0): "talks",
        ("prep", "with"): "with Moor",
        ("pobj", "with"): "Moor",
    }


def test_only_the_given_words_govern():
    assert _paths(BACKED, ("opposed",)) == {}
    assert ("dobj", 0) in _paths(BACKED, ("backed",))


def test_it_is_no_complement():
    assert ("nsubj", 0) not in _paths([("It", "PRP", "nsubj", 1), *BACKED[1:]])


def _holder(tokens, governor, preposition=""):
    doc = parse(tokens)
    holder = find_holder(ParseTable(doc), governor, get_string_id(preposition))
    return holder and doc[holder].text if holder != 0 else doc[0].text


def test_the_subject_holds_an_attitude():
    assert _holder(BACKED, 1) == "Lee"


def test_the_agent_of_a_passive_holds_an_attitude():
    passive = [
        ("Talks", "NNS", "nsubjpass", 1),
        ("backed", "VBD", "ROOT", 1),
        ("by", "IN", "agent", 1),
        ("Lee", "NNP", "pobj", 2),
    ]
    assert _holder(passive, 1) == "Lee"
    assert _holder(passive[:2], 1) is None


def test_the_owner_of_a_noun_holds_an_attitude():
    owned = [
        ("Lee", "NNP", "poss", 1),
        ("fear", "NN", "ROOT", 1),
        ("among", "IN", "prep", 1),
        ("voters", "NNS", "pobj", 2),
    ]
    assert _holder(owned, 1) == "Lee"
    among = [("deep", "JJ", "amod", 1), *owned[1:]]
    assert _holder(among, 1) == "voters"
    assert _holder(among, 1, "among") is None


@pytest.mark.parametrize(("n_verbs", "holder"), [(5, "Lee"), (6, None)])
def test_a_subject_is_that_of_a_word_at_most_four_above(n_verbs, holder):
    chain = [
        ("want", "VBD", "xcomp" if number else "ROOT", max(number, 1)) for number in range(n_verbs)
    ]
    assert _holder([("Lee", "NNP", "nsubj", 1), *chain], n_verbs) == holder
