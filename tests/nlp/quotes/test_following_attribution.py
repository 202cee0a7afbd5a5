"""The attribution after a quote."""

import pytest

OPENING = 'Ann Orr leads the council. Meg Lorne owns a farm. "It is late," Lorne said.\n\n'
QUOTE = '"We have no water in this valley'


@pytest.mark.parametrize("verb", ["grumbled", "deadpanned", "huffed", "spluttered", "sobbed"])
def test_a_name_beside_any_finite_verb_after_a_quote_is_its_speaker(quotes, verb):
    assert quotes(f'{OPENING}{QUOTE}," {verb} Ann Orr.')[1]["speaker"] == "Ann Orr"
    assert quotes(f'{OPENING}{QUOTE}," Orr {verb}.')[1]["speaker"] == "Ann Orr"


def test_a_particle_may_stand_between_the_verb_and_its_speaker(quotes):
    assert quotes(f'{OPENING}{QUOTE}," chimed in Ann Orr.')[1]["speaker"] == "Ann Orr"


@pytest.mark.parametrize(
    "attribution",
    ["as Orr put it.", "was Orr's reply.", "according to Ann Orr.", "as Ann Orr once put it."],
)
def test_an_attribution_needs_no_verb_of_saying(quotes, attribution):
    assert quotes(f'{OPENING}{QUOTE}," {attribution}')[1]["speaker"] == "Ann Orr"


def test_a_name_in_brackets_after_a_quote_is_its_speaker(quotes):
    assert quotes(f'{OPENING}{QUOTE}" (Orr).')[1]["speaker"] == "Ann Orr"


def test_a_name_alone_after_the_comma_of_a_quote_is_its_speaker(quotes):
    assert quotes(f'{OPENING}{QUOTE}," Ms. Orr.')[1]["speaker"] == "Ann Orr"
    assert all(row["mention"] != "Ms. Orr" for row in quotes(f'{OPENING}{QUOTE}." Ms. Orr.'))


def test_a_verb_with_an_object_is_no_attribution_unless_it_reports(quotes):
    rows = quotes(f'{OPENING}{QUOTE}." Orr closed the meeting.')
    assert all(row["speaker"] != "Ann Orr" for row in rows)


def test_a_title_before_a_participle_and_a_month_is_no_quote(quotes):
    rows = quotes('In her book, "A Dry Valley," released in May, Ann Orr looks back.')
    assert not rows


def test_a_family_name_may_begin_with_a_particle(quotes):
    rows = quotes(f'Piet de Boer owns a farm. {OPENING}{QUOTE}," de Boer snorted.')
    assert rows[1]["mention"].endswith("Boer")


def test_a_verb_that_looks_like_a_plural_attributes_a_quote(quote):
    assert quote('"The wells are old," the Oslo Times notes.')["speaker"] == "Oslo Times"


def test_an_abbreviated_title_ends_no_sentence(quote):
    text = '"The wells are old," Sens. Ann Orr (R-Ariz.) and Bo Holt (D-Md.) said on Monday.'
    assert quote(text)["speaker"] == "Ann Orr; Bo Holt"


def test_a_description_may_part_a_speaker_from_the_verb_after_names_in_the_quote(quote):
    row = quote(
        '"We all miss two members of our crew - Drs. Anton and Maria Bell," Chris Vance, president '
        "of Oslo Hospital, said in a statement."
    )
    assert row["speaker"] == "Chris Vance"
