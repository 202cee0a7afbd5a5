"""How certain it is that two linked sentences report the same.

The probability of :mod:`analysis.corpus.sentence_similarity` was learned from pairs of articles
that report one event closely. Other articles of a story report a topic over days, and two
sentences that share its names and a common word say two things of it. So the certainty of a link
also depends on how much else the two articles share, and on what the two sentences share: the
rarest word, words in one order, names, and words that are neither name nor title. It is a logistic
regression, learned by ``tools/train_sure_links.py`` from links that were read; it rises with each
measure.
"""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.corpus.sentence_similarity import SentenceWords
from analysis.corpus.word_normalisation import compute_rarity
from analysis.word_lists import read_rows

#: The measures, in the order of :func:`measure_link`.
LINK_MEASURES = (
    "log_odds",  # of the probability that both report the same
    "shared_sentences",  # logarithm of the share of the articles' other sentences that are shared
    "rarest_word",  # rarity in news of the rarest shared word that is in no name
    "longest_run",  # logarithm of 1 + the number of words that both have in one order
    "shared_names",  # logarithm of 1 + the number of shared words of names
    "telling_words",  # logarithm of 1 + the number of shared words in no name and no title
)
#: Certainty from which a link counts. With each tenth of the links left out of the training, 90 %
#: of the read ones above it are right (benchmarks/history.md).
CERTAINTY_THRESHOLD = 0.66
#: Odds beyond which probabilities are taken to be equal: of one in a hundred. Judgement.
_MIN_PROBABILITY = 0.01
#: Added to the share of the other sentences, so that its logarithm exists. Judgement.
_SHARE_SMOOTHING = 0.02
#: The share taken where an article has no other sentence: about the median of the links read.
UNKNOWN_SHARE = 0.2
#: Number of words from which a longer run says no more. Judgement.
_LONGEST_RUN = 8

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class LinkCertainty:
    """Measures how certain the links of two articles are."""

    def __init__(
        self,
        left: Sequence[SentenceWords],
        right: Sequence[SentenceWords],
        probability: Array,
        possible: float,
    ) -> None:
        """Count the sentences of each article that the other may report too.

        Args:
            left: The sentences of one article.
            right: Those of the other.
            probability: That two sentences report the same, left x right.
            possible: The probability from which a sentence may report another.
        """
        self._sentences, self._probability = (left, right), probability
        is_possible = probability >= possible
        self._is_shared: list[Flags] = [np.any(is_possible, axis=axis) for axis in (1, 0)]

    def measure(self, row: int, column: int) -> Array:
        """Return the measures of the link of two sentences, in order of :data:`LINK_MEASURES`."""
        first, second = self._sentences[0][row], self._sentences[1][column]
        is_shared, is_shared_there = self._is_shared
        share = min(_share_of_others(is_shared, row), _share_of_others(is_shared_there, column))
        return measure_link(first, second, float(self._probability[row, column]), share)

    def is_certain(self, row: int, column: int) -> bool:
        """Return whether the link of two sentences is sure by its certainty."""
        return score_link(self.measure(row, column)) >= CERTAINTY_THRESHOLD


def measure_link(
    first: SentenceWords, second: SentenceWords, probability: float, share: float
) -> Array:
    """Return the measures of a link, in the order of :data:`LINK_MEASURES`.

    Args:
        first: The words of one sentence.
        second: Those of the other.
        probability: That both report the same.
        share: The share of the other sentences of that article which shares fewer of them.
    """
    clipped = min(max(probability, _MIN_PROBABILITY), 1 - _MIN_PROBABILITY)
    shared = sorted(first.words & second.words)
    telling = set(shared) - first.described - second.described
    run = _count_longest_run(first.sequence, second.sequence)
    return np.array(
        [
            math.log(clipped / (1 - clipped)),
            math.log(share + _SHARE_SMOOTHING),
            compute_rarity(shared).max(initial=0.0),
            math.log1p(run),
            math.log1p(len(first.names & second.names)),
            math.log1p(len(telling)),
        ]
    )


def score_link(measures: Array) -> float:
    """Return the certainty of a link, 0 to 1, by its measures."""
    intercept, weights = _load_weights()
    return float(1 / (1 + np.exp(-(measures @ weights + intercept))))


def _share_of_others(is_shared: Flags, position: int) -> float:
    """Return the share of the other sentences that are shared."""
    if len(is_shared) == 1:
        return UNKNOWN_SHARE
    return float((is_shared.sum() - is_shared[position]) / (len(is_shared) - 1))


def _count_longest_run(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the number of words of the longest run of both, :data:`_LONGEST_RUN` at most."""
    longest = 0
    while longest < _LONGEST_RUN and not _list_runs(first, longest + 1).isdisjoint(
        _list_runs(second, longest + 1)
    ):
        longest += 1
    return longest


def _list_runs(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    """Return all runs of some words."""
    return set(zip(*(words[start:] for start in range(size)), strict=False))


@cache
def _load_weights() -> tuple[float, Array]:
    weight_of = {
        row["measure"]: float(row["weight"]) for row in read_rows("corpus", "sure_links.csv")
    }
    return weight_of["intercept"], np.array([weight_of[measure] for measure in LINK_MEASURES])
