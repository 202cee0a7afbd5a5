"""Measures of two sentences' words, on words made for them."""

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import sentence_similarity
from analysis.corpus.sentence_similarity import (
    MEASURES,
    SentenceWords,
    mark_comparable,
    measure_similarity,
    read_sentence_words,
    score_measures,
)
from analysis.corpus.word_vectors import RELATED_THRESHOLD, compare_words


def sentence(words="", names="", utterances=""):
    return SentenceWords(*(frozenset(part.split()) for part in (words, names, utterances)))


def measure(name, left, right):
    return measure_similarity(left, right)[..., MEASURES.index(name)]


FILLER = sentence("garden lamp")


def test_the_same_words_are_wholly_related_and_contained():
    pair = [sentence("bridg collaps"), FILLER]
    assert measure("related_words", pair, pair)[0, 0] == pytest.approx(1)
    assert measure("contained", pair, pair)[0, 0] == pytest.approx(1)
    assert measure("contained", pair, pair)[0, 1] == 0


def test_a_shorter_sentence_is_contained_in_a_longer_one():
    left, right = [sentence("bridg"), FILLER], [sentence("bridg collaps rain"), FILLER]
    assert measure("contained", left, right)[0, 0] == pytest.approx(1)
    assert measure("related_words", left, right)[0, 0] < 0.8


def test_words_of_names_alone_make_no_related_words():
    left, right = [sentence("spoke", "kim"), FILLER], [sentence("flew", "kim"), FILLER]
    assert measure("related_words", left, right)[0, 0] < 0.5
    assert measure("shared_names", left, right)[0, 0] > 0.3


def test_shared_numbers_weigh_and_other_words_do_not():
    left, right = [sentence("21 girl"), FILLER], [sentence("21 school"), FILLER]
    assert measure("shared_numbers", left, right)[0, 0] > 0
    assert measure("shared_numbers", left, right)[1, 1] == 0


def test_names_are_compared_by_themselves():
    left = [sentence("spoke", "kim putin"), FILLER]
    right = [sentence("flew", "kim"), sentence("kim spoke")]
    assert 0 < measure("shared_names", left, right)[0, 0] < 1
    assert measure("shared_names", left, left)[0, 0] == pytest.approx(1)
    assert measure("shared_names", left, right)[:, 1].tolist() == [0, 0]


def test_rare_words_in_common_weigh_more_than_as_many_common_ones():
    common, rare = sentence("time day"), sentence("seismograph peninsula")
    rarity = measure("shared_rarity", [common, rare], [common, rare])
    assert rarity[1, 1] > rarity[0, 0] > 0
    assert rarity[0, 1] == 0


def test_an_utterance_marks_the_two_sentences_most_alike():
    left = [sentence("price pay", utterances="u1"), sentence("talk", utterances="u1")]
    right = [sentence("weather", utterances="u1"), sentence("price pay", utterances="u1")]
    marks = measure("same_utterance", left, right)
    assert marks.tolist() == [[0, 1], [0, 0]]


def test_every_measure_is_the_same_from_the_other_side():
    left = [sentence("bridg collaps 7", "rome", "u1"), sentence("rain fell", "rome")]
    right = [sentence("collaps of bridg", "rome", "u1"), sentence("7 peopl"), FILLER]
    there, back = measure_similarity(left, right), measure_similarity(right, left)
    assert np.allclose(there, back.transpose(1, 0, 2))


def test_sentences_without_words_measure_nothing():
    measures = measure_similarity([sentence()], [sentence(), FILLER])
    assert np.isfinite(measures).all()
    assert measures[0, :, :4].sum() == 0


@pytest.mark.parametrize(("left", "right"), [([], [FILLER]), ([FILLER], []), ([], [])])
def test_no_sentences_have_no_measures(left, right):
    measures = measure_similarity(left, right)
    assert measures.shape == (len(left), len(right), len(MEASURES))
    assert score_measures(measures).shape == (len(left), len(right))


def test_every_weight_is_positive_so_that_more_likeness_is_more_probable():
    _, weights = sentence_similarity._load_weights()
    assert len(weights) == len(MEASURES)
    assert (weights > 0).all()


def test_words_of_sentences_are_read_without_stop_words_and_apart_from_names():
    text = "Ann Lee said the bridge would fall."
    sentences = pd.DataFrame({"article_id": ["a"], "start": [10], "end": [45], "text": [text]})
    mentions = pd.DataFrame(
        {
            "article_id": ["a", "b", "a"],
            "start": [10, 24, 27],
            "end": [17, 30, 33],
            "kind": ["name", "name", "apposition"],
            "entity_id": ["ann", "elsewhere", "bridge"],
        }
    )
    quotes = pd.DataFrame(
        {"article_id": ["a", "a"], "start": [23, 45], "end": [44, 60], "utterance_id": ["u1", "u2"]}
    )
    (words,) = read_sentence_words(sentences, mentions, quotes)
    assert words == SentenceWords(
        frozenset({"bridg", "fall"}),
        frozenset({"ann", "lee"}),
        frozenset({"u1"}),
        ("ann", "lee", "said", "the", "bridg", "would", "fall"),
        frozenset({"bridg"}),
        frozenset({"ann"}),
    )


def test_words_of_one_meaning_are_alike_and_numbers_only_themselves():
    words = ["injur", "wound", "banana", "21", "22", "zzqx"]
    likeness = compare_words(words, words)
    assert likeness[0, 1] > RELATED_THRESHOLD
    assert likeness[0, 2] == 0
    assert likeness[3, 4] == 0
    assert np.diag(likeness).tolist() == [1] * 6


@pytest.mark.parametrize(("words", "is_comparable"), [("ask", False), ("ask court", True)])
def test_a_sentence_of_fewer_than_three_content_words_is_not_compared(words, is_comparable):
    short, full = sentence(words, "kim"), sentence("ask court bridg", "kim")
    assert mark_comparable([short], [full]).item() is is_comparable
    assert mark_comparable([full], [short]).item() is is_comparable


@pytest.mark.parametrize(
    ("shorter", "longer", "is_comparable"),
    [
        ("why do we have to", "so why do we have to she said", True),
        ("why do we have", "why do we have", False),
        ("why do we have to", "why do we never have to", False),
    ],
)
def test_a_sentence_of_common_words_is_compared_if_the_other_has_all_of_it(
    shorter, longer, is_comparable
):
    left, right = (
        SentenceWords(frozenset(), frozenset(), frozenset(), tuple(text.split()))
        for text in (shorter, longer)
    )
    assert mark_comparable([left], [right]).item() is is_comparable
    assert mark_comparable([right], [left]).item() is is_comparable


def test_sentences_that_quote_one_utterance_are_compared_however_short():
    left, right = sentence("won", "ann", "u1"), sentence("won", utterances="u1 u2")
    assert mark_comparable([left], [right]).item()
    assert not mark_comparable([left], [sentence("won", utterances="u2")]).item()


def test_no_sentences_have_no_comparable_pairs():
    assert mark_comparable([], [sentence("bridg")]).shape == (0, 1)
