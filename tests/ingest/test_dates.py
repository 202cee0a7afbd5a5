"""Dates: parsed if they name one day, and never guessed."""

from datetime import date, datetime

import pytest

from analysis.ingest.dates import parse_date


@pytest.mark.parametrize(
    "written",
    [
        "2023-09-06",
        "2023-9-6",
        "2023/09/06",
        "20230906",
        "2023-09-06T23:30:00-05:00",
        "2023-09-06 23:30:00.123Z",
        "Sept. 6, 2023",
        "September 6, 2023",
        "6 Sept 2023",
        "Wed, 06 Sep 2023 23:30:00 GMT",
        "Wednesday 6 September 2023, 10.30 pm",
        "Sept. 6, 2023 5:15 PM ET",
        1693958400,
        1693958400000,
        "1693958400",
        date(2023, 9, 6),
        datetime(2023, 9, 6, 23, 59),  # noqa: DTZ001 - a value may have no zone
    ],
)
def test_one_day_is_read_in_many_ways_of_writing_it(written: object) -> None:
    assert parse_date(written) == date(2023, 9, 6)


def test_day_and_month_are_distinguished_where_only_one_order_is_possible() -> None:
    assert parse_date("25/12/2023") == parse_date("12/25/2023") == date(2023, 12, 25)


@pytest.mark.parametrize(
    "written",
    [
        "06/09/2023",
        "9.6.2023",
        "2023",
        "May",
        "May 2023",
        "yesterday",
        "10:30",
        "2023-13-45",
        "0000-00-00",
        "",
        "x" * 10_000,
        "1" * 400,
        float("inf"),
        [],
        True,
    ],
)
def test_a_value_that_names_no_day_or_could_name_two_is_not_read(written: object) -> None:
    assert parse_date(written) is None


def test_numbers_are_seconds_up_to_a_limit_and_milliseconds_beyond() -> None:
    assert parse_date("100000000000") == date(5138, 11, 16)
    assert parse_date("100000000001") == date(1973, 3, 3)


def test_a_long_value_is_no_date() -> None:
    assert parse_date("2024-05-06" + " " * 200) == date(2024, 5, 6)
    assert parse_date("May 6, 2024" + "x" * 200) is None
