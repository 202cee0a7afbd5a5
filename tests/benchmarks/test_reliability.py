"""How often speakers with a confidence are right."""

from benchmarks.article_quotes import ArticleQuotes, Quote
from benchmarks.reliability import Judgement, judge_speakers, sort_into_bins


def test_found_quotes_with_two_names_are_judged():
    text = "The bridge is closed. It is old."
    gold = ArticleQuotes(
        "a", (Quote(((0, 20),), name="Ann Orr"), Quote(((22, 31),), name="Bo Lee")), text
    )
    quotes = (
        Quote(((0, 20),), name="Mr. Ann Orr", confidence=0.9),
        Quote(((22, 31),), name="", confidence=0.0),
    )
    assert list(judge_speakers([gold], [ArticleQuotes("a", quotes)])) == [
        Judgement(0.9, is_right=True)
    ]


def test_bins_have_the_mean_confidence_and_the_share_of_right_speakers():
    judgements = [
        Judgement(0.95, is_right=True),
        Judgement(0.97, is_right=False),
        Judgement(0.5, is_right=False),
    ]
    low, high = sort_into_bins(judgements)
    assert (low.low, low.n_judgements, low.right) == (0.0, 1, 0.0)
    assert (high.low, high.n_judgements, high.right) == (0.95, 2, 0.5)
    assert abs(high.predicted - 0.96) < 1e-9
