"""The person or organisation to which a description refers."""

import pytest
from spacy.tokens import Span

from analysis.nlp.coref.antecedents import Description, find_described
from analysis.nlp.coref.discourse_state import Speaker
from analysis.nlp.coref.mention_contexts import is_subject
from analysis.nlp.coref.referents import Referent, ReferentKind
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.name_spans import find_possible_country
from analysis.nlp.lexicon import nouns
from tests.hand_made_articles import FILLER, join_sentences, make_name, make_state

LEE = Entity("lee", "Ann Lee", "PERSON", roles=["minister"])
LEFT = [("Lee", "NNP", "nsubj", 1), ("left", "VBD", "ROOT", 1), (".", ".", "punct", 1)]


def _find(state, head, *, is_source=True):
    """Return the key of whom a description means after the names of the article before it."""
    names = [name for name in state.names.spans if name.start < head.idx]
    referents = [
        Referent(
            name.span.root,
            name.span.root.head.i,
            state.sentence_of(name.span.root),
            name.key,
            ReferentKind.PERSON,
            "",
            is_subject(name.span.root),
            is_quoted=False,
        )
        for name in names
    ]
    noun = nouns()[head.lemma_.lower()]
    return find_described(Description(state, head, noun, referents, is_source=is_source)).key


def _description(article, noun):
    return [
        (article, "DT", "det", 1),
        (noun, "NN", "nsubj", 2),
        ("spoke", "VBD", "ROOT", 2),
        (".", ".", "punct", 2),
    ]


def _describe_far(distance, role, *, is_source=True):
    modifiers = [
        ("The", "DT", "det", 2),
        ("Oslo", "NN", "compound", 2),
        ("minister", "NN", "nsubj", 3),
    ]
    end = [("spoke", "VBD", "ROOT", 3), (".", ".", "punct", 3)]
    doc = join_sentences(LEFT, *[FILLER] * (distance - 1), modifiers + end)
    person = Entity("lee", "Ann Lee", "PERSON", roles=[role])
    state = make_state(doc, [make_name(doc, 0, "PERSON", "lee")], person)
    return _find(state, doc[-3], is_source=is_source)


@pytest.mark.parametrize(("distance", "key"), [(12, "lee"), (13, "")])
def test_a_description_that_fits_in_part_refers_at_most_twelve_sentences_back(distance, key):
    assert _describe_far(distance, "works minister") == key


def test_a_title_that_a_description_fits_is_meant_from_any_distance():
    assert _describe_far(30, "Oslo minister") == "lee"


def test_a_description_that_fits_in_part_is_nobody_where_it_heads_no_quote():
    assert _describe_far(1, "works minister", is_source=False) == ""
    assert _describe_far(1, "Oslo minister", is_source=False) == "lee"


@pytest.mark.parametrize(("distance", "key"), [(1, ""), (2, "lee")])
def test_a_title_is_nobodys_where_another_who_has_it_was_named_just_before(distance, key):
    met = [("Lee", "NNP", "nsubj", 1), ("met", "VBD", "ROOT", 1), ("Poe", "NNP", "dobj", 1)]
    doc = join_sentences(met, *[LEFT] * (distance - 1), _description("The", "minister"))
    rival = Entity("poe", "Bo Poe", "PERSON", roles=["minister"])
    names = [make_name(doc, 0, "PERSON", "lee"), make_name(doc, 2, "PERSON", "poe")]
    names += [make_name(doc, 3, "PERSON", "lee")] * (distance - 1)
    assert _find(make_state(doc, names, LEE, rival), doc[-3]) == key


@pytest.mark.parametrize(("distance", "key"), [(1, "lee"), (2, "lee"), (3, "")])
def test_an_indefinite_description_refers_at_most_two_sentences_ahead(distance, key):
    doc = join_sentences(_description("A", "minister"), *[FILLER] * (distance - 1), LEFT)
    state = make_state(doc, [make_name(doc, len(doc) - 3, "PERSON", "lee")], LEE)
    assert _find(state, doc[1]) == key


@pytest.mark.parametrize(("n_before", "key"), [(4, "lee"), (5, "")])
def test_an_indefinite_description_refers_ahead_in_the_opening_only(n_before, key):
    doc = join_sentences(*[FILLER] * n_before, _description("A", "minister"), LEFT)
    state = make_state(doc, [make_name(doc, len(doc) - 3, "PERSON", "lee")], LEE)
    assert _find(state, doc[3 * n_before + 1]) == key


@pytest.mark.parametrize(("distance", "key"), [(2, "lee"), (3, "")])
def test_a_person_without_a_known_role_is_the_last_speaker(distance, key):
    doc = join_sentences(LEFT, *[FILLER] * (distance - 1), _description("The", "minister"))
    person = Entity("lee", "Ann Lee", "PERSON")
    state = make_state(doc, [make_name(doc, 0, "PERSON", "lee")], person)
    state.update(doc[0], Speaker("Ann Lee", "lee", "named"))
    assert _find(state, doc[-3]) == key


@pytest.mark.parametrize(("noun", "key"), [("diplomat", "lee"), ("source", ""), ("insider", "")])
def test_a_source_that_keeps_the_name_back_is_nobody_who_is_named(noun, key):
    doc = join_sentences(LEFT, _description("The", noun))
    state = make_state(
        doc, [make_name(doc, 0, "PERSON", "lee")], Entity("lee", "Ann Lee", "PERSON")
    )
    state.update(doc[0], Speaker("Ann Lee", "lee", "named"))
    assert _find(state, doc[-3]) == key


@pytest.mark.parametrize(("country", "key"), [("NO", "lee"), ("SE", "")])
def test_a_source_of_a_country_is_who_is_introduced_after_it_with_that_country(country, key):
    source = [("A", "DT", "det", 2), ("Norwegian", "JJ", "amod", 2), ("source", "NN", "nsubj", 3)]
    doc = join_sentences([*source, ("spoke", "VBD", "ROOT", 3), (".", ".", "punct", 3)], LEFT)
    norway = make_name(doc, 1, "NORP", "norway")
    norway.country = find_possible_country("Norwegian")
    lee = Entity("lee", "Ann Lee", "PERSON", roles=["diplomat"], of_countries={country})
    state = make_state(doc, [norway, make_name(doc, 5, "PERSON", "lee")], lee)
    assert _find(state, doc[2]) == key


def _find_organisation(forms, distance, *, has_spoken):
    doc = join_sentences(LEFT, *[FILLER] * (distance - 1), _description("The", "airline"))
    entity = Entity("lee", "Lee", "ORG")
    entity.forms.update(forms)
    state = make_state(doc, [make_name(doc, 0, "ORG", "lee")], entity)
    if has_spoken:
        state.update(doc[0], Speaker("Lee", "lee", "named"))
    return _find(state, doc[-3])


def test_an_organisation_is_described_by_its_name():
    assert _find_organisation(["Lee Airways"], 9, has_spoken=False) == "lee"
    assert _find_organisation(["Lee"], 1, has_spoken=False) == ""


@pytest.mark.parametrize(("distance", "key"), [(12, "lee"), (13, "")])
def test_an_organisation_of_unknown_kind_is_the_last_speaker(distance, key):
    assert _find_organisation(["Lee"], distance, has_spoken=True) == key


def test_an_organisation_of_another_kind_is_not_described():
    assert _find_organisation(["Lee Bank"], 1, has_spoken=True) == ""


def _find_business(names, distance=1, noun="company"):
    sentences = [
        [(name, "NNP", "nsubj", 1), ("grew", "VBD", "ROOT", 1), (".", ".", "punct", 1)]
        for name in names
    ]
    doc = join_sentences(*sentences, *[FILLER] * (distance - 1), _description("The", noun))
    entities = {name: Entity(name, name, "ORG") for name in names}
    for name, entity in entities.items():
        entity.forms[name] += names.count(name)
    mentions = [make_name(doc, 3 * at, "ORG", name) for at, name in enumerate(names)]
    state = make_state(doc, mentions, *entities.values())
    return _find(state, doc[-3])


@pytest.mark.parametrize(("distance", "key"), [(4, "Acme"), (5, "")])
def test_the_company_is_the_only_business_at_most_four_sentences_before(distance, key):
    assert _find_business(["Acme", "Acme"], distance) == key


def test_the_company_is_a_business_named_twice_and_twice_as_often_as_others():
    rivals = ["Zorp", "Zorp", *["Acme"] * 4]
    assert _find_business(rivals) == "Acme"
    assert _find_business(["Zorp", "Zorp", *["Acme"] * 3]) == ""
    assert _find_business(["Acme"]) == ""
    assert _find_business(["Acme", "Acme", "Zorp"]) == ""


def test_the_company_is_no_listed_body_and_no_other_noun_means_a_business():
    assert _find_business(["Congress", "Congress"]) == ""
    assert _find_business(["Acme", "Acme"], noun="ministry") == ""


def test_the_hospital_is_no_body_that_is_called_otherwise(speakers):
    text = "Acme said it is sorry for the harm. The hospital said that the patient is well."
    assert speakers(text) == ["Acme", "hospital"]


@pytest.mark.parametrize(("label", "key"), [("GPE", "lee"), ("PERSON", "")])
def test_a_family_name_labelled_as_a_place_has_no_minister(label, key):
    owned = [
        ("Oslo", "NNP", "poss", 2),
        ("'s", "POS", "case", 0),
        ("minister", "NN", "nsubj", 3),
        ("spoke", "VBD", "ROOT", 3),
        (".", ".", "punct", 3),
    ]
    doc = join_sentences(LEFT, owned)
    doc.ents = [Span(doc, 3, 4, label="GPE")]
    names = [make_name(doc, 0, "PERSON", "lee"), make_name(doc, 3, label, "oslo")]
    person = Entity("lee", "Ann Lee", "PERSON", roles=["Oslo minister"])
    assert _find(make_state(doc, names, person, Entity("oslo", "Oslo", label)), doc[-3]) == key
