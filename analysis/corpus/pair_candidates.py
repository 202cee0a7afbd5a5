"""Which articles are similar enough to be measured as a pair, without comparing every two.

Articles far apart in time are pairs only if one is a copy of the other. Articles are therefore
compared with those published within some days of them, and with undated ones; copies from other
days are found by their rarest words. Nothing is left out by it: two unit vectors whose cosine
reaches a threshold share a word among the rarest of both, as long as the words after these have a
norm below the threshold (prefix filtering: Chaudhuri, Ganti & Kaushik 2006; Bayardo, Ma & Srikant
2007).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

#: Maximum number of similarities that are computed at a time, to limit memory.
_CELLS = 4_000_000
#: Subtracted from the threshold of copies, so that rounding errors lose none.
_TOLERANCE = 1e-6
#: Number of pairs whose cosine is computed at a time, to limit memory.
_PAIRS = 20_000
#: Number of articles whose words are sorted at a time, to limit memory.
_ROWS = 2_000

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


class Candidates(NamedTuple):
    """Pairs of articles: their positions and the cosine of their words."""

    first: Positions
    second: Positions
    similarity: Array


def iterate_candidates(
    words: sp.csr_matrix,
    days: Array,
    is_new: npt.NDArray[np.bool_],
    *,
    max_days_apart: float,
    min_similarity: float,
    copy_similarity: float | None,
    is_other: npt.NDArray[np.bool_] | None = None,
) -> Iterator[Candidates]:
    """Yield the pairs of a new article with any other, each pair once, some at a time.

    Args:
        words: A unit vector for each article.
        days: The publication day of each article, NaN where not known.
        is_new: Which articles are compared.
        max_days_apart: Articles further apart are paired only if they are copies.
        min_similarity: Minimum cosine of a pair.
        copy_similarity: Cosine from which two articles are copies; None yields no pairs further
            apart than that.
        is_other: The articles that new ones are compared with, not for copies; None for all.

    Yields:
        Pairs of which ``first`` is new. An article with words is paired with itself.
    """
    is_dated = ~np.isnan(days)
    is_other = np.ones(len(days), bool) if is_other is None else is_other
    new_undated = np.flatnonzero(~is_dated & is_new)
    everything, old_undated = (
        np.flatnonzero(is_other),
        np.flatnonzero(~is_dated & ~is_new & is_other),
    )
    new_dated, dated = (
        some[np.argsort(days[some], kind="stable")]
        for some in (np.flatnonzero(is_dated & flags) for flags in (is_new, is_other))
    )
    sorted_days = days[dated]
    for rows, columns in ((new_undated, everything), (new_dated, old_undated)):
        for pairs in _compare(words, rows, columns, min_similarity):
            yield _once(pairs, is_new & ~is_dated)
    start = 0
    while start < len(new_dated):
        first_day = days[new_dated[start]]
        low = int(np.searchsorted(sorted_days, first_day - max_days_apart))
        # As many rows as have nearly the same window.
        last_day = first_day + max(max_days_apart / 2, 1)
        stop = int(np.searchsorted(days[new_dated], last_day, side="right"))
        high = int(np.searchsorted(sorted_days, last_day + max_days_apart, side="right"))
        for pairs in _compare(words, new_dated[start:stop], dated[low:high], min_similarity):
            gap = np.abs(days[pairs.first] - days[pairs.second])
            yield _once(_take(pairs, gap <= max_days_apart), is_new)
        start = stop
    if copy_similarity is not None:
        yield from iterate_copies(words, days, is_new, max_days_apart, copy_similarity)


def _take(pairs: Candidates, where: npt.NDArray[np.bool_]) -> Candidates:
    return Candidates(pairs.first[where], pairs.second[where], pairs.similarity[where])


def _once(pairs: Candidates, is_both_ways: npt.NDArray[np.bool_]) -> Candidates:
    """Return the pairs without those that come in the other order too."""
    return _take(pairs, (pairs.first <= pairs.second) | ~is_both_ways[pairs.second])


def _compare(
    words: sp.csr_matrix, rows: Positions, columns: Positions, min_similarity: float
) -> Iterator[Candidates]:
    """Yield the pairs of a row and a column with at least a minimum cosine."""
    if not len(rows) or not len(columns):
        return
    transposed = words[columns].T.tocsr()
    step = max(_CELLS // len(columns), 1)
    for start in range(0, len(rows), step):
        chunk = rows[start : start + step]
        cosines = (words[chunk] @ transposed).tocoo()
        is_similar = cosines.data >= min_similarity
        similarity = np.minimum(cosines.data[is_similar], 1.0)
        first, second = chunk[cosines.row[is_similar]], columns[cosines.col[is_similar]]
        yield Candidates(first, second, similarity)


def iterate_copies(
    words: sp.csr_matrix,
    days: Array,
    is_new: npt.NDArray[np.bool_],
    max_days_apart: float,
    copy_similarity: float,
) -> Iterator[Candidates]:
    """Yield the pairs of dated articles, further apart than that, of which one is a copy."""
    dated = np.flatnonzero(~np.isnan(days))
    rows = dated[is_new[dated]]
    if not len(rows):
        return
    rarest = _mark_rarest(words, copy_similarity - _TOLERANCE)
    transposed = rarest[dated].T.tocsr()
    step = max(_CELLS // len(dated), 1)
    for start in range(0, len(rows), step):
        chunk = rows[start : start + step]
        shared = (rarest[chunk] @ transposed).tocoo()
        first, second = chunk[shared.row], dated[shared.col]
        is_apart = np.abs(days[first] - days[second]) > max_days_apart
        is_first = (first < second) | ~is_new[second]
        first, second = first[is_apart & is_first], second[is_apart & is_first]
        for low in range(0, len(first), _PAIRS):
            ends = first[low : low + _PAIRS], second[low : low + _PAIRS]
            cosines = np.asarray(words[ends[0]].multiply(words[ends[1]]).sum(axis=1)).ravel()
            pairs = Candidates(*ends, np.minimum(cosines, 1.0))
            yield _take(pairs, cosines >= copy_similarity)


def _mark_rarest(words: sp.csr_matrix, threshold: float) -> sp.csr_matrix:
    """Return 1 for the rarest words of each article: the norm of those after them is less.

    Rare is what few of the articles have.
    """
    matrix = words.tocsr()
    counts = np.bincount(matrix.indices, minlength=matrix.shape[1])
    # One order of the words for all articles: by count, then by column.
    rank = np.empty(matrix.shape[1], np.intp)
    rank[np.argsort(counts, kind="stable")] = np.arange(matrix.shape[1])
    pieces = [
        select_rarest(matrix[start : start + _ROWS], rank, threshold)
        for start in range(0, matrix.shape[0], _ROWS)
    ]
    return sp.csr_matrix(sp.vstack(pieces)) if pieces else sp.csr_matrix(matrix.shape, dtype=float)


def select_rarest(
    matrix: sp.csr_matrix, rank: npt.NDArray[np.intp], threshold: float
) -> sp.csr_matrix:
    """Return 1 for the first words of each article: the norm of those after them is less.

    Args:
        matrix: A unit vector for each article.
        rank: The place of each word in an order of all words; two vectors whose cosine reaches the
            threshold have a word in common that is among the first of both.
        threshold: The norm.
    """
    row_of = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((rank[matrix.indices], row_of))
    squares = np.square(matrix.data[order])
    up_to_here = np.cumsum(squares)
    ends = matrix.indptr[1:][row_of]
    remaining = up_to_here[ends - 1] - up_to_here + squares  # from this word of the article on
    is_selected = remaining >= threshold**2
    rows, columns = row_of[is_selected], matrix.indices[order][is_selected]
    return sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=matrix.shape)
