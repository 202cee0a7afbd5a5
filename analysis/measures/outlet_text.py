"""The outlets' own text: counted text without quotations, embedded posts, names and shared text.

Text that another article shares (:mod:`analysis.corpus.shared_text`) was copied, from an agency or
from the outlet's own earlier text, and is not this article's wording.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.quoted_mask import find_embedded_posts
from analysis.corpus.shared_text import mask_shared_words
from analysis.corpus.table_rows import list_tuples
from analysis.corpus.word_normalisation import normalise_word
from analysis.measures.selection import Selection
from analysis.measures.stats.outlet_comparison import STATISTICS_COLUMNS, compare_outlets
from analysis.measures.stats.sampling_units import (
    SamplingUnits,
    count_matrix,
)
from analysis.nlp.glyphs import normalise

#: The columns of a measure that counts words.
WORD_COLUMNS = ("measure", "item", "name", "outlet_label", "count", *STATISTICS_COLUMNS)
#: A word with inner apostrophes and hyphens, an abbreviation with full stops, or a per cent sign.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['-][^\W\d_]+)*|%")
_QUOTED = re.compile(r'"[^"\n]*"')

Codes = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Words:
    """The words of counted text, in order of article and position.

    Attributes:
        article_id: the article of each word.
        start: its first character there.
        end: one past its last.
        block_row: position of its block in :attr:`SamplingUnits.blocks`.
        surface: the word as written, without a full stop at the end.
        is_outlet_text: whether it is the outlet's: neither quoted nor copied.
        is_name: whether it is part of a name.
    """

    article_id: Labels
    start: Codes
    end: Codes
    block_row: Codes
    surface: Labels
    is_outlet_text: Flags
    is_name: Flags


@dataclass(frozen=True)
class OutletText:
    """The counted text of a selection as sampling units and words."""

    sampling_units: SamplingUnits
    words: Words

    @property
    def thousand_words(self) -> npt.NDArray[np.float64]:
        """Number of words of the outlet in each block, in thousands: blocks x 1."""
        block_rows = self.words.block_row[self.words.is_outlet_text]
        counts = np.bincount(block_rows, minlength=len(self.sampling_units.blocks))
        return counts[:, None] / 1000


# The measures of words of one page ask for the same; that of a large selection takes memory.
@lru_cache(maxsize=1)
def read_outlet_text(selection: Selection) -> OutletText:
    """Return the words of a selection's counted text.

    Copied passages are recognised by comparing all articles, so the selection must be whole even
    where only one outlet's words are needed.
    """
    return OutletText(selection.sampling_units, _extract_words(selection.sampling_units, selection))


def list_words_outside_quotes(text: str) -> list[str]:
    """Return the words of a text outside quotation marks, as written."""
    return [match.rstrip(".") for match in _WORD.findall(_QUOTED.sub(" ", normalise(text)))]


def compare_rates(text: OutletText, classes: Labels, measure: str) -> pd.DataFrame:
    """Compare how often each outlet uses the words of each class.

    Args:
        text: the words.
        classes: the class of each word; empty for words that do not count.
        measure: the measure's key.

    Returns:
        One row per class and outlet: :data:`WORD_COLUMNS`, with the class as item and name.
    """
    uses = pd.DataFrame({"block_row": text.words.block_row, "class": classes})[classes != ""]
    if uses.empty:
        return pd.DataFrame(columns=list(WORD_COLUMNS))
    blocks = text.sampling_units.blocks
    counts, items, occurrences = count_matrix(uses, "class", 1.0, len(blocks))
    table = compare_outlets(blocks, counts, text.thousand_words, items, occurrences=occurrences)
    return finish_word_table(table.assign(measure=measure, name=table["key"]))


def finish_word_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a comparison of uses per 1,000 words as :data:`WORD_COLUMNS`; n in single words.

    Args:
        table: as returned by :func:`outlet_comparison.compare_outlets`, with measure and name.
    """
    whole = table.rename(columns={"key": "item"}).assign(
        count=table["count"].round().astype(int), n=(1000 * table["base"]).round().astype(int)
    )
    return whole[list(WORD_COLUMNS)]


def list_uses(text: OutletText, is_use: Flags, outlet: str) -> pd.DataFrame:
    """Return where one outlet uses some of the words.

    Args:
        text: the words.
        is_use: whether each word is one of them.
        outlet: the outlet's label.

    Returns:
        Columns article_id, start, end, in text order.
    """
    words = text.words
    labels = text.sampling_units.blocks["outlet_label"].to_numpy(object)
    hit = is_use & (labels[words.block_row] == outlet)
    return pd.DataFrame(
        {"article_id": words.article_id[hit], "start": words.start[hit], "end": words.end[hit]}
    )


def _extract_words(sampling_units: SamplingUnits, selection: Selection) -> Words:
    articles, mentions = selection.articles, selection.mentions
    texts = dict(zip(articles["article_id"].astype(str), articles["text"], strict=True))
    quote_spans = _spans_by_article(selection.quotes)
    name_spans = _spans_by_article(mentions[mentions["kind"] == "name"])
    words: list[tuple[str, int, int, int, str]] = []
    flags: list[Flags] = [np.zeros((3, 0), bool)]
    blocks_of: dict[str, list[tuple[int, int, int]]] = {}
    columns = list_tuples(sampling_units.blocks, ("article_id", "start", "end"))
    for row, (key, *span) in enumerate(columns):
        blocks_of.setdefault(str(key), []).append((row, *span))
    for article_id, rows in blocks_of.items():
        text = normalise(texts[article_id])
        of_article = [
            (article_id, match.start(), match.end(), block_row, match.group().rstrip("."))
            for block_row, block_start, block_end in rows
            for match in _WORD.finditer(text, block_start, block_end)
        ]
        flagged = (
            [*quote_spans.get(article_id, ()), *find_embedded_posts(text)],
            [match.span() for match in _QUOTED.finditer(text)],
            name_spans.get(article_id, []),
        )
        starts_of_words = [word[1] for word in of_article]
        flags.append(
            np.stack([_flag_spans(len(text), spans)[starts_of_words] for spans in flagged])
        )
        words += of_article
    article_ids, surfaces = (np.array([word[n] for word in words], object) for n in (0, 4))
    starts, ends, block_rows = (np.array([word[n] for word in words], np.intp) for n in (1, 2, 3))
    attributed, quoted, named = np.concatenate(flags, axis=1)
    copied = _mark_copied(article_ids, block_rows, surfaces, quoted)
    return Words(
        article_id=article_ids,
        start=starts,
        end=ends,
        block_row=block_rows,
        surface=surfaces,
        is_outlet_text=~(attributed | quoted | copied),
        is_name=named,
    )


def _mark_copied(article_id: Labels, block_row: Codes, surface: Labels, is_quoted: Flags) -> Flags:
    """Return which words another article shares; quotation marks and ends of blocks end a run."""
    words = zip(surface, is_quoted, strict=True)
    form = np.array(["" if quoted else normalise_word(word) for word, quoted in words], object)
    block_starts = np.flatnonzero(np.diff(block_row)) + 1
    # An empty form between two blocks ends a run; it is removed again from the result.
    shared = mask_shared_words(
        np.insert(article_id, block_starts, article_id[block_starts]),
        np.insert(form, block_starts, ""),
    )
    return np.delete(shared, block_starts + np.arange(len(block_starts)))


def _spans_by_article(rows: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in zip(rows["article_id"], rows["start"], rows["end"], strict=True):
        spans.setdefault(str(article_id), []).append((start, end))
    return spans


def _flag_spans(length: int, spans: Sequence[tuple[int, int]]) -> Flags:
    flags = np.zeros(length, bool)
    for start, end in spans:
        flags[start:end] = True
    return flags
