"""Whose a quote is: an attribution that leads into it, or the one after it."""

import pytest

OPENING = "Ann Orr leads the council. Bo Lindqvist is an engineer.\n\n"


@pytest.mark.parametrize(
    "next_sentence",
    [
        "Lindqvist said the pumps were old.",
        "Lindqvist agreed.",
        "Lindqvist called the plan absurd.",
        "But Lindqvist denied that.",
    ],
)
@pytest.mark.parametrize(
    "lead", ["Orr said: ", "Orr told reporters, ", "The leader, Ann Orr, wrote "]
)
def test_the_next_sentence_does_not_take_a_quote_that_an_attribution_leads_into(
    quotes, lead, next_sentence
):
    rows = quotes(f'{OPENING}{lead}"The wells are dry this year." {next_sentence}')
    assert rows[0]["text"] == '"The wells are dry this year."'
    assert rows[0]["speaker"] == "Ann Orr"


def test_a_quote_before_a_sentence_with_its_own_content_continues_the_quote_before(quotes):
    rows = quotes(
        OPENING + '"The wells are dry," Orr said. "They were dry in May too." '
        "Lindqvist said the pumps were old."
    )
    assert [row["speaker"] for row in rows] == ["Ann Orr", "Ann Orr", "Bo Lindqvist"]
    assert rows[1]["resolution"] == "continued"


def test_an_attribution_beside_the_mark_outweighs_a_verb_before_the_quote(quotes):
    rows = quotes(OPENING + 'Asked what Lindqvist had said, "Nothing of use," Orr replied.')
    assert rows[-1]["speaker"] == "Ann Orr"


def test_a_question_is_that_of_the_one_who_asks_it_after_the_mark(quotes):
    (row,) = quotes(OPENING + '"Who will pay for the pumps?" Orr asked.')
    assert row["speaker"] == "Ann Orr"


def test_an_attribution_that_is_not_understood_leaves_the_speaker_blank(quotes):
    rows = quotes(
        OPENING + '"The wells are dry," Orr said.\n\n'
        '"We have waited for three years," Ida Moss, of the farmers\' union.'
    )
    assert [row["speaker"] for row in rows] == ["Ann Orr", ""]


@pytest.mark.parametrize("verb", ["said", "added"])
def test_both_halves_of_a_divided_quote_are_found(quotes, verb):
    rows = quotes(f'{OPENING}"The well," Orr {verb}, "is very deep."')
    assert [row["text"] for row in rows] == ['"The well,"', '"is very deep."']
    assert [row["speaker"] for row in rows] == ["Ann Orr", "Ann Orr"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"We will dig" for water in May, Orr said.', '"We will dig" for water in May'),
        ('"We will dig." For water in May, Orr said, they pay.', '"We will dig."'),
        ('"We will dig," the mayor, Ann Orr, said.', '"We will dig,"'),
    ],
)
def test_a_quote_includes_the_rest_of_its_sentence_before_the_attribution(quotes, text, content):
    assert quotes(OPENING + text)[0]["text"] == content


@pytest.mark.parametrize(
    ("text", "n_quotes"),
    [
        ('"Dry" wells cost the town a lot.', 0),
        ('"Dry wells" cost the town a lot.', 0),
        ('"Dry wells here" cost, Orr said.', 1),
        ('"Dry," Orr said.', 1),
        ('"DRY WELLS"\n\nOrr leads the town.', 0),
        ('Orr wrote:\n\n"DRY WELLS"\n\nIt was May.', 1),
    ],
)
def test_a_term_or_a_heading_in_marks_is_no_quote(quotes, text, n_quotes):
    assert len(quotes(OPENING + text)) == n_quotes
