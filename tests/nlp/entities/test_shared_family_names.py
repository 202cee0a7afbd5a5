"""Given names that share the family name of the name after 'and'."""

import pytest

from analysis.nlp.entities.article_entities import link_names
from tests.hand_parsed import name, parse


def _link(text: str, *spans: tuple[int, int]) -> dict[str, set[str]]:
    """Link the persons of a text; return the forms of each by its name."""
    doc = parse([(word, "NNP" if word[0].isupper() else "CC", "dep", 0) for word in text.split()])
    entities = link_names([name(doc, start, end, "PERSON") for start, end in spans])
    return {entity.name: set(entity.forms) for entity in entities.values()}


def test_a_given_name_before_a_full_name_shares_its_family_name():
    entities = _link(
        "and Charles and David Orlen . Charles . Orlen", (1, 2), (3, 5), (6, 7), (8, 9)
    )
    assert entities == {"Charles Orlen": {"Charles"}, "David Orlen": {"David Orlen", "Orlen"}}


def test_a_given_name_that_shares_a_family_name_is_not_of_another_bearer():
    entities = _link("and Charles and David Orlen . Charles Hag", (1, 2), (3, 5), (6, 8))
    assert entities["Charles Orlen"] == {"Charles"}
    assert entities["Charles Hag"] == {"Charles Hag"}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("and Paul and David Orlen . Ada Paul", [(1, 2), (3, 5), (6, 8)]),
        ("and Paul and David Orlen . Paul . Paul Hag", [(1, 2), (3, 5), (6, 7), (8, 10)]),
        ("Sens Paul and David Orlen", [(1, 2), (3, 5)]),
        ("and Hullo and David Orlen", [(1, 2), (3, 5)]),
        ("and Paul or David Orlen", [(1, 2), (3, 5)]),
    ],
)
def test_a_family_name_a_titled_name_and_other_words_share_none(text, spans):
    bearers = [entity for entity in _link(text, *spans) if entity.endswith("Orlen")]
    assert bearers == ["David Orlen"]
