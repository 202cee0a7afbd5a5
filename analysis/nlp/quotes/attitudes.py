"""Attitudes: what is attributed to somebody without being reported as said.

"denounced *the launch*", "supports *further sanctions*", "expects *to win*", "their fear *that
talks fail*": beliefs, wishes, judgements and commitments. A logistic regression over complements
(:mod:`analysis.nlp.quotes.complements`) estimates which are attributed; a second one estimates
whether the text says to whom. Their weights and their training are described in
``data/attitudes.md``; ``python -m tools.train_attitudes`` trains them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id

from analysis.nlp.clause_status import is_denied
from analysis.nlp.lexicon import verb_frames, words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attitude_features import HASH_BITS, Columns, FeatureReader
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.complements import (
    NOUNS,
    SUBJECTS,
    Complement,
    ParseTable,
    find_complements,
    find_holder,
)
from analysis.nlp.span_index import HasSpan, mark_characters
from analysis.nlp.token_ids import get_ids
from analysis.word_lists import data_path

WEIGHTS = data_path("nlp", "attitudes.npz")
#: Number of values of the hash by which features are distinguished.
HASH_SIZE = 2**HASH_BITS
#: Minimum probability of an attitude: a judgement between precision and recall, which
#: ``benchmarks/history.md`` reports.
MIN_PROBABILITY = 0.33
#: Tags of the words that stand for a view and tell none: "which", "what".
_ONLY_ASKING = get_ids(("WDT", "WP", "WRB"))
#: The relations and the tag of complements that are views only of some governors.
_ADVERBIAL, _RELATIVE, _INFINITIVE = map(get_string_id, ("advcl", "relcl", "VB"))
#: Probability that the text names no holder from which the holder is left blank.
_MIN_NOBODY_PROBABILITY = 0.5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class AttitudeModel:
    """Learned weights.

    Attributes:
        governors: The numbers of the lemmas that govern attitudes.
        weights: One column for "is attributed" and one for "names no holder", (HASH_SIZE, 2).
    """

    governors: frozenset[int]
    weights: Floats

    def predict_probabilities(self, features: Columns, rows: Columns, beside: Columns) -> Floats:
        """Return both probabilities for each complement, (complements, 2).

        Args:
            features: The places of the weights, (complements, features).
            rows: The complements of further features.
            beside: The places of their weights.
        """
        scores = self.weights[features].sum(axis=1)
        np.add.at(scores, rows, self.weights[beside])
        return np.asarray(1 / (1 + np.exp(-scores)))


@cache
def load_model() -> AttitudeModel:
    """Return the model that ships with the project, loaded once."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        weights = np.zeros((HASH_SIZE, 2))
        weights[stored["places"]] = stored["values"].T
        return AttitudeModel(get_ids(stored["governors"].tolist()), weights)


def find_attitudes(
    article: ArticleParse, quotes: list[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Return the attitudes of an article, without overlap, the most probable first.

    Args:
        article: The article.
        quotes: Its quotes; an attitude shares no character with one.
    """
    model = load_model()
    table, complements = list_complements(article, quotes, model.governors)
    complements = [item for item in complements if _can_be_view(table, item)]
    if not complements:
        return []
    reader = FeatureReader(table, list_cues(quotes))
    probabilities = model.predict_probabilities(*reader.hash_features(complements))
    attitudes: list[AttributionCandidate] = []
    for number in np.argsort(-probabilities[:, 0], kind="stable").tolist():
        is_attributed, is_nobodys = probabilities[number].tolist()
        if is_attributed < MIN_PROBABILITY:
            break
        complement = complements[number]
        if is_denied(article.doc[complement.governor]):
            continue
        if any(other.has_overlap(complement.start, complement.end) for other in attitudes):
            continue
        holder = find_holder(table, complement.governor, complement.preposition)
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
    if is_pronoun or lemma in _no_views():
        return False
    dep: int = table.dep[complement.head]
    if dep in SUBJECTS:
        return lemma not in _reporting_verbs()
    if dep == _ADVERBIAL:  # "called on the state to stop"
        return bool(tag == _INFINITIVE)
    is_of_noun: bool = table.pos[complement.governor] in NOUNS
    return not (is_of_noun and dep == _RELATIVE)


@cache
def _no_views() -> frozenset[int]:
    return get_ids(words("no view"))


@cache
def _reporting_verbs() -> frozenset[int]:
    return get_ids(verb_frames())


def list_cues(quotes: Sequence[AttributionCandidate]) -> list[int]:
    """Return the positions of the cues of some quotes."""
    return [quote.cue.i for quote in quotes if quote.cue is not None]


def list_complements(
    article: ArticleParse,
    quotes: list[AttributionCandidate],
    governors: frozenset[int] | None,
) -> tuple[ParseTable, list[Complement]]:
    """Return the parse of an article, and its complements outside quotes.

    Args:
        article: The article.
        quotes: Its quotes.
        governors: The numbers of the lemmas that may govern a complement; None for all.
    """
    is_free = mark_characters(len(article.text) + 1, article.blocks.spans)
    spoken: list[HasSpan] = [*quotes, *article.standalone_quotes.spans]
    for quote in spoken:
        is_free[quote.start : quote.end] = bytes(quote.end - quote.start)
    table = ParseTable(article.doc)
    return table, list(find_complements(table, governors, is_free))
