"""The counted text of a selection, cut into the units that intervals are drawn over."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.measures.stats import resampling

Array = npt.NDArray[np.float64]

#: Fewer occurrences in the whole selection than this cannot tell outlets apart.
LEAST = 5
#: The p up to which outlets are told apart. Of 999 deals it is known to .007 or so: at .04 the
#: chance of a false verdict is at most .05, whichever deals were drawn.
VERDICT = 0.04
#: Articles are dealt out when that can be done in so many ways, otherwise paragraphs.
WAYS = 100
ARTICLES, PARAGRAPHS = "articles", "paragraphs"


@dataclass(frozen=True)
class Units:
    """The counted blocks of some articles, in order of article and place.

    ``blocks`` has one row a counted block: article_id, kind, start, end, outlet_label, words,
    before (characters of subheads and body before it), length (of all of them in the article), unit
    (what the interval of its outlet is drawn over), dealt (what is dealt out to outlets) and
    story (what it is dealt out within). ``outlets`` are the outlet labels in order, ``by`` says
    what is dealt out: ``articles`` or ``paragraphs``.
    """

    blocks: pd.DataFrame
    outlets: list[str]
    by: str

    def place(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that stand in counted text, with ``row``, the position of their block.

        Args:
            rows: Columns article_id, start and any others.
        """
        blocks = self.blocks[["article_id", "start", "end"]].rename(columns={"end": "block_end"})
        blocks["row"] = range(len(blocks))
        blocks["article_id"] = blocks["article_id"].astype(str)
        found = pd.merge_asof(
            rows.assign(article_id=rows["article_id"].astype(str))
            .astype({"start": "int64"})
            .sort_values("start", kind="stable"),
            blocks.astype({"start": "int64"}).sort_values("start", kind="stable"),
            on="start",
            by="article_id",
        )
        inside = found["start"] < found["block_end"]
        return found[inside].drop(columns="block_end").astype({"row": "intp"})


def units(articles: pd.DataFrame, blocks: pd.DataFrame) -> Units:
    """Cut the counted text of ``articles`` into units.

    The unit of an outlet with several articles is the article, of one with a single article the
    paragraph. Outlets are compared by articles, dealt out within their story, when there are
    enough of them to be dealt out in many ways, otherwise by paragraphs.

    Args:
        articles: Columns article_id, outlet_label, text, story_id.
        blocks: Columns article_id, kind, start, end; those of other articles are passed over.
    """
    counted = blocks[blocks["kind"].isin(tables.COUNTED)]
    counted = counted[["article_id", "kind", "start", "end"]].merge(
        articles[["article_id", "outlet_label", "text", "story_id"]], on="article_id"
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
    counted["story"], _ = pd.factorize(counted["story_id"], sort=True)
    whole = counted.drop_duplicates("article_id")
    outlet, labels = pd.factorize(whole["outlet_label"], sort=True)
    ways = resampling.partitions(outlet, whole["story"].to_numpy(np.intp))
    by = ARTICLES if ways >= np.log(WAYS) else PARAGRAPHS
    counted["dealt"] = article if by == ARTICLES else paragraph
    return Units(counted.drop(columns=["text", "story_id"]), [str(one) for one in labels], by)


def compare(
    rows: pd.DataFrame,
    numerator: Array,
    denominator: Array,
    items: list[str],
    occurrences: npt.NDArray[np.int64],
    p: Array | None = None,
) -> pd.DataFrame:
    """Compare outlets on the ratio of two sums, for many items at once.

    Args:
        rows: Columns outlet_label, unit (what intervals are drawn over), dealt (what is dealt
            out to outlets) and story (within which); one row a block, or an article.
        numerator: rows x items.
        denominator: rows x items, or rows x 1.
        items: The key of each item.
        occurrences: How often each item occurs; rarer ones than :data:`LEAST` are not compared.
        p: Adjusted p where another test than that of the ratios gives it, outlets x items.

    Returns:
        One row an item and outlet: key, outlet_label, count and base (the two sums), value (their
        ratio, NaN when there is no base), low, high (NaN when there is no telling), n (the base, a
        whole number), p, distinguishable (p at most :data:`VERDICT`) and effect: Cohen's h (1988)
        between the outlet's part of all counts and its part of all bases, positive where it has
        more than it would if outlets did not differ.
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
        low[position, present], high[position, present] = resampling.bootstrap(
            _sums(numerator[own][:, present], drawn), _sums(columns, drawn)
        )
    if p is None:
        p = test(rows, numerator, denominator, occurrences)
    base = np.broadcast_to(base, count.shape)
    compared = pd.DataFrame(
        {
            "key": np.tile(np.array(items, object), len(labels)),
            "outlet_label": np.repeat(np.asarray(labels, object), len(items)),
            "count": count.ravel(),
            "base": base.ravel(),
            "value": resampling.ratio(count, base).ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
            "n": base.round().astype(int).ravel(),
            "p": p.ravel(),
            "effect": (_angle(count) - _angle(base)).ravel(),
        }
    )
    return compared.assign(distinguishable=compared["p"] <= VERDICT)


#: What every measure says of a value, beside what it is a value of.
STATISTICS_COLUMNS = ("value", "low", "high", "n", "p", "effect", "distinguishable")


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


def test(
    rows: pd.DataFrame,
    numerator: Array,
    denominator: Array,
    occurrences: npt.NDArray[np.int64],
) -> Array:
    """Return the adjusted p of each outlet and item; 1 for items too rare to be compared.

    Args:
        rows: As :func:`compare` takes them.
        numerator: rows x items.
        denominator: rows x items, or rows x 1.
        occurrences: How often each item occurs.
    """
    tested = occurrences >= LEAST
    code, labels = pd.factorize(rows["outlet_label"], sort=True)
    columns = denominator if denominator.shape[1] == 1 else denominator[:, tested]
    _, first, deal = np.unique(rows["dealt"], return_index=True, return_inverse=True)
    p = np.ones((len(labels), numerator.shape[1]))
    p[:, tested] = resampling.permutation(
        _sums(numerator[:, tested], deal),
        _sums(columns, deal),
        code[first],
        rows["story"].to_numpy(np.intp)[first],
        occurrences[tested],
    )
    return p


def _angle(amounts: Array) -> Array:
    """Return each outlet's part of its column's sum, on the scale of Cohen's h."""
    parts = np.nan_to_num(resampling.ratio(amounts, amounts.sum(axis=0)))
    angles: Array = 2 * np.arcsin(np.sqrt(parts.clip(0, 1)))
    return angles


def _sums(rows: Array, code: npt.NDArray[np.intp]) -> Array:
    """Return the sums of ``rows`` by ``code``, 0 up."""
    order = np.argsort(code, kind="stable")
    size = int(code.max(initial=-1)) + 1
    if not size:
        return np.zeros((0, rows.shape[1]))
    starts = np.searchsorted(code[order], np.arange(size))
    sums: Array = np.add.reduceat(rows[order], starts, axis=0)
    return sums
