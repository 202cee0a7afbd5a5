"""What two quotations must share to report the same utterance, by how their speakers compare.

Least is needed for the same speaker, more if one is not known, and for different speakers nearly
all of a long wording, or a whole sentence word for word. A quotation in a headline may name another
speaker than the article below.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz

from analysis.corpus import word_normalisation
from analysis.corpus.quote_vectors import QuoteVectors

Array = npt.NDArray[np.float64]

#: How the speakers of two quotations compare.
SpeakerRelation = Literal["same", "unknown", "different"]


@dataclass(frozen=True)
class Rule:
    """What two quotations must share: the minimum similarity (0 to 1) and the minimum weight.

    ``same_words`` is the minimum weight if one has all the quoted words of the other, and, between
    different speakers, the other has no words but these. Weights are in nats: a word that is in one
    of 20 news articles weighs 3.
    """

    similarity: float
    weight: float
    same_words: float

    def is_met(self, similarity: float, weight: float, *, has_same_words: bool) -> bool:
        """Return whether two quotations share enough to report one utterance."""
        min_weight = self.same_words if has_same_words else self.weight
        return similarity >= self.similarity and weight >= min_weight


#: By relation of the speakers (judgement; benchmarks/alignment.py measures their precision). Two
#: speakers rarely say the same words, so far more is needed to link their quotations.
RULES: dict[SpeakerRelation, Rule] = {
    "same": Rule(0.45, 2.0, 1.2),
    "unknown": Rule(0.6, 6.0, 6.0),
    "different": Rule(0.9, 15.0, 8.0),
}
#: Minimum share of the words of a quoted part that counts as all of them (judgement: allows for a
#: small word that one outlet drops).
SAME_WORDS_SHARE = 0.95
#: Minimum weight of a quoted part that is judged on its own if the other quotation has all of it.
MIN_SAME_WORDS_WEIGHT = min(rule.same_words for rule in RULES.values())
#: Minimum weight of a quoted part that is judged on its own although the other quotation does not
#: have all of it (judgement: a part of two rare words).
MIN_PART_WEIGHT = 6.0
#: Minimum token set ratio (rapidfuzz, 0 to 100) at which two names are one speaker's: 100 if one is
#: part of the other, a little less for another spelling (judgement).
SAME_NAME_RATIO = 88


class PairMeasures(NamedTuple):
    """What two quotations share.

    ``part`` and ``other_part`` are the shares of the quoted part of the one, and of the other, that
    both have; 0 for a part that may not be judged on its own.
    """

    similarity: float
    weight: float
    part: float
    other_part: float


def judge_pair(
    vectors: QuoteVectors, i: int, j: int, measures: PairMeasures, relation: SpeakerRelation
) -> float | None:
    """Return the similarity of two quotations of one utterance; None if they are of two."""
    is_verbatim, is_other_verbatim = bool(vectors.is_verbatim[i]), bool(vectors.is_verbatim[j])
    similarity = measures.similarity
    has_same_words = max(measures.part, measures.other_part) >= SAME_WORDS_SHARE
    if is_verbatim and is_other_verbatim:
        similarity = vectors.compare_runs(i, j)
        has_same_words = similarity >= SAME_WORDS_SHARE
    if relation == "different":
        # All words of one of them, not just of its quoted part.
        has_same_words &= (is_verbatim and measures.part >= SAME_WORDS_SHARE) or (
            is_other_verbatim and measures.other_part >= SAME_WORDS_SHARE
        )
    is_met = RULES[relation].is_met(similarity, measures.weight, has_same_words=has_same_words)
    return similarity if is_met else None


def keep_substantial_parts(share: Array, weight: Array) -> Array:
    """Return the shares of quoted parts that may be judged on their own, and 0 for the others."""
    is_whole = (share >= SAME_WORDS_SHARE) & (weight >= MIN_SAME_WORDS_WEIGHT)
    return np.where((weight >= MIN_PART_WEIGHT) | is_whole, share, 0.0)


#: The words of a speaker's name in alphabetical order, and the speaker's entity; empty if unknown.
Speaker = tuple[str, str]


def read_speaker(name: str, entity_id: str) -> Speaker:
    """Return a speaker as speakers are compared."""
    return " ".join(sorted(word_normalisation.normalise_words(name))), entity_id


def compare_speakers(first: Speaker, second: Speaker) -> SpeakerRelation:
    """Return how two speakers compare whose quotations share words."""
    (name, entity), (other_name, other_entity) = first, second
    if entity and entity == other_entity:
        return "same"
    if not name or not other_name:
        return "unknown"
    is_same = fuzz.token_set_ratio(name, other_name) >= SAME_NAME_RATIO
    return "same" if is_same else "different"


class Speakers:
    """The speakers of the quotations of a story."""

    def __init__(self, quotes: pd.DataFrame) -> None:
        """Read the columns article_id, block_kind, speaker and entity_id of the quotations."""
        self._speakers = [
            read_speaker(name, entity)
            for name, entity in zip(quotes["speaker"], quotes["entity_id"], strict=True)
        ]
        self._articles = quotes["article_id"].to_numpy(object)
        self._is_headline = (quotes["block_kind"] == "headline").to_numpy(bool)
        self._relations: dict[tuple[Speaker, Speaker], SpeakerRelation] = {}

    def compare(self, i: int, j: int, measures: PairMeasures) -> SpeakerRelation:
        """Return how the speakers of two quotations compare.

        A headline may attribute a person's words to an organisation or a country, so its quoted
        words belong to the speaker of the same words below it.
        """
        is_same_article = self._articles[i] == self._articles[j]
        if is_same_article and self._is_headline[i] != self._is_headline[j]:
            headline_part = measures.part if self._is_headline[i] else measures.other_part
            if headline_part >= SAME_WORDS_SHARE:
                return "same"
        pair = (self._speakers[i], self._speakers[j])
        if pair not in self._relations:
            self._relations[pair] = compare_speakers(*pair)
        return self._relations[pair]
