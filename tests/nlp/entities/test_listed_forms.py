"""Organisations in names of one word: completed with the next word, or dropped."""

import pytest

from analysis.nlp.entities.listed_forms import (
    complete_listed_names,
    drop_unexplained_short_forms,
    is_body_in_letters,
)
from tests.hand_parsed import name, parse

IN_STATE = [("Secretary", "NNP", "ROOT", 0), ("of", "IN", "prep", 0), ("State", "NNP", "pobj", 1)]
AT_STATE = [("officials", "NNS", "ROOT", 0), ("at", "IN", "prep", 0), ("State", "NNP", "pobj", 1)]
DEPARTMENT = [("State", "NNP", "compound", 4), ("Department", "NNP", "ROOT", 4)]


def parse_pair(first, second):
    return [(first, "NNP", "compound", 1), (second, "NNP", "ROOT", 1)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("Islamic", "State"), [("Islamic State", "ORG")]),
        (("Islamic", "Finance"), [("Islamic", "NORP"), ("Finance", "ORG")]),
        (("U.S.", "State"), [("U.S.", "NORP"), ("State", "ORG")]),
    ],
)
def test_a_word_and_the_next_are_one_name_if_both_are_a_listed_organisation(words, expected):
    doc = parse(parse_pair(*words))
    names = complete_listed_names([name(doc, 0, 1, "NORP"), name(doc, 1, 2, "ORG")])
    assert [(completed.text, completed.label) for completed in names] == expected


@pytest.mark.parametrize(
    ("tokens", "spans", "texts"),
    [
        (AT_STATE, [(2, 3)], []),
        (AT_STATE + DEPARTMENT, [(2, 3), (3, 5)], ["State", "State Department"]),
        ([("State", "NNP", "nmod", 1), ("Departments", "NNPS", "ROOT", 1)], [(0, 1)], ["State"]),
        (IN_STATE + DEPARTMENT, [(2, 3), (3, 5)], ["State Department"]),
    ],
)
def test_a_short_form_that_is_a_common_word_needs_its_long_form_and_no_of(tokens, spans, texts):
    doc = parse(tokens)
    names = [name(doc, *span, "ORG") for span in spans]
    assert [remaining.text for remaining in drop_unexplained_short_forms(names)] == texts


@pytest.mark.parametrize(
    ("before", "letters", "label", "is_body"),
    [
        ("the", "VA", "GPE", True),
        ("the", "V.A.", "GPE", True),
        ("Norfolk,", "VA", "GPE", False),
        ("(D-", "VA", "GPE", False),
        ("in", "Va", "GPE", False),
        ("in", "TX", "GPE", False),
        ("met", "VA", "PERSON", False),
        ("the", "E.U.", "GPE", True),
    ],
)
def test_two_letters_are_a_listed_body_unless_they_follow_a_place(before, letters, label, is_body):
    doc = parse([(before, "DT", "dep", 1), (letters, "NNP", "ROOT", 1)])
    assert is_body_in_letters(name(doc, 1, 2, label)) == is_body
