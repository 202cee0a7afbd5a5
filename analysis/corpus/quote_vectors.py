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
#: A word, or two neighbouring words.
Feature = tuple[str] | tuple[str, str]


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
    rarity = word_normalisation.compute_rarity_among(
        [wording.forms.tolist() for wording in wordings]
    )
    all_features = [_features(w.forms, np.ones_like(w.is_quoted)) for w in wordings]
    unbracketed = [_features(w.forms, ~w.is_bracketed) for w in wordings]
    quoted = [_features(w.forms, w.is_quoted & ~w.is_bracketed) for w in wordings]
    weight_of: dict[Feature, float] = {(word,): weight for word, weight in rarity.items()}
    for pair in (feature for feature in set().union(*all_features) if _is_pair(feature)):
        weight_of[pair] = PAIR_WEIGHT * float(np.sqrt(rarity[pair[0]] * rarity[pair[-1]]))
    columns = {feature: column for column, feature in enumerate(sorted(weight_of))}
    weights = np.array([weight_of[feature] for feature in columns])
    has_unbracketed, has_quoted = _matrix(unbracketed, columns), _matrix(quoted, columns)
    return QuoteVectors(
        forms=[wording.forms[~wording.is_bracketed].tolist() for wording in wordings],
        weight=has_unbracketed @ weights,
        part_weight=has_quoted @ weights,
        is_verbatim=np.array([_is_verbatim(wording) for wording in wordings], bool),
        rarity=rarity,
        _unbracketed=_weighted(has_unbracketed, weights),
        _all=_weighted(_matrix(all_features, columns), weights),
        _quoted=_weighted(has_quoted, weights),
    )


@dataclass(frozen=True)
class _Wording:
    """The words of a quotation, and which of them are in quotation marks or square brackets."""

    forms: npt.NDArray[np.object_]
    is_quoted: Flags
    is_bracketed: Flags


def _read_wording(text: str, kind: str) -> _Wording:
    tokens = word_normalisation.tokenise(text)
    starts = np.array([token.start for token in tokens], int)
    forms = np.array([token.form for token in tokens], object)
    return _Wording(forms, mask_quoted(text, kind)[starts], mask_bracketed(text)[starts])


def _is_verbatim(wording: _Wording) -> bool:
    return bool(len(wording.forms)) and bool(wording.is_quoted.mean() > _VERBATIM_SHARE)


def _is_pair(feature: Feature) -> bool:
    return len(feature) > 1


def _features(forms: npt.NDArray[np.object_], selected: Flags) -> set[Feature]:
    """Return the selected words, and the pairs of neighbours that are both selected."""
    words: set[Feature] = {(str(word),) for word in forms[selected]}
    both = selected[:-1] & selected[1:]
    pairs = zip(forms[:-1][both], forms[1:][both], strict=True)
    return words | {(str(first), str(second)) for first, second in pairs}


def _matrix(rows: list[set[Feature]], columns: dict[Feature, int]) -> sp.csr_matrix:
    indices = [np.sort([columns[feature] for feature in row]) for row in rows]
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    flat = np.concatenate([np.empty(0, np.int64), *indices]).astype(np.int64)
    return sp.csr_matrix((np.ones(len(flat)), flat, indptr), shape=(len(rows), len(columns)))


def _weighted(has: sp.csr_matrix, weights: Array) -> _FeatureMatrix:
    return _FeatureMatrix(has, has.multiply(weights).T.tocsr())


def _divide(share: Array, whole: Array) -> Array:
    """Return ``share`` over ``whole``, and 0 where ``whole`` is 0."""
    whole = np.broadcast_to(whole, share.shape)
    return np.divide(share, whole, out=np.zeros_like(share), where=whole > 0)
