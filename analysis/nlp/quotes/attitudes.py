"""Attitudes: what is attributed to somebody without being reported as said.

"denounced *the launch*", "supports *further sanctions*", "expects *to win*", "their fear *that
talks fail*": beliefs, wishes, judgements and commitments. A logistic regression over complements
(:mod:`analysis.nlp.quotes.complements`) estimates which are attributed; a second one estimates
whether the text says to whom. Their weights and their training are described in
``data/attitudes.md``; ``python -m tools.train_attitudes`` trains them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import FeatureHasher

from analysis.nlp.clause_status import is_denied
from analysis.nlp.lexicon import verb_frames, words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attitude_features import FeatureReader
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.complements import (
    Complement,
    ParseTable,
    find_complements,
    find_holder,
)
from analysis.nlp.span_index import HasSpan, mark_characters
from analysis.word_lists import data_path

WEIGHTS = data_path("nlp", "attitudes.npz")
#: Number of values of the hash by which features are distinguished; the weights depend on it.
HASH_SIZE = 2**17
#: Minimum probability of an attitude: a judgement between precision and recall, which
#: ``benchmarks/history.md`` reports.
MIN_PROBABILITY = 0.33
#: Tags of the words that stand for a view and tell none: "which", "what".
_ONLY_ASKING = frozenset(("WDT", "WP", "WRB"))
#: Probability that the text names no holder from which the holder is left blank.
_MIN_NOBODY_PROBABILITY = 0.5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class AttitudeModel:
    """Learned weights.

    Attributes:
        governors: Lemmas that govern attitudes.
        weights: One column for "is attributed" and one for "names no holder", (HASH_SIZE, 2).
    """

    governors: frozenset[str]
    weights: Floats

    def predict_probabilities(self, rows: Sequence[Sequence[str]]) -> Floats:
        """Return both probabilities for each row of features, (rows, 2)."""
        scores = make_hasher().transform(rows) @ self.weights
        return np.asarray(1 / (1 + np.exp(-scores)))


@cache
def load_model() -> AttitudeModel:
    """Return the model that ships with the project, loaded once."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        weights = np.zeros((HASH_SIZE, 2))
        weights[stored["places"]] = stored["values"].T
        return AttitudeModel(frozenset(stored["governors"].tolist()), weights)


def make_hasher() -> FeatureHasher:
    """Return the hasher that turns features into columns."""
    return FeatureHasher(HASH_SIZE, input_type="string", alternate_sign=False)


def find_attitudes(
    article: ArticleParse, quotes: list[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Return the attitudes of an article, without overlap, the most probable first.

    Args:
        article: The article.
        quotes: Its quotes; an attitude shares no character with one.
    """
    model = load_model()
    table, rows = list_complements(article, quotes, model.governors, _can_be_view)
    if not rows:
        return []
    probabilities = model.predict_probabilities([features for _, features in rows])
    attitudes: list[AttributionCandidate] = []
    for number in np.argsort(-probabilities[:, 0], kind="stable").tolist():
        is_attributed, is_nobodys = probabilities[number].tolist()
        if is_attributed < MIN_PROBABILITY:
            break
        complement = rows[number][0]
        if is_denied(article.doc[complement.governor]):
            continue
        if any(other.has_overlap(complement.start, complement.end) for other in attitudes):
            continue
        holder = find_holder(table, complement.governor, complement.path)
        has_holder = holder is not None and is_nobodys < _MIN_NOBODY_PROBABILITY
        if holder is not None and article.doc[holder].lemma_.lower() in words("no holder"):
            continue
        attitudes.append(
            AttributionCandidate(
                complement.start,
                complement.end,
                article.doc[complement.governor],
                article.doc[holder] if holder is not None and has_holder else None,
                confidence=is_attributed,
            )
        )
    return attitudes


def _can_be_view(table: ParseTable, complement: Complement) -> bool:
    """Return whether a complement can be a view: nobody's action, question or thing mentioned.

    "is said" has a view after it and none before; "referred to", "observed" and "asked about" name
    what they are about; a relative clause tells something of its noun, and an adverbial one when or
    why something is.
    """
    lemma, tag = table.lemma[complement.governor], table.tag[complement.head]
    is_pronoun = tag in _ONLY_ASKING and complement.first == complement.last
    if is_pronoun or lemma in words("no view"):
        return False
    match complement.path:
        case "nsubj" | "nsubjpass":
            return lemma not in verb_frames()
        case "advcl":  # "called on the state to stop"
            return tag == "VB"
        case "relcl":
            return table.pos[complement.governor] not in ("NOUN", "PROPN")
        case _:
            return True


def list_complements(
    article: ArticleParse,
    quotes: list[AttributionCandidate],
    governors: frozenset[str] | None,
    is_possible: Callable[[ParseTable, Complement], bool] = lambda *_: True,
) -> tuple[ParseTable, list[tuple[Complement, list[str]]]]:
    """Return the parse of an article, and its complements outside quotes with their features.

    Args:
        article: The article.
        quotes: Its quotes.
        governors: The lemmas that may govern a complement, in lower case; None for all.
        is_possible: Returns whether a complement counts.
    """
    is_free = mark_characters(len(article.text) + 1, article.blocks.spans)
    spoken: list[HasSpan] = [*quotes, *article.standalone_quotes.spans]
    for quote in spoken:
        is_free[quote.start : quote.end] = bytes(quote.end - quote.start)
    reporting = frozenset(quote.cue.i for quote in quotes if quote.cue is not None)
    table = ParseTable(article.doc)
    complements = find_complements(table, governors, is_free)
    features = FeatureReader(table, reporting)
    return table, [
        (complement, features.extract_features(complement))
        for complement in complements
        if is_possible(table, complement)
    ]
