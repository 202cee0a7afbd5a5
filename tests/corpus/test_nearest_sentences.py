import numpy as np
import pandas as pd
import pytest

from analysis.corpus import nearest_sentences, sentence_similarity
from analysis.corpus.nearest_sentences import SentenceSearch
from analysis.corpus.quoted_words import list_whole_runs
from tests.made_story import Story

FERRY = "The ferry with three hundred passengers sank off the coast at dawn."
FERRY_TOO = "At dawn a ferry carrying three hundred passengers sank near the coast."
RESCUE = "Fishermen from the village pulled survivors out of the freezing water."
MUSIC = "A violinist won the national competition for young musicians."


def story(**outlets):
    made = Story()
    for key, (outlet, lines) in enumerate(outlets.items()):
        made.article(f"a{key}", outlet, *lines)
    return tuple(pd.DataFrame(made.rows[name]) for name in ("articles", "sentences"))


def search(**outlets):
    articles, sentences = story(**outlets)
    return SentenceSearch(
        articles,
        sentences,
        pd.DataFrame(columns=["article_id", "start", "end", "kind", "entity_id"]),
        pd.DataFrame(columns=["article_id", "start", "end", "utterance_id"]),
    )


def test_many_articles_are_compared_as_few_are(monkeypatch):
    outlets = {"Ledger": (FERRY, MUSIC), "Beacon": (RESCUE, FERRY_TOO), "Courier": (FERRY, RESCUE)}
    together = search(**outlets).find("a0", 0, len(FERRY), "Beacon")
    monkeypatch.setattr(nearest_sentences, "MAX_COMPARED_TOGETHER", 3)
    assert search(**outlets).find("a0", 0, len(FERRY), "Beacon") == together
    monkeypatch.setattr(nearest_sentences, "MAX_COMPARED_TOGETHER", 2)
    monkeypatch.delattr(SentenceSearch, "_comparer")
    assert search(**outlets).find("a0", 0, len(FERRY), "Beacon") == together


def test_the_nearest_sentence_is_one_of_the_outlet_asked_for():
    searcher = search(Ledger=(FERRY, MUSIC), Beacon=(RESCUE, FERRY_TOO), Courier=(FERRY,))
    nearest = searcher.find("a0", 0, len(FERRY), "Beacon")
    assert (nearest.article_id, nearest.text) == ("a1", FERRY_TOO)
    assert (nearest.start, nearest.end) == (len(RESCUE) + 1, len(RESCUE) + 1 + len(FERRY_TOO))
    assert 0.35 <= nearest.similarity <= 1


def test_a_passage_is_searched_by_the_sentence_it_shares_most_with():
    searcher = search(Ledger=(MUSIC, FERRY), Beacon=(FERRY_TOO, RESCUE))
    start = len(MUSIC) + 1
    assert searcher.find("a0", start - 5, start + 30, "Beacon").text == FERRY_TOO


def test_what_no_sentence_reports_has_no_nearest_sentence():
    searcher = search(Ledger=(FERRY,), Beacon=(MUSIC, RESCUE))
    assert searcher.find("a0", 0, len(FERRY), "Beacon") is None
    assert searcher.find("a0", 0, len(FERRY), "Nobody") is None
    assert searcher.find("zz", 0, 5, "Beacon") is None
    assert searcher.find("a0", 900, 905, "Beacon") is None


@pytest.mark.parametrize(("probability", "is_found"), [(0.4, True), (0.399, False)])
def test_a_sentence_is_shown_from_the_threshold_on(monkeypatch, probability, is_found):
    monkeypatch.setattr(
        sentence_similarity,
        "score_measures",
        lambda measures: np.full(measures.shape[:2], probability),
    )
    searcher = search(Ledger=(FERRY,), Beacon=(FERRY_TOO,))
    assert (searcher.find("a0", 0, len(FERRY), "Beacon") is not None) is is_found


def test_the_likelihood_of_a_passage_is_that_of_the_likeliest_sentence_of_an_outlet():
    searcher = search(Ledger=(FERRY, MUSIC), Beacon=(RESCUE, FERRY_TOO))
    likelihood = searcher.measure_likelihood("a0", 0, len(FERRY), "Beacon")
    assert likelihood == searcher.find("a0", 0, len(FERRY), "Beacon").similarity
    assert searcher.measure_likelihood("a0", len(FERRY) + 1, len(FERRY) + 9, "Beacon") < 0.02


def test_a_pair_of_sentences_is_as_likely_as_compared_if_it_is_the_best_of_either():
    searcher = search(Ledger=(FERRY, MUSIC), Beacon=(FERRY_TOO, RESCUE))
    ferry, music = ("a0", 0, len(FERRY)), ("a0", len(FERRY) + 1, len(FERRY) + 1 + len(MUSIC))
    ferry_too = ("a1", 0, len(FERRY_TOO))
    nearest = searcher.find(*ferry, "Beacon")
    assert searcher.measure_pair(ferry, ferry_too) == nearest.similarity
    assert searcher.measure_pair(music, ferry_too) < 0.35
    assert searcher.measure_pair(ferry, ("zz", 0, 5)) == 0


def test_what_says_too_little_or_is_nowhere_has_no_likelihood():
    searcher = search(Ledger=("And then he said that he was there.",), Beacon=(FERRY,))
    assert searcher.measure_likelihood("a0", 0, 9, "Beacon") is None
    assert searcher.measure_likelihood("a0", 900, 901, "Beacon") is None
    assert searcher.measure_likelihood("a1", 0, 9, "Nobody") is None


@pytest.mark.parametrize(
    ("saying", "is_verbatim"),
    [
        ("“We cannot sail our way out of this storm,”", True),
        ("that “we cannot sail our way out of this storm”", False),
        ("“We cannot sail out of this storm”", False),
        ("“out of this storm”", False),
    ],
)
def test_the_words_of_a_whole_quotation_are_those_words_whoever_is_credited(saying, is_verbatim):
    message = "Ek's message: While the harbour is safe, we can't sail our way out of this storm."
    searcher = search(Beacon=(MUSIC, message.replace("can't", "cannot")))
    sentence = searcher.find_verbatim(list_whole_runs([saying]), "Beacon")
    assert (sentence is not None and sentence.is_verbatim) is is_verbatim
