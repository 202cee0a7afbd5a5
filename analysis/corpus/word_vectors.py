"""Word vectors: how alike the meanings of two words are, from the company they keep in news.

The vectors are built by ``tools/build_word_vectors.py``; ``data/word_vectors.md`` says from what.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.word_lists import data_path

#: Cosine below which two different words count as unrelated: words of one topic ("missile",
#: "launch") reach 0.3, words of one meaning ("injured", "wounded") 0.5 and more.
RELATED_THRESHOLD = 0.4

Likeness = npt.NDArray[np.float32]


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
    cosine: Likeness = _read_vectors(words) @ _read_vectors(others).T
    cosine[cosine <= RELATED_THRESHOLD] = 0
    place = {word: column for column, word in enumerate(others)}
    same = [(row, place[word]) for row, word in enumerate(words) if word in place]
    if same:
        cosine[tuple(np.array(same).T)] = 1.0
    return cosine


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
