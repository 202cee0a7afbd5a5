from datetime import date
from itertools import product

import pytest

from analysis.findings.coverage_row import CoverageRow, OutletReport, ReportState, RowKind
from analysis.findings.timeline import find_first_reports, judge_row, list_publications
from analysis.store.filters import Filters
from tests.made_story import Story

MONDAY, TUESDAY, FRIDAY = date(2023, 9, 4), date(2023, 9, 5), date(2023, 9, 8)
REPORTED, POSSIBLE = ReportState.SAME, ReportState.POSSIBLE


def make_row(**states):
    reports = tuple(OutletReport(name, state, article_id=name) for name, state in states.items())
    return CoverageRow("r", RowKind.STATEMENT, "It rained.", "A", reports, (), (), frozenset())


def judge(row, days, earliest=None):
    first_report = judge_row(row, days, earliest or {outlet: days.get(outlet) for outlet in "ABC"})
    return first_report and (first_report.first, first_report.later)


def test_the_outlet_of_the_earliest_day_is_first():
    row = make_row(A=REPORTED, B=REPORTED, C=ReportState.NOT_FOUND)
    assert judge(row, {"A": TUESDAY, "B": MONDAY, "C": MONDAY}) == (("B",), (("A", TUESDAY),))


def test_an_outlet_that_published_later_takes_the_first_place_from_nobody():
    row = make_row(A=REPORTED, B=REPORTED, C=ReportState.UNCLEAR)
    days = {"A": MONDAY, "B": TUESDAY, "C": FRIDAY}
    assert judge(row, days) == (("A",), (("B", TUESDAY),))


def test_outlets_of_one_day_are_never_first():
    row = make_row(A=REPORTED, B=REPORTED, C=REPORTED)
    days = {"A": MONDAY, "B": MONDAY, "C": FRIDAY}
    assert judge(row, days) == (("A", "B"), (("C", FRIDAY),))
    first_report = judge_row(row, days, days)
    assert first_report is not None
    assert not first_report.is_first


@pytest.mark.parametrize(
    ("states", "days", "earliest"),
    [
        # B has no date.
        ({"A": REPORTED, "B": REPORTED}, {"A": MONDAY}, {"A": MONDAY, "B": None}),
        # B has another article, undated, that may have had it.
        ({"A": REPORTED, "B": REPORTED}, {"A": MONDAY, "B": TUESDAY}, {"A": MONDAY, "B": None}),
        # B has an earlier article, of the same day as A's.
        ({"A": REPORTED, "B": REPORTED}, {"A": MONDAY, "B": FRIDAY}, {"A": MONDAY, "B": MONDAY}),
        # C possibly reports it, on the same day.
        (
            {"A": REPORTED, "B": REPORTED, "C": POSSIBLE},
            {"A": MONDAY, "B": FRIDAY, "C": MONDAY},
            None,
        ),
        # Of C it cannot be told, and it has an article of the same day.
        (
            {"A": REPORTED, "B": REPORTED, "C": ReportState.UNCLEAR},
            {"A": MONDAY, "B": FRIDAY, "C": MONDAY},
            None,
        ),
        # Of two of one day, one may have had it with an earlier article.
        (
            {"A": REPORTED, "B": REPORTED},
            {"A": TUESDAY, "B": TUESDAY},
            {"A": MONDAY, "B": TUESDAY},
        ),
        # Nobody else reports it.
        ({"A": REPORTED, "B": POSSIBLE}, {"A": MONDAY, "B": FRIDAY}, None),
    ],
)
def test_nothing_is_said_where_another_may_have_had_it_before(states, days, earliest):
    assert judge(make_row(**states), days, earliest) is None


def test_statements_and_quotations_of_a_story_are_judged_and_undated_articles_listed_last(tmp_path):
    sunk = "The ferry Aurora sank off Lindholm during a storm."
    logbook = "Divers recovered the captain's logbook from the wreck."
    story = Story().article("a", "Ledger", sunk, logbook, published=MONDAY)
    story.article("b", "Beacon", "During a storm the ferry Aurora sank.", published=TUESDAY)
    story.article("c", "Courier", logbook, published=None)
    catalogue = story.save(tmp_path)
    assert list(list_publications(catalogue, Filters())["article_id"]) == ["a", "b", "c"]
    first_reports = find_first_reports(catalogue, Filters())
    assert [(report.first, report.day) for report in first_reports.reports] == [
        (("Ledger",), MONDAY)
    ]
    assert first_reports.n_uncertain == 1


NEVER = 9


def list_possible_days(day, other_day, *, reports):
    """Return the days, 0 before all others, on which an outlet may have had something first.

    Args:
        day: Of the article that reports it, or of an article that may; None if it has no date.
        other_day: Of another article of the outlet; None without a date, NEVER without an article.
        reports: Whether the first article does report it.
    """
    is_dated = None not in {day, other_day}
    possible = {day} if reports and is_dated and other_day > day else {day, other_day}
    possible |= set() if reports else {NEVER}
    return possible if is_dated else (possible - {None}) | {0, NEVER}


def judge_by_every_possibility(possible):
    """Return who certainly was first, and the outlets that certainly were on one day."""
    alone = [
        outlet
        for outlet, days in possible.items()
        if all(max(days) < min(others) for name, others in possible.items() if name != outlet)
    ]
    known = [outlet for outlet, days in possible.items() if len(days) == 1]
    first = min((min(possible[outlet]) for outlet in known), default=0)
    together = [outlet for outlet in known if min(possible[outlet]) == first]
    later = [min(days) for outlet, days in possible.items() if outlet not in together]
    is_certain = len(together) > 1 and all(day > first for day in later)
    return tuple(alone), tuple(together) if is_certain else ()


def test_who_was_first_is_said_where_every_possibility_says_so_and_all_articles_have_dates():
    choices = [(day, other) for day in (1, 2, None) for other in (NEVER, 1, 2, None)]
    for first, second, third in product(choices, choices, [None, *choices]):
        days_by_outlet = {"A": first, "B": second} | ({"C": third} if third else {})
        row = make_row(A=REPORTED, B=REPORTED, C=POSSIBLE if third else ReportState.NOT_FOUND)
        days = {name: date(2023, 9, day) for name, (day, _) in days_by_outlet.items() if day}
        earliest = {
            name: None if None in articles else date(2023, 9, min(articles))
            for name, articles in days_by_outlet.items()
        }
        possible = {
            name: list_possible_days(*articles, reports=name != "C")
            for name, articles in days_by_outlet.items()
        }
        alone, together = judge_by_every_possibility(possible)
        judged = judge_row(row, days, earliest)
        if judged is None:
            assert None in {*first, *second, *(third or ())} or not (alone or together)
        else:
            assert judged.first == (alone if judged.is_first else together), days_by_outlet
