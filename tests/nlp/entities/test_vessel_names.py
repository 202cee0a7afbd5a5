"""Names of ships that the model takes for something else."""

import pytest

from analysis.nlp.entities.entity_type_repair import drop_titles, repair_entity_types
from tests.hand_parsed import name, parse


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("the tanker Boon Courageous", "PRODUCT"),
        ("the banker Boon Courageous", "PERSON"),
        ("the aircraft carrier Boon Courageous", "PRODUCT"),
        ("the regional carrier Boon Courageous", "PERSON"),
        ("the HMS Boon", "PRODUCT"),
        ("the HME Boon", "PERSON"),
    ],
)
def test_a_name_after_a_noun_for_a_ship_or_with_its_prefix_is_a_ship(words, label):
    texts = words.split()
    last, first = len(texts) - 1, len(texts) - 2
    doc = parse(
        [(text, "NN" if text.endswith("er") else "NNP", "compound", last) for text in texts[:last]]
        + [(texts[last], "NNP", "ROOT", last)]
    )
    (repaired,) = drop_titles([name(doc, first, last + 1, "PERSON")])
    assert repaired.label == label


def test_all_uses_of_a_name_are_the_ship():
    doc = parse(
        [
            ("tanker", "NN", "compound", 2),
            ("Kokuna", "NNP", "compound", 2),
            ("Courageous", "NNP", "ROOT", 2),
            ("Kokuna", "NNP", "compound", 4),
            ("Courageous", "NNP", "ROOT", 4),
            ("Kokuna", "NNP", "compound", 6),
            ("Courageous", "NNP", "ROOT", 6),
        ]
    )
    names = [name(doc, start, start + 2, "ORG") for start in (1, 3, 5)]
    assert {item.label for item in repair_entity_types(doc, drop_titles(names))} == {"PRODUCT"}
