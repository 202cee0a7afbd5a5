"""Sentences that two neighbouring sentences of another article may report together.

Outlets put two facts in one sentence, or one fact in two, and a lead sums up what follows it.
Compared with one sentence at a time, such a sentence looks like nothing that the other article has.
It may be reported by two neighbouring ones that together have enough of its words. It may be: it is
neither counted as reported nor called missing.
"""

from collections import Counter
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
    if not others:
        return
    is_likely = probability >= MIN_PROBABILITY
    is_tried = is_likely[:, :-1] | is_likely[:, 1:] if len(others) > 1 else is_likely
    positions = np.flatnonzero(is_tried.any(axis=1)).tolist()
    weight_of = _weigh_words([*sentences, *others])
    words = sorted(frozenset().union(*(sentences[position].content for position in positions)))
    row_of = {word: row for row, word in enumerate(words)}
    matched = _match_pairs(words, others)
    for position in positions:
        content = sorted(sentences[position].content)
        of_pairs = matched[[row_of[word] for word in content]]
        weights = np.array([weight_of[word] for word in content])
        shares = weights @ of_pairs / max(float(weights.sum()), _ROUNDING)
        best = int(np.where(is_tried[position], shares, -1.0).argmax())
        line = sentences[position]
        telling = line.words - line.described - load_reporting_words()
        is_telling = np.array([word in telling for word in content])
        n_same = int(((of_pairs[:, best] >= 1 - _ROUNDING) & is_telling).sum())
        if shares[best] >= MIN_COVERED_SHARE and n_same >= MIN_TELLING_WORDS:
            yield JointReport(position, best, min(best + 1, len(others) - 1))


def _match_pairs(words: Sequence[str], others: Sequence[SentenceWords]) -> Array:
    """Return how like each word is to the likest of each two neighbouring sentences.

    Returns:
        words x pairs of neighbours; x 1 where there is one sentence.
    """
    vocabulary = sorted(frozenset().union(*(line.content for line in others)))
    column_of = {word: column for column, word in enumerate(vocabulary)}
    likeness = compare_words(words, vocabulary)
    likeness[likeness < MIN_LIKENESS] = 0
    columns = [[column_of[word] for word in line.content] for line in others]
    matched = np.stack([likeness[:, at].max(axis=1, initial=0) for at in columns], axis=1)
    matched = matched.astype(np.float64)
    return np.maximum(matched[:, :-1], matched[:, 1:]) if len(others) > 1 else matched


def _weigh_words(lines: Sequence[SentenceWords]) -> dict[str, float]:
    """Return the weight of each word: its rarity in news times its rarity among the sentences."""
    content = [line.content for line in lines]
    words = sorted(frozenset().union(*content))
    count_of = Counter(word for line in content for word in line)
    counts = np.array([count_of[word] for word in words])
    n_lines = max(len(lines), MIN_SENTENCES)
    weights = compute_rarity(words) * np.log((1 + n_lines) / (1 + counts))
    return dict(zip(words, weights.tolist(), strict=True))
