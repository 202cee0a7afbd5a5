"""Who said what: the utterances of what is looked at, by outlet, and their wordings."""

from dataclasses import dataclass

import pandas as pd

from analysis.compare import coverage
from analysis.compare.wording import Change, compare_wordings
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries_selection import selection

#: Which utterances are looked for, and what a page calls them.
SPREAD = {"several": "In several outlets", "one": "In one outlet alone", "all": "All"}


def reports(catalogue: Catalogue, filters: Filters, spread: str) -> pd.DataFrame:
    """Return which outlet reports which utterance, and how.

    Entities, types and kinds choose the utterances, by any of their quotations; every outlet that
    reports a chosen one is in the table.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        spread: of :data:`SPREAD`.

    Returns:
        One row an utterance and outlet: ``utterance_id``, ``speaker``, ``text`` (the fullest
        wording), ``outlets`` (how many report it), ``outlet_label``, ``kind`` and ``cue`` (of the
        outlet's fullest wording) and ``kept`` (share of the words of the fullest that the outlet
        gives). Utterances that outlets report most differently come first.
    """
    chosen = selection(catalogue, filters)
    told = coverage.utterances(chosen.articles, chosen.quotes)
    if spread != "all":
        told = told[(told["outlets"] > 1) == (spread == "several")]
    where, params = filters.where("quotes")
    asked = catalogue.query(f"SELECT DISTINCT utterance_id FROM quotes WHERE {where}", params)
    told = told[told["utterance_id"].isin(asked["utterance_id"])]
    told = told.rename(columns={"wording": "text"})
    by_outlet = coverage.reports(chosen.articles, chosen.quotes)
    return told[["utterance_id", "speaker", "text", "outlets"]].merge(
        by_outlet[["utterance_id", "outlet_label", "kind", "cue", "kept"]], on="utterance_id"
    )


@dataclass(frozen=True)
class Wording:
    """How one outlet words an utterance.

    Attributes:
        outlet_label: the outlet.
        article_id: the article its fullest wording stands in.
        start: where in the text.
        kind: direct, mixed or indirect.
        cue: the words that introduce it.
        mention: the words that name the speaker there.
        speaker: who that is; empty when unsure.
        text: the wording.
        quotes: how many stretches of the outlet report it.
        kept: share of the words of the fullest wording given by the outlet, 0 to 1.
        fullest: the fullest wording of all outlets.
        changes: from the fullest wording to this one; None when it is this one.
    """

    outlet_label: str
    article_id: str
    start: int
    kind: str
    cue: str
    mention: str
    speaker: str
    text: str
    quotes: int
    kept: float
    fullest: str
    changes: tuple[Change, ...] | None


def wordings(catalogue: Catalogue, filters: Filters, utterance_id: str) -> list[Wording]:
    """Return the wordings of an utterance, the fullest first, then by how much they keep."""
    chosen = selection(catalogue, filters)
    quotes = chosen.quotes[chosen.quotes["utterance_id"] == utterance_id]
    if quotes.empty:
        return []
    fullest = coverage.utterances(chosen.articles, quotes).iloc[0]
    found = coverage.reports(chosen.articles, quotes)
    found = found.merge(quotes[["quote_id", "mention"]], on="quote_id")
    found["first"] = found["quote_id"] == fullest["quote_id"]
    found = found.sort_values(["first", "kept", "outlet_label"], ascending=[False, False, True])
    return [
        Wording(
            **{name: row[name] for name in _COPIED},
            text=row["wording"],
            fullest=fullest["wording"],
            changes=None
            if row["first"]
            else tuple(compare_wordings(fullest["wording"], row["wording"])),
        )
        for row in found.to_dict("records")
    ]


_COPIED = (
    "outlet_label",
    "article_id",
    "start",
    "kind",
    "cue",
    "mention",
    "speaker",
    "quotes",
    "kept",
)
