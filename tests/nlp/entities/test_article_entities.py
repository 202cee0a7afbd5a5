"""The entities of one article, linked from its names."""

import pytest

from analysis.nlp.entities.article_entities import link_names
from tests.hand_parsed import name, parse


def _entities(*names: tuple[str, str]) -> dict[str, set[str]]:
    """Link names, each with its label; return the forms of each entity by its name."""
    words = [word for text, _ in names for word in text.split()]
    doc = parse([(word, "NNP", "dep", 0) for word in words])
    mentions, start = [], 0
    for text, label in names:
        end = start + len(text.split())
        mentions.append(name(doc, start, end, label))
        start = end
    return {entity.name: set(entity.forms) for entity in link_names(mentions).values()}


def test_a_surname_belongs_to_the_one_full_name_that_has_it():
    assert _entities(("Weber", "PERSON"), ("Anna Weber", "PERSON")) == {
        "Anna Weber": {"Anna Weber", "Weber"}
    }


def test_a_formal_given_name_alone_is_not_of_whom_it_is_long_for():
    names = ("Christopher", "PERSON"), ("Chris Holt", "PERSON"), ("Christopher Boon", "PERSON")
    assert _entities(*names)["Christopher Boon"] == {"Christopher", "Christopher Boon"}
    short = ("Chris", "PERSON"), *names[1:]
    assert _entities(*short)["Chris"] == {"Chris"}


def test_a_name_is_shown_without_the_brackets_of_an_addition():
    assert _entities(("Anna] Weber", "PERSON")) == {"Anna Weber": {"Anna Weber"}}


def test_a_surname_of_two_persons_is_an_entity_of_its_own():
    names = ("Weber", "PERSON"), ("Anna Weber", "PERSON"), ("Paul Weber", "PERSON")
    assert _entities(*names) == {
        "Anna Weber": {"Anna Weber"},
        "Paul Weber": {"Paul Weber"},
        "Weber": {"Weber"},
    }


def test_a_surname_is_surer_than_a_given_name():
    names = ("Kim", "PERSON"), ("Kim Davis", "PERSON"), ("Kim Jong Un", "PERSON")
    assert _entities(*names)["Kim Jong Un"] == {"Kim", "Kim Jong Un"}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("NSC", "National Security Council"),
        ("Times", "Straits Times"),
        ("Yonhap", "Yonhap News Agency"),
        ("Orlo Budget", "Orlo Budget Committee"),
        ("Orlo Transport", "Orlo Transport Police"),
        ("Orlo Center", "Orlo Center for Peace"),
    ],
)
def test_an_acronym_or_a_short_form_is_the_organisation(short, full):
    assert _entities((short, "ORG"), (full, "ORG")) == {full: {short, full}}


@pytest.mark.parametrize(
    ("short", "full"),
    [("Orlo", "Orlo Police"), ("Orlo Chamber", "Orlo Chamber of Arford")],
)
def test_one_word_and_a_parent_are_no_short_forms(short, full):
    assert _entities((short, "ORG"), (full, "ORG")) == {short: {short}, full: {full}}


def test_an_acronym_of_another_kind_is_its_long_form_unless_that_is_a_place():
    law = ("UTA", "LAW"), ("Ustrian Trade Act", "LAW")
    assert _entities(*law) == {"Ustrian Trade Act": {"UTA", "Ustrian Trade Act"}}
    place = ("NC", "GPE"), ("North Coast", "GPE")
    assert _entities(*place) == {"NC": {"NC"}, "North Coast": {"North Coast"}}
    other_kind = ("UTA", "EVENT"), ("Ustrian Trade Act", "LAW")
    assert len(_entities(*other_kind)) == len(other_kind)


@pytest.mark.parametrize("label", ["LAW", "ORG"])
def test_a_well_known_law_is_one_by_all_its_names(label):
    entities = _entities(("NAFTA", label), ("North American Free Trade Agreement", label))
    assert entities["North American Free Trade Agreement"] >= {"NAFTA"}
    assert ("Obamacare" in _entities(("Obamacare", label))) == (label != "LAW")


@pytest.mark.parametrize("label", ["LAW", "ORG"])
def test_an_acronym_of_two_names_of_the_article_is_neither(label):
    names = ("UTA", label), ("Ustrian Trade Act", "LAW"), ("Ustrian Tram Act", label)
    assert _entities(*names)["UTA"] == {"UTA"}


def test_a_long_form_that_is_once_labelled_otherwise_makes_no_acronym_ambiguous():
    names = ("Ustrian Trade Act", "LAW"), ("UTA", "ORG"), ("Ustrian Trade Act", "ORG")
    assert "UTA" not in _entities(*names)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Security", "National Security Council"),
        ("Yonhap", "Yonhap Steel Works"),
        ("Medicare", "Centers for Medicare"),
        ("Acme", "Bolt/Acme"),
        ("Senate", "Iowa Senate"),
        ("UN", "Ustria Navy"),
    ],
)
def test_other_parts_of_a_name_are_organisations_of_their_own(short, full):
    assert _entities((short, "ORG"), (full, "ORG")) == {short: {short}, full: {full}}


def test_a_well_known_name_is_the_body_of_a_place_that_is_named_more_than_once():
    names = ("Iowa", "GPE"), ("Iowa Senate", "ORG"), ("Iowa Senate", "ORG"), ("Senate", "ORG")
    assert _entities(*names)["Iowa Senate"] == {"Iowa Senate", "Senate"}


def test_an_acronym_is_no_body_of_a_people_or_place_beside_it() -> None:
    names = ("U.N.", "ORG"), ("Bolivian U.N.", "ORG")
    assert set(_entities(*names)) == {"U.N.", "Bolivian U.N."}


def test_a_well_known_name_is_the_body_of_another_country_that_is_named():
    names = ("Supreme Court", "ORG"), ("Norwegian Supreme Court", "ORG")
    assert list(_entities(*names)) == ["Norwegian Supreme Court"]


def test_the_owner_belongs_to_the_name_of_an_office():
    doc = parse(
        [
            ("Norway", "NNP", "poss", 3),
            ("'s", "POS", "case", 0),
            ("Defense", "NNP", "compound", 3),
            ("Ministry", "NNP", "nsubj", 3),
            ("Swedish", "JJ", "amod", 6),
            ("Defense", "NNP", "compound", 6),
            ("Ministry", "NNP", "nsubj", 6),
        ]
    )
    names = [name(doc, 0, 1, "GPE"), name(doc, 2, 4, "ORG")]
    names += [name(doc, 4, 5, "NORP"), name(doc, 5, 7, "ORG")]
    entities = link_names(names)
    assert [entity.name for entity in entities.values() if entity.label == "ORG"] == [
        "Norway 's Defense Ministry",
        "Swedish Defense Ministry",
    ]


def test_all_forms_of_a_country_are_one_entity_and_an_institution_is_another():
    names = ("Russia", "GPE"), ("Russians", "NORP"), ("Kremlin", "ORG"), ("Moscow", "GPE")
    assert _entities(*names) == {
        "Russia": {"Russia", "Russians"},
        "Kremlin": {"Kremlin"},
        "Moscow": {"Moscow"},
    }


def test_a_form_that_needs_its_country_is_one_only_where_the_country_is_named():
    named = ("Georgia", "GPE"), ("Tbilisi", "GPE"), ("Georgian", "NORP")
    assert _entities(*named) == {"Georgia": {"Georgia", "Georgian"}, "Tbilisi": {"Tbilisi"}}
    assert _entities(("Georgians", "NORP")) == {"Georgians": {"Georgians"}}


def test_somebodys_relative_is_somebody_else(entities):
    text = "Jeremy Mason left. J. Mason, Jeremy's father, wept. J. Mason said he would write."
    assert {"Jeremy Mason", "J. Mason"} <= entities(text).keys()
    assert "J. Mason" not in entities("Jeremy Mason left. J. Mason, a driver, wept.")
