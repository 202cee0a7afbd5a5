"""Numbers, dates, times and currencies read from strings."""

import pytest

from analysis.nlp.numbers.numerals import find_currency, parse_date, parse_number, parse_time_of_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", "20"),
        ("more than 20,000", "20000"),
        ("twenty-one", "21"),
        ("two hundred and five", "205"),
        ("two hundred thousand and three hundred", "200300"),
        ("one hundred and two hundred", ""),
        ("two million five hundred thousand", "2500000"),
        ("1.5 million", "1500000"),
        ("$1B", "1000000000"),
        ("£2.5bn", "2500000000"),
        ("half a million", "500000"),
        ("a dozen", "12"),
        ("47 percent", "47"),
        (".5", "0.5"),
        ("0.1234567", "0.123457"),
        ("three hundred thousand", "300000"),
        ("one and a half", "1.5"),
        ("sixty-six", "66"),
        ("six sixty", ""),
        ("twenty-first", "21"),
        ("1,000 miles (1,600 km)", "1000"),
        ("dozens", ""),
        ("hundreds of thousands", ""),
        ("two or three", ""),
        ("between 5 and 10", ""),
        ("10-12", ""),
        ("one in five", ""),
        ("several", ""),
        ("Several dozen", ""),
        ("a few hundred people", ""),
        ("two hundred men and fifty women", ""),
        ("", ""),
    ],
)
def test_a_number_is_read_where_the_text_states_one(text, expected):
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sept. 6, 2023", "2023-09-06"),
        ("6 September 2023", "2023-09-06"),
        ("the 6th of September, 2023", "2023-09-06"),
        ("2023-09-06", "2023-09-06"),
        ("July 25", "--07-25"),
        ("July 31", "--07-31"),
        ("July 32", "--07"),
        ("July 1", "--07-01"),
        ("July 0", "--07"),
        ("September 2023", "2023-09"),
        ("last July", "--07"),
        ("in July.", "--07"),
        ("2006", "2006"),
        ("Thursday", ""),
        ("the 1990s", ""),
        ("02077824220", ""),
        ("four years", ""),
        ("XMayX", ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_stated(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:33 p.m.", "19:33"),
        ("7 pm", "19"),
        ("12:30 a.m.", "00:30"),
        ("19:05 GMT", "19:05"),
        ("36 hours", ""),
    ],
)
def test_a_time_of_day_has_twenty_four_hours(text, expected):
    assert parse_time_of_day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5", "USD"),
        ("HK$3 billion", "HKD"),
        ("€20", "EUR"),
        ("500 won", "KRW"),
        ("10 pounds", "GBP"),
        ("10 reais", "BRL"),
        ("5 pesos", ""),
    ],
)
def test_money_has_its_currency(text, expected):
    assert find_currency(text) == expected
