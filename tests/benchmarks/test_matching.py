import pytest

from benchmarks.article_quotes import Quote
from benchmarks.matching import list_name_words, match_quotes
from tests.benchmarks.made_quotes import TEXT, make_indirect


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("the sea is rising fast", True), ("rising fast", True), ("rising", False), ("fast", False)],
)
def test_a_quote_is_found_from_half_of_the_letters_on(words, is_found):
    (match,) = match_quotes(TEXT, [make_indirect()], [make_indirect(words)])
    assert match.is_found is is_found


@pytest.mark.parametrize(("text", "is_found"), [("aa bb", True), ("aa bbb", False)])
def test_a_quote_is_found_at_an_overlap_of_exactly_one_half(text, is_found):
    gold, predicted = Quote(((0, len(text)),)), Quote(((0, 2),))
    (match,) = match_quotes(text, [gold], [predicted])
    assert match.is_found is is_found


def test_predictions_without_a_letter_are_left_out():
    assert match_quotes("a …", [], [Quote(((2, 3),))]) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mayor Ann Lee", "ANN LEE"),
        ("the United Nations", "United Nations"),
        ("José Núñez", "Jose Nunez"),
        ("Iran’s Foreign Ministry", "Iran's foreign ministry"),
    ],
)
def test_titles_articles_case_and_accents_do_not_distinguish_names(left, right):
    assert list_name_words(left) == list_name_words(right)


def test_a_name_of_titles_alone_keeps_its_words():
    assert list_name_words("The President") == ["the", "president"]
    assert list_name_words("The President") != list_name_words("The Senator")


@pytest.mark.parametrize(
    ("left", "right"),
    [("U.S.", "United States"), ("Ann B. Lee", "Ann Lee"), ("DPRK", "North Korea")],
)
def test_initialisms_and_middle_initials_do_not_count(left, right):
    assert list_name_words(left) == list_name_words(right)
