import pandas as pd
import pytest

from analysis.corpus.figure_units import read_joined_units, unify_units


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


@pytest.mark.parametrize(
    ("after", "words", "kind"),
    [
        ("ft down", "about 2,000ft", "quantity"),
        ("km", "about 2,000km", "quantity"),
        ("km/h", "about 2,000", "count"),
        ("m", "about 2,000", "count"),
        (" ft", "about 2,000", "count"),
        ("kg", "about 2,000", "count"),
    ],
)
def test_a_unit_of_length_without_a_space_makes_a_number_a_length(after, words, kind):
    text = f"He fell about 2,000{after}."
    columns = {"article_id": "a", "start": 8, "end": 19, "text": "about 2,000", "kind": "count"}
    rows = read_joined_units(
        pd.DataFrame([columns | {"value": "2000"}]),
        pd.DataFrame({"article_id": ["a"], "text": [text]}),
    )
    row = rows.iloc[0]
    assert (row["text"], row["kind"], text[row["start"] : row["end"]]) == (words, kind, words)
