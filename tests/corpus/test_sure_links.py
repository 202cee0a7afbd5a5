"""The certainty of a link rises with what the sentences and their articles share."""

import math

import numpy as np
import pytest

from analysis.corpus import sure_links
from analysis.corpus.sentence_similarity import SentenceWords
from analysis.corpus.sure_links import LINK_MEASURES, LinkCertainty, measure_link, score_link


def make_words(text, names="", described=""):
    forms = tuple(text.split())
    of_names, titles = frozenset(names.split()), frozenset(described.split())
    return SentenceWords(frozenset(forms) - of_names, of_names, frozenset(), forms, titles)


FIRST = make_words("mayor orr open tram line", names="orr", described="mayor")


@pytest.mark.parametrize(
    ("measure", "other", "value"),
    [
        ("longest_run", make_words("open tram line late"), math.log1p(3)),
        ("longest_run", make_words("line tram open"), math.log1p(1)),
        ("shared_names", make_words("orr late", names="orr"), math.log1p(1)),
        ("shared_names", make_words("orr late"), 0.0),
        ("telling_words", make_words("mayor open line"), math.log1p(2)),
        ("rarest_word", make_words("late"), 0.0),
    ],
)
def test_a_measure_counts_what_both_sentences_share(measure, other, value):
    measures = measure_link(FIRST, other, 0.7, 0.2)
    assert measures[LINK_MEASURES.index(measure)] == pytest.approx(value)


def test_a_run_of_more_than_eight_words_says_no_more():
    words = list("abcdefghij")
    runs = [
        measure_link(*[make_words(" ".join(words[:size]))] * 2, 0.7, 0.2)[3] for size in (7, 8, 10)
    ]
    assert runs[0] < runs[1] == runs[2]


@pytest.mark.parametrize(("probability", "odds"), [(0.99, 99), (0.995, 99), (0.98, 49), (0.5, 1)])
def test_probabilities_beyond_99_percent_are_equal(probability, odds):
    assert measure_link(FIRST, FIRST, probability, 0.2)[0] == pytest.approx(math.log(odds))


@pytest.mark.parametrize("measure", range(len(LINK_MEASURES)))
def test_the_certainty_rises_with_each_measure(measure):
    measures = np.array([0.8, -1.6, 3.0, 0.7, 0.7, 1.0])
    more = measures.copy()
    more[measure] += 0.5
    assert 0 < score_link(measures) < score_link(more) < 1


def test_the_other_sentences_of_the_article_that_shares_fewer_of_them_are_counted():
    probability = np.array([[0.6, 0.0], [0.0, 0.4], [0.0, 0.39]])
    certainty = LinkCertainty([FIRST] * 3, [FIRST] * 2, probability, 0.4)
    assert certainty.measure(0, 0)[1] == pytest.approx(math.log(0.5 + 0.02))
    assert certainty.measure(1, 1)[1] == pytest.approx(math.log(0.5 + 0.02))
    alone = LinkCertainty([FIRST], [FIRST] * 2, probability[:1], 0.4)
    assert alone.measure(0, 0)[1] == pytest.approx(math.log(0.02)), "the right one shares none"
    lonely = LinkCertainty([FIRST], [FIRST], probability[:1, :1], 0.4)
    assert lonely.measure(0, 0)[1] == pytest.approx(math.log(sure_links.UNKNOWN_SHARE + 0.02))


@pytest.mark.parametrize(("offset", "is_certain"), [(0.0, True), (-1e-9, False)])
def test_a_link_is_sure_from_a_certainty_on(monkeypatch, offset, is_certain):
    threshold = sure_links.CERTAINTY_THRESHOLD
    monkeypatch.setattr(sure_links, "score_link", lambda _: threshold + offset)
    certainty = LinkCertainty([FIRST], [FIRST], np.array([[0.9]]), 0.4)
    assert certainty.is_certain(0, 0) is is_certain
