"""Dates: parsed if they name one day, and never guessed."""

from datetime import UTC, date, datetime
from unittest.mock import Mock

import pytest

from analysis.ingest.dates import numeric_day_order, parse_date


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
        "6.9.2023",
        "06.09.23 08:30",
        "Wed 6 Sep 2023 08.00 BST",
        45175,
        "45175.354",
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
        "2023",
        "0001-01-01",
        "1799-12-31",
        "9/6/2023",
        "19999",
        "80000",
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
    assert parse_date("100000000000") is None  # the year 5138
    assert parse_date("100000000001") == date(1973, 3, 3)


def test_a_long_value_is_no_date() -> None:
    assert parse_date("2024-05-06" + " " * 200) == date(2024, 5, 6)
    assert parse_date("May 6, 2024" + "x" * 200) is None


def test_a_known_order_of_day_and_month_decides() -> None:
    assert parse_date("06/09/2023", is_day_first=True) == date(2023, 9, 6)
    assert parse_date("06/09/2023", is_day_first=False) == date(2023, 6, 9)


@pytest.mark.parametrize(
    ("written", "order"),
    [("13/09/2023", True), ("09/13/2023", False), ("09/12/2023", None), ("2023-09-13", None)],
)
def test_a_date_tells_the_order_if_one_number_is_no_month(
    written: str, *, order: bool | None
) -> None:
    assert numeric_day_order(written) is order


def test_the_years_of_news_begin_with_1800_and_end_with_the_next() -> None:
    next_year = datetime.now(UTC).year + 1
    assert parse_date("1800-01-01") == date(1800, 1, 1)
    assert parse_date(date(next_year, 12, 31)) == date(next_year, 12, 31)
    assert parse_date(date(next_year + 1, 1, 1)) is None
    assert parse_date(date(1799, 12, 31)) is None


def test_a_clock_that_is_set_back_takes_no_date_away(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Mock(wraps=datetime, now=Mock(return_value=datetime(1970, 1, 1, tzinfo=UTC)))
    monkeypatch.setattr("analysis.ingest.dates.datetime", clock)
    monkeypatch.setattr("analysis.ingest.dates._parse_day", lambda day, **_: day)
    assert parse_date(date(2027, 12, 31)) == date(2027, 12, 31)
    assert parse_date(date(2028, 1, 1)) is None


@pytest.mark.parametrize(
    "written", ["5 septembre 2023", "Dienstag, 6. Oktober 2020", "mardi 5 mai 2020, 8 h 30"]
)
def test_a_month_in_another_language_is_read(written: str) -> None:
    day = parse_date(written)
    assert day is not None
    assert str(day.year) in written
    assert str(day.day) in written
