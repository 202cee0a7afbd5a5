"""The wordings of a story's quotations, as matrices that can be compared all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from rapidfuzz.distance import Indel

from analysis.corpus import word_normalisation
from analysis.corpus.quoted_mask import in_marks, inserted

#: What a shared pair of neighbouring words weighs, over the geometric mean of the two words.
PAIR = 0.5
#: Shortest run of common words that counts between two wordings in quotation marks.
RUN = 3

_WHOLLY = 0.9

Array = npt.NDArray[np.float64]
#: A word, or two neighbouring words.
Feature = tuple[str, ...]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Compared:
    """Some quotations (rows) against all (columns)."""

    shared: Array
    """Weight of the words and neighbouring words that both have."""
    contained: Array
    """``shared`` over the weight of the lighter of the two, 0 to 1."""
    part: Array
    """Share of the row's words in quotation marks that the column has, 0 to 1."""
    other_part: Array
    """Share of the column's words in quotation marks that the row has, 0 to 1."""


@dataclass(frozen=True)
class QuoteVectors:
    """The quotations of one story, in one order."""

    forms: list[list[str]]
    """The comparable words of each, without those in square brackets."""
    weight: Array
    """How much each weighs, in nats."""
    part_weight: Array
    """How much its part in quotation marks weighs."""
    verbatim: Flags
    """Whether it stands in quotation marks from beginning to end."""
    rarity: dict[str, float]
    """What each word weighs in this story."""
    _own: sp.csr_matrix
    _all: sp.csr_matrix
    _marked: sp.csr_matrix
    _own_by_weight: sp.csr_matrix
    _all_by_weight: sp.csr_matrix
    _marked_by_weight: sp.csr_matrix

    def compare(self, rows: slice) -> Compared:
        """Compare the quotations in ``rows`` with all of them."""
        own, marked, every = self._own[rows], self._marked[rows], self._all[rows]
        shared = (own @ self._own_by_weight).toarray()
        lighter = np.minimum(self.weight[rows, None], self.weight[None, :])
        part = (marked @ self._all_by_weight).toarray()
        other = (every @ self._marked_by_weight).toarray()
        return Compared(
            np.maximum(shared, np.maximum(part, other)),
            _ratio(shared, lighter),
            _ratio(part, self.part_weight[rows, None]),
            _ratio(other, self.part_weight[None, :]),
        )

    def runs(self, first: int, second: int) -> float:
        """Return the share of the lighter wording that stands in common runs of words, 0 to 1.

        A run has at least :data:`RUN` words, or all the words of the shorter wording.
        """
        a, b = self.forms[first], self.forms[second]
        least = min(RUN, len(a), len(b))
        shared = sum(
            sum(self.rarity[word] for word in a[step.src_start : step.src_end])
            for step in Indel.opcodes(a, b)
            if step.tag == "equal" and step.src_end - step.src_start >= least
        )
        lighter = min(sum(self.rarity[word] for word in side) for side in (a, b))
        return min(1.0, shared / lighter) if lighter else 0.0


def vectorize_quotes(texts: Sequence[str], kinds: Sequence[str]) -> QuoteVectors:
    """Read the wordings of one story's quotations.

    Args:
        texts: The words of each quotation.
        kinds: ``direct``, ``mixed`` or ``indirect``. All of a direct quotation counts as being in
            quotation marks, whether or not ``texts`` holds the marks.
    """
    read = [_read(text, kind) for text, kind in zip(texts, kinds, strict=True)]
    rarity = word_normalisation.rarity_among([spoken.form.tolist() for spoken in read])
    weight_of: dict[Feature, float] = {(word,): value for word, value in rarity.items()}
    rows: dict[str, list[set[Feature]]] = {"own": [], "all": [], "marked": []}
    for spoken in read:
        free, marked = ~spoken.inserted, spoken.marked & ~spoken.inserted
        rows["own"].append(_features(spoken.form, free))
        rows["all"].append(_features(spoken.form, np.ones_like(free)))
        rows["marked"].append(_features(spoken.form, marked))
    for feature in set().union(*rows["all"]):
        if len(feature) == 2:
            weight_of[feature] = PAIR * float(np.sqrt(rarity[feature[0]] * rarity[feature[1]]))
    columns = {feature: column for column, feature in enumerate(sorted(weight_of))}
    weights = np.array([weight_of[feature] for feature in columns])
    own, every, marked_rows = (_matrix(rows[name], columns) for name in ("own", "all", "marked"))
    return QuoteVectors(
        forms=[spoken.form[~spoken.inserted].tolist() for spoken in read],
        weight=own @ weights,
        part_weight=marked_rows @ weights,
        verbatim=np.array([bool(len(s.form)) and s.marked.mean() > _WHOLLY for s in read], bool),
        rarity=rarity,
        _own=own,
        _all=every,
        _marked=marked_rows,
        _own_by_weight=own.multiply(weights).T.tocsr(),
        _all_by_weight=every.multiply(weights).T.tocsr(),
        _marked_by_weight=marked_rows.multiply(weights).T.tocsr(),
    )


@dataclass(frozen=True)
class _Spoken:
    form: npt.NDArray[np.object_]
    marked: Flags
    inserted: Flags


def _read(text: str, kind: str) -> _Spoken:
    found = word_normalisation.tokens(text)
    starts = np.array([token.start for token in found], int)
    forms = np.array([token.form for token in found], object)
    return _Spoken(forms, in_marks(text, kind)[starts], inserted(text)[starts])


def _features(form: npt.NDArray[np.object_], kept: Flags) -> set[Feature]:
    """Return the kept words, and the pairs of neighbours that are both kept."""
    single: set[Feature] = {(str(word),) for word in form[kept]}
    together = kept[:-1] & kept[1:]
    pairs = zip(form[:-1][together], form[1:][together], strict=True)
    return single | {(str(first), str(second)) for first, second in pairs}


def _matrix(rows: list[set[Feature]], columns: dict[Feature, int]) -> sp.csr_matrix:
    indices = [np.sort([columns[feature] for feature in row]) for row in rows]
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    flat = np.concatenate([np.empty(0, np.int64), *indices]).astype(np.int64)
    return sp.csr_matrix((np.ones(len(flat)), flat, indptr), shape=(len(rows), len(columns)))


def _ratio(share: Array, whole: Array) -> Array:
    whole = np.broadcast_to(whole, share.shape)
    return np.divide(share, whole, out=np.zeros_like(share), where=whole > 0)
