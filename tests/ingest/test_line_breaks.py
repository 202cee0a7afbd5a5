"""A word that is divided at a line end is made whole; a compound keeps its hyphen."""

import pytest

from analysis.ingest.line_breaks import has_own_hyphen, join_divided_words


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
    assert not has_own_hyphen(start, end, set())


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
    assert has_own_hyphen(start, end, set())


def test_the_words_of_the_text_decide_first():
    assert has_own_hyphen("Tues", "day", {"Tues-day"})
    assert not has_own_hyphen("gun", "control", {"guncontrol"})


@pytest.mark.parametrize(
    ("divided", "whole"),
    [
        ("It was closed on Mon-\nday.", "It was closed on Monday."),
        ("A two-\r\n  week halt", "A two-week halt"),
        ("The pro\u00ad\nvince", "The province"),
        ("About 14,\n000 people", "About 14,000 people"),
        ("said Tues-\n> \n> day that", "said Tuesday that"),
        ("He said -\nand left -\n\n\nnobody", "He said -\nand left -\n\n\nnobody"),
        ("In May,\n2024 came", "In May,\n2024 came"),
        ("pier-\n\n\nboat", "pier-\n\n\nboat"),
        ("no line ends", "no line ends"),
    ],
)
def test_words_that_line_ends_divide_are_shown_whole(divided: str, whole: str):
    assert join_divided_words(divided) == whole
