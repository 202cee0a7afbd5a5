import pandas as pd
import pytest

from analysis.corpus.figure_units import unify_units


def unify(*figures):
    rows = [
        {"kind": kind, "text": text, "value": value, "unit": "given"}
        for kind, text, value in figures
    ]
    unified = unify_units(pd.DataFrame(rows))
    return list(zip(unified["value"], unified["unit"], strict=True))


def test_lengths_in_several_units_are_in_metres():
    figures = unify(("quantity", "2,000 ft", "2000"), ("quantity", "600-metre", "600"))
    assert figures == [("609.6", "metre"), ("600", "metre")]


def test_lengths_in_one_unit_keep_their_values():
    figures = unify(("quantity", "10 miles", "10"), ("quantity", "a mile", "1"))
    assert figures == [("10", "mile"), ("1", "mile")]


@pytest.mark.parametrize(
    "other",
    [
        ("quantity", "5 tons", "5"),
        ("count", "5 miles", "5"),
        ("quantity", "5 square feet", "5"),
        ("quantity", "5 cubic metres", "5"),
        ("quantity", "5 feet 4 inches", "5"),
        ("quantity", "5 miles an hour", "5"),
    ],
)
def test_what_is_no_length_stays(other):
    assert unify(("quantity", "2 feet", "2"), other) == [("2", "foot"), ("5", "given")]
