"""The counted text of a selection, divided into the units that are resampled and permuted."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus.table_rows import list_values
from analysis.measures.stats import resampling
from analysis.word_count import count_words

Array = npt.NDArray[np.float64]

#: Articles are permuted when that is possible in at least this many ways, otherwise paragraphs. A
#: judgement: with fewer ways no p-value could be below .01.
MIN_PARTITIONS = 100


class PermutationUnit(StrEnum):
    """What is shuffled among outlets to test differences between them."""

    ARTICLES = "articles"
    PARAGRAPHS = "paragraphs"


@dataclass(frozen=True)
class SamplingUnits:
    """The counted blocks of some articles, in order of article and position.

    Attributes:
        blocks: one row per counted block: article_id, kind, start, end, outlet_label, words,
            chars_before (characters of subheads and body before it), article_chars (of all of them
            in the article), sampling_unit (what the interval of its outlet resamples),
            permutation_unit (what is shuffled among outlets) and story (within which).
        outlets: the outlet labels, sorted.
        permuted: what the permutation units are.
    """

    blocks: pd.DataFrame
    outlets: list[str]
    permuted: PermutationUnit

    def locate_rows(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows inside counted text, with ``block_row``, the position of their block.

        Args:
            rows: Columns article_id, start and any others.
        """
        located = rows.assign(article_id=rows["article_id"].astype(str)).astype({"start": "int64"})
        located = located.sort_values("start", kind="stable", ignore_index=True)
        if self.blocks.empty:
            return located.head(0).assign(block_row=np.zeros(0, np.intp))
        article_ids = list_values(self.blocks["article_id"].astype(str))
        code_of = {key: code for code, key in enumerate(dict.fromkeys(article_ids))}
        block_code, code = (
            np.array([code_of.get(key, -1) for key in keys], np.int64)
            for keys in (article_ids, list_values(located["article_id"]))
        )
        block_start, end = (self.blocks[name].to_numpy(np.int64) for name in ("start", "end"))
        start = located["start"].to_numpy()
        # The blocks are in order of article and position, and so are these numbers.
        length = max(block_start.max(), start.max(initial=0)) + 1
        places, block_places = (
            codes * length + starts for codes, starts in ((code, start), (block_code, block_start))
        )
        block_row = np.searchsorted(block_places, places, "right") - 1
        # -1, before the first block, is the last: it has another article, or starts after the row.
        is_inside = (block_code[block_row] == code) & (block_start[block_row] <= start)
        is_inside &= start < end[block_row]
        inside: pd.DataFrame = located.assign(block_row=block_row.astype(np.intp))[is_inside]
        return inside

    def measure_position(self, located: pd.DataFrame) -> tuple[Array, Array]:
        """Return how many characters of subheads and body precede each row, and how many there are.

        Args:
            located: as returned by :meth:`locate_rows`.
        """
        rows = located["block_row"].to_numpy()
        starts, chars_before, article_chars = (
            self.blocks[name].to_numpy()[rows]
            for name in ("start", "chars_before", "article_chars")
        )
        return chars_before + located["start"].to_numpy() - starts, article_chars


def divide_into_sampling_units(articles: pd.DataFrame, blocks: pd.DataFrame) -> SamplingUnits:
    """Divide the counted text of ``articles`` into units.

    The unit resampled is the article for an outlet with several articles, the paragraph for one
    with a single article. Outlets are compared by shuffling articles within their story if that is
    possible in :data:`MIN_PARTITIONS` ways, otherwise by shuffling paragraphs.

    Args:
        articles: Columns article_id, outlet_label, text, story_id.
        blocks: Columns article_id, kind, start, end; those of other articles are ignored.
    """
    counted = blocks[blocks["kind"].isin(tables.COUNTED)]
    counted = counted[["article_id", "kind", "start", "end"]].merge(
        articles[["article_id", "outlet_label", "text", "story_id"]], on="article_id"
    )
    counted = counted.sort_values(["article_id", "start"], ignore_index=True)
    counted["words"] = [
        count_words(text, [(start, end)])
        for text, start, end in zip(counted["text"], counted["start"], counted["end"], strict=True)
    ]
    chars = (counted["end"] - counted["start"]).where(counted["kind"] != "headline", 0)
    chars_by_article = chars.groupby(counted["article_id"])
    counted["chars_before"] = chars_by_article.cumsum() - chars
    counted["article_chars"] = chars_by_article.transform("sum")
    article, _ = pd.factorize(counted["article_id"])
    paragraph = np.arange(len(counted)) + len(articles)
    has_several = counted.groupby("outlet_label")["article_id"].transform("nunique") > 1
    counted["sampling_unit"] = np.where(has_several, article, paragraph)
    counted["story"], _ = pd.factorize(counted["story_id"], sort=True)
    by_article = counted.drop_duplicates("article_id")
    outlet, labels = pd.factorize(by_article["outlet_label"], sort=True)
    log_ways = resampling.log_count_partitions(outlet, by_article["story"].to_numpy(np.intp))
    has_many_ways = log_ways >= np.log(MIN_PARTITIONS)
    permuted = PermutationUnit.ARTICLES if has_many_ways else PermutationUnit.PARAGRAPHS
    counted["permutation_unit"] = article if has_many_ways else paragraph
    return SamplingUnits(
        counted.drop(columns=["text", "story_id"]), [str(label) for label in labels], permuted
    )


def count_matrix(
    located: pd.DataFrame, key: str, amount: pd.Series | float, n_blocks: int
) -> tuple[Array, list[str], npt.NDArray[np.int64]]:
    """Sum rows by block and item.

    Args:
        located: Rows with ``block_row`` (of :meth:`SamplingUnits.locate_rows`) and column ``key``.
        key: The column that names a row's item.
        amount: What each row counts for.
        n_blocks: Number of blocks.

    Returns:
        The sums, blocks x items; the items in order; the number of rows of each.
    """
    code, labels = pd.factorize(located[key], sort=True)
    counts = np.zeros((n_blocks, len(labels)))
    np.add.at(counts, (located["block_row"].to_numpy(), code), amount)
    occurrences = np.bincount(code, minlength=len(labels))
    return counts, [str(label) for label in labels], occurrences
