"""Sentences of two articles that report the same thing.

Two sentences are linked if both have a quotation of the same utterance, or if each is the other's
best match in the other article and their similarity reaches the threshold. Similarity is the Dice
coefficient of their words and pairs of neighbouring words, weighted by how rare these are in news
and in the two articles (:mod:`analysis.corpus.quote_vectors`), so that the topic, which all
sentences share, links none. Order does not matter: outlets report the same events in another order.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus.quote_vectors import vectorize_quotes

#: Minimum Dice similarity at which words alone link two sentences (judgement: below it, pairs of
#: sentences about the same topic are linked).
SIMILARITY_THRESHOLD = 0.3
#: Decimals to which similarities are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PassageAlignment:
    """Two articles, sentence by sentence.

    ``links`` has one row per pair: left_sentence, right_sentence, similarity (0 to 1) and
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
) -> PassageAlignment:
    """Link the sentences of two articles that report the same thing.

    Args:
        left: article_id of one article.
        right: article_id of the other.
        articles: Columns article_id, text.
        sentences: As the table ``sentences``; those outside counted blocks are left out.
        quotes: As the table ``quotes``, with utterance_id.

    Raises:
        KeyError: One of the articles is not among ``articles``.
    """
    texts = articles.set_index("article_id")["text"]
    left_rows, right_rows = (
        _read_sentences(key, str(texts.loc[key]), sentences) for key in (left, right)
    )
    similar = _compare(left_rows["text"].tolist(), right_rows["text"].tolist())
    has_shared_quote = _mark_shared_utterances(left_rows, right_rows, quotes)
    is_best = (similar == similar.max(axis=1, keepdims=True, initial=0)) & (
        similar == similar.max(axis=0, keepdims=True, initial=0)
    )
    is_linked = has_shared_quote | (is_best & (similar >= SIMILARITY_THRESHOLD))
    i, j = np.nonzero(is_linked)
    links = pd.DataFrame(
        {
            "left_sentence": left_rows["sentence"].to_numpy()[i],
            "right_sentence": right_rows["sentence"].to_numpy()[j],
            "similarity": similar[i, j],
            "via": np.where(has_shared_quote[i, j], "quotation", "words"),
        }
    )
    return PassageAlignment(
        links=links,
        left_only=_select_unlinked(left_rows, is_linked.any(axis=1)),
        right_only=_select_unlinked(right_rows, is_linked.any(axis=0)),
    )


def _read_sentences(article_id: str, text: str, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the counted sentences of one article with their text, in order."""
    counted = sentences[
        (sentences["article_id"] == article_id) & sentences["block_kind"].isin(tables.COUNTED)
    ].sort_values("start", ignore_index=True)
    spans = zip(counted["start"], counted["end"], strict=True)
    return counted.assign(text=[text[start:end] for start, end in spans])


def _compare(left: list[str], right: list[str]) -> Array:
    """Return the similarity of each sentence of one article (rows) with each of the other."""
    vectors = vectorize_quotes(left + right, ["indirect"] * len(left + right))
    return vectors.dice(slice(0, len(left)))[:, len(left) :].round(_DECIMALS)


def _mark_shared_utterances(
    left: pd.DataFrame, right: pd.DataFrame, quotes: pd.DataFrame
) -> npt.NDArray[np.bool_]:
    """Return which sentences (rows, columns) quote the same utterance."""
    left_ids, right_ids = (_utterances_of_sentences(rows, quotes) for rows in (left, right))
    shared = [[bool(ids & other_ids) for other_ids in right_ids] for ids in left_ids]
    return np.array(shared, bool).reshape(len(left_ids), len(right_ids))


def _utterances_of_sentences(sentences: pd.DataFrame, quotes: pd.DataFrame) -> list[set[str]]:
    """Return the utterances that each sentence of an article quotes in part or in full."""
    in_article = quotes[quotes["article_id"].isin(sentences["article_id"].unique())]
    starts, ends = in_article["start"].to_numpy(), in_article["end"].to_numpy()
    ids = in_article["utterance_id"].to_numpy(object)
    spans = zip(sentences["start"], sentences["end"], strict=True)
    return [set(ids[(starts < end) & (ends > start)]) - {""} for start, end in spans]


def _select_unlinked(sentences: pd.DataFrame, is_linked: npt.NDArray[np.bool_]) -> pd.DataFrame:
    unlinked = sentences.loc[~is_linked, ["article_id", "sentence", "start", "end"]]
    return unlinked.reset_index(drop=True)
