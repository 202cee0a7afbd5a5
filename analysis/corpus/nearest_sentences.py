"""What an outlet does not have, and the sentence of its own that comes nearest to it.

How near a sentence comes is the share of the words looked for that it has, by weight: rare words
count more, neighbours count as such (:mod:`analysis.corpus.quote_vectors`). From :data:`POSSIBLE`
on it
is possibly the same in other words; below, it only touches the same matter.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus.quote_vectors import QuoteVectors, vectorize_quotes

#: Share from which a sentence possibly reports what is looked for.
POSSIBLE = 0.35
#: Dice similarity from which two sentences make one statement, as in passages; and below which a
#: statement is taken to be nowhere else.
SAME, NOWHERE = 0.3, 0.18
#: Words a sentence must have to be a statement of its own.
_LEAST_WORDS = 6
_ROWS = 256

Array = npt.NDArray[np.float64]


def nearest(wanted: Sequence[str], outlets: Sequence[str], sentences: pd.DataFrame) -> pd.DataFrame:
    """Return for each text the nearest sentence of an outlet.

    Args:
        wanted: What is looked for: a wording, a sentence.
        outlets: The outlet to look in for each of ``wanted``.
        sentences: Columns outlet_label, article_id, start, end, text.

    Returns:
        One row for each of ``wanted``, in order: article_id, start, end and text of the nearest
        sentence (empty and -1 where the outlet has none that shares a word), similarity (0 to 1)
        and possible (whether it reaches :data:`POSSIBLE`).
    """
    said = [*wanted, *sentences["text"]]
    read = vectorize_quotes(said, ["indirect"] * len(said))
    labels = sentences["outlet_label"].to_numpy(object)
    found = []
    for start in range(0, len(wanted), _ROWS):
        rows = slice(start, min(start + _ROWS, len(wanted)))
        shared = read.compare(rows).shared[:, len(wanted) :]
        weight = np.maximum(read.weight[rows, None], 1e-9)
        for outlet, share in zip(outlets[rows], shared / weight, strict=True):
            found.append(_best(np.where(labels == outlet, share, 0.0)))
    places = np.array([place for place, _ in found], int)
    similarity = np.array([min(1.0, share) for _, share in found])
    none = pd.DataFrame(
        {"article_id": [""], "start": [-1], "end": [-1], "text": [""]}, index=[len(sentences)]
    )
    own = sentences[["article_id", "start", "end", "text"]].reset_index(drop=True)
    rows_found = pd.concat([own, none]).iloc[places].reset_index(drop=True)
    return rows_found.assign(similarity=similarity, possible=similarity >= POSSIBLE)


def statements(articles: pd.DataFrame, sentences: pd.DataFrame) -> tuple[pd.DataFrame, Array]:
    """Return the sentences of a story, and how near each outlet comes to each.

    Args:
        articles: Columns article_id, outlet_label, text: one story's.
        sentences: As the table ``sentences``; those in counted blocks are read.

    Returns:
        Columns article_id, outlet_label, sentence, start, end, text; and the largest Dice
        similarity of each (rows) with a sentence of each outlet (columns, by name).
    """
    own = sentences[sentences["block_kind"].isin(tables.COUNTED)].merge(
        articles[["article_id", "outlet_label"]], on="article_id"
    )
    own = own.sort_values(["article_id", "start"], ignore_index=True)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = zip(own["article_id"], own["start"], own["end"], strict=True)
    own["text"] = [texts[key][start:end].strip() for key, start, end in places]
    columns = ["article_id", "outlet_label", "sentence", "start", "end", "text"]
    read = vectorize_quotes(own["text"].tolist(), ["indirect"] * len(own))
    return own[columns], _by_outlet(read, own["outlet_label"].to_numpy(object))


def told_here_alone(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences to which no other outlet of a story has anything like.

    Returns:
        The columns of :func:`statements` and similarity, to the nearest sentence of another outlet.
    """
    own, near = statements(articles, sentences)
    outlets = sorted(own["outlet_label"].unique())
    here = own["outlet_label"].to_numpy(object)[:, None] == np.array(outlets, object)[None, :]
    elsewhere = np.where(here, 0.0, near).max(axis=1, initial=0)
    alone = (elsewhere < NOWHERE) & (own["text"].str.split().map(len) >= _LEAST_WORDS)
    rows = np.flatnonzero(alone & (len(outlets) > 1))
    return own.assign(similarity=elsewhere).iloc[rows].reset_index(drop=True)


def told_elsewhere(articles: pd.DataFrame, sentences: pd.DataFrame, outlet: str) -> pd.DataFrame:
    """Return what at least two other outlets of a story tell alike, and this one does not.

    Returns:
        The columns of :func:`statements` (of one that tells it) and outlets (how many do), those
        told by most first; of sentences alike the longest stands for all.
    """
    own, near = statements(articles, sentences)
    outlets = sorted(own["outlet_label"].unique())
    if outlet not in outlets:
        return own.head(0).assign(outlets=0)
    missing = near[:, outlets.index(outlet)] < NOWHERE
    others = (np.delete(near, outlets.index(outlet), axis=1) >= SAME).sum(axis=1)
    long = own["text"].str.split().map(len) >= _LEAST_WORDS
    kept = missing & (others >= 2) & long.to_numpy(bool) & (own["outlet_label"] != outlet)
    found = own.assign(outlets=others, long=own["text"].str.len())[kept]
    found = found.sort_values(["outlets", "long", "article_id"], ascending=[False, False, True])
    return _distinct(found.drop(columns="long").reset_index(drop=True))


def _best(share: Array) -> tuple[int, float]:
    """Return the place of the largest share, and it; one past the last where all are 0."""
    if not share.size or share.max() <= 0:
        return len(share), 0.0
    return int(share.argmax()), float(share.max())


def _by_outlet(read: QuoteVectors, labels: npt.NDArray[np.object_]) -> Array:
    outlets = sorted(set(labels))
    near = np.zeros((len(labels), len(outlets)))
    for start in range(0, len(labels), _ROWS):
        rows = slice(start, min(start + _ROWS, len(labels)))
        shared = read.compare(rows).shared
        both = read.weight[rows, None] + read.weight[None, :]
        dice = np.divide(2 * shared, both, out=np.zeros_like(shared), where=both > 0)
        for column, outlet in enumerate(outlets):
            near[rows, column] = dice[:, labels == outlet].max(axis=1)
    return near.round(9)


def _distinct(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without those that are much like an earlier one."""
    if found.empty:
        return found
    read = vectorize_quotes(found["text"].tolist(), ["indirect"] * len(found))
    shared = read.compare(slice(0, len(found))).shared
    dice = 2 * shared / np.maximum(read.weight[:, None] + read.weight[None, :], 1e-9)
    kept: list[int] = []
    for row in range(len(found)):
        if not kept or dice[row, kept].max() < SAME:
            kept.append(row)
    return found.iloc[kept].reset_index(drop=True)
