"""Shapes of lines: bylines, names, dates, links, rules and quotations."""

import pytest

from analysis.ingest.segmentation import line_shapes
from analysis.ingest.segmentation.lines import Line


def line(text: str) -> Line:
    return Line(text, 0, follows_gap=True)


def words(count: int, word: str = "Orr") -> str:
    return " ".join([word] * count)


@pytest.mark.parametrize(
    ("text", "is_byline"),
    [
        (f"By {words(17)}", True),
        (f"By {words(18)}", False),  # nineteen words
        ("By Ann Orr, Lamp News.", True),
        ("By Ann Orr?", False),
        ("By Monday", False),
        ("By May 5", False),
        ("By 2024-05-05", False),
        ("By the council", False),
        ("Byron Orr", False),
    ],
)
def test_bylines(text: str, *, is_byline: bool):
    assert line_shapes.is_byline(line(text)) is is_byline


@pytest.mark.parametrize(
    ("text", "are_names"),
    [
        ("Ann Orr", True),
        ("Ann", False),
        ("Ann Mary Lou Orr", True),
        ("Ann Mary Lou Sue Orr", False),
        ("Ann Orr, Bo Li, Cy Coe, Jo Dow, Ed Eve and Vi Ay", False),  # thirteen words
        ("Ann Orr, Bo Li, Cy Coe, Jo Dow, Ed Eve, Vi Ay", True),
        ("Ann Orr 2", False),
        ("The Lamp", False),
    ],
)
def test_names_of_people(text: str, *, are_names: bool):
    assert line_shapes.is_person_names(line(text)) is are_names


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("May 5, 2024", True),
        ("10:30", True),
        ("10:30 in Oslo", False),
        (f"{words(6)} May 5, 2024", True),
        (f"{words(7)} May 5, 2024", False),
        (f"{words(6, 'orr')} May 5, 2024", False),
        (f"{words(7)} May 5, 2024 10:30", True),  # with a time the other words are free
        (f"{words(7)} May 5, 2024 10:30.", False),
        (f"{words(16)} May 5, 2024 10:30", True),
        (f"{words(17)} May 5, 2024 10:30", False),  # twenty-one words
        ("Ann Orr (@orr) May 5, 2024", False),
        ("— May 5, 2024", False),
    ],
)
def test_dates(text: str, *, is_date: bool):
    assert line_shapes.is_date_line(line(text)) is is_date


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        ("https://lamp.example/harbour", True),
        ("harbour", False),
        ("[More on piers]", True),
        ("[More piers]", False),
        (f"[{words(25)}]", True),
        (f"[{words(26)}]", False),
        ("Harbour closes:Piers of oak", True),
        ("Harbour closes: Piers of oak", False),
        ("Harbour closes:Piers of oak.", False),
        (f"Harbour closes:Piers {words(28)}", True),
        (f"Harbour closes:Piers {words(29)}", False),  # thirty-one words
    ],
)
def test_links(text: str, *, is_link: bool):
    assert line_shapes.is_link(line(text)) is is_link


def test_rules_have_no_letters_and_a_limited_length():
    assert line_shapes.is_rule("* " * 99)
    assert line_shapes.is_rule("_" * 199)
    assert not line_shapes.is_rule("_" * 200)
    assert not line_shapes.is_rule("* a *")
    assert not line_shapes.is_rule("”")


@pytest.mark.parametrize(("length", "is_doubled"), [(40, False), (41, True)])
def test_a_text_of_some_length_twice_is_doubled(length: int, *, is_doubled: bool):
    text = "x" * length
    assert line_shapes.is_doubled(f"{text} {text}") is is_doubled
    assert not line_shapes.is_doubled(f"{text} {text[1:]}y")


@pytest.mark.parametrize(
    ("text", "is_prose"),
    [
        (words(14) + ".", False),
        (words(15) + ".", True),
        (words(24), False),
        (words(25), True),
        (f"“{words(6)}.”", False),
        (f"“{words(7)}.”", True),
    ],
)
def test_lines_that_are_surely_prose(text: str, *, is_prose: bool):
    assert line_shapes.is_surely_prose(line(text)) is is_prose


@pytest.mark.parametrize(
    ("text", "is_quotation"),
    [
        ("“A pier”", True),
        ("A “pier”, she said", True),
        ("A “pier” of oak", False),
        ("A pier, she said", False),
    ],
)
def test_lines_that_quote_someone(text: str, *, is_quotation: bool):
    assert line_shapes.has_quotation(line(text)) is is_quotation
