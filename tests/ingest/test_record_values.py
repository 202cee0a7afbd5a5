"""Values of records: their text, their depth, and their dates."""

import math

import pytest

from analysis.ingest.record_values import MAX_DEPTH, is_filled, is_too_deep, single_line


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
