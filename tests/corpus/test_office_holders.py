"""Who holds the office that a text names in the place of a person."""

import pandas as pd
import pytest

from analysis.corpus.office_holders import (
    find_office_holders,
    is_indefinite,
    is_title,
    parse_office,
)
from analysis.word_lists import read_rows


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("US president", "president of the U.S."),
        ("US president", "American President"),
        ("the Danish prime minister", "Danish Prime Minister"),
        ("Vermont governor", "Vermont Gov."),
        ("FBI director", "FBI Director"),
        ("White House spokesman", "White House Spokesman"),
    ],
)
def test_two_titles_name_one_office(title, other):
    bodies = {"FBI", "Vermont", "White House"}
    assert parse_office(title, bodies) == parse_office(other, bodies) is not None


@pytest.mark.parametrize(
    ("title", "other"), [("US president", "US vice president"), ("US leader", "Danish leader")]
)
def test_two_titles_name_two_offices(title, other):
    assert parse_office(title) != parse_office(other)


@pytest.mark.parametrize(
    "title",
    [
        *("president", "former US president", "May's spokesman", "head of a store", "an official"),
        *(
            "US",
            "Prime Minister",
            "Attorney General",
            "Police chief",
            "Senior official",
            "a US aide",
        ),
    ],
)
def test_a_title_without_country_or_body_or_of_the_past_is_no_office(title):
    assert parse_office(title) is None


#: Whom words are credited to, whom the story's articles call by which title, and who is credited.
CASES = (
    ("US president", [("US President", "Ann Lee")], "Ann Lee"),
    ("US president", [("US President", "Ann Lee"), ("US President", "Bo Ek")], ""),
    ("US president", [("Danish President", "Ann Lee")], ""),
    ("US president", [("former US President", "Ann Lee")], ""),
    ("president", [("President", "Ann Lee")], ""),
    ("FBI director", [("FBI Director", "Ann Lee")], "Ann Lee"),
    ("Prime Minister", [("Prime Minister", "Ann Lee")], ""),
    ("Police chief", [("Police Chief", "Ann Lee")], ""),
    ("GOP senator", [("GOP Senator", "Ann Lee")], ""),
    ("Danish newspaper", [("Danish newspaper", "Ann Lee")], ""),
    ("Danish minister", [("Danish Minister", "Ann Lee")], ""),
    ("Danish health minister", [("Danish Health Minister", "Ann Lee")], "Ann Lee"),
    ("US president", [], ""),
)


def test_only_the_one_holder_that_the_story_names_is_credited():
    described, names = [], []
    for number, (speaker, titles, _) in enumerate(CASES):
        described.append({"quote_id": f"q{number}", "story_id": f"s{number}", "speaker": speaker})
        names += [
            {"story_id": f"s{number}", "label": "PERSON", "epithet": title, "entity_id": person}
            for title, person in titles
        ]
        names += [
            {"story_id": f"s{number}", "label": "ORG", "text": body}
            for body in ("the FBI", "Police", "GOP")
        ]
    credited = find_office_holders(pd.DataFrame(described), pd.DataFrame(names))
    expected = [(f"q{number}", name) for number, (_, _, name) in enumerate(CASES) if name]
    assert list(credited.itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize(
    ("before", "description", "expected"),
    [
        ("said a ", "US president", True),
        ("One ", "US president", True),
        ("according to ", "a US president", True),
        ("“It rains,” ", "Another US president", True),
        ("said ", "the US president", False),
        ("said the ", "US president", False),
        ("", "US president", False),
    ],
)
def test_one_of_several_is_told_from_the_holder(before, description, expected):
    assert is_indefinite(before, description) == expected


#: Nouns of which a country has one holder; of any other noun it has many, or the noun needs more.
OF_COUNTRIES = (
    *("president", "premier", "chancellor", "king", "queen", "monarch", "pope", "leader"),
    *("ruler", "dictator", "strongman", "treasurer"),
)


def test_a_country_alone_says_whose_office_it_is_of_few_nouns_only():
    nouns = [row["noun"] for row in read_rows("corpus", "offices.csv")]
    with_country = [noun for noun in nouns if parse_office(f"US {noun}") is not None]
    assert with_country == list(OF_COUNTRIES)


@pytest.mark.parametrize(
    "title",
    [
        *("Danish film director", "French police chief", "American football coach"),
        *("US military spokesman", "US major general", "US Supreme Court justice"),
        *("US senior adviser", "Danish oil executive", "US keynote speaker", "US senator"),
    ],
)
def test_what_a_country_has_many_of_is_no_office_with_another_word_either(title):
    assert parse_office(title) is None


@pytest.mark.parametrize(
    "title",
    [
        *("US attorney general", "US first lady", "US national security adviser"),
        *("US chief justice", "Iranian parliament speaker", "Danish health minister"),
    ],
)
def test_another_word_says_which_of_several_of_a_country_it_is(title):
    assert parse_office(title) is not None


@pytest.mark.parametrize(
    ("description", "expected"),
    [("US president", True), ("president", True), ("May's spokesman", False), ("one aide", False)],
)
def test_a_description_that_may_name_an_office_is_a_title(description, expected):
    assert is_title(description) == expected
