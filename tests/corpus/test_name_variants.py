import pytest

from analysis.corpus.name_variants import (
    MIN_JOINED,
    MIN_LETTERS_FAMILY_NAME,
    MIN_LETTERS_ONE_EDIT,
    MIN_LETTERS_TWO_EDITS,
    PERSON_WINDOW,
    RARE,
    WINDOW,
    read_capitalised_words,
)
from analysis.corpus.word_normalisation import compute_rarity, normalise_word


def can_have(text: str, form: str, label: str = "ORG") -> bool:
    return read_capitalised_words([text]).can_have([form], label)


@pytest.mark.parametrize(
    ("text", "form", "label"),
    [
        ("He called Zelensky on Monday.", "Volodymyr Zelenskiy", "PERSON"),
        ("The car is a Telsa.", "Tesla", "ORG"),
        ("She works for FirstGroup.", "First Group", "ORG"),
        ("It flew on a Space X rocket.", "SpaceX", "ORG"),
        ("He joined the AfD in May.", "AfD party", "ORG"),
        ("They met at Oktoberfest, which Munich holds.", "Munich Oktoberfest", "FAC"),
        ("The Tramlink was closed.", "London Tramlink", "ORG"),
        ("It rained on Łódź and on Malmö.", "Malmo", "GPE"),
        ("The U.S. Embassy closed.", "US Embassy", "ORG"),
    ],
)
def test_another_form_of_a_name_may_be_the_name(text, form, label):
    assert can_have(text, form, label)


@pytest.mark.parametrize(
    ("text", "form", "label"),
    [
        ("Iraq said no.", "Iran", "GPE"),
        ("Flight 37 left.", "Flight 38", "PRODUCT"),
        ("The Green Party met in York.", "Green Lane", "ORG"),
        ("Anja Marx spoke to Ben Ek.", "Anja Ek", "PERSON"),
        ("Xiomara Ek spoke.", "Xiomara Vogt", "PERSON"),
        ("He heard a heavy noise in the tram.", "Heavy Tram", "ORG"),
        ("", "Ledger", "ORG"),
    ],
)
def test_another_name_is_not_the_name(text, form, label):
    assert not can_have(text, form, label)


def test_short_words_are_compared_letter_by_letter():
    word = "abcdefghijklm"[:MIN_LETTERS_ONE_EDIT].capitalize()
    assert can_have(f"{word}x", word)
    assert not can_have(f"{word[:-1]}x", word[:-1])


def test_a_short_family_name_is_compared_letter_by_letter():
    family = "abcdefghijklm"[:MIN_LETTERS_FAMILY_NAME].capitalize()
    for form in (family, f"Anja {family}"):
        assert can_have(f"{family}x", form, "PERSON")
        assert not can_have(f"{family[:-1]}x", form[:-1], "PERSON")


def test_only_long_words_may_differ_in_two_letters():
    long_word = "abcdefghijklm"[:MIN_LETTERS_TWO_EDITS].capitalize()
    assert can_have(f"{long_word}xy", long_word)
    assert not can_have(f"{long_word[:-1]}xy", long_word[:-1])


def test_short_names_are_not_joined():
    letters = "abcdefghijklm"[:MIN_JOINED]
    first, second = letters[:2].capitalize(), letters[2:].capitalize()
    assert can_have(f"{first} {second}", letters.capitalize())
    assert not can_have(f"{first} {second[:-1]}", letters[:-1].capitalize())


def test_the_words_of_a_name_stand_near_each_other():
    filler = " and" * (WINDOW - 2)
    assert can_have(f"Paris{filler} London", "London Paris")
    assert not can_have(f"Paris{filler} and London", "London Paris")
    between = " M." * (PERSON_WINDOW - 2)
    assert can_have(f"Anja{between} Roy", "Anja Roy", "PERSON")
    assert not can_have(f"Anja{between} M. Roy", "Anja Roy", "PERSON")


def test_words_of_two_texts_are_not_near():
    assert not read_capitalised_words(["Paris", "London"]).can_have(["London Paris"], "ORG")


def test_the_rare_word_of_a_name_is_rare_in_news():
    rarity = dict(
        zip(
            ("falcon", "berlin"),
            compute_rarity([normalise_word("falcon"), normalise_word("berlin")]),
            strict=True,
        )
    )
    assert rarity["berlin"] < RARE <= rarity["falcon"]
    assert can_have("The Falcon is new.", "Falcon Heavy")
    assert not can_have("They left Berlin.", "Berlin Hall")
