"""The outlets' own words: counted text without quotations, names, and what several articles share.

Text that another article shares (:mod:`analysis.corpus.shared_text`) was copied, from an agency or
from the outlet's own earlier text, and is nobody's wording in particular.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.shared_text import mask_shared_words
from analysis.corpus.word_normalisation import normalise_word
from analysis.measures.stats.sampling_units import STATISTICS_COLUMNS, Units, compare, spread
from analysis.nlp.glyphs import normalise

#: The columns of :func:`rates` beside the kind.
COUNTED = ("outlet_label", "count", *STATISTICS_COLUMNS)
#: A word with inner apostrophes and hyphens, an abbreviation with full stops, or a per cent sign.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['-][^\W\d_]+)*|%")
_MARKED = re.compile(r'"[^"\n]*"')

Codes = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Words:
    """The words of counted text, in order of article and place.

    Attributes:
        article_id: the article of each word.
        start: its first character there.
        end: one past its last.
        row: position of its block in :attr:`Units.blocks`.
        surface: it as it is written, without a full stop at the end.
        own: whether it is the outlet's: neither quoted nor copied.
        name: whether it is part of a name.
    """

    article_id: npt.NDArray[np.object_]
    start: Codes
    end: Codes
    row: Codes
    surface: npt.NDArray[np.object_]
    own: Flags
    name: Flags


def words(
    cut: Units, articles: pd.DataFrame, quotes: pd.DataFrame, mentions: pd.DataFrame
) -> Words:
    """Return the words of the counted text.

    Args:
        cut: the articles, cut into units.
        articles: Columns article_id, text.
        quotes: Columns article_id, start, end: what is attributed, in whatever form.
        mentions: Columns article_id, start, end, kind.
    """
    texts = dict(zip(articles["article_id"].astype(str), articles["text"], strict=True))
    said = _spans(quotes)
    named = _spans(mentions[mentions["kind"] == "name"])
    columns: dict[str, list[object]] = {key: [] for key in ("article", "at", "to", "row", "word")}
    attributed, quoted, names = [], [], []
    blocks = cut.blocks[["article_id", "start", "end"]].astype({"article_id": str})
    for article, rows in blocks.groupby("article_id", sort=False):
        key = str(article)
        plain = normalise(texts[key])
        is_attributed = _flags(len(plain), said.get(key, ()))
        in_name = _flags(len(plain), named.get(key, ()))
        inside_quotes = _flags(len(plain), [match.span() for match in _MARKED.finditer(plain)])
        for row, start, end in zip(rows.index, rows["start"], rows["end"], strict=True):
            for match in _WORD.finditer(plain, start, end):
                columns["article"].append(key)
                columns["at"].append(match.start())
                columns["to"].append(match.end())
                columns["row"].append(row)
                columns["word"].append(match.group().rstrip("."))
                attributed.append(is_attributed[match.start()])
                quoted.append(inside_quotes[match.start()])
                names.append(in_name[match.start()])
    surface = np.array(columns["word"], object)
    article_id = np.array(columns["article"], object)
    row_of_word = np.array(columns["row"], np.intp)
    is_quoted = np.array(quoted, bool)
    copied = _mark_copied(article_id, row_of_word, surface, is_quoted)
    return Words(
        article_id,
        np.array(columns["at"], np.intp),
        np.array(columns["to"], np.intp),
        row_of_word,
        surface,
        ~(np.array(attributed, bool) | is_quoted | copied),
        np.array(names, bool),
    )


def plain_words(text: str) -> list[str]:
    """Return the words of a text outside quotation marks, as they are written."""
    return [match.rstrip(".") for match in _WORD.findall(_MARKED.sub(" ", normalise(text)))]


def own_words(cut: Units, found: Words) -> npt.NDArray[np.float64]:
    """Return the number of own words of each block, in thousands: blocks x 1."""
    counts = np.bincount(found.row[found.own], minlength=len(cut.blocks))
    return counts[:, None] / 1000


def rates(cut: Units, found: Words, kinds: npt.NDArray[np.object_], column: str) -> pd.DataFrame:
    """Compare how often each outlet uses the words of each kind.

    Args:
        cut: the articles, cut into units.
        found: their words.
        kinds: the kind of each word; empty when it does not count.
        column: what the kinds are called in the result.

    Returns:
        One row a kind and outlet: that column and :data:`COUNTED`.
    """
    placed = pd.DataFrame({"row": found.row, "kind": kinds})[kinds != ""]
    if placed.empty:
        return pd.DataFrame(columns=[column, *COUNTED])
    counts, items, occurrences = spread(placed, "kind", 1.0, len(cut.blocks))
    table = compare(cut.blocks, counts, own_words(cut, found), items, occurrences)
    return counted(table, column)[[column, *COUNTED]]


def counted(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return what :func:`units.compare` gives with whole numbers of words.

    ``key`` is called ``column``; ``n`` is the outlet's own words.
    """
    return table.rename(columns={"key": column}).assign(
        count=table["count"].round().astype(int), n=(1000 * table["base"]).round().astype(int)
    )


def used_in(cut: Units, found: Words, wanted: Flags, outlet_label: str) -> pd.DataFrame:
    """Return where one outlet uses the wanted words.

    Returns:
        Columns article_id, start, end, in the order of the text.
    """
    hit = wanted & (cut.blocks["outlet_label"].to_numpy(object)[found.row] == outlet_label)
    return pd.DataFrame(
        {"article_id": found.article_id[hit], "start": found.start[hit], "end": found.end[hit]}
    )


def _mark_copied(
    article_id: npt.NDArray[np.object_],
    row: Codes,
    surface: npt.NDArray[np.object_],
    is_quoted: Flags,
) -> Flags:
    """Return which words another article shares; quotation marks and ends of blocks end a run."""
    words = zip(surface, is_quoted, strict=True)
    form = np.array(["" if quoted else normalise_word(word) for word, quoted in words], object)
    block_starts = np.flatnonzero(np.diff(row)) + 1
    # An empty form between two blocks ends a run; it is removed again from the result.
    shared = mask_shared_words(
        np.insert(article_id, block_starts, article_id[block_starts]),
        np.insert(form, block_starts, ""),
    )
    return np.delete(shared, block_starts + np.arange(len(block_starts)))


def _spans(rows: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for article, start, end in zip(rows["article_id"], rows["start"], rows["end"], strict=True):
        spans.setdefault(str(article), []).append((start, end))
    return spans


def _flags(length: int, spans: list[tuple[int, int]] | tuple[()]) -> Flags:
    flags = np.zeros(length, bool)
    for start, end in spans:
        flags[start:end] = True
    return flags
