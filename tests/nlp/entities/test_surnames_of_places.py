"""Persons whose surname is also a country's or a capital's."""

import pytest

from analysis.nlp.entities.surnames_of_places import find_surnames_of_places
from tests.hand_parsed import name, parse

SPEAKING = [("Jordan", "NNP", "nsubj", 1), ("said", "VBD", "ROOT", 1), ("so", "RB", "advmod", 1)]


def find(tokens, *places, surnames=("jordan",)):
    doc = parse(tokens)
    return find_surnames_of_places((name(doc, n, n + 1, "GPE") for n in places), surnames)


def test_a_place_that_speaks_is_the_person_whom_the_article_names_in_full():
    assert find(SPEAKING, 0) == {"jordan"}
    assert find(SPEAKING, 0, surnames=("boon",)) == set()


@pytest.mark.parametrize(
    "elsewhere",
    [
        [("in", "IN", "prep", 1), ("Jordan", "NNP", "pobj", 3), ("today", "NN", "npadvmod", 1)],
        [("the", "DT", "det", 5), ("Jordan", "NNP", "compound", 5), ("plan", "NN", "ROOT", 5)],
    ],
)
def test_it_stays_a_place_where_the_article_uses_it_as_one(elsewhere):
    assert find([*SPEAKING, *elsewhere], 0, 4) == set()


def test_a_place_that_does_not_speak_stays_one():
    assert find([("Jordan", "NNP", "nsubj", 1), ("fell", "VBD", "ROOT", 1)], 0) == set()
