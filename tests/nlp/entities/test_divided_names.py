"""Names of persons that the model divides or leaves without their first word."""

import pytest

from analysis.entity_types import GPE, ORG, PERSON
from analysis.nlp.entities.divided_names import join_divided_names
from analysis.nlp.entities.name_spans import Name
from tests.hand_parsed import name, parse


def join(words, *entities):
    """Return the names of some words, given start, end and label of those of the model."""
    doc = parse([(word, "NNP", "ROOT", place) for place, word in enumerate(words.split())])
    doc._.text = doc.text
    spans = [(doc[first:last], label) for first, last, label in entities]
    names = [Name(span.start_char, span.end_char, span.text, label, span) for span, label in spans]
    return [(joined.text, joined.label) for joined in join_divided_names(names)]


def test_a_given_name_that_is_taken_for_a_body_begins_the_name_after_it():
    assert join("Bianca Boon", (0, 1, ORG), (1, 2, PERSON)) == [("Bianca Boon", PERSON)]
    assert join("Acme Boon", (0, 1, ORG), (1, 2, PERSON)) == [("Acme", ORG), ("Boon", PERSON)]
    # A place of that name stays one.
    assert len(join("Chad Boon", (0, 1, GPE), (1, 2, PERSON))) == 2


@pytest.mark.parametrize(
    ("words", "label"), [("Peter de Boon", PERSON), ("Peter and Boon", ORG), ("Acme de Boon", ORG)]
)
def test_a_body_with_a_given_name_and_a_particle_is_a_person(words, label):
    assert join(words, (0, 3, ORG)) == [(words, label)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Eddie Bernice Boon", "Eddie Bernice Boon"),
        ("King Bernice Boon", "Bernice Boon"),
        ("Hope Bernice Boon", "Bernice Boon"),
    ],
)
def test_a_common_given_name_before_two_words_belongs_to_them(words, name):
    assert join(words, (1, 3, PERSON)) == [(name, PERSON)]


def test_a_given_name_before_one_word_does_not_belong_to_it():
    assert join("Eddie Boon", (1, 2, PERSON)) == [("Boon", PERSON)]


@pytest.mark.parametrize("joint", ["and", "&"])
def test_two_given_names_that_are_taken_for_a_body_are_two_persons(joint):
    assert join(f"Anna {joint} Peter", (0, 3, ORG)) == [("Anna", PERSON), ("Peter", PERSON)]
    assert join(f"Acme {joint} Peter", (0, 3, ORG)) == [(f"Acme {joint} Peter", ORG)]


@pytest.mark.parametrize(
    ("words", "head", "n_names"),
    [("Peter Boonville", 1, 1), ("Peter Boonville", 0, 2), ("Peter Norway", 1, 2)],
)
def test_a_given_name_before_its_family_name_as_a_place_is_one_name(words, head, n_names):
    given_name, place = words.split()
    doc = parse([(given_name, "NNP", "compound", head), (place, "NNP", "ROOT", 1)])
    assert len(join_divided_names([name(doc, 0, 1, PERSON), name(doc, 1, 2, GPE)])) == n_names
    is_whole = join_divided_names([name(doc, 1, 2, GPE)])[0].text == words
    assert is_whole == (n_names == 1)
