import pandas as pd
import pytest

from analysis.corpus.article_profiles import (
    LEAD_CHARACTERS,
    LEAD_WORDS,
    get_publication_days,
    profile_articles,
)


def profile(text, title=""):
    (row,) = profile_articles(pd.DataFrame({"title": [title], "text": [text]})).to_pylist()
    return row


def flagged(row, flag):
    return {word for word, is_set in zip(row["words"], row[flag], strict=True) if is_set}


def test_words_are_counted_in_their_comparable_form():
    row = profile("Mines were mined. The mine closed.", title="A mine")
    assert dict(zip(row["words"], row["counts"], strict=True))["mine"] == 4


def test_names_are_capitalised_within_a_sentence_and_never_in_lower_case():
    row = profile("Snow fell on Lake Orlo. Mayor Ada Boon said the lake froze, and Reed left.")
    assert flagged(row, "is_name") == {"orlo", "ada", "boon", "reed"}


def test_the_first_word_of_a_sentence_is_no_name_by_itself():
    assert flagged(profile("Nobody came. “Everyone left,” he said."), "is_name") == set()


def test_a_headline_in_capitals_shows_no_names():
    row = profile("Storm Closes Every Northern Road\nHeavy snow closed roads.")
    assert flagged(row, "is_name") == set()


def test_a_name_with_a_possessive_or_a_full_stop_is_the_name():
    assert flagged(profile("They met in Reed's house with Boon."), "is_name") == {"reed", "boon"}


def test_the_lead_ends_after_its_number_of_words():
    words = [f"w{'a' * number}" for number in range(LEAD_WORDS + 1)]
    assert len(flagged(profile(" ".join(words)), "is_in_lead")) == LEAD_WORDS


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It began on Dec.14.", [1214]),
        ("It began on 3 September and ended Sept. 30th.", [903, 930]),
        ("In March 2013 and on May 45 nothing happened.", []),
    ],
)
def test_days_are_those_with_month_and_day(text, days):
    assert profile(text)["days"] == days


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 2008 and on May 3, 2011 they met.", 2011),
        ("In May 2012 they met.", 2012),
        ("The 2016 campaign cost 2019 dollars.", 0),
    ],
)
def test_the_year_is_the_latest_that_dates_something(text, year):
    assert profile(text)["year"] == year


@pytest.mark.parametrize(("over", "days"), [(0, [301]), (1, [])])
def test_days_are_those_of_the_beginning(over, days):
    before = " " * (LEAD_CHARACTERS - len("\nMarch 1") + over)  # a line break follows the title
    assert profile(before + "March 1")["days"] == days


def test_weekdays_are_those_of_the_lead():
    text = "It rained on Monday." + " " * LEAD_CHARACTERS + "It had rained on Friday."
    assert profile(text)["weekdays"] == [0]


def test_publication_days_are_numbers_and_unknown_ones_nan():
    table = pd.DataFrame({"published": ["1970-01-03", None]})
    first, second = get_publication_days(table)
    assert first == 2
    assert second != second  # noqa: PLR0124 - only NaN differs from itself
