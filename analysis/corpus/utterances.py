"""Which quotations report the same utterance.

Outlets trim, split and bracket what was said, spell it their way, or turn it into reported speech.
Two quotations are compared by the words they share, weighted by how rare these are in news and in
the story's quotations, and by shared neighbouring words, which distinguish wording from topic:

- *containment*: shared weight over the weight of the lighter quotation, so that trimming costs
  nothing. Words that an editor put in brackets are ignored.
- *quoted part*: the quoted words of a mixed quotation are searched in the other on their own.
- *verbatim*: between two quotations wholly in quotation marks, only runs of at least three words
  count, since both claim the exact words.

How similar they must be depends on the speakers (see :data:`RULES`): least for the same speaker,
more if one is not known, and for different speakers nearly all of a long wording, or a whole
sentence word for word. A quotation in a headline may name another speaker than the article below.

Quotations are grouped around the fullest wordings by star clustering (Aslam, Pelekhov & Rus 2004,
"The star clustering algorithm"): every member is linked to its centre, so that no chain of partial
overlaps joins different utterances, and two parts of one split quotation meet in the wording that
has both.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz

from analysis.corpus import word_normalisation
from analysis.corpus.quote_vectors import QuoteVectors, vectorize_quotes

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

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
#: Shared weight at which confidence is 63 % of similarity (judgement).
_TRUSTED_WEIGHT = 5.0
#: Number of quotations that are compared with all others at a time, to limit memory.
_ROWS = 256
#: Decimals to which similarities are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9


def align_utterances(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Give the same utterance_id to quotations of one story that report the same utterance.

    Args:
        quotes: Columns article_id, quote_id, text, kind, speaker, entity_id, block_kind.
        articles: Columns article_id, story_id of all articles of the quotations.

    Returns:
        Columns quote_id, utterance_id; one row per quotation, in the order of ``quotes``. A
        quotation that nobody else reports has an utterance of its own. The id is a hash of the
        story and the smallest quote_id of the utterance; the order of the quotations does not
        matter.

    Raises:
        KeyError: The article of a quotation is not among ``articles``.
    """
    return link_quotes(quotes, articles)[["quote_id", "utterance_id"]]


def link_quotes(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the result of :func:`align_utterances` and the reasons for it.

    Returns:
        Columns quote_id, utterance_id, centre (quote_id of the wording it is linked to; its own
        for a centre), similarity (0 to 1), weight (of what they share, in nats) and confidence
        (similarity x (1 - exp(-weight / 5)), 1 for a centre: an order, not a probability).
    """
    story = articles.set_index("article_id")["story_id"]
    unknown = set(quotes["article_id"]) - set(story.index)
    if unknown:
        raise KeyError(f"quotations of unknown articles: {sorted(unknown)[:3]}")
    frame = quotes.assign(story_id=quotes["article_id"].map(story))
    frame = frame.sort_values(["story_id", "quote_id"], ignore_index=True)
    by_story = [_link_story(rows) for _, rows in frame.groupby("story_id", sort=True)]
    if not by_story:
        return pd.DataFrame(columns=_COLUMNS).astype(dict.fromkeys(_COLUMNS[:3], str))
    sizes = [len(links.centre) for links in by_story]
    first = np.repeat(np.cumsum([0, *sizes[:-1]]), sizes)
    centre = first + np.concatenate([links.centre for links in by_story])
    smallest = np.full(len(frame), len(frame))
    np.minimum.at(smallest, centre, np.arange(len(frame)))
    ids = frame["quote_id"].to_numpy(object)
    keys = zip(frame["story_id"], ids[smallest[centre]], strict=True)
    similarity = np.concatenate([links.similarity for links in by_story])
    weight = np.concatenate([links.weight for links in by_story])
    is_centre = centre == np.arange(len(frame))
    trust = np.where(is_centre, 1.0, 1 - np.exp(-weight / _TRUSTED_WEIGHT))
    linked = pd.DataFrame(
        {
            "utterance_id": [_utterance_id(str(key), str(quote)) for key, quote in keys],
            "centre": ids[centre],
            "similarity": similarity,
            "weight": weight,
            "confidence": similarity * trust,
        },
        index=pd.Index(ids, name="quote_id"),
    )
    return linked.loc[quotes["quote_id"]].reset_index()[list(_COLUMNS)]


_COLUMNS = ("quote_id", "utterance_id", "centre", "similarity", "weight", "confidence")


class _Links(NamedTuple):
    """For each quotation of a story: the position of its centre, and what it shares with it."""

    centre: Positions
    similarity: Array
    weight: Array


class _Pairs(NamedTuple):
    """The pairs of quotations that report one utterance, in both orders."""

    i: Positions
    j: Positions
    similarity: Array
    weight: Array


class PairMeasures(NamedTuple):
    """What two quotations share.

    ``part`` and ``other_part`` are the shares of the quoted part of the one, and of the other, that
    both have; 0 for a part that may not be judged on its own.
    """

    similarity: float
    weight: float
    part: float
    other_part: float


def _link_story(quotes: pd.DataFrame) -> _Links:
    """Link the quotations of one story, in the order of their ids."""
    vectors = vectorize_quotes(quotes["text"].tolist(), quotes["kind"].tolist())
    rows = np.array(list(_find_pairs(vectors, quotes)), np.float64).reshape(-1, 4)
    pairs = _Pairs(*rows[:, :2].astype(np.intp).T, *rows[:, 2:].T)
    centre, link = _cluster_stars(len(quotes), pairs, vectors.weight)
    similarity, weight = np.ones(len(quotes)), vectors.weight.copy()
    is_linked = link >= 0
    similarity[is_linked] = pairs.similarity[link[is_linked]]
    weight[is_linked] = pairs.weight[link[is_linked]]
    return _Links(centre, similarity, weight)


def _find_pairs(
    vectors: QuoteVectors, quotes: pd.DataFrame
) -> Iterator[tuple[int, int, float, float]]:
    """Yield the pairs that report one utterance, in both orders: positions, similarity, weight."""
    speakers = _Speakers(quotes)
    min_similarity = min(rule.similarity for rule in RULES.values())
    for start in range(0, len(quotes), _ROWS):
        compared = vectors.compare(slice(start, start + _ROWS))
        part = keep_substantial_parts(
            compared.row_part, vectors.part_weight[start : start + _ROWS, None]
        )
        other_part = keep_substantial_parts(compared.column_part, vectors.part_weight[None, :])
        similar = np.maximum(compared.contained, np.maximum(part, other_part))
        for row, column in np.argwhere(np.triu(similar >= min_similarity, start + 1)):
            i, j = start + int(row), int(column)
            measures = PairMeasures(
                similarity=float(similar[row, j]),
                weight=float(compared.shared[row, j]),
                part=float(part[row, j]),
                other_part=float(other_part[row, j]),
            )
            relation = speakers.compare(i, j, measures)
            similarity = judge_pair(vectors, i, j, measures, relation)
            if similarity is not None:
                yield i, j, similarity, measures.weight
                yield j, i, similarity, measures.weight


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


class _Speakers:
    """The speakers of the quotations of a story."""

    def __init__(self, quotes: pd.DataFrame) -> None:
        self._speakers = [
            (" ".join(sorted(word_normalisation.normalise_words(name))), entity)
            for name, entity in zip(quotes["speaker"], quotes["entity_id"], strict=True)
        ]
        self._articles = quotes["article_id"].to_numpy(object)
        self._is_headline = (quotes["block_kind"] == "headline").to_numpy(bool)
        self._relations: dict[tuple[tuple[str, str], tuple[str, str]], SpeakerRelation] = {}

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
            self._relations[pair] = self._compare_names(*pair)
        return self._relations[pair]

    @staticmethod
    def _compare_names(first: tuple[str, str], second: tuple[str, str]) -> SpeakerRelation:
        (name, entity), (other_name, other_entity) = first, second
        if entity and entity == other_entity:
            return "same"
        if not name or not other_name:
            return "unknown"
        is_same = fuzz.token_set_ratio(name, other_name) >= SAME_NAME_RATIO
        return "same" if is_same else "different"


def _cluster_stars(size: int, pairs: _Pairs, weight: Array) -> tuple[Positions, Positions]:
    """Return the centre of each quotation, and the pair that links it there, -1 for a centre.

    Quotations become centres in the order of how much is linked to them and how much they weigh,
    unless one linked to them is a centre already; every other quotation goes to the centre most
    similar to it, then to the heavier one.
    """
    centre, link = np.arange(size), np.full(size, -1)
    if not len(pairs.i):
        return centre, link
    degree = np.bincount(pairs.i, pairs.similarity, minlength=size)
    order = np.lexsort((np.arange(size), -np.round(degree * weight, _DECIMALS)))
    rank = np.empty(size, np.intp)
    rank[order] = np.arange(size)
    by_first = np.argsort(pairs.i, kind="stable")
    neighbours = np.split(pairs.j[by_first], np.searchsorted(pairs.i[by_first], np.arange(1, size)))
    is_assigned, is_centre = np.zeros(size, bool), np.zeros(size, bool)
    for i in order:
        if not is_assigned[i]:
            is_assigned[i] = is_centre[i] = True
            is_assigned[neighbours[i]] = True
    to_centres = np.flatnonzero(is_centre[pairs.j] & ~is_centre[pairs.i])
    best_first = np.lexsort(
        (rank[pairs.j[to_centres]], -pairs.similarity[to_centres].round(_DECIMALS))
    )
    for pair in to_centres[best_first[::-1]]:  # the last one written is the best
        centre[pairs.i[pair]], link[pairs.i[pair]] = pairs.j[pair], pair
    return centre, link


def _utterance_id(story_id: str, quote_id: str) -> str:
    key = f"{story_id}\n{quote_id}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:12]
