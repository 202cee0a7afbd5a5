"""When an outlet is said to lack words: they say enough, or it never names their speaker."""

import pandas as pd
import pytest

from analysis.corpus.nearest_sentences import EXCLUSIVE_THRESHOLD
from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import tokenise
from analysis.findings.absence import (
    MIN_SEARCHED_WORDS,
    UNNAMED_SPEAKER_THRESHOLD,
    AbsenceSearch,
)

QUOTATION = "“We will talk with every harbour before the winter,”"
PARAPHRASE = "that they would talk with every harbour before the winter"


def is_absent(text, wording, probability, speakers):
    articles = pd.DataFrame([("a", "Ledger", text)], columns=["article_id", "outlet_label", "text"])
    sentences = pd.DataFrame([("a", 0, len(text))], columns=["article_id", "start", "end"])
    search = AbsenceSearch(articles, sentences)
    return search.find_absent([wording], {"Ledger": probability}, speakers) == {"Ledger"}


@pytest.mark.parametrize(
    ("text", "wording", "speakers", "threshold"),
    [
        ("Tomato prices rose.", QUOTATION, ["Ann Lee"], UNNAMED_SPEAKER_THRESHOLD),
        ("Tomato prices rose.", PARAPHRASE, ["Ann Lee"], EXCLUSIVE_THRESHOLD),
        ("Tomato prices rose, LEE said.", QUOTATION, ["Ann Lees"], UNNAMED_SPEAKER_THRESHOLD),
        ("Tomato prices rose, Lees said.", QUOTATION, ["Ann Lees"], EXCLUSIVE_THRESHOLD),
        ("Tomato prices rose, Bo Ek said.", QUOTATION, ["Ann Lee", "Bo Ek"], EXCLUSIVE_THRESHOLD),
        ("Tomato prices rose.", QUOTATION, [], EXCLUSIVE_THRESHOLD),
        ("Tomato prices rose.", QUOTATION, ["a US source"], EXCLUSIVE_THRESHOLD),
        ("Tomato prices rose.", QUOTATION, ["Ann Lee", "Lee"], EXCLUSIVE_THRESHOLD),
    ],
)
def test_where_no_speaker_is_named_a_quotation_is_absent_below_a_higher_threshold(
    text, wording, speakers, threshold
):
    assert not is_absent(text, wording, threshold, speakers)
    assert is_absent(text, wording, threshold - 0.001, speakers)


def test_a_few_quoted_words_stand_in_the_way_where_no_speaker_is_named():
    wording = "that talks are “actively advancing” despite the sanctions of last winter"
    text = "Ships are “actively advancing” in May."
    assert not is_absent(text, wording, UNNAMED_SPEAKER_THRESHOLD - 0.001, ["Ann Lee"])
    elsewhere = "Tomato prices rose in May."
    assert is_absent(elsewhere, wording, UNNAMED_SPEAKER_THRESHOLD - 0.001, ["Ann Lee"])


def test_words_of_the_quotation_stand_in_the_way_whoever_is_named():
    text = "They agreed that “we will talk with every harbour” in May."
    assert not is_absent(text, QUOTATION, 0.0, ["Ann Lee"])


@pytest.mark.parametrize(
    ("wording", "n_words", "absent"),
    [
        ("“We have nothing to tell you of the harbour,”", MIN_SEARCHED_WORDS - 1, set()),
        ("“We will have to be at the harbour at dawn,”", MIN_SEARCHED_WORDS, {"B"}),
    ],
)
def test_words_that_say_too_little_are_missing_nowhere(wording, n_words, absent):
    text = "Tomato prices rose in every market of the town."
    articles = pd.DataFrame({"article_id": ["b"], "outlet_label": ["B"], "text": [text]})
    sentences = pd.DataFrame({"article_id": ["b"], "start": [0], "end": [len(text)]})
    assert len({token.form for token in tokenise(wording)} - load_stop_words()) == n_words
    assert AbsenceSearch(articles, sentences).find_absent([wording], {"B": 0.0}) == absent
