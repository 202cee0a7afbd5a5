"""The counted text of a selection, cut into the units that intervals are drawn over."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.framing import intervals

Array = npt.NDArray[np.float64]

#: Fewer occurrences in the whole selection than this cannot tell outlets apart.
LEAST = 5
VERDICT = 0.05


@dataclass(frozen=True)
class Units:
    """The counted blocks of some articles, in order of article and place.

    ``blocks`` has one row a counted block: article_id, kind, start, end, outlet_label, words,
    before (characters of subheads and body before it), length (of all of them in the article), unit
    (what the interval of its outlet is drawn over) and dealt (what is dealt out to outlets).
    ``outlets`` are the outlet labels in order.
    """

    blocks: pd.DataFrame
    outlets: list[str]

    def place(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that stand in counted text, with ``row``, the position of their block.

        Args:
            rows: Columns article_id, start and any others.
        """
        blocks = self.blocks[["article_id", "start", "end"]].assign(row=range(len(self.blocks)))
        blocks["article_id"] = blocks["article_id"].astype(str)
        found = pd.merge_asof(
            rows.assign(article_id=rows["article_id"].astype(str))
            .astype({"start": "int64"})
            .sort_values("start", kind="stable"),
            blocks.astype({"start": "int64"}).sort_values("start", kind="stable"),
            on="start",
            by="article_id",
            suffixes=("", "_block"),
        )
        inside = found["start"] < found["end_block"]
        return found[inside].drop(columns="end_block").astype({"row": "intp"})


def units(articles: pd.DataFrame, blocks: pd.DataFrame) -> Units:
    """Cut the counted text of ``articles`` into units.

    The unit of an outlet with several articles is the article, of one with a single article the
    paragraph. Outlets are compared by articles when each has several, otherwise by paragraphs.

    Args:
        articles: Columns article_id, outlet_label, text.
        blocks: Columns article_id, kind, start, end; those of other articles are passed over.
    """
    counted = blocks[blocks["kind"].isin(tables.COUNTED)]
    counted = counted[["article_id", "kind", "start", "end"]].merge(
        articles[["article_id", "outlet_label", "text"]], on="article_id"
    )
    counted = counted.sort_values(["article_id", "start"], ignore_index=True)
    counted["words"] = [
        len(text[start:end].split())
        for text, start, end in zip(counted["text"], counted["start"], counted["end"], strict=True)
    ]
    length = (counted["end"] - counted["start"]).where(counted["kind"] != "headline", 0)
    by_article = length.groupby(counted["article_id"])
    counted["before"] = by_article.cumsum() - length
    counted["length"] = by_article.transform("sum")
    article, _ = pd.factorize(counted["article_id"])
    paragraph = np.arange(len(counted)) + len(articles)
    several = counted.groupby("outlet_label")["article_id"].transform("nunique") > 1
    counted["unit"] = np.where(several, article, paragraph)
    counted["dealt"] = article if bool(several.all()) else paragraph
    return Units(counted.drop(columns="text"), sorted(counted["outlet_label"].unique()))


def compare(
    rows: pd.DataFrame,
    numerator: Array,
    denominator: Array,
    items: list[str],
    occurrences: npt.NDArray[np.int64],
) -> pd.DataFrame:
    """Compare outlets on the ratio of two sums, for many items at once.

    Args:
        rows: Columns outlet_label, unit (what intervals are drawn over) and dealt (what is dealt
            out to outlets); one row a block, or an article.
        numerator: rows x items.
        denominator: rows x items, or rows x 1.
        items: The key of each item.
        occurrences: How often each item occurs; rarer ones than :data:`LEAST` are not compared.

    Returns:
        One row an item and outlet: key, outlet_label, count and base (the two sums), value (their
        ratio, NaN when there is no base), low, high (NaN when there is no telling), p, and
        distinguishable (p at most .05).
    """
    code, labels = pd.factorize(rows["outlet_label"], sort=True)
    count, base = _sums(numerator, code), _sums(denominator, code)
    low, high = np.full(count.shape, np.nan), np.full(count.shape, np.nan)
    for position in range(len(labels)):
        own = code == position
        # An item the outlet does not have is 0 in every draw, which tells nothing of how sure.
        present = count[position] > 0
        columns = denominator[own] if denominator.shape[1] == 1 else denominator[own][:, present]
        drawn, _ = pd.factorize(rows["unit"][own])
        low[position, present], high[position, present] = intervals.bootstrap(
            _sums(numerator[own][:, present], drawn), _sums(columns, drawn)
        )
    tested = occurrences >= LEAST
    columns = denominator if denominator.shape[1] == 1 else denominator[:, tested]
    _, first, deal = np.unique(rows["dealt"], return_index=True, return_inverse=True)
    p = np.ones(count.shape)
    p[:, tested] = intervals.permutation(
        _sums(numerator[:, tested], deal), _sums(columns, deal), code[first]
    )
    base = np.broadcast_to(base, count.shape)
    compared = pd.DataFrame(
        {
            "key": np.tile(np.array(items, object), len(labels)),
            "outlet_label": np.repeat(np.asarray(labels, object), len(items)),
            "count": count.ravel(),
            "base": base.ravel(),
            "value": intervals.ratio(count, base).ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
            "p": p.ravel(),
        }
    )
    return compared.assign(distinguishable=compared["p"] <= VERDICT)


def spread(
    placed: pd.DataFrame, key: str, amount: pd.Series | float, size: int
) -> tuple[Array, list[str], npt.NDArray[np.int64]]:
    """Spread rows over blocks and items.

    Args:
        placed: Rows with ``row`` (of :meth:`Units.place`) and the column ``key``.
        key: The column that names a row's item.
        amount: What each row counts for.
        size: How many blocks there are.

    Returns:
        The amounts, blocks x items; the items in order; how many rows each has.
    """
    code, labels = pd.factorize(placed[key], sort=True)
    amounts = np.zeros((size, len(labels)))
    np.add.at(amounts, (placed["row"].to_numpy(), code), amount)
    return amounts, [str(label) for label in labels], np.bincount(code, minlength=len(labels))


def _sums(rows: Array, code: npt.NDArray[np.intp]) -> Array:
    """Return the sums of ``rows`` by ``code``, 0 up."""
    order = np.argsort(code, kind="stable")
    size = int(code.max(initial=-1)) + 1
    if not size:
        return np.zeros((0, rows.shape[1]))
    starts = np.searchsorted(code[order], np.arange(size))
    sums: Array = np.add.reduceat(rows[order], starts, axis=0)
    return sums
