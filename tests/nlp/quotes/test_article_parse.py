"""Which quoted spans are quotes of their own, and what a candidate includes."""

import pytest

from tests.hand_made_articles import SAID, tokenise


def _standalone(text):
    article = tokenise(text, {"said": SAID})
    return [text[span.start : span.end] for span in article.standalone_quotes.spans]


@pytest.mark.parametrize(
    "text",
    [
        # A colon precedes two words or more.
        'The sign: "no way" it read',
        # After a sentence: four words or more in lower case that end like a sentence.
        'It was over. "we all go home." Then rain fell.',
        # After a comma: four words or more that begin like a sentence.
        'They smiled, "We all go home" and left.',
        # After a comma and a reporting verb: six words or more in lower case.
        'Lee said, "we all went home to sleep." Then rain fell.',
        # After a reporting verb alone: three words or more that are a sentence.
        'Lee said "We go home." Then rain fell.',
        # A comma after it: of any length.
        'It was over. "we go", Lee said.',
    ],
)
def test_a_quote_of_its_own_is_long_enough_for_what_precedes_it(text):
    assert len(_standalone(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        'The sign: "no" it read',
        'It was over. "we go home." Then rain fell.',
        'They smiled, "We go home" and left.',
        'Lee said, "we all went to sleep." Then rain fell.',
        'They smiled, "we all went home to sleep." Then rain fell.',
        'Lee said "We go." Then rain fell.',
        'They said that "We go home." Then rain fell.',
        'A sign "We go home." Then rain fell.',
        'Empty: "" it read',
    ],
)
def test_a_shorter_one_is_a_fragment(text):
    assert _standalone(text) == []


@pytest.mark.parametrize(("n_between", "is_standalone"), [(7, True), (8, False)])
def test_a_reporting_verb_counts_among_the_eight_tokens_before_a_quote(n_between, is_standalone):
    text = f'Lee said {"x " * n_between}"We go home." Then rain fell.'
    assert bool(_standalone(text)) is is_standalone


@pytest.mark.parametrize(("distance", "is_standalone"), [(60, True), (61, False)])
def test_a_reporting_verb_counts_within_60_characters_before_a_quote(distance, is_standalone):
    text = f'Lee said {"x" * (distance - len("said  "))} "We go home." Then rain fell.'
    assert text.index('"') - text.index("said") == distance
    assert bool(_standalone(text)) is is_standalone


@pytest.mark.parametrize(("text", "is_long_enough"), [("ab cd ef", True), ("ab cd e", False)])
def test_a_candidate_has_at_least_eight_characters(text, is_long_enough):
    article = tokenise(text)
    candidate = article.make_candidate(0, 3, None, None, article.block_at(0))
    assert (candidate is not None) is is_long_enough


def test_punctuation_is_trimmed_from_a_candidate():
    text = ", the bridge is safe , . then"
    article = tokenise(text)
    candidate = article.make_candidate(0, 7, None, None, article.block_at(0))
    assert text[candidate.start : candidate.end] == "the bridge is safe"


def test_a_candidate_includes_the_whole_of_a_quoted_fragment():
    text = 'the bridge is "safer than ever" now'
    article = tokenise(text)
    candidate = article.make_candidate(0, 5, None, None, article.block_at(0))
    assert text[candidate.start : candidate.end] == 'the bridge is "safer than ever"'


def test_a_candidate_excludes_a_standalone_quote():
    text = 'the bridge is safe: "We go home." Rain'
    article = tokenise(text)
    candidate = article.make_candidate(0, 9, None, None, article.block_at(0))
    assert text[candidate.start : candidate.end] == "the bridge is safe"


def test_past_the_last_block_there_is_an_empty_one():
    article = tokenise("The bridge is safe.")
    assert article.block_at(5) == (0, 19)
    assert article.block_at(19) == (19, 19)


def test_the_remark_of_the_outlet_on_a_reference_is_no_part_of_a_quote(quote):
    row = quote("Ann Orr said that “the dry ones” must go, a reference to the wells of the north.")
    assert row["text"] == "that “the dry ones” must go"


def test_who_speaks_after_the_place_is_no_place(quote):
    row = quote("In Oslo, Norway, Rabbi Adam Boon of Temple Beth Israel said the ferry was full.")
    assert row["speaker"] == "Adam Boon"
