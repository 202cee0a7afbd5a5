"""Pronouns and descriptions that refer to an entity: in doubt they are left blank."""

import pytest

from analysis.nlp.coref.coreference import CoreferenceResolver
from analysis.nlp.entities.entity import Entity
from tests.hand_made_articles import FILLER, join_sentences, make_name, make_state


def _resolve(annotated, text, kind):
    rows = annotated(text)["mentions"]
    return [(row["text"], row["entity"]) for row in rows if row["kind"] == kind]


@pytest.mark.parametrize(
    ("text", "pronoun", "entity"),
    [
        ("Anna Weber opened the bridge. She smiled at the crowd.", "She", "PERSON|anna weber"),
        ("Anna Weber thanked her mother.", "her", "PERSON|anna weber"),
        ("Mr. Paul Stone met Anna Weber. He thanked her.", "He", "PERSON|paul stone"),
        ("Mr. Paul Stone met Anna Weber. He thanked her.", "her", "PERSON|anna weber"),
        ("“I will stay,” Anna Weber said on Monday.", "I", "PERSON|anna weber"),
        ("France said it would keep its troops at home.", "its", "country:FR"),
    ],
)
def test_a_pronoun_refers_to_the_most_salient_name_of_its_gender(annotated, text, pronoun, entity):
    assert (pronoun, entity) in _resolve(annotated, text, "pronoun")


@pytest.mark.parametrize(
    "text",
    [
        "It rained in Oslo, and it was clear that the talks with France would fail.",
        "Robin Weber met Mr. Paul Stone. He smiled.",
        "A driver said he would wait. Anna Weber left.",
        "“She will stay,” Anna Weber said on Monday.",
        "Russia blocked a plan to punish France over its tests.",
    ],
)
def test_a_pronoun_without_a_certain_antecedent_is_left_blank(annotated, text):
    assert _resolve(annotated, text, "pronoun") == []


def test_a_title_alone_refers_to_the_person_of_that_title(annotated):
    text = "Foreign Minister Anna Weber met Paul Stone. The minister left at noon."
    assert _resolve(annotated, text, "description") == [("The minister", "PERSON|anna weber")]


def test_a_title_that_two_bear_is_left_blank(annotated):
    text = "Minister Anna Weber met Minister Paul Stone. The minister left at noon."
    assert _resolve(annotated, text, "description") == []


def test_the_country_is_the_one_named_before(annotated):
    text = "Norway closed its border. The country wants talks."
    assert ("The country", "country:NO") in _resolve(annotated, text, "description")


def test_the_country_is_left_blank_between_two(annotated):
    text = "Norway and Sweden closed their border. The country wants talks."
    assert _resolve(annotated, text, "description") == []


def test_they_refers_to_a_group_without_a_name(annotated):
    text = "Republican lawmakers left the hall on Monday. They refused to vote."
    assert _resolve(annotated, text, "description") == [("lawmakers", "group|republican lawmakers")]
    assert _resolve(annotated, text, "pronoun") == [("They", "group|republican lawmakers")]


def _resolve_airline(distance, *, n_airlines=1):
    """Resolve 'the airline' some sentences after the names of airlines."""
    names = [
        [("Acme", "NNP", "nsubj", 1), ("grew", "VBD", "ROOT", 1), (".", ".", "punct", 1)],
        [("Bell", "NNP", "nsubj", 1), ("grew", "VBD", "ROOT", 1), (".", ".", "punct", 1)],
    ]
    description = [
        ("The", "DT", "det", 1),
        ("airline", "NN", "nsubj", 2),
        ("grew", "VBD", "ROOT", 2),
        (".", ".", "punct", 2),
    ]
    doc = join_sentences(*names[:n_airlines], *[FILLER] * (distance - 1), description)
    entities = [Entity("acme", "Acme", "ORG"), Entity("bell", "Bell", "ORG")][:n_airlines]
    for entity in entities:
        entity.forms.update([f"{entity.name} Airlines"])
    mentions = [
        make_name(doc, 3 * number, "ORG", entity.key) for number, entity in enumerate(entities)
    ]
    resolver = CoreferenceResolver(make_state(doc, mentions, *entities), [], [])
    return [(reference.span.text, reference.key) for reference in resolver.resolve_references()]


@pytest.mark.parametrize(("distance", "is_near"), [(6, True), (7, False)])
def test_an_organisation_is_described_by_its_kind_within_six_sentences(distance, is_near):
    assert _resolve_airline(distance) == [("The airline", "acme")] * is_near


def test_two_organisations_of_a_kind_leave_a_description_blank():
    assert _resolve_airline(1, n_airlines=2) == []


def test_a_pronoun_means_one_person_whatever_it_attributes(annotated):
    rows = annotated(
        "Bo Holt was late. Meg Lorne, in fact, has offered no plan at all: When she is pressed by "
        "Ann Orr on the wells, she says to look to the maps to understand where the water is."
    )
    (quote,), (attitude,) = rows["quotes"], rows["attitudes"]
    assert quote["speaker"] == attitude["holder"] == "Meg Lorne"
