"""The rule of the sourcing benchmark."""

import pytest

from benchmarks.sourcing import Statement, score_statements

TEXT = "the bridge over the river will be closed until june, the mayor said."


@pytest.mark.parametrize(
    ("predicted", "verdict"),
    [
        ("ann orr", "right"),
        ("anne orr", "right"),
        ("orr", "form"),
        ("", "blank"),
        ("paul weber", "other"),
    ],
)
def test_the_name_of_a_source_is_judged(predicted, verdict):
    quote = Statement("the bridge over the river will be closed until june", predicted)
    score = score_statements([([Statement(TEXT, "ann orr")], [quote])])
    assert (score.n_found, score.n_used, score.share(verdict)) == (1, 1, 1.0)


def test_a_source_that_only_the_prediction_names_is_counted_apart():
    score = score_statements([([Statement(TEXT, "")], [Statement(TEXT, "paul weber")])])
    assert score.share("unnamed") == 1.0


def test_a_statement_that_no_quote_resembles_is_not_found():
    quotes = [Statement("taxes were raised twice in a year", "ann orr")]
    score = score_statements([([Statement(TEXT, "ann orr")], quotes), ([], quotes)])
    assert (score.n_statements, score.n_found, score.n_quotes, score.n_used) == (1, 0, 2, 0)


def test_two_parts_of_a_statement_are_both_used():
    statement = Statement("the bridge is old, and nobody has ever paid for a new one", "ann orr")
    quotes = [Statement(part, "ann orr") for part in statement.text.split(", ")]
    score = score_statements([([statement], quotes)])
    assert (score.n_found, score.n_used) == (1, 2)
