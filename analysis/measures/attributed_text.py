"""How much of each outlet's text is attributed to somebody."""

import re

import numpy as np
import pandas as pd

from analysis.corpus.quoted_mask import mask_quoted
from analysis.corpus.table_rows import list_tuples
from analysis.measures.selection import Selection
from analysis.measures.speaker_words import Form
from analysis.measures.stats.outlet_comparison import (
    STATISTICS_COLUMNS,
    Array,
    compare_outlets,
)
from analysis.measures.stats.sampling_units import SamplingUnits

#: The only item of the measure: words attributed to anyone.
ITEM = "all"

_FORMS = (Form.ALL, Form.DIRECT, Form.PARAPHRASED)
_WORD = re.compile(r"\S+")


def compute(selection: Selection) -> pd.DataFrame:
    """Compute the share of attributed words in the text of each outlet.

    Returns:
        One row per outlet: measure (``attributed``), item (:data:`ITEM`), name, outlet_label, and
        :data:`STATISTICS_COLUMNS`; n is the outlet's counted words. A word in two quotations counts
        once.
    """
    table = compare_attributed_words(selection)
    table = table[table["form"] == Form.ALL]
    table = table.assign(measure="attributed", item=ITEM, name="attributed to anyone")
    return table[["measure", "item", "name", "outlet_label", *STATISTICS_COLUMNS]]


def evidence(selection: Selection, item: str, outlet: str) -> pd.DataFrame:  # noqa: ARG001 - the signature of all measures; there is one item
    """Return the outlet's quotations: article_id, start, end.

    Args:
        selection: the tables.
        item: :data:`ITEM`.
        outlet: the outlet's label.
    """
    quotes = selection.quotes
    in_outlet = quotes["article_id"].isin(selection.of_outlet(outlet).articles["article_id"])
    return quotes.loc[in_outlet, ["article_id", "start", "end"]]


def compare_attributed_words(selection: Selection) -> pd.DataFrame:
    """Compare outlets on attributed words: all, in quotation marks, and paraphrased.

    Returns:
        One row per outlet and form: outlet_label, form, words, and :data:`STATISTICS_COLUMNS`.
    """
    sampling_units = selection.sampling_units
    columns = ["article_id", "start", "end", "text", "kind"]
    quotes = sampling_units.locate_rows(selection.quotes[columns])
    table = compare_outlets(
        sampling_units.blocks,
        _count_attributed_words(selection, sampling_units, quotes),
        sampling_units.blocks[["words"]].to_numpy(np.float64),
        list(_FORMS),
        occurrences=np.repeat(len(quotes), len(_FORMS)),
    )
    table = table.rename(columns={"key": "form"})
    table["words"] = table["count"].round().astype(int)
    return table[["outlet_label", "form", "words", *STATISTICS_COLUMNS]]


def _count_attributed_words(
    selection: Selection, sampling_units: SamplingUnits, quotes: pd.DataFrame
) -> Array:
    """Return the attributed words of each block, blocks x forms."""
    blocks = sampling_units.blocks
    counts = np.zeros((len(blocks), len(_FORMS)))
    articles = selection.articles
    texts = dict(zip(articles["article_id"].astype(str), articles["text"], strict=True))
    quotes_of: dict[str, list[tuple[int, int, str]]] = {}
    for article_id, *place in list_tuples(quotes, ("article_id", "start", "end", "kind")):
        quotes_of.setdefault(article_id, []).append(tuple(place))
    blocks_of: dict[str, list[tuple[int, int, int]]] = {}
    for row, (article_id, *span) in enumerate(list_tuples(blocks, ("article_id", "start", "end"))):
        blocks_of.setdefault(article_id, []).append((row, *span))
    for article_id, article_quotes in quotes_of.items():
        text = texts[article_id]
        is_attributed, is_direct = np.zeros(len(text), bool), np.zeros(len(text), bool)
        for start, end, kind in article_quotes:
            is_attributed[start:end] = True
            # The words of a quote leave out what a page inserts into them; the text has it.
            is_direct[start:end] |= mask_quoted(text[start:end], kind)
        for row, start, end in blocks_of[article_id]:
            words = np.array([start + m.start() for m in _WORD.finditer(text[start:end])], int)
            attributed = int(is_attributed[words].sum())
            direct = int((is_attributed & is_direct)[words].sum())
            counts[row] = (attributed, direct, attributed - direct)
    return counts
