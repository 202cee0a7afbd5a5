import pytest

from analysis.corpus.figure_values import (
    can_both_hold,
    is_agreement,
    is_close,
    is_contradiction,
    is_far_apart,
    is_rounded,
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
        ("16", "20", True),
        ("15.99", "20", False),
        ("19.9", "19.8", False),
        ("800", "1000", True),
        ("799", "1000", False),
    ],
)
def test_numbers_from_twenty_within_a_fifth_of_the_larger_are_close(value, other, close):
    assert is_close(value, other) is close
    assert is_close(other, value) is close


@pytest.mark.parametrize(
    ("texts", "values", "may"),
    [
        (("at least five", "seven"), ("5", "7"), True),
        (("five", "at least seven"), ("5", "7"), False),
        (("up to 400", "300"), ("400", "300"), True),
        (("400", "up to 300"), ("400", "300"), False),
        (("about 300", "270"), ("300", "270"), True),
        (("about 300", "269"), ("300", "269"), False),
        (("303", "293"), ("303", "293"), False),
        (("300", "393"), ("300", "393"), False),
        (("more than 200,000", "209,000"), ("200000", "209000"), True),
        (("200,000", "209,123"), ("200000", "209123"), True),
    ],
)
def test_numbers_may_both_hold_as_they_are_worded(texts, values, may):
    (text, other_text), (value, other_value) = texts, values
    assert can_both_hold(text, value, other_text, other_value) is may
    assert can_both_hold(other_text, other_value, text, value) is may


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        (100, True),
        (99, False),
        (90, False),
        (110, True),
        (111, False),
        (1100, True),
        (100.5, False),
    ],
)
def test_a_rounded_number_has_three_digits_and_at_most_two_before_its_zeros(number, rounded):
    assert is_rounded(number) is rounded
