"""What the syntax says of a figure."""

import pytest

from analysis.nlp.numbers.figure_syntax import describe as describe_figure
from tests.hand_parsed import parse


@pytest.fixture(scope="module")
def describe(annotated):
    def read(text):
        row = annotated(text)["figures"][-1]
        columns = ("head_noun", "modifiers", "predicate", "role", "subject", "scope")
        return tuple(row[column] for column in columns)

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army fired 20 missiles.", ("missile", "", "fire", "patient", "army", "")),
        ("Six people were killed.", ("people", "", "kill", "patient", "", "")),
        ("Twelve young sailors died.", ("sailor", "young", "die", "agent", "", "")),
        ("The storm left 20 people dead.", ("people", "", "dead", "agent", "", "")),
    ],
)
def test_a_figure_has_a_noun_its_modifiers_and_its_own_clause(describe, text, expected):
    assert describe(text) == expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Three other men came.", "part"),
        ("Six of the men came.", "part"),
        ("More than 20 men came.", ""),
        ("The first three men came.", "sequence"),
        ("Prices rose by 3 percent.", "change"),
        ("The flood could hurt 50 people.", "hypothetical"),
        ("They saw 175 flights there.", ""),
    ],
)
def test_what_limits_a_figure_is_its_scope(describe, text, scope):
    assert describe(text)[-1] == scope


@pytest.mark.parametrize(
    ("words", "number", "scope"),
    [
        (
            [("Flight", "NNP", "nsubj", 2), ("175", "CD", "nummod", 0), ("left", "VBD", "ROOT", 2)],
            1,
            "name",
        ),
        (
            [
                ("Falcon", "NNP", "compound", 2),
                ("9", "CD", "nummod", 2),
                ("rocket", "NN", "nsubj", 3),
                ("left", "VBD", "ROOT", 3),
            ],
            1,
            "name",
        ),
        (
            [
                ("175", "CD", "nummod", 1),
                ("flights", "NNS", "nsubj", 2),
                ("left", "VBD", "ROOT", 2),
            ],
            0,
            "",
        ),
    ],
)
def test_a_number_that_names_a_thing_counts_nothing(words, number, scope):
    doc = parse(words, [(number, number + 1, "CARDINAL")])
    assert describe_figure(doc.ents[0], is_dated=False).scope == scope
