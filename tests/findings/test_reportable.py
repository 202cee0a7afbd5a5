import math

import pandas as pd
import pytest

from analysis.findings.reportable import (
    MIN_OCCURRENCES,
    MIN_USES,
    is_own_name,
    mark_reportable,
)
from analysis.measures.speaker_groups import UNKNOWN as UNKNOWN_GROUP
from analysis.measures.speaker_words import UNKNOWN_SPEAKER

VALUE = {"measure": "all", "item": "ann-lee", "name": "Ann Lee", "outlet_label": "Ledger", "n": 400}
VALUE |= {"value": 0.5, "effect": 0.4, "low": 0.4, "high": 0.6}


def is_reportable(**changes):
    return mark_reportable(pd.DataFrame([VALUE | changes])).item()


def test_a_value_of_many_occurrences_with_an_interval_is_reported():
    assert is_reportable()


@pytest.mark.parametrize(("n", "expected"), [(MIN_OCCURRENCES, True), (MIN_OCCURRENCES - 1, False)])
def test_a_value_of_few_occurrences_is_not_reported(n, expected):
    assert is_reportable(n=n) is expected


@pytest.mark.parametrize(
    ("measure", "value", "n"), [("all", MIN_USES / 100, 100), ("rate", MIN_USES, 1000)]
)
def test_a_value_of_few_uses_is_reported_only_where_others_use_it_more(measure, value, n):
    row = {"measure": measure, "n": n}
    assert is_reportable(**row, value=value)
    fewer = value * (MIN_USES - 1) / MIN_USES
    assert not is_reportable(**row, value=fewer)
    assert is_reportable(**row, value=fewer, effect=-0.4)


@pytest.mark.parametrize(("low", "high"), [(0.12, 0.12), (1.0, 1.0), (math.nan, math.nan)])
def test_a_value_without_an_interval_or_with_one_of_no_width_is_not_reported(low, high):
    assert not is_reportable(low=low, high=high)


@pytest.mark.parametrize("name", ["sunday", "Tuesday", "september", UNKNOWN_SPEAKER, UNKNOWN_GROUP])
def test_days_months_and_unknown_speakers_are_not_reported(name):
    assert not is_reportable(name=name)


@pytest.mark.parametrize(
    ("name", "longer", "is_kept"),
    [
        ("Lee", "Ann Lee", False),
        ("Ann", "Ann Lee", True),
        ("Congress", "Library of Congress", True),
        ("lee", "Ann Lee", True),
    ],
)
def test_a_word_that_may_be_short_for_a_longer_name_is_not_reported(name, longer, is_kept):
    table = pd.DataFrame([VALUE | {"name": name, "item": name}, VALUE | {"name": longer}])
    assert mark_reportable(table).tolist() == [is_kept, True]


@pytest.mark.parametrize("name", ["march", "may"])
def test_words_that_are_not_months_alone_are_reported(name):
    assert is_reportable(name=name)


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("Fox News", "foxnews.com"),
        ("Fox News", "Fox News"),
        ("fox", "Fox News"),
        ("UPI", "United Press International"),
        ("United Press International", "UPI"),
        ("The New York Times", "New York Times"),
        ("The New York Times", "nytimes.com"),
        ("Los Angeles Times", "latimes.com"),
        ("herald", "The Korea Herald"),
        ("bbc", "www.bbc.co.uk"),
        ("Lamp", "Lamp (Web News)"),
        ("The Lamp", "Lamp - News"),
        ("Lamp", "Lamp Online News"),
    ],
)
def test_an_outlet_that_names_itself_is_not_reported(name, outlet):
    assert is_own_name(name, outlet)
    assert not is_reportable(name=name, outlet_label=outlet)


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("Korea", "The Korea Herald"),
        ("New York", "New York Times"),
        ("New York", "nytimes.com"),
        ("Korea Herald", "herald.com"),
        ("Reuters", "UPI"),
        ("UN", "The Sun"),
        ("", "The News"),
        ("the", "The News"),
    ],
)
def test_a_name_that_only_shares_words_with_the_outlet_is_not_its_own(name, outlet):
    assert not is_own_name(name, outlet)


def mark_outlets(values, unknown, *, effect):
    """Return whether the value of the first outlet may be reported, beside what is unknown."""
    rows = []
    for outlet, (value, not_stated) in enumerate(zip(values, unknown, strict=True)):
        row = VALUE | {"measure": "country_all", "outlet_label": f"Paper {outlet}"}
        rows.append(row | {"item": "FR", "name": "France", "value": value, "effect": effect})
        rows.append(row | {"item": "", "name": UNKNOWN_GROUP, "value": not_stated})
    return bool(mark_reportable(pd.DataFrame(rows))[0])


def test_a_larger_share_exceeds_the_others_with_all_that_is_unknown_of_them():
    assert mark_outlets([0.9, 0.1, 0.3], [0.0, 0.2, 0.2], effect=0.5)
    assert mark_outlets([0.41, 0.1, 0.3], [0.5, 0.2, 0.2], effect=0.5)
    assert not mark_outlets([0.4, 0.1, 0.3], [0.0, 0.2, 0.2], effect=0.5)
    assert not mark_outlets([0.9, 0.0, 0.0], [0.1, 1.0, 1.0], effect=0.5)


def test_a_smaller_share_stays_below_the_others_with_all_that_is_unknown_of_it():
    assert mark_outlets([0.1, 0.3, 0.3], [0.19, 0.7, 0.7], effect=-0.5)
    assert not mark_outlets([0.1, 0.3, 0.3], [0.2, 0.0, 0.0], effect=-0.5)


def test_no_values_are_no_findings():
    assert mark_reportable(pd.DataFrame(columns=list(VALUE))).tolist() == []
