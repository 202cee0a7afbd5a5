"""Two names that the model takes for one are divided, where both are names by themselves."""

import pytest
import spacy
from spacy.tokens import Doc

from analysis.nlp.entities.joined_names import split_joined_names
from analysis.nlp.entities.name_spans import Name

_TOKENISER = spacy.blank("en")


def _split(text, label, others=()):
    doc = _TOKENISER(text)
    names = [Name(0, len(text), text, label, doc[:])]
    names += [Name(0, 0, other, other_label, doc[:0]) for other, other_label in others]
    return [(name.text, name.label) for name in split_joined_names(names) if name.end]


_BOON, _HOLT = ("Ada Boon", "PERSON"), ("Ray Holt", "PERSON")
_KOREA = ("North Korea", "GPE")


@pytest.mark.parametrize(
    ("text", "label", "others", "parts"),
    [
        ("Boon-Norway", "ORG", [_BOON], [("Boon", "PERSON"), ("Norway", "GPE")]),
        ("Boon, Holt", "PERSON", [_BOON, _HOLT], [("Boon", "PERSON"), ("Holt", "PERSON")]),
        ("FBI/Boon", "ORG", [_BOON], [("FBI", "ORG"), ("Boon", "PERSON")]),
        ("Norway-Sweden", "ORG", [], [("Norway", "GPE"), ("Sweden", "GPE")]),
        ("North and South Korea", "GPE", [_KOREA], [("North", "GPE"), ("South Korea", "GPE")]),
        ("North and South Korea", "GPE", [], [("South Korea", "GPE")]),
        ("Bosnia and Herzegovina", "GPE", [], None),
        ("Norway and Ray", "GPE", [], None),
        ("Norway-Ray", "ORG", [], [("Norway-Ray", "ORG")]),
        ("Boon-Holt", "PERSON", [_BOON], [("Boon-Holt", "PERSON")]),
        ("Ada Boon-Holt", "PERSON", [_BOON, _HOLT], None),
        ("Boon-Holt", "PERSON", [_BOON, _HOLT, ("Ada Boon-Holt", "PERSON")], None),
    ],
)
def test_joined_names_are_divided_where_both_are_known(text, label, others, parts):
    expected = [(text, label)] if parts is None else parts
    assert _split(text, label, others) == expected


def _divide_clause(words, tags, known):
    doc = Doc(_TOKENISER.vocab, words, spaces=[True, True, False], tags=tags)
    names = [Name(0, len(doc.text), doc.text, "ORG", doc[:]), Name(0, 0, *known, doc[:0])]
    divided = [(name.start, name.text, name.label) for name in split_joined_names(names)]
    return divided[:-1]


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("VBZ", [(0, "Boon", "PERSON"), (12, "Norway", "GPE")]),
        ("NNS", [(0, "Boon visits Norway", "ORG")]),
    ],
)
def test_of_a_clause_taken_for_a_name_the_names_around_its_verb_are_left(tag, parts):
    assert _divide_clause(["Boon", "visits", "Norway"], ["NNP", tag, "NNP"], _BOON) == parts


def test_words_beside_the_verb_of_a_clause_that_are_no_name_are_dropped():
    divided = _divide_clause(
        ["Rebels", "take", "Boonville"], ["NNS", "VBP", "NNP"], ("Boonville", "GPE")
    )
    assert divided == [(12, "Boonville", "GPE")]
