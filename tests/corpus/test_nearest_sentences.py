import numpy as np
import pandas as pd
import pytest

from analysis.corpus import sentence_similarity
from analysis.corpus.nearest_sentences import (
    SentenceSearch,
    find_exclusive_statements,
    find_missing_statements,
)
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


def test_a_statement_nobody_else_has_is_exclusive():
    statements = find_exclusive_statements(
        *story(Ledger=(FERRY, RESCUE), Beacon=(FERRY_TOO, MUSIC))
    )
    assert set(statements["text"]) == {RESCUE, MUSIC}


def test_one_outlet_alone_has_nothing_exclusive():
    assert find_exclusive_statements(*story(Ledger=(FERRY, RESCUE))).empty


def test_what_two_others_report_is_missing_once():
    tables = story(Ledger=(MUSIC,), Beacon=(FERRY, RESCUE), Courier=(FERRY_TOO,))
    statements = find_missing_statements(*tables, "Ledger")
    assert list(statements["text"]) == [FERRY_TOO]
    assert list(statements["outlets"]) == [2]
    assert find_missing_statements(*tables, "Beacon").empty
    assert find_missing_statements(*tables, "Nobody").empty


def search(**outlets):
    articles, sentences = story(**outlets)
    return SentenceSearch(
        articles,
        sentences,
        pd.DataFrame(columns=["article_id", "start", "end", "kind"]),
        pd.DataFrame(columns=["article_id", "start", "end", "utterance_id"]),
    )


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


LONG = " ".join("abcdefghij"[:6])


def just_below(value):
    return np.nextafter(value, 0) - 1e-9  # similarities are rounded to nine decimals


def set_dice(monkeypatch, similarity):
    """Set the similarity of each two sentences."""
    matrix = np.array(similarity)
    monkeypatch.setattr(QuoteVectors, "dice", lambda _, rows: matrix[rows])


@pytest.mark.parametrize(
    ("similarity", "is_exclusive"),
    [(0.18, False), (just_below(0.18), True)],
)
def test_a_statement_is_exclusive_below_the_threshold(monkeypatch, similarity, is_exclusive):
    set_dice(monkeypatch, [[1.0, similarity], [similarity, 1.0]])
    statements = find_exclusive_statements(*story(Ledger=(LONG,), Beacon=(LONG,)))
    assert len(statements) == (2 if is_exclusive else 0)


def test_a_statement_has_a_minimum_of_words():
    short = LONG[: -len(" x")]
    assert len(find_exclusive_statements(*story(Ledger=(LONG,), Beacon=(FERRY,)))) == 2
    assert len(find_exclusive_statements(*story(Ledger=(short,), Beacon=(FERRY,)))) == 1


@pytest.mark.parametrize(
    ("to_missing", "between_others", "is_missing"),
    [
        (just_below(0.18), 0.3, True),
        (0.18, 0.3, False),
        (just_below(0.18), just_below(0.3), False),
    ],
)
def test_a_statement_is_missing_if_two_others_report_it_and_the_outlet_has_nothing_similar(
    monkeypatch, to_missing, between_others, is_missing
):
    set_dice(
        monkeypatch,
        [
            [1.0, to_missing, to_missing],
            [to_missing, 1.0, between_others],
            [to_missing, between_others, 1.0],
        ],
    )
    tables = story(Ledger=(LONG,), Beacon=(LONG,), Courier=(LONG,))
    assert find_missing_statements(*tables, "Ledger").empty is not is_missing


def test_what_only_one_other_outlet_reports_is_not_missing():
    assert find_missing_statements(*story(Ledger=(MUSIC,), Beacon=(FERRY,)), "Ledger").empty
