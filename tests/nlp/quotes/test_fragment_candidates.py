"""Quoted fragments, and titles in quotation marks, which are none."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        'Ann Orr said on "Good Morning Veldonia" that the wells were dry.',
        'Ann Orr told "Good Morning Veldonia" that the wells were dry.',
        'Ann Orr told the host of the show "Good Morning Veldonia" that the wells were dry.',
    ],
)
def test_a_title_in_quotation_marks_is_no_quote(quotes, text):
    assert [row["text"] for row in quotes(text)] == ["that the wells were dry"]


@pytest.mark.parametrize(
    "fragment",
    [
        'it a "Total Disaster"',
        'the plan "deeply unfair"',
        'it "a very big mistake"',
        'the plan "unfair"',
    ],
)
def test_what_somebody_is_reported_to_call_a_thing_is_a_quote(quote, fragment):
    row = quote(f"Ann Orr called {fragment}.")
    assert row["speaker"] == "Ann Orr"
    assert row["text"] in fragment


@pytest.mark.parametrize(
    "text", ['What Ann Orr calls "rockings" was a threat.', 'Ann Orr took a "selfie" there.']
)
def test_a_single_word_that_judges_nothing_is_no_quote(quotes, text):
    assert not quotes(text)


@pytest.mark.parametrize("verb", ["quotes", "pointed to"])
def test_what_somebody_mentions_is_no_quote(quotes, verb):
    assert not quotes(f'Ann Orr {verb} the "experts on wells" of the north.')


@pytest.mark.parametrize(("lead", "is_view"), [("For Ann Orr, ", True), ("In May, ", False)])
def test_what_something_is_for_a_person_is_a_quote(quotes, lead, is_view):
    rows = quotes(f'{lead}the plan was "a bad joke". Ann Orr left.')
    assert [(row["text"], row["speaker"]) for row in rows] == [
        ('the plan was "a bad joke"', "Ann Orr")
    ] * is_view


def test_what_is_quoted_as_the_subject_of_a_sentence_is_part_of_it(quotes):
    rows = quotes('"Peace with justice" also means taking "bold" action on wells, Ann Orr said.')
    assert [row["text"] for row in rows] == [
        '"Peace with justice" also means taking "bold" action on wells'
    ]


def test_a_title_before_the_noun_of_a_work_is_no_quote(quotes):
    assert not quotes('The Gazette\'s "Postmodern Conservative" blog blasted the plan.')


def test_the_clause_of_a_claim_with_quoted_words_belongs_to_who_makes_it(quotes):
    (row,) = quotes("Ann Orr made the argument that it is time for “heroes, not traitors of old.”")
    assert row["speaker"] == "Ann Orr"
    assert row["text"].startswith("that it is time")


def test_marks_in_the_name_of_who_speaks_are_no_quote(quotes):
    rows = quotes("“We are very glad,” said the ‘Give Back Our Boats’ movement on Facebook.")
    assert [row["text"] for row in rows] == ["“We are very glad,”"]
