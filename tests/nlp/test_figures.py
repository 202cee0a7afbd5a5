"""Numbers, dates and sums, and what they are of."""

import pytest

from analysis.nlp.numbers.numerals import find_currency, parse_date, parse_number, parse_time_of_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", "20"),
        ("more than 20,000", "20000"),
        ("twenty-one", "21"),
        ("two hundred and five", "205"),
        ("two million five hundred thousand", "2500000"),
        ("1.5 million", "1500000"),
        ("$1B", "1000000000"),
        ("£2.5bn", "2500000000"),
        ("half a million", "500000"),
        ("a dozen", "12"),
        ("47 percent", "47"),
        (".5", "0.5"),
        ("twenty-first", "21"),
        ("1,000 miles (1,600 km)", "1000"),
        ("dozens", ""),
        ("hundreds of thousands", ""),
        ("two or three", ""),
        ("between 5 and 10", ""),
        ("10-12", ""),
        ("one in five", ""),
        ("several", ""),
        ("", ""),
    ],
)
def test_a_number_is_read_where_there_is_one(text, expected):
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sept. 6, 2023", "2023-09-06"),
        ("6 September 2023", "2023-09-06"),
        ("the 6th of September, 2023", "2023-09-06"),
        ("2023-09-06", "2023-09-06"),
        ("July 25", "--07-25"),
        ("September 2023", "2023-09"),
        ("last July", "--07"),
        ("2006", "2006"),
        ("Thursday", ""),
        ("the 1990s", ""),
        ("02077824220", ""),
        ("four years", ""),
    ],
)
def test_a_date_is_given_as_far_as_it_is_told(text, expected):
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
        ("5 pesos", ""),
    ],
)
def test_money_has_its_currency(text, expected):
    assert find_currency(text) == expected


@pytest.fixture(scope="module")
def figures(annotated):
    return lambda text: [
        (row["text"], row["kind"], row["value"], row["unit"], row["head_noun"])
        for row in annotated(text)["figures"]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army fired 20 missiles.", ("20", "count", "20", "", "missile")),
        ("The town paid $1.5 million.", ("$1.5 million", "money", "1500000", "USD", "pay")),
        ("Prices rose 5 percent.", ("5 percent", "percent", "5", "%", "rise")),
        (
            "The bridge was opened on May 3, 2021.",
            ("May 3, 2021", "date", "2021-05-03", "", "open"),
        ),
        ("Anna Weber, 47, opened the bridge.", ("47", "age", "47", "", "Weber")),
        ("The flight left at 7:33 p.m.", ("7:33 p.m.", "time", "19:33", "", "leave")),
    ],
)
def test_a_figure_has_kind_value_unit_and_anchor(figures, text, expected):
    assert figures(text) == [expected]
