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

Array = npt.NDArray[np.float64]


def compare_words(words: Sequence[str]) -> Array:
    """Return how alike words are, each with each.

    Args:
        words: Comparable forms (:mod:`analysis.corpus.word_normalisation`), each once.

    Returns:
        words x words: 1 for the same word, the cosine of their vectors from
        :data:`RELATED_THRESHOLD` on, else 0. Numbers, and words without a vector, are like
        themselves only.
    """
    number_of, vectors = _load()
    similarity = np.eye(len(words))
    known = [
        position
        for position, word in enumerate(words)
        if word in number_of and not word[0].isdigit()
    ]
    if known:
        rows = vectors[[number_of[words[position]] for position in known]]
        cosine = (rows @ rows.T).astype(np.float64)
        related = np.where(cosine > RELATED_THRESHOLD, cosine, 0.0)
        np.fill_diagonal(related, 1.0)
        similarity[np.ix_(known, known)] = related
    return similarity


@cache
def _load() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    with np.load(data_path("corpus", "word_vectors.npz"), allow_pickle=False) as stored:
        words, vectors = stored["words"].tolist(), stored["vectors"].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {word: number for number, word in enumerate(words)}, vectors
