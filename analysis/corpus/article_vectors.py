"""Articles as rows of matrices, from their profiles.

Words are weighted by how rare they are in news (Salton & Buckley 1988), counted in a fixed
background: a new article changes no other article's similarities.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import scipy.sparse as sp

from analysis.corpus import word_normalisation
from analysis.corpus.pair_candidates import select_rarest

#: Cosine of all words from which two articles are copies of one text, whenever published: the
#: later date is mostly that of a crawl (judgement).
COPY_SIMILARITY = 0.9

#: Rarity (nats) below which a word is not compared: it is in more than half of all news. Such words
#: hardly count, and take most of the time.
_MIN_RARITY = math.log(2)
#: Subtracted from the threshold of copies, so that rounding errors lose none.
_TOLERANCE = 1e-6
_N_WEEKDAYS = 7
#: One more than the largest day: 100 x 12 + 31.
N_DAYS = 1232

Array = npt.NDArray[np.float64]


class ArticleVectors(NamedTuple):
    """The articles as rows of matrices; one column per word.

    Attributes:
        words: The weights of all words, of unit length.
        names: Those of names, of unit length.
        numbers: Those of numbers, of unit length.
        lead: The rarity of the words of the lead; each row adds up to 1.
        presence: 1 for each word of the article.
        days: 1 for each month and day that the beginning of the text states.
        weekdays: 1 for each weekday that the lead states.
        years: The latest year that the text states; 0 if none.
    """

    words: sp.csr_matrix
    names: sp.csr_matrix
    numbers: sp.csr_matrix
    lead: sp.csr_matrix
    presence: sp.csr_matrix
    days: sp.csr_matrix
    weekdays: sp.csr_matrix
    years: npt.NDArray[np.int64]


def vectorize_articles(profiles: pa.Table) -> ArticleVectors:
    """Return the vectors of the articles, from :func:`profile_articles` of them."""
    vocabulary, columns, rarity = _code_words(profiles)
    weights = rarity * (1 + np.log(_flatten(profiles, "counts")))
    is_number = np.array([word[0].isdigit() for word in vocabulary.to_pylist()], bool)[columns]

    def matrix(values: Array) -> sp.csr_matrix:
        return _make_matrix(profiles, values, columns, max(len(vocabulary), 1))

    return ArticleVectors(
        words=scale_rows(matrix(weights), 2),
        names=scale_rows(matrix(weights * _flatten(profiles, "is_name")), 2),
        numbers=scale_rows(matrix(weights * is_number), 2),
        lead=scale_rows(matrix(rarity * _flatten(profiles, "is_in_lead")), 1),
        presence=matrix(np.ones(len(columns))),
        days=_indicate(profiles, "days", N_DAYS),
        weekdays=_indicate(profiles, "weekdays", _N_WEEKDAYS),
        years=profiles.column("year").to_numpy().astype(np.int64),
    )


def weigh_words(profiles: pa.Table) -> sp.csr_matrix:
    """Return :attr:`ArticleVectors.words` of the articles alone."""
    vocabulary, columns, rarity = _code_words(profiles)
    return _weigh_words(profiles, columns, rarity, max(len(vocabulary), 1))


class WordMatrix:
    """The words of many articles, of which some profiles are in memory at a time."""

    def __init__(self) -> None:
        """Begin without articles."""
        self._number_by_word: dict[str, int] = {}
        self._pieces: list[tuple[Array, npt.NDArray[np.int32], npt.NDArray[np.int64]]] = []

    def add(self, profiles: pa.Table) -> None:
        """Add the articles of some profiles as rows."""
        vocabulary, columns, rarity = _code_words(profiles)
        numbers = np.array(
            [
                self._number_by_word.setdefault(word, len(self._number_by_word))
                for word in vocabulary.to_pylist()
            ],
            np.int32,
        )
        matrix = _weigh_words(profiles, numbers[columns], rarity, len(self._number_by_word))
        self._pieces.append((matrix.data, matrix.indices, np.diff(matrix.indptr)))

    def build(self) -> sp.csr_matrix:
        """Return the weights of all words, as unit vectors; nothing can be added afterwards."""
        data, indices, lengths = (np.concatenate(part) for part in zip(*self._pieces, strict=True))
        self._pieces.clear()
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        shape = (len(lengths), max(len(self._number_by_word), 1))
        return sp.csr_matrix((data, indices, bounds), shape=shape)


def list_rarest_words(profiles: pa.Table) -> pa.ListArray:
    """Return the rarest words of each article; an article and its copy have one in common.

    The vector of the words after them is shorter than :data:`COPY_SIMILARITY`. They follow from the
    article alone, since rarity is counted in a fixed background, and equally rare words are in the
    order of the alphabet.
    """
    vocabulary, columns, rarity = _code_words(profiles)
    matrix = _weigh_words(profiles, columns, rarity, max(len(vocabulary), 1))
    rarity_of = word_normalisation.compute_rarity_of_array(vocabulary)
    listed = vocabulary.to_pylist()
    order = sorted(range(len(listed)), key=lambda word: (-rarity_of[word], listed[word]))
    rank = np.zeros(matrix.shape[1], np.intp)
    rank[order] = np.arange(len(order))
    rarest = select_rarest(matrix, rank, COPY_SIMILARITY - _TOLERANCE)
    words = vocabulary.take(pa.array(rarest.indices, pa.int32()))
    return pa.ListArray.from_arrays(pa.array(rarest.indptr, pa.int32()), words)


def scale_rows(matrix: sp.csr_matrix, order: int) -> sp.csr_matrix:
    """Return the matrix with every row that is not empty scaled to norm 1 of this order."""
    norms = np.asarray(matrix.power(order).sum(axis=1)).ravel() ** (1 / order)
    return sp.csr_matrix(sp.diags(1 / np.where(norms > 0, norms, 1)) @ matrix)


def _code_words(profiles: pa.Table) -> tuple[pa.Array, npt.NDArray[np.int32], Array]:
    """Return the vocabulary, and of each word of each article its number there and its rarity."""
    lists = profiles.column("words").combine_chunks()
    coded = lists.flatten().dictionary_encode()
    codes = coded.indices.to_numpy(zero_copy_only=False)
    # Words that are codes already may have those of other articles in their dictionary.
    is_used = np.zeros(len(coded.dictionary), bool)
    is_used[codes] = True
    vocabulary = coded.dictionary.filter(pa.array(is_used))
    columns = (np.cumsum(is_used, dtype=np.int32) - 1)[codes]
    rarity = word_normalisation.compute_rarity_of_array(vocabulary)
    return vocabulary, columns, np.where(rarity >= _MIN_RARITY, rarity, 0.0)[columns]


def _weigh_words(
    profiles: pa.Table, columns: npt.NDArray[np.int32], rarity: Array, n_columns: int
) -> sp.csr_matrix:
    """Return the weights of the words of each article, as unit vectors."""
    weights = rarity * (1 + np.log(_flatten(profiles, "counts")))
    return scale_rows(_make_matrix(profiles, weights, columns, n_columns), 2)


def _make_matrix(
    profiles: pa.Table, values: Array, columns: npt.NDArray[np.int32], n_columns: int
) -> sp.csr_matrix:
    """Return one value for each word of each article, without zeros."""
    # A copy, since the zeros are removed in place.
    matrix = sp.csr_matrix(
        (values, columns, _list_bounds(profiles, "words")),
        shape=(len(profiles), n_columns),
        copy=True,
    )
    matrix.eliminate_zeros()
    return matrix


def _indicate(profiles: pa.Table, column: str, size: int) -> sp.csr_matrix:
    """Return 1 for each number in the lists of a column."""
    numbers = _flatten(profiles, column).astype(np.int64)
    bounds = _list_bounds(profiles, column)
    return sp.csr_matrix((np.ones(len(numbers)), numbers, bounds), shape=(len(profiles), size))


def _flatten(profiles: pa.Table, column: str) -> Array:
    values = profiles.column(column).combine_chunks().flatten()
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.float64)


def _list_bounds(profiles: pa.Table, column: str) -> npt.NDArray[np.int64]:
    lengths = profiles.column(column).combine_chunks().value_lengths()
    return np.concatenate([[0], np.cumsum(lengths.to_numpy(zero_copy_only=False))]).astype(np.int64)
