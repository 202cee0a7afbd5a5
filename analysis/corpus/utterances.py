"""Which quotations report the same utterance.

Outlets trim, split and bracket what was said, spell it their way, or turn it into reported speech.
Two quotations are compared by the words they share, weighted by how rare these are in news and in
the story's quotations, and by shared neighbouring words, which tell wording from topic:

- *containment*: shared weight over the weight of the lighter quotation, so that trimming costs
  nothing. Words an editor put in brackets are passed over.
- *quoted part*: the part of a mixed quotation in marks is looked for in the other on its own.
- *verbatim*: of two quotations wholly in marks, only runs of at least three words count, since
  both claim the very words.

How much is asked depends on the speakers (see :data:`RULES`): least of one speaker, more where one
is not known, and of different speakers nearly all of a long wording, or a whole sentence word for
word. A quotation in a headline may name another speaker than the article below it.

Quotations are grouped around the fullest wordings by star clustering (Aslam, Pelekhov & Rus 2004,
"The star clustering algorithm"): every member is linked to its centre, so that no chain of partial
overlaps joins what does not belong together, and two parts of one split quotation meet in the
wording that has both.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz

from analysis.corpus import word_normalisation
from analysis.corpus.quote_vectors import QuoteVectors, vectorize_quotes

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Rule:
    """What is asked of two quotations: the least similarity (0 to 1) and the least shared weight.

    ``same_words`` is the weight that will do when one has all the quoted words of the other, and
    between different speakers when the other has no words but these. Weights are in nats: a word
    found in one of 20 news articles weighs 3.
    """

    similarity: float
    weight: float
    same_words: float


#: By how the speakers compare.
RULES = {
    "same": Rule(0.45, 2.0, 1.2),
    "unknown": Rule(0.6, 6.0, 6.0),
    "different": Rule(0.9, 15.0, 8.0),
}
#: From here on a quoted part is as good as the same words.
_SAME_WORDS = 0.95
_SAME_WORDS_WEIGHT = min(rule.same_words for rule in RULES.values())
#: Weight a quoted part needs to be judged on its own when it is not found whole.
_PART_WEIGHT = 6.0
_NAMES_ALIKE = 88
#: Shared weight at which confidence is 63 % of similarity.
_TRUSTED_WEIGHT = 5.0
_ROWS = 256


def align(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Give the same utterance_id to quotations of one story that report the same utterance.

    Args:
        quotes: Columns article_id, quote_id, text, kind, speaker, entity_id, block_kind.
        articles: Columns article_id, story_id; quotations of other articles are an error.

    Returns:
        Columns quote_id, utterance_id; one row a quotation, in the order of ``quotes``. A quotation
        nobody else reports has an utterance of its own. The id is a hash of the story and the
        smallest quote_id in the utterance; the order of the quotations does not matter.

    Raises:
        KeyError: when a quotation's article is not among ``articles``.
    """
    return links(quotes, articles)[["quote_id", "utterance_id"]]


def links(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return what :func:`align` returns, and why.

    Returns:
        Columns quote_id, utterance_id, centre (quote_id of the wording it was linked to; its own
        for a centre), similarity (0 to 1), weight (what they share, in nats) and confidence
        (similarity x (1 - exp(-weight / 5)), 1 for a centre: an order, not a probability).
    """
    story = articles.set_index("article_id")["story_id"]
    unknown = set(quotes["article_id"]) - set(story.index)
    if unknown:
        raise KeyError(f"quotations of unknown articles: {sorted(unknown)[:3]}")
    frame = quotes.assign(story_id=quotes["article_id"].map(story))
    frame = frame.sort_values(["story_id", "quote_id"], ignore_index=True)
    found = [_linked(rows) for _, rows in frame.groupby("story_id", sort=True)]
    if not found:
        return pd.DataFrame(columns=_COLUMNS).astype(dict.fromkeys(_COLUMNS[:3], str))
    sizes = [len(links.centre) for links in found]
    first = np.repeat(np.cumsum([0, *sizes[:-1]]), sizes)
    centre = first + np.concatenate([links.centre for links in found])
    smallest = np.full(len(frame), len(frame))
    np.minimum.at(smallest, centre, np.arange(len(frame)))
    ids = frame["quote_id"].to_numpy(object)
    keys = zip(frame["story_id"], ids[smallest[centre]], strict=True)
    similarity = np.concatenate([links.similarity for links in found])
    weight = np.concatenate([links.weight for links in found])
    trusted = np.where(centre == np.arange(len(frame)), 1.0, 1 - np.exp(-weight / _TRUSTED_WEIGHT))
    linked = pd.DataFrame(
        {
            "utterance_id": [_utterance_id(str(key), str(quote)) for key, quote in keys],
            "centre": ids[centre],
            "similarity": similarity,
            "weight": weight,
            "confidence": similarity * trusted,
        },
        index=pd.Index(ids, name="quote_id"),
    )
    return linked.loc[quotes["quote_id"]].reset_index()[list(_COLUMNS)]


_COLUMNS = ("quote_id", "utterance_id", "centre", "similarity", "weight", "confidence")


class _Links(NamedTuple):
    """Of each quotation of a story: its centre's number, and what it has of it."""

    centre: Numbers
    similarity: Array
    weight: Array


class _Pairs(NamedTuple):
    """The pairs of quotations that count as one utterance, both ways round."""

    i: Numbers
    j: Numbers
    similarity: Array
    weight: Array


def _linked(quotes: pd.DataFrame) -> _Links:
    """Link the quotations of one story, in the order of their ids."""
    sayings = vectorize_quotes(quotes["text"].tolist(), quotes["kind"].tolist())
    found = np.array(list(_pairs(sayings, quotes)), np.float64).reshape(-1, 4)
    pairs = _Pairs(*found[:, :2].astype(np.intp).T, *found[:, 2:].T)
    centre, by = _stars(len(quotes), pairs, sayings.weight)
    similarity, weight = np.ones(len(quotes)), sayings.weight.copy()
    similarity[by >= 0] = pairs.similarity[by[by >= 0]]
    weight[by >= 0] = pairs.weight[by[by >= 0]]
    return _Links(centre, similarity, weight)


def _pairs(sayings: QuoteVectors, quotes: pd.DataFrame) -> Iterator[tuple[int, int, float, float]]:
    """Yield the pairs that count as one utterance, both ways round."""
    speakers = _Speakers(quotes)
    article = quotes["article_id"].to_numpy(object)
    headline = (quotes["block_kind"] == "headline").to_numpy(bool)
    least = min(rule.similarity for rule in RULES.values())
    for start in range(0, len(quotes), _ROWS):
        compared = sayings.compare(slice(start, start + _ROWS))
        part = _parts(compared.part, sayings.part_weight[start : start + _ROWS, None])
        other_part = _parts(compared.other_part, sayings.part_weight[None, :])
        similarities = np.maximum(compared.contained, np.maximum(part, other_part))
        for row, column in np.argwhere(np.triu(similarities >= least, start + 1)):
            i, j = start + int(row), int(column)
            similarity = float(similarities[row, j])
            same_words = max(part[row, j], other_part[row, j]) >= _SAME_WORDS
            if sayings.verbatim[i] and sayings.verbatim[j]:
                similarity = sayings.runs(i, j)
                same_words = similarity >= _SAME_WORDS
            how = speakers.compare(i, j)
            # A headline may lend a person's words to a house or a country.
            if article[i] == article[j] and headline[i] != headline[j]:
                found = part[row, j] if headline[i] else other_part[row, j]
                how = "same" if found >= _SAME_WORDS else how
            rule = RULES[how]
            weight = float(compared.shared[row, j])
            if how == "different":
                whole = (
                    (sayings.verbatim[i], part[row, j]),
                    (sayings.verbatim[j], other_part[row, j]),
                )
                same_words &= any(verbatim and found >= _SAME_WORDS for verbatim, found in whole)
            needed = rule.same_words if same_words else rule.weight
            if similarity >= rule.similarity and weight >= needed:
                yield i, j, similarity, weight
                yield j, i, similarity, weight


def _parts(found: Array, weight: Array) -> Array:
    """Return the shares found of quoted parts that may be judged on their own, otherwise 0."""
    alone = (weight >= _PART_WEIGHT) | ((found >= _SAME_WORDS) & (weight >= _SAME_WORDS_WEIGHT))
    return np.where(alone, found, 0.0)


class _Speakers:
    """How the speakers of two quotations compare: same, unknown or different."""

    def __init__(self, quotes: pd.DataFrame) -> None:
        keys = list(zip(quotes["speaker"], quotes["entity_id"], strict=True))
        self._speakers = [
            (" ".join(sorted(word_normalisation.forms(name))), entity) for name, entity in keys
        ]
        self._known: dict[tuple[tuple[str, str], tuple[str, str]], str] = {}

    def compare(self, i: int, j: int) -> str:
        pair = (self._speakers[i], self._speakers[j])
        if pair not in self._known:
            self._known[pair] = self._compare(*pair)
        return self._known[pair]

    @staticmethod
    def _compare(first: tuple[str, str], second: tuple[str, str]) -> str:
        (name, entity), (other_name, other_entity) = first, second
        if entity and entity == other_entity:
            return "same"
        if not name or not other_name:
            return "unknown"
        # 100 where one name is part of the other, a little less for another spelling.
        alike = fuzz.token_set_ratio(name, other_name) >= _NAMES_ALIKE
        return "same" if alike else "different"


def _stars(size: int, pairs: _Pairs, weight: Array) -> tuple[Numbers, Numbers]:
    """Return the centre of each quotation, and the pair that links it there, -1 for a centre.

    Quotations become centres in the order of how much is linked to them and how much they weigh,
    unless one linked to them is a centre already; every other goes to the centre most similar to
    it, then to the weightier.
    """
    centre, by = np.arange(size), np.full(size, -1)
    if not len(pairs.i):
        return centre, by
    degree = np.bincount(pairs.i, pairs.similarity, minlength=size)
    order = np.lexsort((np.arange(size), -np.round(degree * weight, 9)))
    rank = np.empty(size, np.intp)
    rank[order] = np.arange(size)
    sorted_by_first = np.argsort(pairs.i, kind="stable")
    neighbours = np.split(
        pairs.j[sorted_by_first],
        np.searchsorted(pairs.i[sorted_by_first], np.arange(1, size)),
    )
    taken, central = np.zeros(size, bool), np.zeros(size, bool)
    for i in order:
        if not taken[i]:
            taken[i] = central[i] = True
            taken[neighbours[i]] = True
    choices = np.flatnonzero(central[pairs.j] & ~central[pairs.i])
    best = np.lexsort((rank[pairs.j[choices]], -pairs.similarity[choices].round(9)))
    for pair in choices[best[::-1]]:  # the last one to be written is the best
        centre[pairs.i[pair]], by[pairs.i[pair]] = pairs.j[pair], pair
    return centre, by


def _utterance_id(story_id: str, quote_id: str) -> str:
    key = f"{story_id}\n{quote_id}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:12]
