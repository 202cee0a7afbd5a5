import pytest

from analysis.corpus.inflections import INFLECTED, Lemma, _read_rules, find_lemmas, list_inflections


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("said", {"say", "says", "said", "saying"}),
        ("missile", {"missile", "missiles"}),
        ("women", {"woman", "women"}),
        ("go", {"go", "goes", "going", "gone", "went"}),
        ("be", {"be", "am", "is", "are", "was", "were", "been", "being"}),
        ("good", {"good", "better", "best"}),
        ("left", {"left", "leave", "leaves", "leaving"}),
    ],
)
def test_a_word_has_the_forms_of_its_lemmas(word, forms):
    assert forms <= set(list_inflections(word))


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("hop", "hoped"),
        ("new", "news"),
        ("found", "founder"),
        ("numb", "number"),
        ("i", "is"),
        ("university", "universe"),
        ("biden", "bidens"),
    ],
)
def test_words_that_only_look_alike_are_no_forms_of_each_other(word, other):
    assert other not in list_inflections(word)


def test_a_word_that_the_tables_lack_has_itself_alone():
    assert list_inflections("zelensky") == ("zelensky",)
    assert not find_lemmas("zelensky")


def test_a_lemma_that_is_too_short_for_its_ending_is_none():
    assert {rule.shortest for rule in _read_rules()} == {2, 3}
    assert Lemma("verb", "go") in find_lemmas("going")
    assert Lemma("verb", "be") not in find_lemmas("bees")


def test_every_rule_is_of_a_part_of_speech_that_is_inflected():
    assert {rule.pos for rule in _read_rules()} == set(INFLECTED)
