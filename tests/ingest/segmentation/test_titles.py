"""Comparison of lines with the title of their article."""

import pytest

from analysis.ingest.segmentation.lines import Line
from analysis.ingest.segmentation.titles import has_similar_words, is_title, is_title_match


@pytest.mark.parametrize(("extra", "matches"), [(60, True), (61, False)])
def test_an_addition_to_the_title_has_a_limit(extra: int, *, matches: bool):
    title = "A harbour is to close now"  # 20 letters, and 25 characters
    line = title + " | " * 4 + " " * (extra - 12 + 5)
    assert is_title_match(line, title) is matches


@pytest.mark.parametrize(("letters", "matches"), [(19, False), (20, True)])
def test_a_shortened_title_has_enough_letters(letters: int, *, matches: bool):
    title = "abcdefghijklmnopqrstuvwxyz"
    assert is_title_match(title[:letters], title) is matches


@pytest.mark.parametrize(("letters", "matches"), [(59, False), (60, True)])
def test_a_shortened_title_has_a_share_of_the_letters(letters: int, *, matches: bool):
    title = "abcdefghij" * 10
    assert is_title_match(title[:letters], title) is matches


def test_case_and_punctuation_of_a_title_do_not_matter():
    assert is_title_match("HARBOUR: CLOSED", "Harbour – closed!")
    assert not is_title_match("Harbour open", "Harbour closed")
    assert not is_title_match("* * *", "Harbour closed")
    assert not is_title_match("Harbour closed", "")


@pytest.mark.parametrize(
    ("text", "title", "are_similar"),
    [
        ("harbour closed today", "today harbour closed", True),
        ("harbour closed", "closed harbour", False),  # two words in common
        ("a b c x y", "a b c d e", True),  # three of five
        ("a b c x y z", "a b c d e f", False),  # three of six
    ],
)
def test_similar_titles_have_enough_words_in_common(text: str, title: str, *, are_similar: bool):
    assert has_similar_words(text, title) is are_similar


def test_a_sentence_with_the_words_of_the_title_is_not_the_title():
    assert is_title(Line("Harbour closed", 0, follows_gap=True), "Harbour closed")
    assert not is_title(Line("Harbour closed.", 0, follows_gap=True), "Harbour closed")
