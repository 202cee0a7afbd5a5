"""Persons of one word that nothing shows to be persons."""

import pytest

from analysis.nlp.entities.single_names import settle_single_names
from tests.hand_parsed import name, parse

LEFT = ("left", "VBD", "ROOT", 1)
LEFT_LATER = ("left", "VBD", "ROOT", 2)
#: A word as the subject of a verb.
QUARN = [("Quarn", "NNP", "nsubj", 1), LEFT]


def settle(tokens, *spans):
    """Return text and label of the names; spans are first, one past the last, label."""
    doc = parse(tokens)
    names = settle_single_names(doc, [name(doc, *span) for span in spans])
    return [(settled.text, settled.label) for settled in names]


def parse_before(noun, tag="NN"):
    """Return the tokens of an article, a word and a noun after it."""
    return [("the", "DT", "det", 2), ("Quarn", "NNP", "compound", 2), (noun, tag, "ROOT", 2)]


def parse_after(word, tag, dep):
    """Return the tokens of a word before a name that does something."""
    return [(word, tag, dep, 1), ("Quarn", "NNP", "nsubj", 2), ("left", "VBD", "ROOT", 2)]


def parse_subject(word, verb="left"):
    return [(word, "NNP", "nsubj", 1), (verb, "VBD", "ROOT", 1)]


@pytest.mark.parametrize(
    ("tokens", "span"),
    [
        (parse_after("Mr.", "NNP", "compound"), (1, 2)),
        (parse_after("King", "NNP", "compound"), (1, 2)),
        (parse_after("Justices", "NNPS", "compound"), (1, 2)),
        (parse_after("lawyer", "NN", "compound"), (1, 2)),
        (parse_before("family"), (1, 2)),
        (parse_subject("Quarn", "said"), (0, 1)),
        (parse_subject("Ada"), (0, 1)),
        (parse_subject("Hendricks"), (0, 1)),
        (parse_subject("Obama"), (0, 1)),
        (
            [("girl", "NN", "ROOT", 0), ("named", "VBN", "acl", 0), ("Quarn", "NNP", "oprd", 1)],
            (2, 3),
        ),
        (
            [
                ("Quarn", "NNP", "nsubj", 1),
                ("raised", "VBD", "ROOT", 1),
                ("his", "PRP", "poss", 3),
                ("hand", "NN", "dobj", 1),
            ],
            (0, 1),
        ),
    ],
)
def test_a_word_with_the_evidence_of_a_person_stays_one(tokens, span):
    text = tokens[span[0]][0]
    assert settle(tokens, (*span, "PERSON")) == [(text, "PERSON")]


@pytest.mark.parametrize(
    ("tokens", "span"),
    [
        (QUARN, (0, 1)),
        (parse_before("meeting"), (1, 2)),
        (parse_subject("QUARN", "said"), (0, 1)),
        ([("at", "IN", "ROOT", 0), ("Hendricks", "NNP", "pobj", 0)], (1, 2)),
        ([("at", "IN", "ROOT", 0), ("Kennedy", "NNP", "pobj", 0)], (1, 2)),
        (
            [("v.", "IN", "ROOT", 0), ("Hendricks", "NNP", "pobj", 0), ("won", "VBD", "dep", 0)],
            (1, 2),
        ),
        ([("Ada", "NNP", "compound", 1), ("students", "NNS", "ROOT", 1)], (0, 1)),
    ],
)
def test_a_word_without_it_or_with_something_against_it_is_of_unclear_type(tokens, span):
    text = tokens[span[0]][0]
    assert settle(tokens, (*span, "PERSON")) == [(text, "UNCLEAR")]


@pytest.mark.parametrize(
    ("tokens", "span", "label"),
    [
        (parse_before("region"), (1, 2), "GPE"),
        (
            [
                ("town", "NN", "ROOT", 0),
                ("of", "IN", "prep", 0),
                ("Quarn", "NNP", "pobj", 1),
            ],
            (2, 3),
            "GPE",
        ),
        ([("firm", "NN", "compound", 1), ("Quarn", "NNP", "ROOT", 1)], (1, 2), "ORG"),
    ],
)
def test_a_noun_beside_a_word_states_its_type(tokens, span, label):
    assert settle(tokens, (*span, "PERSON")) == [("Quarn", label)]


def test_a_title_with_a_full_stop_and_a_word_that_is_in_lower_case_elsewhere_are_no_names():
    title = [("Sgt", "NNP", "ROOT", 0), (".", ".", "punct", 0), ("Boon", "NNP", "dep", 0)]
    assert settle(title, (0, 1, "PERSON")) == []
    assert settle([*QUARN, ("quarn", "NN", "dep", 1)], (0, 1, "PERSON")) == []


def test_a_state_after_a_town_and_an_acronym_in_brackets_are_no_persons():
    state = [("Holt", "NNP", "ROOT", 0), (",", ",", "punct", 0), ("Penn", "NNP", "appos", 0)]
    state += [(".", ".", "punct", 0)]
    assert settle(state, (0, 1, "GPE"), (2, 3, "PERSON")) == [("Holt", "GPE"), ("Penn", "GPE")]
    body = [
        ("Boon", "NNP", "compound", 2),
        ("Health", "NNP", "compound", 2),
        ("Office", "NNP", "ROOT", 2),
        ("(", ",", "punct", 2),
        ("BHO", "NNP", "appos", 2),
    ]
    names = settle(body, (0, 3, "ORG"), (4, 5, "PERSON"))
    assert names == [("Boon Health Office", "ORG"), ("BHO", "ORG")]


@pytest.mark.parametrize(("letters", "label"), [("Calif", "GPE"), ("Quarns", "UNCLEAR")])
def test_an_abbreviation_of_a_state_has_at_most_five_letters(letters, label):
    tokens = [("Holt", "NNP", "ROOT", 0), (",", ",", "punct", 0), (letters, "NNP", "appos", 0)]
    names = settle([*tokens, (".", ".", "punct", 0)], (0, 1, "GPE"), (2, 3, "PERSON"))
    assert names[1] == (letters, label)


@pytest.mark.parametrize(("n_between", "label"), [(2, "GPE"), (3, "UNCLEAR")])
def test_a_noun_for_places_counts_up_to_the_third_word_after_a_name(n_between, label):
    last = n_between + 1
    tokens = [("Quarn", "NNP", "nmod", last)]
    tokens += [("Zeld", "NNP", "nmod", last)] * n_between
    tokens += [("county", "NN", "ROOT", last)]
    assert settle(tokens, (0, 1, "PERSON")) == [("Quarn", label)]


def test_a_word_beside_a_person_in_a_list_is_a_person():
    tokens = [
        ("Ada", "NNP", "compound", 1),
        ("Boon", "NNP", "ROOT", 1),
        ("and", "CC", "cc", 1),
        ("Quarn", "NNP", "conj", 1),
    ]
    names = settle(tokens, (0, 2, "PERSON"), (3, 4, "PERSON"))
    assert names == [("Ada Boon", "PERSON"), ("Quarn", "PERSON")]


@pytest.mark.parametrize(("last", "label"), [("News", "ORG"), ("Bakery", "PERSON")])
def test_the_first_word_of_a_medium_of_the_article_is_the_medium(last, label):
    medium = [("Fox", "NNP", "compound", 1), (last, "NNP", "nsubj", 2), LEFT_LATER]
    alone = [(".", ".", "punct", 2), ("Fox", "NNP", "nsubj", 5), ("left", "VBD", "ROOT", 5)]
    assert settle([*medium, *alone], (0, 2, "ORG"), (4, 5, "PERSON"))[1] == ("Fox", label)
