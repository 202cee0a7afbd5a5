"""Sentences that two neighbouring sentences of another article may report together.

Outlets put two facts in one sentence, or one fact in two, and a lead sums up what follows it.
Compared with one sentence at a time, such a sentence looks like nothing that the other article has.
It may be reported by two neighbouring ones that together have enough of its words. It may be: it is
neither counted as reported nor called missing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.corpus.possible_reports import load_reporting_words
from analysis.corpus.sentence_similarity import MIN_SENTENCES, SentenceWords
from analysis.corpus.word_normalisation import compute_rarity
from analysis.corpus.word_vectors import compare_words

#: Minimum probability that one sentence of the other article alone reports the same. This and the
#: next two were chosen on 12 pairs of articles that were read (benchmarks/history.md).
MIN_PROBABILITY = 0.1
#: Minimum share of the content words, by their rarity in news and in the two articles, that have a
#: like word in the two sentences.
MIN_COVERED_SHARE = 0.4
#: Minimum number of the words in no name, no title and no verb of saying that the two sentences
#: have themselves.
MIN_TELLING_WORDS = 3
#: Minimum cosine of two different words of one meaning, as "injured" and "wounded" have it.
MIN_LIKENESS = 0.5
#: What rounding may take from the likeness of a word to itself.
_ROUNDING = 1e-6

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class JointReport(NamedTuple):
    """A sentence, and the first and last sentence of the other article that may report it."""

    sentence: int
    first: int
    last: int


def find_joint_reports(
    sentences: Sequence[SentenceWords], others: Sequence[SentenceWords], probability: Array
) -> Iterator[JointReport]:
    """Yield the sentences that two neighbouring ones of another article may report together.

    Args:
        sentences: The sentences of one article, in order.
        others: Those of the other, of which a single one is tried alone.
        probability: That two sentences report the same, sentences x others.
    """
    vocabulary = sorted(frozenset().union(*(line.content for line in others)))
    if not vocabulary:
        return
    weight_of = _weigh_words([*sentences, *others])
    columns = {word: column for column, word in enumerate(vocabulary)}
    columns_of_pairs = [
        [columns[word] for line in others[first : first + 2] for word in line.content]
        for first in range(max(len(others) - 1, 1))
    ]
    for position, line in enumerate(sentences):
        is_likely = probability[position] >= MIN_PROBABILITY
        is_tried = is_likely[: len(columns_of_pairs)].copy()
        is_tried[: len(others) - 1] |= is_likely[1:]
        if not is_tried.any():
            continue
        words = sorted(line.content)
        likeness = compare_words(words, vocabulary)
        likeness[likeness < MIN_LIKENESS] = 0
        matched = np.array([likeness[:, at].max(axis=1, initial=0) for at in columns_of_pairs])
        weights = np.array([weight_of[word] for word in words])
        shares = matched @ weights / max(float(weights.sum()), _ROUNDING)
        best = int(np.where(is_tried, shares, -1.0).argmax())
        telling = line.words - line.described - load_reporting_words()
        is_telling = np.array([word in telling for word in words])
        n_same = int(((matched[best] >= 1 - _ROUNDING) & is_telling).sum())
        if shares[best] >= MIN_COVERED_SHARE and n_same >= MIN_TELLING_WORDS:
            yield JointReport(position, best, min(best + 1, len(others) - 1))


def _weigh_words(lines: Sequence[SentenceWords]) -> dict[str, float]:
    """Return the weight of each word: its rarity in news times its rarity among the sentences."""
    content = [line.content for line in lines]
    words = sorted(frozenset().union(*content))
    counts = np.array([sum(word in line for line in content) for word in words])
    n_lines = max(len(lines), MIN_SENTENCES)
    weights = compute_rarity(words) * np.log((1 + n_lines) / (1 + counts))
    return dict(zip(words, weights.tolist(), strict=True))
