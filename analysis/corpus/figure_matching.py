"""Which figures of one story are of one thing.

Two figures of one kind and unit in two outlets are of one thing when each is the other's best match
in the other article (:mod:`analysis.corpus.figure_contexts`) and their similarity reaches the cut,
or, for
days, when the same people are named beside them. A pair is left out when one of the articles has
both values: it tells two things apart that look alike. More is asked where words say less
(:data:`SURE_CUT`), and less of large numbers that are nearly the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.corpus import word_normalisation
from analysis.corpus.figure_contexts import FigureContexts, read_figure_contexts
from analysis.corpus.figure_values import agree, contradict, far_apart, nearly
from analysis.entity_types import PERSON, Family, labels_of

#: Similarity of the surroundings from which two figures are of one thing.
CUT = 0.6
#: The same where the words say less: for dates and ages, for what is counted in many ways in one
#: story ("runs"), and beside another year.
SURE_CUT = 0.7
#: Similarity that will do for large numbers that are nearly the same: that is no chance.
CLOSE_CUT = 0.38
#: Similarity from which an article is taken to have the other's value, too.
_HAS = 0.4
#: Values of one thing counted from which it is counted in many ways.
_MANY = 5
#: Days apart at most that two dates of one event may be when people alone link them.
_NEAR_DAYS = 3
#: Kinds that are compared.
KINDS = ("count", "money", "percent", "quantity", "age", "date")
#: Kinds that may grow from one day to the next.
GROWING = ("count", "money", "percent", "quantity")
#: What stands before a measure said again in another unit, and before the whole of a share.
_NOT_ITS_OWN = re.compile(
    r"\($|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:in|out of) $"
)
_PLACES = labels_of(Family.PLACE, Family.GROUP)


@dataclass(frozen=True)
class Pair:
    """Two figures of one thing, by their place among the figures of the story."""

    i: int
    j: int
    similarity: float
    possible: bool = False


def find_pairs(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    figures: pd.DataFrame,
    mentions: pd.DataFrame,
    cut: float = CUT,
) -> tuple[pd.DataFrame, FigureContexts, list[Pair]]:
    """Return the figures of a story that are compared, and the pairs that are of one thing.

    Args:
        articles: Columns article_id, outlet_label, published, text: one story's.
        sentences: As the table ``sentences``, of these articles, as the next two.
        figures: As the table ``figures``; those in headline, body and captions are compared.
        mentions: As the table ``mentions``, with entity_id.
        cut: Similarity from which two figures are of one thing.

    Returns:
        The figures, with outlet_label and published; their surroundings, in the same order; and
        the pairs, whether or not they differ.
    """
    figures = _comparable(figures, articles)
    slots = read_figure_contexts(figures, articles, sentences)
    told = slots.figures.merge(
        articles[["article_id", "outlet_label", "published"]], on="article_id", how="left"
    )
    pairs = [pair for rows in _groups(told) for pair in _alike(slots, told, rows, cut)]
    return told, slots, [*pairs, *_near_days(told, articles, mentions)]


def _comparable(figures: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Leave out what is no count of its own.

    That is a name ("Flight 175"), somebody ("one of them"), a time ("6.10"), a part of a share
    ("three in five"), and a measure said again in another unit ("2,700 km (1,680 miles)").
    """
    kinds = figures["block_kind"].isin((*tables.COUNTED, "caption"))
    figures = figures[kinds & figures["kind"].isin(KINDS) & (figures["value"] != "")]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    kept = []
    for row in figures.to_dict("records"):
        before = word_normalisation.forms(
            texts[row["article_id"]][max(row["start"] - 30, 0) : row["start"]]
        )[-1:]
        again = _NOT_ITS_OWN.search(
            texts[row["article_id"]][max(row["start"] - 30, 0) : row["start"]]
        )
        is_name = row["kind"] == "count" and before == [
            word_normalisation.comparable(row["head_noun"] or "-")
        ]
        some_one = (
            row["kind"] == "count"
            and row["value"] == "1"
            and not any(map(str.isdigit, row["text"]))
        )
        is_clock = row["kind"] == "count" and "." in row["value"]
        kept.append(not (again or is_name or some_one or is_clock))
    return figures[np.array(kept, bool)].sort_values(["article_id", "start"], ignore_index=True)


def _groups(told: pd.DataFrame) -> Iterator[npt.NDArray[np.intp]]:
    """Yield the places of the figures that can be compared: of one kind and unit."""
    for places in told.groupby(["kind", "unit"]).indices.values():
        if told["outlet_label"].iloc[places].nunique() > 1:
            yield np.asarray(places)


def _alike(
    slots: FigureContexts, told: pd.DataFrame, rows: npt.NDArray[np.intp], cut: float
) -> Iterator[Pair]:
    """Yield the pairs of two outlets that are of one thing, whether or not they differ."""
    similar = slots.alike(rows)
    part = told.iloc[rows].reset_index(drop=True)
    codes, names = pd.factorize(part["article_id"])
    # The best match of each figure in each article, itself apart.
    best = np.stack([similar[:, codes == code].max(axis=1) for code in range(len(names))], axis=1)
    mutual = (similar >= best[:, codes]) & (similar >= best[:, codes].T)
    mutual &= similar >= np.minimum(cut, CLOSE_CUT)
    outlets = part["outlet_label"].to_numpy(object)
    mutual &= outlets[:, None] != outlets[None, :]
    ways = part.groupby("head_noun")["value"].nunique()
    values, kind = part["value"].to_numpy(object), part["kind"].iloc[0]
    for i, j in np.argwhere(np.triu(mutual, 1)):
        differ = contradict(kind, values[i], values[j])
        if not differ and not agree(kind, values[i], values[j]):
            continue
        if differ and kind != "date" and far_apart(values[i], values[j]):
            continue
        close = differ and kind in GROWING and nearly(values[i], values[j])
        vague = kind in ("date", "age") or slots.years[rows[i]] != slots.years[rows[j]]
        vague |= not slots.aspects[rows[i]] and ways[part["head_noun"][i]] >= _MANY
        if similar[i, j] < (max(cut, SURE_CUT) if vague else CLOSE_CUT if close else cut):
            continue
        has_both = (codes == codes[i]) & (values == values[j])
        had_both = (codes == codes[j]) & (values == values[i])
        if kind in ("date", "age", "count"):  # the same sum or share again is no chance
            has_both &= similar[:, j] >= _HAS
            had_both &= similar[:, i] >= _HAS
        if not differ or not (has_both.any() or had_both.any()):
            yield Pair(int(rows[i]), int(rows[j]), float(similar[i, j]))


def _near_days(
    told: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame
) -> Iterator[Pair]:
    """Yield dates a few days apart whose sentences name the same person and the same place."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = zip(told["article_id"], told["start"], strict=True)
    dated = [texts[article][:start].split()[-1:] == ["on"] for article, start in places]
    days = told[np.array(dated, bool) & told["value"].str.match(r"(\d{4}|-)-\d\d-\d\d$")]
    named: dict[tuple[str, int], set[tuple[str, bool]]] = {}
    for row in mentions[mentions["entity_id"] != ""].to_dict("records"):
        if row["label"] == PERSON or row["label"] in _PLACES:
            key = (row["article_id"], row["sentence"])
            named.setdefault(key, set()).add((row["entity_id"], row["label"] == PERSON))
    rows = days.assign(place=days.index).to_dict("records")
    for one, other in combinations(rows, 2):
        shared = named.get((one["article_id"], one["sentence"]), set()) & named.get(
            (other["article_id"], other["sentence"]), set()
        )
        apart = abs(int(one["value"][-2:]) - int(other["value"][-2:]))
        if (
            one["outlet_label"] != other["outlet_label"]
            and {is_person for _, is_person in shared} == {True, False}
            and one["value"][-5:-3] == other["value"][-5:-3]
            and 0 < apart <= _NEAR_DAYS
        ):
            yield Pair(one["place"], other["place"], 0.0, possible=True)
