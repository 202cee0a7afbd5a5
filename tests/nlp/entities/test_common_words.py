"""Words in lower case that the model takes for groups."""

import pytest

from analysis.nlp.entities.common_words import drop_common_words
from tests.hand_parsed import name, parse


@pytest.mark.parametrize(
    ("word", "tag", "is_name"),
    [
        ("totalitarian", "JJ", False),
        ("non-covid-19", "NN", False),
        ("democratic", "JJ", False),
        ("Democratic", "JJ", True),
        ("jewish", "JJ", True),
        ("hispanic", "JJ", True),
        ("russian", "JJ", True),
        ("neo-Nazi", "JJ", True),
        ("socialists", "NNS", True),
    ],
)
def test_an_adjective_in_lower_case_is_no_group_unless_a_people_is_called_so(word, tag, is_name):
    doc = parse([("the", "DT", "det", 1), (word, tag, "amod", 2), ("aims", "NNS", "pobj", 2)])
    names = [name(doc, 1, 2, "NORP")]
    assert drop_common_words(doc, names) == (names if is_name else [])
