"""Names of bodies of which the model reads the beginning alone."""

import pytest

from analysis.nlp.entities.unfinished_bodies import complete_bodies
from tests.hand_parsed import name, parse


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("Orlo College", ("Orlo College", "ORG")),
        ("Orlo City Health Commission", ("Orlo City Health Commission", "ORG")),
        ("Orlo City East Health Commission", ("Orlo", "GPE")),
        ("Orlo Caucus", ("Orlo", "GPE")),
        ("Orlo Street", ("Orlo", "GPE")),
        ("Orlo college", ("Orlo", "GPE")),
    ],
)
def test_a_name_goes_on_to_a_noun_for_a_body_within_three_words(text, completed):
    words = text.split()
    tags = ["NNP" if word.istitle() else "NN" for word in words]
    last = len(words) - 1
    doc = parse([(word, tag, "compound", last) for word, tag in zip(words, tags, strict=True)])
    (whole,) = complete_bodies([name(doc, 0, 1, "GPE")])
    assert (whole.text, whole.label) == completed


def test_a_name_that_the_body_does_not_govern_ends():
    tokens = [("In", "IN", "ROOT", 0), ("Orlo", "NNP", "pobj", 0), ("College", "NNP", "nsubj", 2)]
    (whole,) = complete_bodies([name(parse(tokens), 1, 2, "GPE")])
    assert whole.text == "Orlo"
