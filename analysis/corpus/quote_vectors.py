"""The wordings of a story's quotations as sparse matrices, so that all are compared at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from rapidfuzz.distance import Indel

from analysis.corpus import word_normalisation
from analysis.corpus.quoted_mask import mask_bracketed, mask_quoted

#: Weight of a shared pair of neighbouring words, relative to the geometric mean of the weights of
#: its two words (judgement: word order distinguishes wording from topic but may change).
PAIR_WEIGHT = 0.5
#: Minimum length (words) of a common run that counts between two wordings in quotation marks
#: (judgement: common pairs such as "of the" are chance).
MIN_RUN_WORDS = 3
#: A quotation is verbatim if more than this share of its words is in quotation marks (judgement:
#: leaves room for a word that the span of the quotation includes by mistake).
_VERBATIM_SHARE = 0.9

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class QuoteComparison:
    """The comparison of some quotations (rows) with all (columns)."""

    shared: Array
    """Weight of the words and neighbouring words that both have."""
    contained: Array
    """``shared`` over the weight of the lighter of the two, 0 to 1."""
    row_part: Array
    """Share of the row's words in quotation marks that the column has, 0 to 1."""
    column_part: Array
    """Share of the column's words in quotation marks that the row has, 0 to 1."""


class _FeatureMatrix(NamedTuple):
    """Which quotation (rows) has which feature (columns); and the same, weighted and transposed."""

    has: sp.csr_matrix
    weights: sp.csr_matrix


@dataclass(frozen=True)
class QuoteVectors:
    """The quotations of one story, in one order."""

    forms: list[list[str]]
    """The comparable words of each, without those in square brackets."""
    weight: Array
    """The weight of each, in nats."""
    part_weight: Array
    """The weight of its words in quotation marks."""
    is_verbatim: Flags
    """Whether it is in quotation marks from beginning to end."""
    rarity: dict[str, float]
    """The weight of each word in this story."""
    _unbracketed: _FeatureMatrix
    _all: _FeatureMatrix
    _quoted: _FeatureMatrix

    def compare(self, rows: slice) -> QuoteComparison:
        """Compare the quotations in ``rows`` with all of them."""
        shared = (self._unbracketed.has[rows] @ self._unbracketed.weights).toarray()
        lighter = np.minimum(self.weight[rows, None], self.weight[None, :])
        row_part = (self._quoted.has[rows] @ self._all.weights).toarray()
        column_part = (self._all.has[rows] @ self._quoted.weights).toarray()
        return QuoteComparison(
            np.maximum(shared, np.maximum(row_part, column_part)),
            _divide(shared, lighter),
            _divide(row_part, self.part_weight[rows, None]),
            _divide(column_part, self.part_weight[None, :]),
        )

    def dice(self, rows: slice) -> Array:
        """Return the Dice coefficient of those in ``rows`` with all, 0 to 1; 0 without words."""
        shared = self.compare(rows).shared
        return _divide(2 * shared, self.weight[rows, None] + self.weight[None, :])

    def compare_runs(self, first: int, second: int) -> float:
        """Return the share of the lighter wording that is in common runs of words, 0 to 1.

        A run has at least :data:`MIN_RUN_WORDS` words, or all the words of the shorter wording.
        """
        left, right = self.forms[first], self.forms[second]
        min_words = min(MIN_RUN_WORDS, len(left), len(right))
        shared = sum(
            sum(self.rarity[word] for word in left[step.src_start : step.src_end])
            for step in Indel.opcodes(left, right)
            if step.tag == "equal" and step.src_end - step.src_start >= min_words
        )
        lighter = min(sum(self.rarity[word] for word in side) for side in (left, right))
        return min(1.0, shared / lighter) if lighter else 0.0


def vectorize_quotes(texts: Sequence[str], kinds: Sequence[str]) -> QuoteVectors:
    """Return the wordings of one story's quotations as vectors.

    Args:
        texts: The words of each quotation.
        kinds: ``direct``, ``mixed`` or ``indirect``. All of a direct quotation counts as being in
            quotation marks, whether or not ``texts`` includes the marks.
    """
    wordings = [_read_wording(text, kind) for text, kind in zip(texts, kinds, strict=True)]
    rarity = word_normalisation.compute_rarity_among([wording.forms for wording in wordings])
    features = _list_features(wordings, rarity)
    has_all, has_unbracketed, has_quoted = (
        features.mark(selected)
        for selected in (
            np.ones(len(features.is_quoted), bool),
            ~features.is_bracketed,
            features.is_quoted & ~features.is_bracketed,
        )
    )
    return QuoteVectors(
        forms=[
            [
                word
                for word, bracketed in zip(w.forms, w.is_bracketed.tolist(), strict=True)
                if not bracketed
            ]
            for w in wordings
        ],
        weight=has_unbracketed @ features.weights,
        part_weight=has_quoted @ features.weights,
        is_verbatim=np.array([_is_verbatim(wording) for wording in wordings], bool),
        rarity=rarity,
        _unbracketed=_weigh(has_unbracketed, features.weights),
        _all=_weigh(has_all, features.weights),
        _quoted=_weigh(has_quoted, features.weights),
    )


@dataclass(frozen=True)
class _Wording:
    """The words of a quotation, and which of them are in quotation marks or square brackets."""

    forms: list[str]
    is_quoted: Flags
    is_bracketed: Flags


def _read_wording(text: str, kind: str) -> _Wording:
    starts, forms = word_normalisation.locate_words(text)
    places = np.array(starts, int)
    return _Wording(forms, mask_quoted(text, kind)[places], mask_bracketed(text)[places])


def _is_verbatim(wording: _Wording) -> bool:
    return bool(len(wording.forms)) and bool(wording.is_quoted.mean() > _VERBATIM_SHARE)


class _Features(NamedTuple):
    """The features of the words of all quotations, each as often as it is there.

    Attributes:
        n_quotes: The number of quotations.
        rows: The quotation of each feature.
        columns: Its number: a word, then the pairs that begin with it, in order of the alphabet.
        is_quoted: Whether all its words are in quotation marks.
        is_bracketed: Whether one of its words is in square brackets.
        weights: The weight of each number.
    """

    n_quotes: int
    rows: Numbers
    columns: Numbers
    is_quoted: Flags
    is_bracketed: Flags
    weights: Array

    def mark(self, selected: Flags) -> sp.csr_matrix:
        """Return 1 where a quotation (row) has a feature (column), of some of the features."""
        n_columns = max(len(self.weights), 1)
        places = np.unique(self.rows[selected] * n_columns + self.columns[selected])
        rows, columns = np.divmod(places, n_columns)
        bounds = np.searchsorted(rows, np.arange(self.n_quotes + 1))
        shape = (self.n_quotes, len(self.weights))
        return sp.csr_matrix((np.ones(len(columns)), columns, bounds), shape=shape)


def _list_features(wordings: Sequence[_Wording], rarity: dict[str, float]) -> _Features:
    """Return the words of some quotations, and their pairs of neighbouring words.

    Args:
        wordings: The quotations.
        rarity: The weight of each word, in order of the alphabet.
    """
    number = {word: position for position, word in enumerate(rarity)}
    words = np.array([number[word] for w in wordings for word in w.forms], np.int64)
    rows = np.repeat(np.arange(len(wordings)), [len(w.forms) for w in wordings])
    is_quoted, is_bracketed = (
        np.concatenate([np.empty(0, bool), *flags])
        for flags in ([w.is_quoted for w in wordings], [w.is_bracketed for w in wordings])
    )
    is_pair = rows[:-1] == rows[1:]
    # A word is before the pairs that begin with it, as tuples of words are sorted.
    n_seconds = len(rarity) + 1
    pairs = (words[:-1] * n_seconds + words[1:] + 1)[is_pair]
    codes, columns = np.unique(np.concatenate([words * n_seconds, pairs]), return_inverse=True)
    first, second = np.divmod(codes, n_seconds)
    of_word = np.array(list(rarity.values()), np.float64)
    of_second = np.concatenate([[np.nan], of_word])[second]
    of_pair = PAIR_WEIGHT * np.sqrt(of_word[first] * of_second)
    return _Features(
        len(wordings),
        np.concatenate([rows, rows[:-1][is_pair]]),
        columns,
        np.concatenate([is_quoted, (is_quoted[:-1] & is_quoted[1:])[is_pair]]),
        np.concatenate([is_bracketed, (is_bracketed[:-1] | is_bracketed[1:])[is_pair]]),
        np.where(second == 0, of_word[first], of_pair),
    )


def _weigh(has: sp.csr_matrix, weights: Array) -> _FeatureMatrix:
    weighted = sp.csr_matrix((weights[has.indices], has.indices, has.indptr), shape=has.shape)
    return _FeatureMatrix(has, weighted.T.tocsr())


def _divide(share: Array, whole: Array) -> Array:
    """Return ``share`` over ``whole``, and 0 where ``whole`` is 0."""
    whole = np.broadcast_to(whole, share.shape)
    return np.divide(share, whole, out=np.zeros_like(share), where=whole > 0)
