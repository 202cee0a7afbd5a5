"""How often speakers are right that annotation gives a confidence: predicted against right."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from benchmarks.article_quotes import ArticleQuotes
from benchmarks.matching import list_name_words, match_quotes

#: Lower ends of the bins of confidence.
_BINS = (0.0, 0.7, 0.85, 0.9, 0.95)


class Judgement(NamedTuple):
    """The confidence of a speaker that a quote was given, and whether it is the marked one."""

    confidence: float
    is_right: bool


class Bin(NamedTuple):
    """The judgements of one range of confidence.

    Attributes:
        low: The lower end of the range.
        n_judgements: How many judgements there are.
        predicted: Their mean confidence.
        right: The share of right speakers among them.
    """

    low: float
    n_judgements: int
    predicted: float
    right: float


def judge_speakers(
    gold: Sequence[ArticleQuotes], predicted: Iterable[ArticleQuotes]
) -> Iterator[Judgement]:
    """Yield a judgement for each found quote that has a marked and a predicted name."""
    quotes_by_article = {article.article_id: article.quotes for article in predicted}
    for article in gold:
        candidates = quotes_by_article.get(article.article_id, ())
        for match in match_quotes(article.text, article.quotes, candidates):
            marked, quote = match.gold, match.predicted
            if marked is None or quote is None or not match.is_found:
                continue
            if marked.name and quote.name:
                accepted = [list_name_words(name) for name in (marked.name, *marked.accepted)]
                yield Judgement(quote.confidence, list_name_words(quote.name) in accepted)


def sort_into_bins(judgements: Iterable[Judgement]) -> list[Bin]:
    """Return the bins of confidence that have judgements, from low to high."""
    members: dict[float, list[Judgement]] = {low: [] for low in _BINS}
    for judgement in judgements:
        members[max(low for low in _BINS if low <= judgement.confidence)].append(judgement)
    return [
        Bin(
            low,
            len(bin_members),
            sum(judgement.confidence for judgement in bin_members) / len(bin_members),
            sum(judgement.is_right for judgement in bin_members) / len(bin_members),
        )
        for low, bin_members in members.items()
        if bin_members
    ]


def print_reliability(judgements: Iterable[Judgement]) -> None:
    """Print the bins, in per cent."""
    print(f"\n{'confidence of the speaker':32}{'quotes':>8}{'predicted':>11}{'right':>8}")
    for low, n_judgements, predicted, right in sort_into_bins(judgements):
        print(f"{f'from {low:.2f}':32}{n_judgements:>8}{100 * predicted:>11.1f}{100 * right:>8.1f}")
