"""The attribution that leads into a quote."""

import pytest

OPENING = 'Ann Orr leads the council. Meg Lorne owns a farm. "It is late," Lorne said.\n\n'


@pytest.mark.parametrize(
    "lead",
    [
        "Orr: ",
        "Orr (on the wells): ",
        "To quote Orr: ",
        "In the words of Orr, ",
        "In Orr's words, ",
        "As Orr put it, ",
        "Orr's verdict: ",
        "Orr's reply was short: ",
        "Orr's answer? ",
        "Orr was blunt: ",
        "Orr issued a statement: ",
        "Media caption Ann Orr: ",
        "The verdict of Orr: ",
        "Orr provided the only comment: ",
        "Orr put it bluntly: ",
        "Orr was like, ",
        "Orr goes, ",
    ],
)
def test_an_attribution_without_a_verb_of_saying_leads_into_a_quote(quotes, lead):
    rows = quotes(f'{OPENING}{lead}"We have no water in this valley."')
    assert (rows[1]["kind"], rows[1]["speaker"]) == ("direct", "Ann Orr")


@pytest.mark.parametrize("lead", ["Note: ", "The letter she received: "])
def test_what_stands_before_a_colon_is_not_always_the_speaker(quotes, lead):
    rows = quotes(f'{OPENING}{lead}"No water for sale in this valley."')
    assert all(row["speaker"] != "Ann Orr" for row in rows if row["text"].startswith('"No'))


def test_a_word_of_answer_after_a_colon_is_a_quote(quotes):
    rows = quotes(OPENING + 'Orr\'s answer was short: "No."')
    assert (rows[1]["text"], rows[1]["speaker"]) == ('"No."', "Ann Orr")


def test_a_verb_that_says_something_only_beside_a_quote_does_not_lead_into_a_far_one(quotes):
    rows = quotes(OPENING + 'Orr began to drink from the well with comments like: "It is sweet."')
    assert all(row["cue"] != "began" for row in rows)


def test_the_name_before_a_verb_in_the_present_is_its_subject(quotes):
    rows = quotes(
        OPENING + 'Council spokesman Ian Reid tells the Gazette\'s Una Hart: "We will dig."'
    )
    assert rows[1]["speaker"] == "Ian Reid"


@pytest.mark.parametrize("lead", ["In the words of Orr, ", "Or, as Orr put it, "])
def test_a_phrase_leads_into_a_quote_that_begins_in_lower_case(quotes, lead):
    rows = quotes(f'{OPENING}{lead}"the well is a farce."')
    assert [row["speaker"] for row in rows] == ["Meg Lorne", "Ann Orr"]


def test_a_family_name_that_the_model_takes_for_a_noun_speaks_before_a_colon(quotes):
    rows = quotes(
        'Ann Lindqvist is the minister. Bo Orr leads the union. "It leaks," Orr said. '
        'Lindqvist: "It was dry all summer."'
    )
    assert [row["speaker"] for row in rows] == ["Bo Orr", "Ann Lindqvist"]


def test_any_verb_joins_the_halves_of_a_quote(speakers):
    text = '"The roof," bellowed Ann Orr over the noise, "will come down on us all."'
    assert speakers(text) == ["Ann Orr", "Ann Orr"]
