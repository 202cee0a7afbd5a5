"""Word vectors: how alike the meanings of two words are, from the company they keep in news.

The vectors are built by ``tools/build_word_vectors.py``; ``data/word_vectors.md`` says from what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.word_lists import data_path

#: Cosine below which two different words count as unrelated: words of one topic ("missile",
#: "launch") reach 0.3, words of one meaning ("injured", "wounded") 0.5 and more.
RELATED_THRESHOLD = 0.4

Likeness = npt.NDArray[np.float32]


@dataclass(frozen=True)
class WordList:
    """Words that others are compared with, prepared once for many comparisons.

    Attributes:
        place: The position of each word.
        vectors: The vector of each, of length 1; zeros for numbers and words without one.
    """

    place: dict[str, int]
    vectors: Likeness


def read_word_list(words: Sequence[str]) -> WordList:
    """Return words, each once, with their vectors."""
    return WordList({word: position for position, word in enumerate(words)}, _read_vectors(words))


def compare_words(words: Sequence[str], others: Sequence[str]) -> Likeness:
    """Return how alike words are, each of one list with each of another.

    Args:
        words: Comparable forms (:mod:`analysis.corpus.word_normalisation`), each once.
        others: The same.

    Returns:
        words x others: 1 for the same word, the cosine of their vectors from
        :data:`RELATED_THRESHOLD` on, else 0. Numbers, and words without a vector, are like
        themselves only.
    """
    return compare_with_list(words, read_word_list(others))


def compare_with_list(words: Sequence[str], others: WordList) -> Likeness:
    """Return how alike words are to those of a list, as :func:`compare_words` does."""
    cosine: Likeness = _read_vectors(words) @ others.vectors.T
    similarity: Likeness = np.where(cosine > RELATED_THRESHOLD, cosine, np.float32(0))
    same = [(row, others.place[word]) for row, word in enumerate(words) if word in others.place]
    if same:
        similarity[tuple(np.array(same).T)] = 1.0
    return similarity


def _read_vectors(words: Sequence[str]) -> Likeness:
    """Return the vector of each word, zeros for numbers and words without one."""
    number_of, vectors = _load()
    none = len(vectors) - 1
    return vectors[[none if word[0].isdigit() else number_of.get(word, none) for word in words]]


@cache
def _load() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    with np.load(data_path("corpus", "word_vectors.npz"), allow_pickle=False) as stored:
        words, vectors = stored["words"].tolist(), stored["vectors"].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    # The last is that of words without one.
    vectors = np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.float32)])
    return {word: number for number, word in enumerate(words)}, vectors
