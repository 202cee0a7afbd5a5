"""Which quotations report the same utterance.

Outlets trim, split and bracket what was said, spell it their way, or turn it into reported speech.
Two quotations are compared by the words they share, weighted by how rare these are in news and in
the story's quotations, and by shared neighbouring words, which distinguish wording from topic:

- *containment*: shared weight over the weight of the lighter quotation, so that trimming costs
  nothing. Words that an editor put in brackets are ignored.
- *quoted part*: the quoted words of a mixed quotation are searched in the other on their own.
- *verbatim*: between two quotations wholly in quotation marks, only runs of at least three words
  count, since both claim the exact words.

How similar they must be depends on the speakers (:mod:`analysis.corpus.utterance_rules`), and
reported speech may not deny what the other quotation says, nor share names only
(:mod:`analysis.corpus.utterance_contents`).

Quotations are grouped around the fullest wordings by star clustering (Aslam, Pelekhov & Rus 2004,
"The star clustering algorithm"): every member is linked to its centre, so that no chain of partial
overlaps joins different utterances, and two parts of one split quotation meet in the wording that
has both.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.quote_vectors import QuoteVectors, vectorize_quotes
from analysis.corpus.utterance_contents import UtteranceContents
from analysis.corpus.utterance_rules import (
    RULES,
    PairMeasures,
    Speakers,
    judge_pair,
    keep_substantial_parts,
)

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

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
    speakers, contents = Speakers(quotes), UtteranceContents(quotes)
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
            is_verbatim = vectors.is_verbatim[i] and vectors.is_verbatim[j]
            if relation != "same" and not is_verbatim:
                contained = float(compared.contained[row, j])
                measures = contents.drop_short_parts(i, j, measures, contained)
            similarity = judge_pair(vectors, i, j, measures, relation)
            if similarity is not None and (
                is_verbatim or contents.can_be_one(i, j, measures, relation)
            ):
                yield i, j, similarity, measures.weight
                yield j, i, similarity, measures.weight


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
