"""Who said what: the utterances of what is looked at, by outlet, and their wordings."""

from dataclasses import dataclass

import pandas as pd

from analysis.corpus import coverage, nearest_sentences
from analysis.corpus.wording_diff import Change, compare_wordings
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: In which order utterances come, and what a page calls it.
ORDERS = {
    "coverage_disparity": "Most unevenly reported",
    "spread": "In most outlets",
    "speaker": "By speaker",
    "words": "Longest",
}
#: Which utterances are looked for, and what a page calls them.
SPREAD = {"several": "In several outlets", "one": "In one outlet alone", "all": "All"}


def reports(
    catalogue: Catalogue,
    filters: Filters,
    spread: str,
    order: str = "coverage_disparity",
    find: str = "",
) -> pd.DataFrame:
    """Return which outlet reports which utterance, and how.

    Entities, types and kinds choose the utterances, by any of their quotations; every outlet that
    reports a chosen one is in the table.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        spread: of :data:`SPREAD`.
        order: of :data:`ORDERS`.
        find: words that stand in the fullest wording or the speaker's name, whatever their case.

    Returns:
        One row an utterance and outlet: ``utterance_id``, ``speaker``, ``text`` (the fullest
        wording), ``outlets`` (how many report it), ``coverage_disparity`` (by how much two outlets
        differ on
        average in the share they give, see :func:`analysis.corpus.coverage.utterances`),
        ``outlet_label``, ``kind`` and ``cue`` (of the outlet's fullest wording) and
        ``share_reported`` (share
        of the words of the fullest that the outlet gives), in the order asked for.
    """
    where, params = filters.where("quotes")
    asked = f"SELECT utterance_id FROM quotes WHERE {where}"
    if spread == "several":  # most are in one outlet alone: the wordings of the others are read
        chosen, article_params = filters.articles_where("a")
        asked = f"""
            SELECT utterance_id FROM quotes q JOIN articles a USING (article_id)
            WHERE utterance_id IN ({asked}) AND {chosen}
            GROUP BY utterance_id HAVING count(DISTINCT outlet_label) > 1
        """
        params = [*params, *article_params]
    articles, quotes = _reporting(catalogue, filters, asked, params)
    by_outlet = coverage.reports(articles, quotes)
    told = coverage.utterances(articles, quotes, by_outlet)
    if spread != "all":
        told = told[(told["outlets"] > 1) == (spread == "several")]
    told = _ordered(told.rename(columns={"wording": "text"}), order)
    if find:
        said = (told["text"] + " " + told["speaker"]).str.lower()
        told = told[said.str.contains(find.lower(), regex=False)]
    return told[["utterance_id", "speaker", "text", "outlets", "coverage_disparity"]].merge(
        by_outlet[["utterance_id", "outlet_label", "kind", "cue", "share_reported"]],
        on="utterance_id",
    )


def _ordered(told: pd.DataFrame, order: str) -> pd.DataFrame:
    """Order utterances; those that are equal stay the most uneven first."""
    if order == "speaker":
        unknown_last = told["speaker"].str.lower().replace("", "\uffff")
        return told.assign(name=unknown_last).sort_values("name", kind="stable")
    column = {"coverage_disparity": "coverage_disparity", "spread": "outlets", "words": "words"}[
        order
    ]
    return told.sort_values(column, ascending=False, kind="stable")


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
        confidence: that it reports the utterance, 0 to 1; 1 for the wording others are held to.
        other_speaker: whether it is attributed to somebody else than the fullest wording.
        other_cue: whether another verb introduces it than the fullest wording.
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
    confidence: float
    other_speaker: bool
    other_cue: bool
    quotes: int
    share_reported: float
    fullest: str
    changes: tuple[Change, ...] | None


def wordings(catalogue: Catalogue, filters: Filters, utterance_id: str) -> list[Wording]:
    """Return the wordings of an utterance, the fullest first, then by how much they keep."""
    articles, quotes = _reporting(catalogue, filters, "?", [utterance_id])
    if quotes.empty:
        return []
    found = coverage.reports(articles, quotes)
    fullest = coverage.utterances(articles, quotes, found).iloc[0]
    found = found.merge(quotes[["quote_id", "mention", "confidence"]], on="quote_id")
    found["first"] = found["quote_id"] == fullest["quote_id"]
    found = found.sort_values(
        ["first", "share_reported", "outlet_label"], ascending=[False, False, True]
    )
    first = found.iloc[0]
    return [
        Wording(
            **{name: row[name] for name in _COPIED},
            text=row["wording"],
            fullest=fullest["wording"],
            other_speaker=_differs(row["speaker"], first["speaker"]),
            other_cue=_differs(row["cue_lemma"], first["cue_lemma"]),
            changes=None
            if row["first"]
            else tuple(compare_wordings(fullest["wording"], row["wording"])),
        )
        for row in found.to_dict("records")
    ]


def missing(catalogue: Catalogue, filters: Filters, utterance_id: str) -> pd.DataFrame:
    """Return the outlets that do not report an utterance, with what comes nearest to it.

    Returns:
        One row an outlet of the story, of those looked at: ``outlet_label``, and of its sentence
        nearest to the fullest wording ``article_id`` (empty when none shares a word), ``start``,
        ``text``, ``similarity`` (share of the wording's words it has, 0 to 1) and ``possible``.
        The nearest first.
    """
    articles, quotes = _reporting(catalogue, filters, "?", [utterance_id])
    fullest = coverage.utterances(articles, quotes)
    told = articles["article_id"].isin(quotes["article_id"])
    has = set(articles["outlet_label"][told])
    stories = sorted(set(articles["story_id"][told]))
    story = articles[articles["story_id"].isin(stories)]
    outlets = sorted(set(story["outlet_label"]) - has)
    ids = tuple(story["article_id"])
    among = f"article_id IN ({', '.join('?' * len(ids)) or 'NULL'})"
    texts = catalogue.query(f"SELECT * FROM articles WHERE {among}", ids)
    sentences = catalogue.query(f"SELECT * FROM sentences WHERE {among}", ids)
    own, _ = nearest_sentences.statements(texts, sentences)
    wanted = [str(wording) for wording in fullest["wording"]] * len(outlets)
    found = nearest_sentences.nearest(wanted, outlets, own).assign(outlet_label=outlets)
    return found.sort_values(
        ["similarity", "outlet_label"], ascending=[False, True], ignore_index=True
    )


def _reporting(
    catalogue: Catalogue, filters: Filters, utterances: str, params: list[object]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the articles looked at, and the quotations in them that report some utterances.

    The articles have article_id, outlet_label and story_id.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at; entities and kinds choose nothing here.
        utterances: SQL that gives their ids.
        params: the values of its placeholders.
    """
    where, chosen = filters.articles_where()
    articles = catalogue.query(
        f"SELECT article_id, outlet_label, story_id FROM articles WHERE {where}", chosen
    )
    quotes = catalogue.query(
        f"""
        SELECT * FROM quotes
        WHERE article_id IN (SELECT article_id FROM articles WHERE {where})
          AND utterance_id <> '' AND utterance_id IN ({utterances})
        ORDER BY article_id, "start", quote_id
        """,
        [*chosen, *params],
    )
    return articles, quotes


def _differs(one: str, other: str) -> bool:
    return bool(one and other) and one != other


_COPIED = (
    "outlet_label",
    "article_id",
    "start",
    "kind",
    "cue",
    "mention",
    "speaker",
    "confidence",
    "quotes",
    "share_reported",
)
