"""Names of persons with particles, in annotated articles."""

import pytest

from analysis.nlp.entities.particle_names import join_particle_names
from tests.hand_parsed import name, parse


@pytest.fixture
def persons(annotated):
    """Return the names of the persons of an article, each with its forms."""

    def find(text):
        rows = annotated(text)["local_entities"]
        return {row["name"]: row["aliases"] for row in rows if row["label"] == "PERSON"}

    return find


def test_a_name_that_ends_in_a_particle_goes_on(persons):
    text = (
        "Ursula von der Leyen said the talks were useful. Ms von der Leyen left on Monday. "
        "Von der Leyen said so twice."
    )
    aliases = persons(text)
    assert list(aliases) == ["Ursula von der Leyen"]
    assert "von der Leyen" in aliases["Ursula von der Leyen"]


def test_particles_and_a_family_name_are_the_person_of_that_name(persons):
    text = "Abdel Fattah el-Sisi said Egypt was ready. Sisi said so twice. El-Sisi left."
    assert persons(text) == {"Abdel Fattah el-Sisi": ["Abdel Fattah el-Sisi", "El-Sisi", "Sisi"]}


@pytest.mark.parametrize(("last", "label"), [("Boon", "PERSON"), ("boon", "ORG")])
def test_a_body_with_a_given_name_and_a_particle_is_a_person(last, label):
    tokens = [("Ada", "NNP", "compound", 2), ("de", "NNP", "compound", 2), (last, "NNP", "ROOT", 2)]
    (joined,) = join_particle_names([name(parse(tokens), 0, 3, "ORG")])
    assert joined.label == label


def test_a_given_name_with_a_hyphen_that_speaks_is_a_persons(persons):
    assert "Jean-Marie Le Pen" in persons("Jean-Marie Le Pen said France was not ready.")


def test_a_saint_in_a_family_name_does_not_end_it(persons):
    assert list(persons("Lawyer Finis E. St. John IV said the bridge was late.")) == [
        "Finis E. St. John IV"
    ]


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (("Moon", "Jae", "In"), "Moon Jae In"),
        (("Ann", "Le", "Boon"), "Ann Le Boon"),
        (("Boon", "Le", "Street"), "Boon Le"),
        (("Ann", "Boon", "Street"), "Ann Boon"),
    ],
)
def test_a_name_of_which_the_model_leaves_out_the_last_word_goes_on(words, completed):
    doc = parse([*((word, "NNP", "compound", 2) for word in words), ("left", "VBD", "ROOT", 3)])
    assert [part.text for part in join_particle_names([name(doc, 0, 2, "PERSON")])] == [completed]


@pytest.mark.parametrize(
    ("family_name", "after", "completed"),
    [
        ("Boonenty", "left", "Peter Boonenty"),
        ("Anna", "left", "Peter"),
        ("Sheriff", "left", "Peter"),
        ("Emails", "emails", "Peter"),
    ],
)
def test_a_given_name_goes_on_to_what_can_be_a_family_name(family_name, after, completed):
    tokens = [("Peter", "NNP", "compound", 1), (family_name, "NNP", "nsubj", 2)]
    doc = parse([*tokens, (after, "VBD", "ROOT", 2)])
    assert [part.text for part in join_particle_names([name(doc, 0, 1, "PERSON")])] == [completed]


def test_an_article_without_particles_keeps_its_names(persons):
    assert set(persons("Ann Lee met Otto Keller.")) == {"Ann Lee", "Otto Keller"}
