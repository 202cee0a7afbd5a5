"""Sentences that another one contains word for word."""

import pytest

from analysis.corpus.passages import link_sentences, read_sentences
from analysis.corpus.verbatim_words import MIN_VERBATIM_WORDS, is_verbatim
from tests.corpus.test_passages import TEXTS, tables

WORDS = tuple("abcdefgh")


@pytest.mark.parametrize(("n_words", "expected"), [(MIN_VERBATIM_WORDS, True), (4, False)])
def test_the_shorter_sentence_has_five_words(n_words, expected):
    part = WORDS[2 : 2 + n_words]
    assert is_verbatim(part, WORDS) is expected
    assert is_verbatim(WORDS, part) is expected


def test_its_words_stand_together_and_in_order():
    assert not is_verbatim(WORDS[:3] + WORDS[4:6], WORDS)
    assert not is_verbatim(WORDS[4::-1], WORDS)


def test_what_a_longer_sentence_contains_word_for_word_is_surely_linked(monkeypatch):
    added = (
        ", the mayor said on a tour of the wells, schools, roads and farms beyond the new bridge"
    )
    for key, line in (("a", "We repaired the old harbour."), ("b", "We repaired the old harbour")):
        monkeypatch.setitem(TEXTS, key, [*TEXTS[key], line + added * (key == "b") + "."])
    articles, sentences, quotes, mentions = tables()
    read = [read_sentences(key, articles, sentences, quotes, mentions) for key in "ab"]
    links = link_sentences(*read).links
    (link,) = links[links["left_sentence"] == 4].itertuples()
    assert (link.right_sentence, link.strength, link.similarity) == (4, "sure", 1.0)
