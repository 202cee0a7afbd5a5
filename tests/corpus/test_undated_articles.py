import numpy as np
import pytest

from analysis.corpus.undated_articles import count_years_apart, doubt_undated, weigh_common_years


def doubt(is_undated, *, has_day=False, has_year=False, is_copy=False):
    flags = {"has_day": has_day, "has_year": has_year, "is_copy": is_copy}
    arrays = {name: np.array([value]) for name, value in flags.items()}
    return doubt_undated(np.array([0.5]), np.array([is_undated]), **arrays)[0]


@pytest.mark.parametrize(
    ("is_undated", "has_year", "factor"),
    [
        ((False, False), False, 1.0),
        ((True, False), False, 0.7),
        ((False, True), True, 0.7),  # a year in common with a dated article is not enough
        ((True, True), False, 0.85),
        ((True, True), True, 1.0),
    ],
)
def test_a_pair_without_a_date_in_common_is_less_probable(is_undated, has_year, factor):
    assert doubt(is_undated, has_year=has_year) == pytest.approx(0.5 * factor)


@pytest.mark.parametrize("is_undated", [(True, False), (True, True)])
def test_a_day_in_common_or_a_copy_needs_no_date(is_undated):
    assert doubt(is_undated, has_day=True) == 0.5
    assert doubt(is_undated, is_copy=True) == 0.5


@pytest.mark.parametrize(
    ("first_day", "second_day", "years_apart"),
    [(1.0, 2.0, 2), (np.nan, np.nan, 2), (np.nan, 2.0, 1), (1.0, np.nan, 2)],
)
def test_only_the_year_of_an_undated_article_may_be_one_later(first_day, second_day, years_apart):
    counted = count_years_apart(
        np.array([2011]), np.array([2013]), np.array([first_day]), np.array([second_day])
    )
    assert counted.tolist() == [years_apart]


@pytest.mark.parametrize(
    ("similarity", "weight"), [(0.15, 0.0), (0.16, 0.1), (0.24, 0.9), (0.25, 1.0), (0.3, 1.0)]
)
def test_a_year_in_common_counts_if_the_texts_are_alike(similarity, weight):
    assert weigh_common_years(np.array([similarity])) == pytest.approx([weight])
