"""What is attributed to somebody without being reported as said."""

from itertools import pairwise

import numpy as np
import pytest

from analysis.nlp.quotes import attitudes as attitudes_module
from analysis.nlp.token_ids import get_ids
from tests.hand_made_articles import annotate_by_hand
from tests.hand_parsed import parse


@pytest.fixture(scope="session")
def attitudes(annotated):
    """Return the attitudes of a text as (cue, words, mention, holder)."""
    return lambda text: [
        (row["cue"], row["text"], row["mention"], row["holder"])
        for row in annotated(text)["attitudes"]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Weber denounced the plan on Monday.",
            ("denounced", "the plan", "Anna Weber", "Anna Weber"),
        ),
        (
            "Anna Weber supports a new bridge over the river.",
            ("supports", "a new bridge over the river", "Anna Weber", "Anna Weber"),
        ),
        (
            "Anna Weber expects to win the vote.",
            ("expects", "to win the vote", "Anna Weber", "Anna Weber"),
        ),
        (
            "Anna Weber criticised the repairs in a letter.",
            ("criticised", "the repairs", "Anna Weber", "Anna Weber"),
        ),
    ],
)
def test_an_attitude_has_a_cue_and_a_holder(attitudes, text, expected):
    assert expected in attitudes(text)


def test_a_pronoun_as_the_holder_of_an_attitude_is_resolved(attitudes):
    rows = attitudes("Anna Weber spoke on Monday. She opposes the new bridge.")
    assert ("opposes", "the new bridge", "She", "Anna Weber") in rows


def test_an_action_is_no_attitude(attitudes):
    assert attitudes("The dog ate the bone. A lorry hit the bridge at noon.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weber did not denounce the plan.",
        "Anna Weber referred to the plan.",
        "The storm opposes the plan.",
    ],
)
def test_what_nobody_holds_is_no_attitude(attitudes, text):
    assert attitudes(text) == []


def test_a_quote_is_not_an_attitude_as_well(annotated):
    rows = annotated("Anna Weber said that she supports the bridge.")
    (quote,) = rows["quotes"]
    assert not [row for row in rows["attitudes"] if row["start"] >= quote["start"]]


def test_attitudes_do_not_overlap_and_have_a_probability(annotated):
    text = (
        "Anna Weber denounced the plan to close the bridge. She hopes to stop it. "
        "Critics fear the cost of repairs. The town wants the state to pay for them."
    )
    rows = annotated(text)["attitudes"]
    assert len(rows) > 2
    assert all(row["end"] <= following["start"] for row, following in pairwise(rows))
    assert all(0 < row["confidence"] <= 1 for row in rows)
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


def test_an_attitude_does_not_change_the_antecedent_of_a_speaker_pronoun(speakers):
    text = (
        "Peter Moor said that the bridge is safe. Anna Weber opposes it. "
        "He said that the report will be published."
    )
    assert speakers(text) == ["Peter Moor", "Peter Moor"]


def test_the_holder_stays_blank_where_the_text_does_not_name_one(annotated):
    rows = annotated("The bridge is expected to open in May.")["attitudes"]
    assert rows
    assert all(row["holder"] == "" and row["mention"] == "" for row in rows)


class FixedModel:
    """A model that gives every complement the same two probabilities."""

    governors = get_ids(("backed",))

    def __init__(self, is_attributed, is_nobodys):
        self.probabilities = is_attributed, is_nobodys

    def predict_probabilities(self, features, _rows, _beside):
        return np.array([self.probabilities] * len(features))


@pytest.fixture
def predict(monkeypatch):
    """Return the holders of the attitudes of a text, given the probabilities of the model."""
    tokens = [
        ("They", "PRP", "nsubj", 1),
        ("backed", "VBD", "ROOT", 1),
        ("talks", "NNS", "dobj", 1),
    ]

    def find_holders(is_attributed, is_nobodys):
        model = FixedModel(is_attributed, is_nobodys)
        monkeypatch.setattr(attitudes_module, "load_model", lambda: model)
        candidates = attitudes_module.find_attitudes(annotate_by_hand(parse(tokens)), [])
        return [candidate.speaker_head and candidate.speaker_head.text for candidate in candidates]

    return find_holders


def test_an_attitude_has_at_least_the_minimum_probability(predict):
    # The subject of a verb is a complement too, but it overlaps no object.
    assert predict(0.33, 0.0) == ["They"] * 2
    assert predict(0.3299, 0.0) == []


def test_a_holder_is_left_blank_where_the_text_probably_names_none(predict):
    assert predict(0.9, 0.4999) == ["They"] * 2
    assert predict(0.9, 0.5) == [None] * 2


def test_a_war_holds_no_view_and_a_number_of_people_does(attitudes):
    held = attitudes("A number of farmers oppose the new dam. The war opposes the new dam.")
    assert [row[1:3] for row in held] == [("the new dam", "A number of farmers")]
