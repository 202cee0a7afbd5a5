"""Sentences of two articles that report the same thing.

Two sentences are linked when both hold a quotation of the same utterance, or when each is the
other's best match in the other article and their similarity reaches the cut. Similarity is the Dice
coefficient of their words and pairs of neighbouring words, weighted by how rare these are in news
and in the two articles (:mod:`analysis.corpus.quote_vectors`), so that the topic, which all
sentences
share, links none. Order does not matter: outlets tell the same events in another order.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus.quote_vectors import vectorize_quotes

#: Similarity from which words alone link two sentences.
CUT = 0.3

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Aligned:
    """Two articles, sentence by sentence.

    ``links`` has one row a pair: left_sentence, right_sentence, similarity (0 to 1) and
    via (``quotation`` or ``words``), in the order of the left article. ``left_only`` and
    ``right_only`` are the sentences without a link, with article_id, sentence, start and end.
    """

    links: pd.DataFrame
    left_only: pd.DataFrame
    right_only: pd.DataFrame


def align_passages(
    left: str,
    right: str,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    quotes: pd.DataFrame,
    cut: float = CUT,
) -> Aligned:
    """Link the sentences of two articles that report the same thing.

    Args:
        left: article_id of the one article.
        right: article_id of the other.
        articles: Columns article_id, text.
        sentences: As the table ``sentences``; those outside counted blocks are left out.
        quotes: As the table ``quotes``, with utterance_id.
        cut: Similarity, 0 to 1, from which words alone link two sentences.

    Raises:
        KeyError: when one of the articles is not among ``articles``.
    """
    texts = articles.set_index("article_id")["text"]
    ours, theirs = (_sentences(key, str(texts.loc[key]), sentences) for key in (left, right))
    similar = _similarity(ours["text"].tolist(), theirs["text"].tolist())
    quoted = _share_an_utterance(ours, theirs, quotes)
    best = (similar == similar.max(axis=1, keepdims=True, initial=0)) & (
        similar == similar.max(axis=0, keepdims=True, initial=0)
    )
    linked = quoted | (best & (similar >= cut))
    i, j = np.nonzero(linked)
    links = pd.DataFrame(
        {
            "left_sentence": ours["sentence"].to_numpy()[i],
            "right_sentence": theirs["sentence"].to_numpy()[j],
            "similarity": similar[i, j],
            "via": np.where(quoted[i, j], "quotation", "words"),
        }
    )
    return Aligned(
        links=links,
        left_only=_without_link(ours, linked.any(axis=1)),
        right_only=_without_link(theirs, linked.any(axis=0)),
    )


def _sentences(article_id: str, text: str, sentences: pd.DataFrame) -> pd.DataFrame:
    own = sentences[
        (sentences["article_id"] == article_id) & sentences["block_kind"].isin(tables.COUNTED)
    ].sort_values("start", ignore_index=True)
    spans = zip(own["start"], own["end"], strict=True)
    return own.assign(text=[text[start:end] for start, end in spans])


def _similarity(left: list[str], right: list[str]) -> Array:
    """Return the similarity of each sentence of the one article with each of the other."""
    read = vectorize_quotes(left + right, ["indirect"] * len(left + right))
    shared = read.compare(slice(0, len(left))).shared[:, len(left) :]
    both = read.weight[: len(left), None] + read.weight[None, len(left) :]
    dice = np.divide(2 * shared, both, out=np.zeros_like(shared), where=both > 0)
    return dice.round(9)


def _share_an_utterance(
    left: pd.DataFrame, right: pd.DataFrame, quotes: pd.DataFrame
) -> npt.NDArray[np.bool_]:
    ours, theirs = (_utterances(rows, quotes) for rows in (left, right))
    return np.array([[bool(a & b) for b in theirs] for a in ours], bool).reshape(
        len(ours), len(theirs)
    )


def _utterances(sentences: pd.DataFrame, quotes: pd.DataFrame) -> list[set[str]]:
    """Return the utterances that each sentence reports some of."""
    own = quotes[quotes["article_id"].isin(sentences["article_id"].unique())]
    starts, ends = own["start"].to_numpy(), own["end"].to_numpy()
    ids = own["utterance_id"].to_numpy(object)
    spans = zip(sentences["start"], sentences["end"], strict=True)
    return [set(ids[(starts < end) & (ends > start)]) - {""} for start, end in spans]


def _without_link(sentences: pd.DataFrame, linked: npt.NDArray[np.bool_]) -> pd.DataFrame:
    only = sentences.loc[~linked, ["article_id", "sentence", "start", "end"]]
    return only.reset_index(drop=True)
