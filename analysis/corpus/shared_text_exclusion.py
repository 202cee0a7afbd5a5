"""Exclude copied passages from all measures: their blocks get a kind that no measure counts.

A sentence is copied if most of its text outside quotation marks is in runs of words that another
article of the story shares (:mod:`analysis.corpus.reuse`). Its block becomes ``copied``, and so
does the ``block_kind`` of everything in it; a block that is only partly copied is split.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus.quoted_mask import mask_article_quotes
from analysis.corpus.reuse import find_reuse
from analysis.word_count import count_words

#: The kind of blocks that consist of copied sentences.
COPIED_KIND = "copied"
#: Minimum share of the letters outside quotation marks in shared runs at which a sentence is copied
#: (judgement: leaves room for a changed beginning or end).
COPIED_SHARE = 0.6

Tables = dict[str, pd.DataFrame]
Flags = npt.NDArray[np.bool_]


def exclude_copied_passages(rows: Mapping[str, pd.DataFrame]) -> Tables:
    """Return the tables with copied passages excluded.

    Args:
        rows: The tables articles (with story_id), blocks, sentences, mentions, quotes and figures.

    Returns:
        The same tables. ``articles.words`` is reduced by the copied words, ``block_kind`` is
        ``copied`` in copied sentences, and ``blocks`` are split where a copied passage begins or
        ends; ``block`` numbers the new ones.
    """
    reuse = find_reuse(rows["articles"], rows["blocks"], rows["quotes"])
    copied = _find_copied_sentences(rows, reuse.copied)
    sentences = _mark_copied(rows["sentences"], copied)
    blocks, sentences = _split_blocks(rows["blocks"], sentences, set(copied["article_id"]))
    return {
        "articles": _count_remaining_words(rows["articles"], blocks, copied),
        "blocks": blocks,
        "sentences": sentences,
        **{name: _mark_copied(rows[name], copied) for name in ("mentions", "quotes", "figures")},
    }


def _find_copied_sentences(
    rows: Mapping[str, pd.DataFrame], copied_spans: pd.DataFrame
) -> pd.DataFrame:
    """Return article_id and sentence of the sentences that are mostly copied."""
    texts = dict(zip(rows["articles"]["article_id"], rows["articles"]["text"], strict=True))
    spans_by_article = dict(iter(copied_spans.groupby("article_id")))
    quotes_by_article = dict(iter(rows["quotes"].groupby("article_id")))
    is_counted = rows["sentences"]["block_kind"].isin(tables.COUNTED)
    copied = []
    for key, sentences in rows["sentences"][is_counted].groupby("article_id"):
        if key not in spans_by_article:
            continue
        text, spans = texts[key], spans_by_article[key]
        in_run = np.zeros(len(text), bool)
        for start, end in zip(spans["start"], spans["end"], strict=True):
            in_run[start:end] = True
        outside_quotes = _mask_letters(text) & ~mask_article_quotes(
            text, quotes_by_article.get(key)
        )
        for number, start, end in sentences[["sentence", "start", "end"]].itertuples(index=False):
            letters = outside_quotes[start:end].sum()
            if letters and (outside_quotes & in_run)[start:end].sum() >= COPIED_SHARE * letters:
                copied.append((key, number))
    return pd.DataFrame(copied, columns=["article_id", "sentence"])


def _mark_copied(rows: pd.DataFrame, copied: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the ``block_kind`` of copied sentences where they are in one."""
    keys = pd.MultiIndex.from_frame(rows[["article_id", "sentence"]])
    is_copied = keys.isin(pd.MultiIndex.from_frame(copied)) & rows["block_kind"].isin(
        tables.COUNTED
    )
    return rows.assign(block_kind=rows["block_kind"].mask(is_copied, COPIED_KIND))


def _split_blocks(
    blocks: pd.DataFrame, sentences: pd.DataFrame, articles: set[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split the blocks of some articles wherever the kind of their sentences changes."""
    is_other_block = ~blocks["article_id"].isin(articles)
    is_other_sentence = ~sentences["article_id"].isin(articles)
    new_blocks, new_sentences = [blocks[is_other_block]], [sentences[is_other_sentence]]
    sentences_by_article = dict(iter(sentences[~is_other_sentence].groupby("article_id")))
    for key, blocks_of_article in blocks[~is_other_block].groupby("article_id"):
        pieces, renumbered = _split_article(blocks_of_article, sentences_by_article[key])
        new_blocks.append(pieces)
        new_sentences.append(renumbered)
    return pd.concat(new_blocks), pd.concat(new_sentences)


def _split_article(
    blocks: pd.DataFrame, sentences: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the blocks of one article, split; and its sentences with their new block."""
    sentences = sentences.sort_values("sentence")
    sentences_by_block = dict(iter(sentences.groupby("block", sort=True)))
    pieces: list[dict[str, object]] = []
    block_of_sentence: list[int] = []
    for row in blocks.sort_values("block").to_dict("records"):
        block = {str(name): value for name, value in row.items()}
        in_block = sentences_by_block.get(block["block"])
        runs = [] if in_block is None else list(_runs_of_kind(in_block))
        if not runs:
            runs = [_Run(block["kind"], block["start"], 0)]
        splits = [block["start"], *(run.start for run in runs[1:]), block["end"]]
        for run, (start, end) in zip(runs, pairwise(splits), strict=True):
            block_of_sentence += [len(pieces)] * run.sentences
            place = {"block": len(pieces), "kind": run.kind, "start": start, "end": end}
            pieces.append({**block, **place})
    renumbered = sentences.sort_values(["block", "sentence"]).assign(block=block_of_sentence)
    return pd.DataFrame(pieces, columns=blocks.columns), renumbered


class _Run(NamedTuple):
    """Consecutive sentences of one kind: the kind, where they start, and their number."""

    kind: str
    start: int
    sentences: int


def _runs_of_kind(sentences: pd.DataFrame) -> Iterator[_Run]:
    rows = zip(sentences["block_kind"], sentences["start"], strict=True)
    for kind, run in groupby(rows, key=lambda row: str(row[0])):
        starts = [int(start) for _, start in run]
        yield _Run(kind, starts[0], len(starts))


def _count_remaining_words(
    articles: pd.DataFrame, blocks: pd.DataFrame, copied: pd.DataFrame
) -> pd.DataFrame:
    """Return the articles with their words that are not in copied sentences.

    Args:
        articles: The articles.
        blocks: The blocks, split where a copied passage begins or ends.
        copied: The copied sentences.
    """
    affected = articles.loc[articles["article_id"].isin(copied["article_id"])]
    counted = blocks[blocks["kind"].isin(tables.COUNTED)]
    spans = counted.groupby("article_id")[["start", "end"]]
    spans_by_article = {
        key: [(int(start), int(end)) for start, end in rows.to_numpy().tolist()]
        for key, rows in spans
    }
    words = {
        key: count_words(text, spans_by_article.get(key, []))
        for key, text in zip(affected["article_id"], affected["text"], strict=True)
    }
    remaining = articles["article_id"].map(words).fillna(articles["words"])
    return articles.assign(words=remaining.astype(int))


def _mask_letters(text: str) -> Flags:
    return np.fromiter(map(str.isalnum, text), bool, len(text))
