"""Who said what in which outlet, and what only one outlet has.

Everything is counted in headline, subheads and body. What an outlet does not have is what was not
found in its articles of the selection: it may have reported it elsewhere, or in other words.
"""

import pandas as pd

from analysis import tables
from analysis.corpus.quoted_mask import in_marks
from analysis.corpus.wording_diff import share_kept

KINDS = ("entity", "utterance", "figure")


def reports(articles: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return how each outlet reports each utterance.

    Args:
        articles: Columns article_id, outlet_label: the selection.
        quotes: As the table ``quotes``; those of other articles are passed over, here and below.

    Returns:
        One row an utterance and outlet that reports it: utterance_id, outlet_label; article_id,
        quote_id, start, end, wording, words, kind, speaker, cue and cue_lemma of its fullest
        wording; quotes (stretches that report it) and kept (share, 0 to 1, of the words of the
        utterance's fullest wording that the outlet gives beside a neighbour).
    """
    found = _counted(articles, quotes)
    found = found[found["utterance_id"] != ""]
    # Most utterances stand in one quotation, which is their fullest wording.
    several = found["utterance_id"].duplicated(keep=False)
    alone = found[~several].assign(quotes=1, share_reported=1.0)
    ordered = _fullest_first(found[several])
    fullest = ordered.drop_duplicates("utterance_id").set_index("utterance_id")["text"]
    by_outlet = ["utterance_id", "outlet_label"]
    wordings = ordered.groupby(by_outlet)["text"].agg(list)
    best = ordered.drop_duplicates(by_outlet).set_index(by_outlet).loc[wordings.index]
    best["quotes"] = [len(texts) for texts in wordings]
    best["share_reported"] = [
        share_kept(fullest[utterance], texts)
        for (utterance, _), texts in zip(wordings.index, wordings, strict=True)
    ]
    both = pd.concat([best.reset_index(), alone], ignore_index=True)
    told = both.rename(columns={"text": "wording"})[list(_REPORT)].astype({"share_reported": float})
    return told.sort_values(by_outlet, ignore_index=True)


def utterances(
    articles: pd.DataFrame, quotes: pd.DataFrame, by_outlet: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return each utterance of the selection in its fullest wording.

    The fullest wording is the one with most words in quotation marks, then with the fewest others;
    where nobody quotes it, the longest.

    Args:
        articles: Columns article_id, outlet_label, story_id: the selection.
        quotes: As the table ``quotes``.
        by_outlet: What :func:`reports` returned for them, where it was called already.

    Returns:
        One row an utterance: utterance_id; speaker and entity_id (those most of its quotations
        give, empty when none does); article_id, quote_id, start, end, wording and words of the
        fullest; quotes; outlets (that report it); of (outlets in the selection that tell its
        story); and uneven: by how much two of these differ on average in the share they give of
        the fullest wording, 0 when all give the same and at most about a half. The most uneven
        first.
    """
    found = reports(articles, quotes) if by_outlet is None else by_outlet
    several = found["utterance_id"].duplicated(keep=False)
    ordered = _fullest_first(found[several].assign(text=found.loc[several, "wording"]))
    fullest = pd.concat([ordered.drop_duplicates("utterance_id"), found[~several]])
    table = fullest.set_index("utterance_id").sort_index()
    telling = articles.groupby("story_id")["outlet_label"].nunique()
    story = articles.set_index("article_id")["story_id"].reindex(table["article_id"])
    table["outlets_total"] = telling.reindex(story).to_numpy()
    table["outlets"] = found.groupby("utterance_id")["outlet_label"].size()
    table["coverage_disparity"] = _difference(found, table["outlets_total"])
    table["quotes"] = found.groupby("utterance_id")["quotes"].sum()
    said = _counted(articles, quotes)
    table["speaker"] = _most_common(said, "speaker").reindex(table.index).fillna("")
    table["entity_id"] = _most_common(said, "entity_id").reindex(table.index).fillna("")
    table = table.reset_index()[list(_UTTERANCE)]
    return table.sort_values(
        ["coverage_disparity", "words", "utterance_id"],
        ascending=[False, False, True],
        ignore_index=True,
    )


def only_here(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    quotes: pd.DataFrame,
    figures: pd.DataFrame,
) -> pd.DataFrame:
    """Return what is found in the articles of one outlet of the selection and of no other.

    Args:
        articles: Columns article_id, outlet_label: the selection.
        mentions: As the table ``mentions``; entities count when they are named.
        entities: As the table ``entities``.
        quotes: As the table ``quotes``.
        figures: As the table ``figures``; the same figure is the same kind, value and unit.

    Returns:
        One row an item: kind (``entity``, ``utterance``, ``figure``), key, shown (the name, the
        wording or the figure as first written), outlet_label, count (how often it is there) and
        article_id, start, end of the first. Empty when there is one outlet only.
    """
    items = _items(articles, mentions, entities, quotes, figures)
    outlets = items.groupby(["kind", "key"])["outlet_label"].transform("nunique")
    alone = items[(outlets == 1) & (articles["outlet_label"].nunique() > 1)]
    return _first(alone)[list(_ITEM)]


def not_here(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    quotes: pd.DataFrame,
    figures: pd.DataFrame,
    least: int = 2,
) -> pd.DataFrame:
    """Return what at least ``least`` outlets have and another of the selection has not.

    Returns:
        The columns of :func:`only_here` and outlets (how many have it). outlet_label is the one it
        was not found in; article_id, start and end are where it stands in another.
    """
    items = _items(articles, mentions, entities, quotes, figures)
    have = items.groupby(["kind", "key"])["outlet_label"].agg(set).reset_index()
    have = have[have["outlet_label"].map(len) >= least]
    everyone = sorted(articles["outlet_label"].unique())
    lacking = pd.DataFrame(
        [
            (kind, key, outlet, len(outlets))
            for kind, key, outlets in have.itertuples(index=False)
            for outlet in everyone
            if outlet not in outlets
        ],
        columns=["kind", "key", "outlet_label", "outlets"],
    )
    shown = _first(items).drop(columns=["outlet_label", "count"])
    counts = items.groupby(["kind", "key"]).size().rename("count").reset_index()
    table = lacking.merge(shown, on=["kind", "key"]).merge(counts, on=["kind", "key"])
    return table.sort_values(
        ["outlet_label", "kind", "outlets", "count", "key"],
        ascending=[True, True, False, False, True],
        ignore_index=True,
    )[[*_ITEM, "outlets"]]


_REPORT = (
    "utterance_id",
    "outlet_label",
    "article_id",
    "quote_id",
    "start",
    "end",
    "wording",
    "words",
    "kind",
    "speaker",
    "cue",
    "cue_lemma",
    "quotes",
    "share_reported",
)
_UTTERANCE = (
    "utterance_id",
    "speaker",
    "entity_id",
    "article_id",
    "quote_id",
    "start",
    "end",
    "wording",
    "words",
    "quotes",
    "outlets",
    "outlets_total",
    "coverage_disparity",
)
_ITEM = ("kind", "key", "shown", "outlet_label", "count", "article_id", "start", "end")


def _counted(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["block_kind"].isin(tables.COUNTED)]
    return rows.merge(articles[["article_id", "outlet_label"]], on="article_id")


def _fullest_first(quotes: pd.DataFrame) -> pd.DataFrame:
    """Order quotations by how full their wording is, by utterance."""
    spoken = zip(quotes["text"], quotes["kind"], strict=True)
    marked = [len("".join(_words_in_marks(text, kind)).split()) for text, kind in spoken]
    quoted = pd.Series(marked, index=quotes.index)
    # Of two that quote as much, the one with less around it; of paraphrases, the longest.
    around = quotes["words"].where(quoted > 0, -quotes["words"])
    return quotes.assign(_quoted=-quoted, _around=around).sort_values(
        ["utterance_id", "_quoted", "_around", "quote_id"], ignore_index=True
    )


def _words_in_marks(text: str, kind: str) -> list[str]:
    return [char if kept else " " for char, kept in zip(text, in_marks(text, kind), strict=True)]


def _most_common(quotes: pd.DataFrame, column: str) -> pd.Series:
    """Return the most frequent non-empty value of each utterance; of equals the first by name."""
    known = quotes[quotes[column] != ""]
    counts = known.groupby(["utterance_id", column]).size().rename("times").reset_index()
    counts = counts.sort_values(["utterance_id", "times", column], ascending=[True, False, True])
    return counts.drop_duplicates("utterance_id").set_index("utterance_id")[column]


def _difference(found: pd.DataFrame, of: pd.Series) -> pd.Series:
    """Return the mean absolute difference over all pairs of outlets (Gini's mean difference).

    Args:
        found: As :func:`reports` returns it.
        of: By utterance, how many outlets there are; those that do not report it give a share of 0.
    """
    ordered = found.sort_values(["utterance_id", "share_reported"])
    by_utterance = ordered.groupby("utterance_id")["share_reported"]
    outlets = of.reindex(ordered["utterance_id"]).to_numpy()
    # Of values in order, the one in place i of n is added in i - 1 pairs and taken off in n - i.
    place = outlets - by_utterance.transform("size") + by_utterance.cumcount() + 1
    added = (
        (ordered["share_reported"] * (2 * place - outlets - 1))
        .groupby(ordered["utterance_id"])
        .sum()
    )
    pairs = of * (of - 1) / 2
    uneven: pd.Series = (added.reindex(of.index) / pairs.where(pairs > 0)).fillna(0.0)
    return uneven


def _items(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    quotes: pd.DataFrame,
    figures: pd.DataFrame,
) -> pd.DataFrame:
    """Return all that may be here and not there: kind, key, shown, outlet_label and its place."""
    named = _counted(articles, mentions[(mentions["kind"] == "name")])
    named = named[named["entity_id"] != ""]
    names = entities.set_index("entity_id")["name"]
    said = _counted(articles, quotes)
    said = said[said["utterance_id"] != ""]
    told = _counted(articles, figures)
    told = told[told["value"] != ""]
    wording = _fullest_first(said).drop_duplicates("utterance_id").set_index("utterance_id")["text"]
    parts = (
        named.assign(kind="entity", key=named["entity_id"], shown=named["entity_id"].map(names)),
        said.assign(
            kind="utterance", key=said["utterance_id"], shown=said["utterance_id"].map(wording)
        ),
        told.assign(
            kind="figure",
            key=told["kind"] + " " + told["value"] + " " + told["unit"],
            shown=told["text"],
        ),
    )
    columns = ["kind", "key", "shown", "outlet_label", "article_id", "start", "end"]
    return pd.concat([part[columns] for part in parts], ignore_index=True)


def _first(items: pd.DataFrame) -> pd.DataFrame:
    """Return the first occurrence of each item, with how many there are."""
    counted = items.assign(count=items.groupby(["kind", "key"])["key"].transform("size"))
    counted = counted.sort_values(["kind", "key", "article_id", "start"], ignore_index=True)
    return counted.drop_duplicates(["kind", "key"]).sort_values(
        ["outlet_label", "kind", "count", "key"],
        ascending=[True, True, False, True],
        ignore_index=True,
    )
