"""Chapters of a body, named by a place before it."""

import pytest

from analysis.nlp.entities.chapters import join_chapters
from analysis.nlp.entities.organisation_names import organisation_key
from tests.hand_parsed import name, parse


def _join(place, body, *, head=1, label="GPE"):
    doc = parse(
        [
            (place, "NNP", "compound", head),
            (body, "NNP", "nsubj" if head == 1 else "compound", 2),
            ("voters" if head == 2 else "said", "NNS", "ROOT", 2),
        ]
    )
    names = [name(doc, 0, 1, label), name(doc, 1, 2, "ORG")]
    return [(joined.text, joined.label) for joined in join_chapters(names)]


@pytest.mark.parametrize("body", ["GOP", "ACLU", "FBI"])
def test_a_place_and_the_body_that_it_modifies_are_one_name(body):
    assert _join("Florida", body) == [(f"Florida {body}", "ORG")]


@pytest.mark.parametrize(
    ("place", "body", "changes"),
    [
        ("Florida", "GOP", {"head": 2}),
        ("Florida", "GOP", {"label": "PERSON"}),
        ("Florida", "Senate", {}),
        ("Florida", "QZXV", {}),
        ("Russia", "FBI", {}),
    ],
)
def test_a_modifier_a_country_and_what_is_no_listed_acronym_make_no_chapter(place, body, changes):
    assert [text for text, _ in _join(place, body, **changes)] == [place, body]


def test_a_chapter_has_one_key_however_its_body_is_written():
    assert organisation_key("the Florida GOP") == organisation_key("Florida Republican Party")
    assert organisation_key("Florida GOP") != organisation_key("GOP")
    assert organisation_key("Penn State") == "penn state"
