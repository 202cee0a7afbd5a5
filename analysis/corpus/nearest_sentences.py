"""What an outlet does not report, and its own sentence that comes nearest to it.

The similarity of a sentence to a text is the weighted share of the text's words that the sentence
has: rare words weigh more, and neighbouring words count as pairs
(:mod:`analysis.corpus.quote_vectors`). From :data:`POSSIBLE_THRESHOLD` on the sentence possibly
reports the same in other words; below, it only touches on the same matter.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus.quote_vectors import vectorize_quotes

#: Minimum share of a text's words at which a sentence possibly reports it (judgement).
POSSIBLE_THRESHOLD = 0.35
#: Minimum Dice similarity at which two sentences make one statement (judgement: below it, pairs of
#: sentences about the same topic are joined).
SIMILARITY_THRESHOLD = 0.3
#: Dice similarity below which no sentence of an outlet reports a statement (judgement: clearly
#: under the threshold for the same statement).
EXCLUSIVE_THRESHOLD = 0.18
#: Minimum number of words of a statement (judgement: shorter sentences are exclamations and
#: fragments).
MIN_STATEMENT_WORDS = 6
#: Minimum number of other outlets that report what an outlet is missing (judgement: what only one
#: reports is that outlet's exclusive).
MIN_OUTLETS = 2
#: Number of texts that are compared with all sentences at a time, to limit memory.
_ROWS = 256
#: Decimals to which similarities are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9
#: Smallest weight that is divided by; a text without words has weight 0.
_MIN_WEIGHT = 1e-9

Array = npt.NDArray[np.float64]


def find_nearest_sentences(
    texts: Sequence[str], outlets: Sequence[str], sentences: pd.DataFrame
) -> pd.DataFrame:
    """Return for each text the nearest sentence of an outlet.

    Args:
        texts: The texts to look for: wordings or sentences.
        outlets: The outlet to search for each text.
        sentences: Columns outlet_label, article_id, start, end, text.

    Returns:
        One row for each of ``texts``, in order: article_id, start, end and text of the nearest
        sentence (empty and -1 if the outlet has none that shares a word), similarity (0 to 1) and
        possible (whether it reaches :data:`POSSIBLE_THRESHOLD`).
    """
    wordings = [*texts, *sentences["text"]]
    vectors = vectorize_quotes(wordings, ["indirect"] * len(wordings))
    labels = sentences["outlet_label"].to_numpy(object)
    best: list[tuple[int, float]] = []
    for start in range(0, len(texts), _ROWS):
        rows = slice(start, min(start + _ROWS, len(texts)))
        shared = vectors.compare(rows).shared[:, len(texts) :]
        weight = np.maximum(vectors.weight[rows, None], _MIN_WEIGHT)
        for outlet, share in zip(outlets[rows], shared / weight, strict=True):
            best.append(_find_best(np.where(labels == outlet, share, 0.0)))
    positions = np.array([position for position, _ in best], int)
    similarity = np.array([min(1.0, share) for _, share in best])
    no_sentence = pd.DataFrame(
        {"article_id": [""], "start": [-1], "end": [-1], "text": [""]}, index=[len(sentences)]
    )
    candidates = sentences[["article_id", "start", "end", "text"]].reset_index(drop=True)
    nearest = pd.concat([candidates, no_sentence]).iloc[positions].reset_index(drop=True)
    return nearest.assign(similarity=similarity, possible=similarity >= POSSIBLE_THRESHOLD)


def read_statements(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of a story.

    Args:
        articles: Columns article_id, outlet_label, text: one story's.
        sentences: As the table ``sentences``; those in counted blocks are read.

    Returns:
        Columns article_id, outlet_label, sentence, start, end, text.
    """
    counted = sentences[sentences["block_kind"].isin(tables.COUNTED)].merge(
        articles[["article_id", "outlet_label"]], on="article_id"
    )
    counted = counted.sort_values(["article_id", "start"], ignore_index=True)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = zip(counted["article_id"], counted["start"], counted["end"], strict=True)
    counted["text"] = [texts[key][start:end].strip() for key, start, end in spans]
    return counted[["article_id", "outlet_label", "sentence", "start", "end", "text"]]


def find_exclusive_statements(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences to which no other outlet of a story has a similar one.

    Returns:
        The columns of :func:`read_statements` and similarity, to the nearest sentence of another
        outlet.
    """
    statements = read_statements(articles, sentences)
    near = _compare_with_outlets(statements)
    outlets = sorted(statements["outlet_label"].unique())
    is_same_outlet = statements["outlet_label"].to_numpy(object)[:, None] == np.array(
        outlets, object
    )
    similarity = np.where(is_same_outlet, 0.0, near).max(axis=1, initial=0)
    is_exclusive = (similarity < EXCLUSIVE_THRESHOLD) & _is_long_enough(statements)
    rows = np.flatnonzero(is_exclusive & (len(outlets) > 1))
    return statements.assign(similarity=similarity).iloc[rows].reset_index(drop=True)


def find_missing_statements(
    articles: pd.DataFrame, sentences: pd.DataFrame, outlet: str
) -> pd.DataFrame:
    """Return what at least :data:`MIN_OUTLETS` other outlets of a story report, and this one not.

    Returns:
        The columns of :func:`read_statements` (of one that reports it) and outlets (how many do),
        those that most outlets report first; of similar sentences the longest represents all.
    """
    statements = read_statements(articles, sentences)
    near = _compare_with_outlets(statements)
    outlets = sorted(statements["outlet_label"].unique())
    if outlet not in outlets:
        return statements.head(0).assign(outlets=0)
    position = outlets.index(outlet)
    reporting = (np.delete(near, position, axis=1) >= SIMILARITY_THRESHOLD).sum(axis=1)
    is_missing = (
        (near[:, position] < EXCLUSIVE_THRESHOLD)
        & (reporting >= MIN_OUTLETS)
        & _is_long_enough(statements)
        & (statements["outlet_label"] != outlet)
    )
    missing = statements.assign(outlets=reporting, length=statements["text"].str.len())[is_missing]
    missing = missing.sort_values(
        ["outlets", "length", "article_id"], ascending=[False, False, True]
    )
    return _drop_similar(missing.drop(columns="length").reset_index(drop=True))


def _find_best(shares: Array) -> tuple[int, float]:
    """Return the position of the largest share, and it; one past the last if all are 0."""
    if not shares.size or shares.max() <= 0:
        return len(shares), 0.0
    return int(shares.argmax()), float(shares.max())


def _is_long_enough(statements: pd.DataFrame) -> npt.NDArray[np.bool_]:
    lengths = statements["text"].str.split().map(len)
    return (lengths >= MIN_STATEMENT_WORDS).to_numpy(bool)


def _compare_with_outlets(statements: pd.DataFrame) -> Array:
    """Return the largest Dice similarity of each sentence (rows) with each outlet (columns)."""
    vectors = vectorize_quotes(statements["text"].tolist(), ["indirect"] * len(statements))
    labels = statements["outlet_label"].to_numpy(object)
    outlets = sorted(set(labels))
    near = np.zeros((len(labels), len(outlets)))
    for start in range(0, len(labels), _ROWS):
        rows = slice(start, min(start + _ROWS, len(labels)))
        dice = vectors.dice(rows)
        for column, outlet in enumerate(outlets):
            near[rows, column] = dice[:, labels == outlet].max(axis=1)
    return near.round(_DECIMALS)


def _drop_similar(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without those that report the same as an earlier one."""
    if statements.empty:
        return statements
    vectors = vectorize_quotes(statements["text"].tolist(), ["indirect"] * len(statements))
    dice = vectors.dice(slice(0, len(statements)))
    distinct: list[int] = []
    for row in range(len(statements)):
        if not distinct or dice[row, distinct].max() < SIMILARITY_THRESHOLD:
            distinct.append(row)
    return statements.iloc[distinct].reset_index(drop=True)
