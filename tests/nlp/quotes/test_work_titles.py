"""Titles in quotation marks that end like a sentence."""

import pytest


@pytest.mark.parametrize(
    "place",
    [
        'on CNN\'s "State of the North."',
        'on "Good Morning Veldonia."',
        'on Monday and told "Good Morning Veldonia."',
        'in the film "Drought."',
        'in the film "Who Drank?"',
        'on "Dig & Wells."',
        'on Fox News\' "Wellington."',
        'in a new book, "The OPEC Wells."',
    ],
)
def test_a_title_with_the_stop_of_its_sentence_is_no_quote(quotes, place):
    rows = quotes(f'"The wells are dry," Ann Orr said {place}')
    assert [row["text"] for row in rows] == ['"The wells are dry,"']


@pytest.mark.parametrize(
    "text",
    [
        'Ann Orr said: "Close the Wells."',
        'Ann Orr said, "Good Morning Veldonia."',
        'Ann Orr told the show, "No."',
        'Ann Orr shouted on air: "The Wells Are Dry Again And Nobody Says So."',
    ],
)
def test_capitalised_words_after_punctuation_are_a_quote(quote, text):
    assert quote(text)["speaker"] == "Ann Orr"


@pytest.mark.parametrize(
    ("text", "n_quotes"),
    [
        ('They will state their aims in papers called "Our Wells For The North."', 0),
        ('Dubbed "Wells in the North," the forum begins in May.', 0),
    ],
)
def test_what_a_participle_names_is_no_quote(quotes, text, n_quotes):
    assert len(quotes(text)) == n_quotes


@pytest.mark.parametrize(
    ("title", "n_quotes"),
    [
        ("The Wells of the North: How Good Men Dug for Old Mains.", 0),
        ("The Wells of the North: How Good Men Dug for Old Oil.", 1),
    ],
)
def test_four_long_capitalised_words_after_a_work_are_a_title(quotes, title, n_quotes):
    rows = quotes(f"Ann Orr writes of it in a new book, “{title}” Bo Lee read it in Oslo.")
    assert len([row for row in rows if row["kind"] == "direct"]) == n_quotes
