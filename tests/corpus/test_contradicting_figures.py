"""Figures of two sentences that seem to report the same."""

import pandas as pd
import pytest

from analysis.corpus.contradicting_figures import (
    SentenceFigure,
    find_contradiction,
    group_by_sentence,
)
from analysis.corpus.word_normalisation import normalise_word


def figure(value, noun="passengers", *, kind="count", unit="", text="", happening="dead"):
    noun = normalise_word(noun) if noun else ""
    return SentenceFigure(kind, unit, noun, "", happening, text or value, value, 0, 1)


@pytest.mark.parametrize(
    ("one", "other", "is_contradiction"),
    [
        (figure("26"), figure("29"), True),
        (figure("26"), figure("26"), False),
        (figure("26"), figure("29", "crew"), False),
        (figure("26", ""), figure("29", ""), False),
        (figure("26"), figure("79"), False),
        (figure("20", text="at least 20"), figure("26"), False),
        (figure("300", text="about 300"), figure("293"), False),
        (figure("3", "", kind="age"), figure("4", "", kind="age"), True),
        (figure("5", "people", happening="trap"), figure("7", "people", happening="dead"), False),
        (figure("5", "people", happening=""), figure("7", "people", happening=""), False),
        (figure("5", "ships", happening=""), figure("7", "ships", happening=""), True),
    ],
)
def test_figures_of_one_noun_contradict_unless_one_may_be_the_other(one, other, is_contradiction):
    assert bool(find_contradiction([one], [other])) is is_contradiction
    assert bool(find_contradiction([other], [one])) is is_contradiction


def test_a_sentence_with_both_numbers_contradicts_none():
    assert find_contradiction([figure("26"), figure("29")], [figure("29")]) is None


def test_figures_are_grouped_by_sentence_without_dates():
    columns = ("article_id", "sentence", "kind", "unit", "head_noun", "scope", "text", "value")
    rows = [
        ("a", 1, "count", "", "passengers", "", "26", "26"),
        ("a", 1, "date", "", "", "", "July 25", "---07-25"),
        ("a", 2, "age", "", "", "", "aged 3", "3"),
    ]
    figures = pd.DataFrame(rows, columns=list(columns))
    figures = figures.assign(start=0, end=1, modifiers="", predicate="drown", role="agent")
    grouped = group_by_sentence(figures)
    assert {
        key: [(one.value, one.happening) for one in figures] for key, figures in grouped.items()
    } == {("a", 1): [("26", "dead")], ("a", 2): [("3", "")]}
