import numpy as np
import pandas as pd
import pytest

from analysis.corpus.story_division import RUN_DAYS, SAME_REPORT, divide_groups


def divide(days, *pairs, groups=None):
    """Return the groups after the division of one group of articles of some days.

    A pair is two positions, its similarity and its probability.
    """
    columns = ["first", "second", "similarity", "probability"]
    before = np.zeros(len(days), np.int64) if groups is None else np.array(groups)
    frame = pd.DataFrame(pairs, columns=columns)
    return divide_groups(before, frame, np.array(days, float)).tolist()


def test_reports_of_runs_some_days_apart_are_of_two_events():
    alike = (0, 1, 0.3, 0.9)
    assert divide([100, 100 + RUN_DAYS], alike) == [0, 1]
    assert divide([100, 100 + RUN_DAYS - 1], alike) == [0, 0]


def test_nearly_the_same_report_with_a_later_date_stays():
    days = [100, 101, 130]
    assert divide(days, (1, 2, SAME_REPORT, 0.9)) == [0, 0, 0]
    assert divide(days, (1, 2, np.nextafter(SAME_REPORT, 0), 0.9)) == [0, 0, 2]


def test_articles_of_days_without_a_break_are_one_event_however_long_it_lasts():
    assert divide([100, 105, 110, 115], (0, 1, 0.3, 0.9)) == [0, 0, 0, 0]


def test_two_groups_of_the_same_days_stay_apart():
    assert divide([100, 101, 101], (0, 2, 0.9, 0.9), groups=[0, 1, 0]) == [0, 1, 0]


@pytest.mark.parametrize("day", [np.nan, 115.5])
def test_an_article_without_an_exact_date_goes_with_the_run_it_resembles_most(day):
    days = [100, 130, 131, day]
    near_second = (0, 3, 0.3, 0.5), (1, 3, 0.3, 0.6), (2, 3, 0.3, 0.6)
    assert divide(days, *near_second) == [0, 1, 1, 1]
    # The mean counts: an article of the run that it does not resemble takes half.
    assert divide(days, *near_second[:2]) == [0, 1, 1, 0]
    # It joins no runs, however alike it is.
    assert divide(days, (0, 3, 0.9, 0.9), (1, 3, 0.9, 0.9)) == [0, 1, 1, 0]


def test_an_article_that_resembles_only_undated_ones_stays_with_the_first_run():
    assert divide([130, 100, np.nan, np.nan], (0, 2, 0.3, 0.9), (2, 3, 0.3, 0.9)) == [0, 1, 0, 1]
    assert divide([np.nan, np.nan], (0, 1, 0.3, 0.9)) == [0, 0]


def test_no_articles_are_no_groups():
    assert divide([]) == []
