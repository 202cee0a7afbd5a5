"""Attitudes: what is attributed to somebody without being reported as said.

"denounced *the launch*", "supports *further sanctions*", "expects *to win*", "their fear *that
talks fail*": beliefs, wishes, judgements and commitments. A logistic regression over what words
govern (:mod:`analysis.nlp.quotes.complements`) tells which are attributed; a second one tells
whether the text says to whom. Their weights, and how they were learned, are described in
``data/attitudes.md``; ``python -m tools.train_attitudes`` learns them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import FeatureHasher

from analysis.nlp.quotes.article_parse import ArticleParse, AttributionCandidate
from analysis.nlp.quotes.complements import (
    Candidate,
    Parse,
    candidates,
    features,
    holder_of,
)
from analysis.word_lists import data_path

WEIGHTS = data_path("nlp", "attitudes.npz")
#: Features are told apart by a hash of so many values.
SIZE = 2**17
#: An attitude is shown from this probability on.
CUT = 0.36
#: Its holder is left out where this or more speaks against naming one.
_NO_HOLDER = 0.5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """Learned weights.

    Attributes:
        governors: Lemmas that govern attitudes.
        weights: One column for "is attributed" and one for "is nobody's", (:data:`SIZE`, 2).
    """

    governors: frozenset[str]
    weights: Floats

    def probabilities(self, rows: Sequence[Sequence[str]]) -> Floats:
        """Return for each row of features both probabilities, (rows, 2)."""
        scores = hasher().transform(rows) @ self.weights
        return np.asarray(1 / (1 + np.exp(-scores)))


@cache
def model() -> Model:
    """Return the model that ships, loaded once."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        weights = np.zeros((SIZE, 2))
        weights[stored["places"]] = stored["values"].T
        return Model(frozenset(stored["governors"].tolist()), weights)


def hasher() -> FeatureHasher:
    """Return what turns features into columns; the empty feature stands for the intercept."""
    return FeatureHasher(SIZE, input_type="string", alternate_sign=False)


def attitude_reports(
    page: ArticleParse, reports: list[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Return the attitudes of ``page`` outside its ``reports``, without overlap."""
    parse, given = weigh(page, reports, model().governors)
    if not given:
        return []
    chances = model().probabilities([row for _, row in given])
    kept: list[AttributionCandidate] = []
    for number in np.argsort(-chances[:, 0], kind="stable").tolist():
        chance, nobody = chances[number].tolist()
        candidate = given[number][0]
        if chance < CUT:
            break
        if any(report.overlaps(candidate.start, candidate.end) for report in kept):
            continue
        holder = holder_of(parse, candidate.governor, candidate.path)
        doc = page.doc
        kept.append(
            AttributionCandidate(
                candidate.start,
                candidate.end,
                doc[candidate.governor],
                doc[holder] if holder is not None and nobody < _NO_HOLDER else None,
                confidence=chance,
            )
        )
    return kept


def weigh(
    page: ArticleParse, reports: list[AttributionCandidate], governors: frozenset[str] | None
) -> tuple[Parse, list[tuple[Candidate, list[str]]]]:
    """Return the parse of ``page``, and what may be an attitude with its features.

    Args:
        page: The article.
        reports: What is reported as said; an attitude shares no character with it.
        governors: Lemmas that may govern one; None for any.
    """
    taken = np.zeros(len(page.text) + 1, bool)
    for report in _spans(page, reports):
        taken[slice(*report)] = True
    free: list[bool] = (~taken).tolist()
    reporting = frozenset(report.cue.i for report in reports if report.cue is not None)
    parse = Parse(page.doc)
    found = candidates(parse, governors, lambda at: free[at] and page.in_lines(at))
    return parse, [(candidate, features(parse, candidate, reporting)) for candidate in found]


def _spans(page: ArticleParse, reports: list[AttributionCandidate]) -> Iterator[tuple[int, int]]:
    yield from ((report.start, report.end) for report in reports)
    yield from ((stretch.start, stretch.end) for stretch in page.alone)
