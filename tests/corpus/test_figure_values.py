import pytest

from analysis.corpus.figure_values import (
    VERY_CLOSE_SHARE,
    ValueRelation,
    count_differing_parts,
    has_bound,
    is_agreement,
    is_close,
    is_contradiction,
    is_far_apart,
    is_rounded,
    is_rounded_time,
    relate_values,
)


@pytest.mark.parametrize(
    ("value", "other", "differs"),
    [
        ("--07-25", "2023-07-25", False),
        ("--07-25", "--07-26", True),
        ("2023-07-25", "2023-08-25", True),
        ("--07", "--08", True),
        ("--07", "--07-26", False),
        ("2014", "2016-04-14", True),
        ("2014", "--04-14", False),
        ("2014-04", "2016-04", True),
    ],
)
def test_dates_contradict_each_other_where_both_give_another_year_month_or_day(
    value, other, differs
):
    assert is_contradiction("date", value, other) is differs
    assert is_contradiction("date", other, value) is differs
    assert not (differs and is_agreement("date", value, other))


@pytest.mark.parametrize(
    ("value", "other", "agrees"),
    [
        ("2023-07-25", "--07-25", True),
        ("2023-07", "--07-25", True),
        ("2023", "--07-25", False),
        ("soon", "2023", False),
        ("soon", "later", False),
        ("2023-07-25", "2023-07-26", False),
    ],
)
def test_dates_agree_if_they_share_a_part_and_all_shared_parts_are_equal(value, other, agrees):
    assert is_agreement("date", value, other) is agrees
    assert is_agreement("date", other, value) is agrees


@pytest.mark.parametrize("kind", ["count", "money"])
def test_numbers_are_equal_or_contradict_each_other(kind):
    assert is_agreement(kind, "7", "7")
    assert not is_contradiction(kind, "7", "7")
    assert is_contradiction(kind, "7", "7.5")
    assert not is_agreement(kind, "7", "7.5")


@pytest.mark.parametrize(
    ("value", "other", "is_far"),
    [("2", "6", False), ("2", "6.01", True), ("-1", "3", False), ("-1", "-4", True)],
)
def test_numbers_more_than_three_times_apart_count_two_things(value, other, is_far):
    assert is_far_apart(value, other) is is_far
    assert is_far_apart(other, value) is is_far


@pytest.mark.parametrize(
    ("value", "other", "close"),
    [
        ("99.9", "99.8", False),
        ("80", "100", True),
        ("800", "1000", True),
        ("799", "1000", False),
    ],
)
def test_numbers_from_a_hundred_within_a_fifth_of_the_larger_are_close(value, other, close):
    assert is_close(value, other) is close
    assert is_close(other, value) is close


@pytest.mark.parametrize(
    ("texts", "values", "relation"),
    [
        (("at least five", "seven"), ("5", "7"), "OPEN"),
        (("five", "at least seven"), ("5", "7"), "DIFFERENT"),
        (("up to 400", "310"), ("400", "310"), "OPEN"),
        (("403", "up to 301"), ("403", "301"), "DIFFERENT"),
        (("about 300", "270"), ("300", "270"), "SAME"),
        (("about 293", "264"), ("293", "264"), "SAME"),
        (("about 293", "263"), ("293", "263"), "DIFFERENT"),
        (("303", "293"), ("303", "293"), "DIFFERENT"),
        (("more than 200,000", "209,000"), ("200000", "209000"), "SAME"),
        (("200,000", "209,123"), ("200000", "209123"), "SAME"),
        (("more than 50", "51"), ("50", "51"), "SAME"),
        (("30", "32"), ("30", "32"), "OPEN"),
        (("$180 million", "$184 million"), ("180000000", "184000000"), "OPEN"),
        (("6", "6.1"), ("6", "6.1"), "SAME"),
        (("more than 200", "276"), ("200", "276"), "SAME"),
        (("about 100", "80"), ("100", "80"), "SAME"),
        (("about 100", "79"), ("100", "79"), "DIFFERENT"),
        (("6.1", "6.4"), ("6.1", "6.4"), "DIFFERENT"),
        (("six", "six"), ("6", "6"), "SAME"),
    ],
)
def test_two_numbers_are_the_same_open_or_different_as_they_are_worded(texts, values, relation):
    (text, other_text), (value, other_value) = texts, values
    assert relate_values(text, value, other_text, other_value).name == relation
    assert relate_values(other_text, other_value, text, value).name == relation


@pytest.mark.parametrize(
    ("number", "rounded"),
    [(100, True), (99, False), (90, False), (110, False), (100.5, False), (2000, True)],
)
def test_a_rounded_number_has_three_digits_and_one_before_its_zeros(number, rounded):
    assert is_rounded(number) is rounded


def test_dates_differ_in_as_many_parts_as_both_give():
    assert count_differing_parts("2014-04-14", "2016-04-14") == 1
    assert count_differing_parts("2008-11", "2011-05") == 2
    assert count_differing_parts("2014", "--04-14") == 0


@pytest.mark.parametrize(("value", "close"), [("950", True), ("949", False), ("1050", True)])
def test_numbers_within_a_twentieth_of_the_larger_are_very_close(value, close):
    assert is_close(value, "1000", VERY_CLOSE_SHARE) is close


@pytest.mark.parametrize(
    ("value", "other_value", "relation"),
    [("290", "261", "SAME"), ("290", "260.9", "DIFFERENT"), ("-261", "-290", "DIFFERENT")],
)
def test_a_number_about_another_is_the_same_within_a_tenth_of_the_larger(
    value, other_value, relation
):
    assert relate_values(f"about {value}", value, other_value, other_value).name == relation


@pytest.mark.parametrize(
    ("value", "other", "relation"),
    [
        ("6.1", "6.12", ValueRelation.SAME),
        ("6.1", "6.195", ValueRelation.SAME),
        ("6.1", "6.205", ValueRelation.DIFFERENT),
        ("30", "26", ValueRelation.OPEN),
        ("30", "25", ValueRelation.OPEN),
        ("30", "24", ValueRelation.DIFFERENT),
        ("30", "40.5", ValueRelation.DIFFERENT),
    ],
)
def test_a_number_is_rounded_by_up_to_half_a_step_or_cut_by_less_than_one(value, other, relation):
    assert relate_values(value, value, other, other) is relation


@pytest.mark.parametrize(("text", "is_bound"), [("at least five", True), ("five", False)])
def test_the_wording_of_a_number_may_leave_it_open(text, is_bound):
    assert has_bound(text) is is_bound


@pytest.mark.parametrize(
    ("value", "other", "is_rounded"),
    [
        ("06:00", "06:10", True),
        ("06:00", "06:11", False),
        ("06:15", "06:10", True),
        ("06:14", "06:10", False),
    ],
)
def test_a_time_is_rounded_to_a_quarter_of_an_hour_up_to_ten_minutes(value, other, is_rounded):
    assert is_rounded_time(value, other) is is_rounded
