"""Copied passages set aside: blocks of a kind of their own, which no measure counts.

A sentence is copied when most of what it says outside quotation marks stands in runs of words that
another article of the story has (:mod:`analysis.corpus.reuse`). Its block becomes ``copied``, and
so does the ``block_kind`` of all that stands in it; a block that is copied in part is split.
"""

from collections.abc import Hashable, Iterator, Mapping
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus import word_normalisation
from analysis.corpus.reuse import find_reuse, mark_quoted

KIND = "copied"
#: Share of the letters outside quotation marks from which a sentence is copied.
MOSTLY = 0.6

Rows = dict[str, pd.DataFrame]


def without_copied(rows: Mapping[str, pd.DataFrame]) -> Rows:
    """Return the tables with copied passages set aside.

    Args:
        rows: The tables articles (with story_id), blocks, sentences, mentions, quotes and figures.

    Returns:
        The same tables. ``articles.words`` is less by the copied words, ``block_kind`` is
        ``copied`` in copied sentences, and ``blocks`` are split where a copied passage begins or
        ends; ``block`` counts the new ones.
    """
    found = find_reuse(rows["articles"], rows["blocks"], rows["quotes"])
    copied = _copied_sentences(rows, found.copied)
    affected = set(copied["article_id"])
    sentences = _marked(rows["sentences"], copied)
    blocks, sentences = _split(rows["blocks"], sentences, affected)
    return {
        "articles": _shorter(rows["articles"], rows["sentences"], copied),
        "blocks": blocks,
        "sentences": sentences,
        **{name: _marked(rows[name], copied) for name in ("mentions", "quotes", "figures")},
    }


def _copied_sentences(rows: Mapping[str, pd.DataFrame], runs: pd.DataFrame) -> pd.DataFrame:
    """Return article_id and sentence of the sentences that are mostly copied."""
    texts = dict(zip(rows["articles"]["article_id"], rows["articles"]["text"], strict=True))
    in_runs = {key: list(_spans(part)) for key, part in runs.groupby("article_id")}
    quotes = dict(iter(rows["quotes"].groupby("article_id")))
    counted = rows["sentences"]["block_kind"].isin(tables.COUNTED)
    found = []
    for key, sentences in rows["sentences"][counted].groupby("article_id"):
        if key not in in_runs:
            continue
        text = texts[key]
        flags = np.zeros(len(text), bool)
        for start, end in in_runs[key]:
            flags[start:end] = True
        said = _letters(text) & ~mark_quoted(text, quotes.get(key))
        for number, start, end in sentences[["sentence", "start", "end"]].itertuples(index=False):
            own = said[start:end].sum()
            if own and (said & flags)[start:end].sum() >= MOSTLY * own:
                found.append((key, number))
    return pd.DataFrame(found, columns=["article_id", "sentence"])


def _marked(rows: pd.DataFrame, copied: pd.DataFrame) -> pd.DataFrame:
    """Return rows whose ``block_kind`` says so where they stand in a copied sentence."""
    keys = pd.MultiIndex.from_frame(rows[["article_id", "sentence"]])
    inside = keys.isin(pd.MultiIndex.from_frame(copied)) & rows["block_kind"].isin(tables.COUNTED)
    return rows.assign(block_kind=rows["block_kind"].mask(inside, KIND))


def _split(
    blocks: pd.DataFrame, sentences: pd.DataFrame, affected: set[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split the blocks of some articles where their sentences change their kind."""
    kept = ~blocks["article_id"].isin(affected)
    others = ~sentences["article_id"].isin(affected)
    new_blocks, new_sentences = [blocks[kept]], [sentences[others]]
    inside = dict(iter(sentences[~others].groupby("article_id")))
    for key, own in blocks[~kept].groupby("article_id"):
        pieces: list[dict[Hashable, Any]] = []
        read = inside[key].sort_values("sentence")
        numbers: list[int] = []
        by_block = dict(iter(read.groupby("block", sort=True)))
        for block in own.sort_values("block").to_dict("records"):
            part = by_block.get(block["block"])
            runs = [] if part is None else list(_runs(part))
            cuts = [block["start"], *(start for _, start, _ in runs[1:]), block["end"]]
            kinds = [(kind, size) for kind, _, size in runs] or [(block["kind"], 0)]
            for (kind, size), start, end in zip(kinds, cuts[:-1], cuts[1:], strict=True):
                numbers += [len(pieces)] * size
                pieces.append(
                    {**block, "block": len(pieces), "kind": kind, "start": start, "end": end}
                )
        new_blocks.append(pd.DataFrame(pieces, columns=blocks.columns))
        new_sentences.append(read.sort_values(["block", "sentence"]).assign(block=numbers))
    return pd.concat(new_blocks), pd.concat(new_sentences)


def _runs(sentences: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and number of the sentences of one kind in a row."""
    rows = zip(sentences["block_kind"], sentences["start"], strict=True)
    for kind, run in groupby(rows, key=lambda row: str(row[0])):
        starts = [int(start) for _, start in run]
        yield kind, starts[0], len(starts)


def _shorter(articles: pd.DataFrame, sentences: pd.DataFrame, copied: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with fewer words, in proportion to the copied ones."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    affected = sentences[
        sentences["article_id"].isin(copied["article_id"])
        & sentences["block_kind"].isin(tables.COUNTED)
    ]
    places = zip(affected["article_id"], affected["start"], affected["end"], strict=True)
    counts = affected[["article_id", "sentence"]].assign(
        all=[len(word_normalisation.forms(texts[key][start:end])) for key, start, end in places]
    )
    inside = pd.MultiIndex.from_frame(counts[["article_id", "sentence"]]).isin(
        pd.MultiIndex.from_frame(copied)
    )
    sums = counts.assign(kept=counts["all"].where(~inside, 0)).groupby("article_id")
    shares = sums["kept"].sum() / sums["all"].sum().clip(lower=1)
    kept = articles["article_id"].map(shares).fillna(1.0)
    return articles.assign(words=(articles["words"] * kept).round().astype(int))


def _letters(text: str) -> npt.NDArray[np.bool_]:
    return np.fromiter(map(str.isalnum, text), bool, len(text))


def _spans(rows: pd.DataFrame) -> Iterator[tuple[int, int]]:
    yield from zip(rows["start"], rows["end"], strict=True)
