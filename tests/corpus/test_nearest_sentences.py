import numpy as np
import pandas as pd
import pytest

from analysis.corpus import nearest_sentences, sentence_similarity
from analysis.corpus.nearest_sentences import SentenceSearch
from analysis.corpus.quote_vectors import QuoteVectors
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
        pd.DataFrame(columns=["article_id", "start", "end", "kind"]),
        pd.DataFrame(columns=["article_id", "start", "end", "utterance_id"]),
    )


def test_a_statement_nobody_else_has_is_exclusive():
    searcher = search(Ledger=(FERRY, RESCUE), Beacon=(FERRY_TOO, MUSIC))
    assert list(searcher.find_exclusive_statements("Ledger")["text"]) == [RESCUE]
    assert list(searcher.find_exclusive_statements("Beacon")["text"]) == [MUSIC]


def test_one_outlet_alone_has_nothing_exclusive():
    assert search(Ledger=(FERRY, RESCUE)).find_exclusive_statements("Ledger").empty
    assert search(Ledger=(FERRY,), Beacon=(MUSIC,)).find_exclusive_statements("Nobody").empty


def test_what_two_others_report_is_missing_once():
    searcher = search(Ledger=(MUSIC,), Beacon=(FERRY, RESCUE), Courier=(FERRY_TOO,))
    statements = searcher.find_missing_statements("Ledger")
    assert list(statements["text"]) == [FERRY_TOO]
    assert list(statements["outlets"]) == [2]
    assert searcher.find_missing_statements("Beacon").empty
    assert searcher.find_missing_statements("Nobody").empty


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


@pytest.mark.parametrize(("probability", "is_found"), [(0.35, True), (0.349, False)])
def test_a_sentence_is_shown_from_the_threshold_on(monkeypatch, probability, is_found):
    monkeypatch.setattr(
        sentence_similarity,
        "score_measures",
        lambda measures: np.full(measures.shape[:2], probability),
    )
    searcher = search(Ledger=(FERRY,), Beacon=(FERRY_TOO,))
    assert (searcher.find("a0", 0, len(FERRY), "Beacon") is not None) is is_found


LONG = "Silver otters juggle seven purple lanterns"


def set_probability(monkeypatch, probability_of):
    """Set the probability of each two articles' sentences, by the ids of the articles."""
    monkeypatch.setattr(
        SentenceSearch,
        "_compare",
        lambda _, left, right: np.array([[probability_of[frozenset((left, right))]]]),
    )


@pytest.mark.parametrize(("probability", "is_exclusive"), [(0.02, False), (0.0199, True)])
def test_a_statement_is_exclusive_below_the_threshold(monkeypatch, probability, is_exclusive):
    set_probability(monkeypatch, {frozenset(("a0", "a1")): probability})
    searcher = search(Ledger=(LONG,), Beacon=(LONG,))
    assert searcher.find_exclusive_statements("Ledger").empty is not is_exclusive


def test_a_statement_has_a_minimum_of_words():
    short = LONG.rpartition(" ")[0]
    for line, n in ((LONG, 1), (short, 0)):
        searcher = search(Ledger=(line,), Beacon=(FERRY,))
        assert len(searcher.find_exclusive_statements("Ledger")) == n


def test_a_sentence_that_says_too_little_to_be_compared_is_not_exclusive():
    searcher = search(Ledger=("And then he said that he was there.",), Beacon=(FERRY,))
    assert searcher.find_exclusive_statements("Ledger").empty


@pytest.mark.parametrize(
    ("to_missing", "between_others", "is_missing"),
    [(0.0199, 0.5, True), (0.02, 0.5, False), (0.0199, 0.499, False)],
)
def test_a_statement_is_missing_if_two_others_report_it_and_no_sentence_of_the_outlet_may(
    monkeypatch, to_missing, between_others, is_missing
):
    probabilities = {
        frozenset(("a0", "a1")): to_missing,
        frozenset(("a0", "a2")): to_missing,
        frozenset(("a1", "a2")): between_others,
    }
    set_probability(monkeypatch, probabilities)
    searcher = search(Ledger=(MUSIC,), Beacon=(LONG,), Courier=(LONG,))
    assert searcher.find_missing_statements("Ledger").empty is not is_missing


@pytest.mark.parametrize(("dice", "is_compared"), [(0.3, True), (0.2999, False)])
def test_statements_are_compared_from_a_minimum_of_common_words_on(monkeypatch, dice, is_compared):
    likeness = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, dice], [0.0, dice, 1.0]])
    monkeypatch.setattr(QuoteVectors, "dice", lambda _, rows: likeness[rows])
    pairs = (("a0", "a1"), ("a0", "a2"), ("a1", "a2"))
    set_probability(monkeypatch, {frozenset(pair): float(pair == pairs[2]) for pair in pairs})
    searcher = search(Ledger=(MUSIC,), Beacon=(LONG,), Courier=(LONG,))
    monkeypatch.setattr(
        "analysis.corpus.nearest_sentences._drop_similar", lambda statements: statements
    )
    assert searcher.find_missing_statements("Ledger").empty is not is_compared


def test_what_only_one_other_outlet_reports_is_not_missing():
    assert search(Ledger=(MUSIC,), Beacon=(FERRY,)).find_missing_statements("Ledger").empty
