"""Two names that the model takes for one are divided, where both are names by themselves."""

import pytest
import spacy

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
