"""The roles a text gives its persons, and how well a description fits them."""

import pytest

from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.person_roles import assign_roles, get_tokens_before, score_role_match
from tests.hand_parsed import name, parse


def _person(*roles: str, countries: tuple[str, ...] = ()) -> Entity:
    return Entity("ann", "Ann Lee", "PERSON", roles=list(roles), of_countries=set(countries))


@pytest.mark.parametrize(
    ("noun", "content_words", "role", "score"),
    [
        ("minister", {"minister"}, "the minister", 1.0),
        ("spokesman", {"spokesman"}, "a spokeswoman", 0.7),
        ("official", {"official", "defense"}, "the defense minister", 0.6),
        ("official", {"official", "nsc"}, "National Security Council adviser", 0.9),
        ("adviser", {"adviser", "nsc"}, "National Security Council adviser", 1.9),
        ("official", {"official"}, "the minister", 0.0),
        ("president", {"president"}, "the adviser to the president", 0.0),
        ("president", {"president"}, "the president's adviser", 0.0),
        ("spokesman", {"spokesman", "defense"}, "the defense minister", -1.0),
        ("spokesman", {"spokesman", "defense"}, "the defense spokeswoman", 1.3),
    ],
)
def test_a_description_scores_for_what_it_shares_with_a_role(noun, content_words, role, score):
    assert score_role_match(noun, content_words, set(), _person(role)) == pytest.approx(score)


def test_another_country_contradicts_a_description():
    person = _person("the minister", countries=("FR",))
    assert score_role_match("minister", {"minister"}, {"DE"}, person) == -1
    assert score_role_match("minister", {"minister"}, {"DE", "FR"}, person) == 1
    assert score_role_match("minister", {"minister"}, {"DE"}, _person("the minister")) == 1


@pytest.mark.parametrize(
    ("acronym", "role", "score"),
    [
        ("ac", "Acme Council", 0.9),
        ("abcd", "Acme Bank Care Deals", 0.9),
        ("abcde", "Acme Bank Care Deals Energy", 0.0),
    ],
)
def test_an_acronym_stands_for_two_to_four_words(acronym, role, score):
    assert score_role_match("official", {acronym}, set(), _person(role)) == score


def _titled(title: list[str]):
    head = len(title)
    doc = parse(
        [
            *((word, "NN", "compound", head) for word in title),
            ("Lee", "NNP", "nsubj", head + 1),
            ("left", "VBD", "ROOT", head + 1),
        ]
    )
    mention = name(doc, head, head + 1, "PERSON")
    mention.key = "lee"
    return mention


@pytest.mark.parametrize(("deputies", "is_title"), [(7, True), (8, False)])
def test_a_title_has_up_to_eight_words(deputies, is_title):
    title = ["deputy"] * deputies + ["minister"]
    mention, person = _titled(title), _person()
    assign_roles([mention], {"lee": person})
    assert person.roles == [" ".join(title)] * is_title
    assert mention.epithet == " ".join(title) * is_title


@pytest.mark.parametrize(
    ("crosses_hyphens", "words"), [(True, ["nuclear", "-", "armed"]), (False, ["armed"])]
)
def test_a_hyphen_ends_a_title_but_not_a_modifier(crosses_hyphens, words):
    doc = parse(
        [
            ("nuclear", "JJ", "npadvmod", 2),
            ("-", "HYPH", "punct", 2),
            ("armed", "JJ", "amod", 3),
            ("Russia", "NNP", "nsubj", 4),
            ("left", "VBD", "ROOT", 4),
        ]
    )
    tokens = get_tokens_before(name(doc, 3, 4, "GPE"), crosses_hyphens=crosses_hyphens)
    assert [token.text for token in tokens] == words
