import pandas as pd
import pytest

from analysis.corpus.differing_figures import Verdict, find_differing_figures
from analysis.corpus.person_ages import read_person_ages
from analysis.nlp.numbers.numerals import MAX_AGE
from analysis.tables import CATALOGUE
from tests.made_story import Story

ANN = "Ann Orr"


def tables(made):
    rows = {
        name: pd.DataFrame(made.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("articles", "sentences", "figures", "mentions")
    }
    rows["articles"]["published"] = pd.to_datetime(rows["articles"]["published"])
    return rows


def tell(made, key, outlet, text, published="2023-09-06"):
    day = pd.Timestamp(published).date() if published else None
    made.article(key, outlet, text, published=day)
    made.name(key, ANN, ANN)
    return made


def read_age(text):
    rows = tables(tell(Story(), "a", "Ledger", text))
    ages = read_person_ages(rows["articles"], rows["sentences"], rows["mentions"])
    return [(row.value, text[row.start : row.end]) for row in ages.itertuples()]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ann Orr, 4, was found.", ("4", "4")),
        ("It was Ann Orr, aged four, who called.", ("4", "four")),
        ("Ann Orr, who is 41, called.", ("41", "41")),
        ("Ann Orr is 41 years old.", ("41", "41 years old")),
        ("Ann Orr, a forty-one-year-old nurse, called.", ("41", "forty-one-year-old")),
        ("The four-year-old Ann Orr called.", ("4", "four-year-old")),
        ("The 41-year-old ward nurse Ann Orr called.", ("41", "41-year-old")),
        ("A 4 - year - old girl named Ann Orr called.", ("4", "4 - year - old")),
        ("The 4-year-old girl, Ann Orr, called.", ("4", "4-year-old")),
    ],
)
def test_an_age_is_read_beside_the_name_of_a_person(text, age):
    assert read_age(text) == [age]


@pytest.mark.parametrize(
    "text",
    [
        "The 41-year-old son of Ann Orr called.",
        "Of the 4-year-old girl, Ann Orr said little.",
        "Ann Orr, 41 when it began, called.",
        "Ann Orr was 41 when it began.",
        "Ann Orr, 4, 000 times.",
        "Ann Orr, 4.5, called.",
        f"Ann Orr, {MAX_AGE + 1}, called.",
    ],
)
def test_no_age_is_read_where_it_is_another_persons_or_of_another_time(text):
    assert not read_age(text)


def test_the_oldest_age_is_read():
    assert read_age(f"Ann Orr, {MAX_AGE}, called.") == [(str(MAX_AGE), str(MAX_AGE))]


def judge(*statements):
    made = Story()
    for number, (text, published) in enumerate(statements):
        tell(made, f"a{number}", f"Outlet {number}", text, published)
    return [(case.verdict, case.heading) for case in find_differing_figures(**tables(made))]


@pytest.mark.parametrize(
    ("ages", "days", "verdict"),
    [
        (("4", "3"), ("2023-09-06", "2023-09-06"), Verdict.CONFLICT),
        (("4", "3"), ("2023-09-06", "2023-09-07"), Verdict.MAY_CONFLICT),
        (("4", "2"), ("2023-09-06", "2024-09-05"), Verdict.CONFLICT),
        (("4", "2"), ("2023-09-06", "2024-09-06"), Verdict.MAY_CONFLICT),
        (("4", "2"), ("2023-09-06", None), Verdict.MAY_CONFLICT),
        (("4", "3"), ("2023-09-06", "2023-10-05"), Verdict.MAY_CONFLICT),
    ],
)
def test_two_ages_of_one_person_differ(ages, days, verdict):
    reports = [(f"Ann Orr, {age}, was found.", day) for age, day in zip(ages, days, strict=True)]
    assert judge(*reports) == [(verdict, ANN)]


@pytest.mark.parametrize(
    ("reports", "differ"),
    [
        ([("3", "2023-09-06"), ("4", "2023-10-06")], False),
        ([("3", "2023-09-06"), ("4", "2023-10-05")], True),
        ([("4", "2023-09-06"), ("3", "2023-10-06")], True),
        ([("3", "2023-09-06"), ("4", "2023-10-06"), ("4", "2023-09-06")], True),
        ([("3", "2023-09-06"), ("4", "2023-10-06"), ("4", None)], True),
    ],
)
def test_a_birthday_lies_between_articles_thirty_days_apart_and_in_order(reports, differ):
    assert bool(judge(*((f"Ann Orr, {age}, was seen.", day) for age, day in reports))) is differ


def test_one_age_in_two_wordings_does_not_differ():
    day = "2023-09-06"
    assert not judge(("Ann Orr, 4, was found.", day), ("The four-year-old Ann Orr called.", day))
