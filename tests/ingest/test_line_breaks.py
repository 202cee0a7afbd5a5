"""A word that is divided at a line end is made whole; a compound keeps its hyphen."""

import pytest

from analysis.ingest.line_breaks import keeps_hyphen


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Tues", "day"),
        ("govern", "ment"),
        ("state", "ment"),  # "state" begins compounds, but this is a word
        ("care", "fully"),
        ("Washing", "ton"),
        ("Odu", "ya"),
        ("Good", "win"),  # capitals: three letters are no second word
        ("Schwarzen", "egger"),
    ],
)
def test_a_divided_word_is_joined(start: str, end: str):
    assert not keeps_hyphen(start, end, set())


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("gun", "control"),
        ("state", "run"),
        ("two", "week"),
        ("pro", "ferry"),
        ("Kessler", "led"),
        ("Oxford", "educated"),
        ("Jong", "un"),
        ("Lee", "Parker"),
        ("UN", "backed"),
        ("2023", "model"),
    ],
)
def test_a_compound_keeps_its_hyphen(start: str, end: str):
    assert keeps_hyphen(start, end, set())


def test_the_words_of_the_text_decide_first():
    assert keeps_hyphen("Tues", "day", {"Tues-day"})
    assert not keeps_hyphen("gun", "control", {"guncontrol"})
