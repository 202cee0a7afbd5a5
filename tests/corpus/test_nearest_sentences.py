from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import nearest_sentences
from analysis.corpus.nearest_sentences import (
    find_exclusive_statements,
    find_missing_statements,
    find_nearest_sentences,
    read_statements,
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


def test_the_nearest_sentence_is_one_of_the_outlet_asked_for():
    sentences = read_statements(*story(Ledger=(FERRY, MUSIC), Beacon=(RESCUE, FERRY_TOO)))
    (nearest,) = find_nearest_sentences([FERRY], ["Beacon"], sentences).to_dict("records")
    assert (nearest["text"], nearest["possible"]) == (FERRY_TOO, True)
    assert 0.5 < nearest["similarity"] <= 1
    (far,) = find_nearest_sentences(
        [FERRY], ["Ledger"], sentences[sentences["text"] == MUSIC]
    ).to_dict("records")
    assert far["possible"] is False


@pytest.mark.parametrize("outlet", ["Nobody", "Beacon"])
def test_nothing_in_common_gives_no_sentence(outlet):
    sentences = read_statements(*story(Ledger=(FERRY,), Beacon=(MUSIC,)))
    (nearest,) = find_nearest_sentences(["Zebras graze."], [outlet], sentences).to_dict("records")
    assert (nearest["article_id"], nearest["start"], nearest["similarity"]) == ("", -1, 0)


def test_no_texts_have_no_nearest_sentences():
    sentences = read_statements(*story(Ledger=(FERRY,)))
    assert find_nearest_sentences([], [], sentences).empty


LONG = " ".join("abcdefghij"[:6])


def just_below(value):
    return np.nextafter(value, 0) - 1e-9  # similarities are rounded to nine decimals


def set_dice(monkeypatch, similarity):
    """Set the similarity of each two sentences."""
    matrix = np.array(similarity)
    monkeypatch.setattr(QuoteVectors, "dice", lambda _, rows: matrix[rows])


@pytest.mark.parametrize(
    ("share", "possible"),
    [(0.35, True), (np.nextafter(0.35, 0), False)],
)
def test_a_sentence_possibly_reports_a_text_from_the_threshold_on(monkeypatch, share, possible):
    vectors = SimpleNamespace(
        weight=np.ones(2), compare=lambda _: SimpleNamespace(shared=np.array([[1.0, share]]))
    )
    monkeypatch.setattr(nearest_sentences, "vectorize_quotes", lambda *_: vectors)
    sentences = read_statements(*story(Ledger=(LONG,)))
    (nearest,) = find_nearest_sentences([LONG], ["Ledger"], sentences).to_dict("records")
    assert (nearest["similarity"], nearest["possible"]) == (share, possible)


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
