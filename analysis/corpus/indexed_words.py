"""The words of one article's sentences as matrices, and measures of those of two articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from analysis.corpus.word_vectors import compare_words

#: Smallest weight that is divided by; a sentence of stop words has weight 0.
MIN_WEIGHT = 1e-9
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class IndexedWords:
    """The words of one article's sentences, by their position in the vocabulary of all articles.

    Attributes:
        columns: Positions of the words of the article.
        frequency: Number of sentences that have each of these words.
        words: 1 where a sentence has a word that is in no name, sentences x columns. Sparse: these
            products are small, and several threads of a dense one wait for each other.
        content: 1 where a sentence has a word, sentences x columns.
        in_vocabulary: The same, sentences x vocabulary.
        names: 1 where a sentence has a word of a name, sentences x vocabulary.
        transposed: As ``in_vocabulary``, vocabulary x sentences.
        transposed_names: As ``names``, vocabulary x sentences.
        likeness_of_words: How alike each word of the vocabulary is to the likest word of the
            sentence that is in no name, sentences x vocabulary.
        likeness_of_content: The same, to the likest of all its words.
    """

    columns: npt.NDArray[np.intp]
    frequency: Array
    words: csr_matrix
    content: csr_matrix
    in_vocabulary: csr_matrix
    names: csr_matrix
    transposed: csr_matrix
    transposed_names: csr_matrix
    likeness_of_words: npt.NDArray[np.float32]
    likeness_of_content: npt.NDArray[np.float32]


class Vocabulary:
    """The words of all articles that are compared.

    Attributes:
        place: The position of each word.
        likeness: How alike each word is to each, as :func:`compare_words` returns it. Computed at
            once: articles on one event share many of their words.
    """

    def __init__(self, words: Sequence[str]) -> None:
        """Compare the words, each once."""
        self.place = {word: position for position, word in enumerate(words)}
        self.likeness = compare_words(words, words)


def index_words(
    words: Sequence[frozenset[str]], names: Sequence[frozenset[str]], vocabulary: Vocabulary
) -> IndexedWords:
    """Return the words of the sentences of one article by their position in a vocabulary.

    Args:
        words: The words of each sentence that are in no name.
        names: The words of its names.
        vocabulary: The words of all articles that are compared.
    """
    place, n_words = vocabulary.place, len(vocabulary.place)
    content = [first | second for first, second in zip(words, names, strict=True)]
    columns = np.array(sorted(map(place.__getitem__, frozenset().union(*content))), np.intp)
    column = dict(zip(columns.tolist(), range(len(columns)), strict=True))
    word_places, name_places, content_places = (
        [sorted(place[word] for word in sentence) for sentence in sentences]
        for sentences in (words, names, content)
    )
    word_columns, content_columns = (
        [[column[number] for number in numbers] for numbers in places]
        for places in (word_places, content_places)
    )
    likest_words = _find_likest(word_places, vocabulary.likeness)
    in_vocabulary = _mark_words(content_places, n_words)
    of_names = _mark_words(name_places, n_words)
    return IndexedWords(
        columns=columns,
        frequency=np.bincount(
            [n for row in content_columns for n in row], minlength=len(columns)
        ).astype(np.float64),
        words=_mark_words(word_columns, len(columns)),
        content=_mark_words(content_columns, len(columns)),
        in_vocabulary=in_vocabulary,
        names=of_names,
        transposed=in_vocabulary.T.tocsr(),
        transposed_names=of_names.T.tocsr(),
        likeness_of_words=likest_words,
        likeness_of_content=np.maximum(
            likest_words, _find_likest(name_places, vocabulary.likeness)
        ),
    )


def _mark_words(sentences: Sequence[Sequence[int]], n_columns: int) -> csr_matrix:
    columns = list(chain.from_iterable(sentences))
    ends = np.cumsum([0, *map(len, sentences)])
    return csr_matrix((np.ones(len(columns)), columns, ends), (len(sentences), n_columns))


def _find_likest(
    sentences: Sequence[Sequence[int]], likeness: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Return for each sentence and word of the vocabulary the likest word of the sentence."""
    likest = np.zeros((len(sentences), likeness.shape[1]), np.float32)
    for row, columns in enumerate(sentences):
        if columns:
            likest[row] = likeness[columns].max(axis=0)
    return likest


def weigh_words(marks: csr_matrix, weights: Array) -> csr_matrix:
    """Return marks of words, sentences x vocabulary, with the weight of each word for its 1."""
    return csr_matrix((weights[marks.indices], marks.indices, marks.indptr), marks.shape)


def compute_soft_dice(
    left: tuple[csr_matrix, npt.NDArray[np.intp], npt.NDArray[np.float32]],
    right: tuple[csr_matrix, npt.NDArray[np.intp], npt.NDArray[np.float32]],
    weights: Array,
) -> Array:
    """Return the weighted share of the words of both that have a like word in the other.

    Args:
        left: Which words the sentences have, the columns of these words, and the likeness.
        right: The same of the other article.
        weights: Of each word of the vocabulary.
    """
    (marks, columns, likeness), (other_marks, other_columns, other_likeness) = left, right
    matched = marks @ (other_likeness[:, columns] * weights[columns]).T
    matched += (other_marks @ (likeness[:, other_columns] * weights[other_columns]).T).T
    total = (marks @ weights[columns])[:, None] + (other_marks @ weights[other_columns])[None, :]
    dice: Array = matched / np.maximum(total, MIN_WEIGHT)
    return dice


def sum_shared(left: IndexedWords, right: IndexedWords, weights: Sequence[Array]) -> Array:
    """Return the weight of the words that both sentences have, weights x left x right."""
    marks, n_weights = left.in_vocabulary, len(weights)
    # One product instead of one for each: to prepare it takes longer than to compute it.
    n_marks = len(marks.indices)
    starts = [marks.indptr[:-1] + number * n_marks for number in range(n_weights)]
    weighed = csr_matrix(
        (
            np.concatenate([each[marks.indices] for each in weights]),
            np.tile(marks.indices, n_weights),
            np.concatenate([*starts, [n_weights * n_marks]]),
        ),
        (n_weights * marks.shape[0], marks.shape[1]),
    )
    shared: Array = (weighed @ right.transposed).toarray()
    return shared.reshape(n_weights, marks.shape[0], -1)


def compare_names(left: IndexedWords, right: IndexedWords, weights: Array) -> Array:
    """Return the weight of the name words that both sentences have over that of either's."""
    shared: Array = (weigh_words(left.names, weights) @ right.transposed_names).toarray()
    either = (left.names @ weights)[:, None] + (right.names @ weights)[None, :] - shared
    ratio: Array = shared / np.maximum(either, MIN_WEIGHT)
    return ratio
