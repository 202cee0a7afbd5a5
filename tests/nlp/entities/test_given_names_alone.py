"""Given names alone that the model takes for bodies or places."""

import pytest
from spacy.tokens import Span

from analysis.nlp.entities.given_names_alone import find_given_names_alone
from tests.hand_parsed import name, parse

_FULL = [("Lara", "NNP", "compound", 1), ("Boon", "NNP", "dep", 1)]


@pytest.mark.parametrize(
    ("tokens", "position", "is_given_name"),
    [
        ([("Lara", "NNP", "nsubj", 3), ("won", "VBD", "dep", 3)], 2, True),
        ([("in", "IN", "dep", 2), ("Lara", "NNP", "pobj", 2)], 3, False),
        ([("the", "DT", "det", 3), ("Lara", "NNP", "dep", 3)], 3, False),
        ([("Lara", "NNP", "compound", 3), ("police", "NNS", "dep", 3)], 2, False),
        ([("Boon", "NNP", "nsubj", 3), ("won", "VBD", "dep", 3)], 2, False),
    ],
)
@pytest.mark.parametrize("label", ["ORG", "GPE"])
def test_the_given_name_of_a_person_is_no_body_unless_used_as_a_place(
    tokens, position, is_given_name, label
):
    doc = parse(_FULL + tokens)
    names = [name(doc, 0, 2, "PERSON"), name(doc, position, position + 1, label)]
    assert find_given_names_alone(names) == ({"lara"} if is_given_name else set())


@pytest.mark.parametrize(("label", "is_given_name"), [("GPE", False), ("PERSON", True)])
def test_a_place_before_its_state_is_a_place(label, is_given_name):
    doc = parse([*_FULL, *((text, "NNP", "dep", 2) for text in ("Lara", ",", "Iowa"))])
    doc.set_ents([Span(doc, 4, 5, label=label)])
    names = [name(doc, 0, 2, "PERSON"), name(doc, 2, 3, "GPE")]
    assert find_given_names_alone(names) == ({"lara"} if is_given_name else set())


@pytest.mark.parametrize(("middle", "names_found"), [("Ann", {"lara"}), ("Air Force", set())])
def test_a_name_with_more_than_two_given_names_is_nobodys(middle, names_found):
    texts = ["Lara", *middle.split(), "Base", "Lara"]
    doc = parse([(text, "NNP", "dep", 0) for text in texts])
    end = len(texts) - 1
    names = [name(doc, 0, end, "PERSON"), name(doc, end, end + 1, "ORG")]
    assert find_given_names_alone(names) == names_found
