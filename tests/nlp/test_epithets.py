"""The nouns and adjectives a text gives to those it names."""

import pytest

from analysis.nlp.epithets import find_epithets
from tests.hand_parsed import name, parse


@pytest.fixture
def epithets(annotated):
    """Return the epithets of a text as (entity, word, part of the phrase, kind)."""

    def read(text):
        rows = annotated(text)
        names = {row["entity"]: row["name"] for row in rows["local_entities"]}
        return {
            (names[row["entity"]], row["word"], row["pos"], row["kind"]) for row in rows["epithets"]
        }

    return read


@pytest.mark.parametrize(
    ("text", "epithet"),
    [
        ("North Korean dictator Kim Jong Un spoke.", ("dictator", "noun", "title")),
        ("John Smith, a controversial adviser, spoke.", ("adviser", "noun", "apposition")),
        (
            "John Smith, a controversial adviser, spoke.",
            ("controversial", "modifier", "apposition"),
        ),
        ("John Smith is a liar.", ("liar", "noun", "predicate")),
        ("They feared nuclear-armed North Korea.", ("nuclear-armed", "modifier", "modifier")),
        ("The Russian regime fell.", ("regime", "noun", "polity")),
    ],
)
def test_a_text_gives_epithets_to_those_it_names(epithets, text, epithet):
    assert epithet in {row[1:] for row in epithets(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith spoke.",
        "John Smith is not a liar.",
        "The Russian missile fell.",
        "She drove to Paris, a long journey, in June.",
    ],
)
def test_courtesy_negation_and_other_nouns_are_no_epithets(epithets, text):
    assert epithets(text) == set()


def test_a_description_that_speaks_for_somebody_is_an_epithet(epithets):
    text = (
        "National Security Council spokesman John Kirby spoke on Monday.\n"
        "“We are watching this very closely,” the spokesman said."
    )
    assert ("John Kirby", "spokesman", "noun", "description") in epithets(text)


def test_an_epithet_has_the_offsets_of_its_word_and_the_country_of_its_phrase(annotated):
    text = "The isolated North Korean leader Kim Jong Un spoke."
    rows = {row["word"]: row for row in annotated(text)["epithets"]}
    assert set(rows) == {"isolated", "leader"}
    for word, row in rows.items():
        assert text[row["start"] : row["end"]] == word
        assert (row["country"], row["block_kind"]) == ("KP", "body")


@pytest.mark.parametrize(("length", "words"), [(8, ["leader"]), (9, [])])
def test_a_phrase_has_up_to_eight_words(length, words):
    doc = parse(
        [
            *[("un", "NN", "dep", length - 1)] * (length - 1),
            ("leader", "NN", "compound", length),
            ("Lee", "NNP", "nsubj", length + 1),
            ("left", "VBD", "ROOT", length + 1),
        ]
    )
    lee = name(doc, length, length + 1, "PERSON")
    assert [epithet.word for epithet in find_epithets(doc.text, [lee], [])] == words
