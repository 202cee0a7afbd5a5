"""Values of records: their text, their depth, and their dates."""

import math
from datetime import date

import pytest

from analysis.ingest.record_values import (
    MAX_DEPTH,
    date_or_text,
    is_filled,
    is_too_deep,
    single_line,
)


@pytest.mark.parametrize(("levels", "too_deep"), [(MAX_DEPTH, False), (MAX_DEPTH + 1, True)])
def test_a_value_has_a_greatest_depth(levels: int, *, too_deep: bool) -> None:
    value: object = "The Lamp"
    for _ in range(levels):
        value = [value]
    assert is_too_deep(value) is too_deep


@pytest.mark.parametrize("value", [None, math.nan, "", [], {}])
def test_values_that_are_not_filled(value: object) -> None:
    assert not is_filled(value)
    assert single_line(value) == ""


def test_zero_and_false_are_filled() -> None:
    assert is_filled(0)
    assert single_line(0) == "0"
    assert single_line(value=False) == "False"


def test_a_list_of_names_has_a_longest_length() -> None:
    assert single_line([f"n{number}" for number in range(51)]).endswith("n48, n49")


def test_an_object_is_named_by_its_first_filled_key() -> None:
    assert single_line({"url": "x", "title": "The Lamp", "name": ""}) == "The Lamp"
    assert single_line({"other": "x"}) == ""


@pytest.mark.parametrize(
    "written", ["Published: 5 September 2023 | 10:00", "le 5 septembre 2023", "2023年9月5日 08:00"]
)
def test_the_only_date_among_other_words_is_read(written: str) -> None:
    assert date_or_text(written) == date(2023, 9, 5)


@pytest.mark.parametrize(
    "written",
    [
        "Published 5 September 2023, updated 7 September 2023",
        "5 September 2023 (2023年9月7日)",
        "2023年13月5日",
        "31 February 2023 at noon",
    ],
)
def test_a_value_with_two_dates_or_an_impossible_one_stays_a_text(written: str) -> None:
    assert date_or_text(written) == written
