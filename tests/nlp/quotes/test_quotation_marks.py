"""Quoted spans, whatever the typography of their marks."""

import re

import pytest

from analysis.nlp.glyphs import normalise
from analysis.nlp.quotes.quotation_marks import find_quoted_spans


def quoted(text):
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    return [text[span.start : span.end] for span in find_quoted_spans(text, paragraphs)]


@pytest.mark.parametrize(
    "text",
    [
        'She said "it is late" and left.',
        "She said “it is late” and left.",
        "She said ‘it is late’ and left.",
        "She said 'it is late' and left.",
        "She said ''it is late'' and left.",
        "She said ``it is late'' and left.",
        "She said «it is late» and left.",
    ],
)
def test_all_kinds_of_marks_enclose_the_same_words(text):
    (words,) = quoted(text)
    assert words.strip("\"“”‘’'`«»") == "it is late"


def test_typography_does_not_change_what_is_quoted():
    straight = 'The "first" man, aged 30, said: "No." Then a "second" one said "Yes," too.'
    curly = "The “first” man, aged 30, said: “No.” Then a “second” one said “Yes,” too."
    assert [normalise(words) for words in quoted(curly)] == quoted(straight)
    assert len(quoted(straight)) == 4


def test_marks_inside_marks_belong_to_the_outer_ones():
    assert quoted("“They call it ‘the wall’ here,” he said.") == ["“They call it ‘the wall’ here,”"]
    assert quoted("\"They call it 'the wall' here,\" he said.") == [
        "\"They call it 'the wall' here,\""
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It's the ministers' last word, and the '90s won't come back.",
        "The Smiths' house isn't O'Neill's.",
        "Rock 'n' roll and fish 'n' chips.",
        "The plank is 6' long.",
        "Dogs’ tails and cats’ ears can’t be told apart.",
    ],
)
def test_apostrophes_and_possessives_quote_nothing(text):
    assert quoted(text) == []


def test_a_possessive_inside_single_marks_does_not_close_them():
    assert quoted("He said 'the workers' pay is low' and left.") == ["'the workers' pay is low'"]


def test_a_quote_without_a_closing_mark_ends_at_the_attribution_after_it():
    text = '"We are going home, she said in the evening.'
    assert quoted(text) == ['"We are going home']


def test_a_mark_that_touches_the_sentence_before_opens_a_quote_that_is_closed_later():
    assert quoted('They left."The road is long," she said.') == ['"The road is long,"']
    assert quoted('"They left."The road is long.') == ['"They left."']
    assert quoted('They left."The road is long.') == []


def test_a_quote_without_a_closing_mark_ends_with_its_paragraph():
    text = '"We are going home\nThe road was long and "very" dark.'
    assert quoted(text) == ['"We are going home', '"very"']


def test_a_quote_of_several_paragraphs_is_a_span_in_each():
    text = '"We are going home.\n"It is late," she said.'
    spans = find_quoted_spans(text, [(0, 19), (20, len(text))])
    assert [(span.is_closed, span.continues_next_paragraph) for span in spans] == [
        (False, True),
        (True, False),
    ]


def test_an_inch_mark_does_not_open_a_quote():
    assert quoted('A 12" pipe and "a long one" lay there.') == ['"a long one"']


def test_marks_outside_the_paragraphs_are_ignored():
    text = '"Share this"\nHe said "no" twice.'
    assert [span.start for span in find_quoted_spans(text, [(13, len(text))])] == [
        text.index('"no"')
    ]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        *("“”", "„“", "„”", '„"', '"“', "””", "«»", "»«", "‹›", "›‹", "「」", "『』"),
        *("❝❞", "″″", "‶″", "〝〞", "＂＂", "‟”"),
        *(("''", "''"), ("``", "''"), (",,", "''"), ("´´", "´´"), ("‘‘", "’’")),
    ],
)
def test_every_pair_of_marks_in_use_delimits_a_quote(quotes, opening, closing):
    rows = quotes(
        "Ann Orr leads the council. Bo Lindqvist is an engineer.\n\n"
        f"{opening}The pumps are old,{closing} Lindqvist said. The works go on, Orr said."
    )
    assert rows[0]["text"] == f"{opening}The pumps are old,{closing}"
    assert (rows[0]["kind"], rows[0]["speaker"]) == ("direct", "Bo Lindqvist")


def test_an_opening_mark_after_a_comma_without_a_space_stays_one(quotes):
    rows = quotes("Ann Orr declared,“The pumps are old,” and left the meeting of the council.")
    assert rows[0]["text"] == "“The pumps are old,”"
