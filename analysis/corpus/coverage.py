"""Which outlet reports which utterance, and what only one outlet has.

Headline, subheads and body are counted. That an outlet does not have an item means that the item
was not found in the outlet's articles of the selection: it may have reported it elsewhere, or in
other words.
"""

import re
from collections import Counter
from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis import tables
from analysis.corpus.item_search import TextIndex, is_item, is_sentence_start
from analysis.corpus.outlet_item_search import OutletItemSearch
from analysis.corpus.wording_diff import compute_share_reported
from analysis.corpus.wording_order import sort_by_fullness, sort_by_share

#: The kinds of items that an outlet may have or not.
ItemKind = Literal["entity", "utterance", "figure"]
KINDS: tuple[ItemKind, ...] = get_args(ItemKind)

#: Minimum number of outlets that have an item for it to be missing in another (judgement: what only
#: one outlet has is exclusive to it).
MIN_OUTLETS = 2
#: Largest count that is in most texts, of whatever, so that it is one item only of the same thing
#: (judgement: those that are mostly written as words).
LARGEST_SMALL_NUMBER = 12
#: Types whose names of one word are names wherever they stand.
_NAMES_OF_ONE_WORD = ("PERSON", "GPE")
#: The year of a date that states a day.
_YEAR_OF_DAY = re.compile(r"^\d{4}-(?=\d\d-\d\d)")


def list_reports(articles: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return how each outlet reports each utterance.

    Args:
        articles: Columns article_id, outlet_label: the selection.
        quotes: As the table ``quotes``; those of other articles are ignored, as in all functions
            of this module.

    Returns:
        One row per utterance and outlet that reports it: utterance_id, outlet_label; article_id,
        quote_id, start, end, wording, words, kind, speaker, mention, resolution, cue and cue_lemma
        of that of its quotations which has most of the fullest wording; is_described (whether its
        speaker is only described: it may be anybody whom the description fits); quotes (how many
        report it) and share_reported (share, 0 to 1, of the words of the utterance's fullest
        wording that the outlet has beside a neighbour).
    """
    counted = _select_counted(articles, quotes)
    counted = counted[counted["utterance_id"] != ""]
    is_described = (counted["resolution"] == "description") & (counted["entity_id"] == "")
    counted = counted.assign(is_described=is_described)
    # Most utterances have a single quotation, which is their fullest wording.
    is_repeated = counted["utterance_id"].duplicated(keep=False)
    reports = counted[~is_repeated].assign(quotes=1, share_reported=1.0)
    if is_repeated.any():
        repeated = _join_reports(counted[is_repeated])
        reports = pd.concat([repeated, reports], ignore_index=True)
    reports = reports.rename(columns={"text": "wording"})[list(_REPORT)]
    key = ["utterance_id", "outlet_label"]
    return reports.astype({"share_reported": float}).sort_values(key, ignore_index=True)


def list_utterances(
    articles: pd.DataFrame, quotes: pd.DataFrame, reports: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return each utterance of the selection in its fullest wording.

    The fullest wording has the most words in quotation marks, then the fewest others; if no outlet
    quotes the utterance, it is the longest.

    Args:
        articles: Columns article_id, outlet_label, story_id: the selection.
        quotes: As the table ``quotes``.
        reports: The result of :func:`list_reports` for them, if already computed.

    Returns:
        One row per utterance: utterance_id; speaker and entity_id (those that most of its
        quotations have, empty when none does); article_id, quote_id, start, end, wording and words
        of the fullest wording; quotes; outlets (that report it); outlets_total (outlets of the
        selection that cover its story); and coverage_disparity: by how much two of these differ on
        average in the share they report of the fullest wording, 0 when all report the same and at
        most about a half. The largest disparity first.
    """
    if reports is None:
        reports = list_reports(articles, quotes)
    is_repeated = reports["utterance_id"].duplicated(keep=False)
    repeated = reports[is_repeated]
    ordered = sort_by_fullness(repeated.assign(text=repeated["wording"]))
    fullest = pd.concat([ordered.drop_duplicates("utterance_id"), reports[~is_repeated]])
    table = fullest.set_index("utterance_id").sort_index()
    outlets_of_story = articles.groupby("story_id")["outlet_label"].nunique()
    story = articles.set_index("article_id")["story_id"].reindex(table["article_id"])
    table["outlets_total"] = outlets_of_story.reindex(story).to_numpy()
    table["outlets"] = reports.groupby("utterance_id")["outlet_label"].size()
    table["coverage_disparity"] = _mean_difference(reports, table["outlets_total"])
    table["quotes"] = reports.groupby("utterance_id")["quotes"].sum()
    counted = _select_counted(articles, quotes)
    for column in ("speaker", "entity_id"):
        value_of = _find_most_common(counted, column)
        values = [value_of.get(utterance, "") for utterance in table.index]
        table[column] = pd.Series(values, index=table.index, dtype="str")
    return table.reset_index()[list(_UTTERANCE)].sort_values(
        ["coverage_disparity", "words", "utterance_id"],
        ascending=[False, False, True],
        ignore_index=True,
    )


def find_exclusive_items(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    quotes: pd.DataFrame,
    figures: pd.DataFrame,
) -> pd.DataFrame:
    """Return the items in the articles of one outlet of the selection and of no other.

    What the texts of the others have by its letters or digits (:mod:`analysis.corpus.item_search`)
    is not among them.

    Args:
        articles: Columns article_id, outlet_label, text: the selection.
        mentions: As the table ``mentions``; entities count when they are named.
        entities: As the table ``entities``.
        quotes: As the table ``quotes``.
        figures: As the table ``figures``; figures are the same if kind, value and unit are, days
            whatever their year and sums whatever their currency. Ordinal numbers are none.

    Returns:
        One row per item: kind (of :data:`KINDS`), key, text (the name, the wording or the figure as
        first written), outlet_label, count (number of occurrences) and article_id, start, end of
        the first. Empty when there is only one outlet.
    """
    items = _list_items(articles, mentions, entities, quotes, figures)
    outlets = items.groupby(["kind", "key"])["outlet_label"].transform("nunique")
    has_others = len(set(articles["outlet_label"])) > 1
    exclusive = _first_occurrences(items[(outlets == 1) & has_others])
    search = OutletItemSearch(articles, mentions)
    is_elsewhere = [
        any(search.has(row, label) for label in search.outlets if label != row["outlet_label"])
        for row in exclusive.to_dict("records")
    ]
    return exclusive.loc[~np.array(is_elsewhere, bool), list(_ITEM)].reset_index(drop=True)


def find_missing_items(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    quotes: pd.DataFrame,
    figures: pd.DataFrame,
) -> pd.DataFrame:
    """Return the items that :data:`MIN_OUTLETS` outlets have and another of the selection has not.

    What the texts of an outlet have by its letters or digits is not missing in it.

    Returns:
        The columns of :func:`find_exclusive_items` and outlets (how many have it). outlet_label is
        the outlet that does not have it; article_id, start and end are its place in another.
    """
    items = _list_items(articles, mentions, entities, quotes, figures)
    outlets_of_item = items.groupby(["kind", "key"])["outlet_label"].agg(set).reset_index()
    outlets_of_item = outlets_of_item[outlets_of_item["outlet_label"].map(len) >= MIN_OUTLETS]
    outlets = sorted(articles["outlet_label"].unique())
    missing = pd.DataFrame(
        [
            (kind, key, outlet, len(reporting))
            for kind, key, reporting in outlets_of_item.itertuples(index=False)
            for outlet in outlets
            if outlet not in reporting
        ],
        columns=["kind", "key", "outlet_label", "outlets"],
    )
    first = _first_occurrences(items).drop(columns="outlet_label")
    missing = missing.merge(first, on=["kind", "key"])
    search = OutletItemSearch(articles, mentions)
    is_there = [search.has(row, row["outlet_label"]) for row in missing.to_dict("records")]
    return missing[~np.array(is_there, bool)].sort_values(
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
    "mention",
    "resolution",
    "is_described",
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
_ITEM = ("kind", "key", "text", "outlet_label", "count", "article_id", "start", "end")


def _select_counted(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in counted blocks of the selected articles, with outlet_label."""
    is_selected = rows["article_id"].isin(articles["article_id"])
    rows = rows[rows["block_kind"].isin(tables.COUNTED) & is_selected].reset_index(drop=True)
    # Faster than to merge them, with the few rows of a page.
    outlets = articles.set_index("article_id")["outlet_label"].reindex(rows["article_id"])
    return rows.assign(outlet_label=outlets.array)


def _join_reports(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per utterance and outlet: its fullest wording, and how many it has.

    Args:
        quotes: Rows of ``quotes`` with outlet_label.
    """
    ordered = sort_by_fullness(quotes)
    fullest = ordered.drop_duplicates("utterance_id").set_index("utterance_id")[["text", "kind"]]
    key = ["utterance_id", "outlet_label"]
    wordings = ordered.groupby(key)["text"].agg(list)
    reports = sort_by_share(ordered, fullest).drop_duplicates(key).set_index(key)
    reports, longest = reports.loc[wordings.index], fullest["text"]
    reports["quotes"] = [len(texts) for texts in wordings]
    reports["share_reported"] = [
        compute_share_reported(longest[utterance], texts)
        for (utterance, _), texts in zip(wordings.index, wordings, strict=True)
    ]
    return reports.reset_index()


def _find_most_common(quotes: pd.DataFrame, column: str) -> dict[str, str]:
    """Return the most frequent non-empty value of each utterance; the first by name of equals."""
    counts = Counter(zip(quotes["utterance_id"], quotes[column], strict=True))
    most: dict[str, tuple[int, str]] = {}
    for (utterance, value), times in counts.items():
        if value:
            most[utterance] = min((-times, value), most.get(utterance, (0, "")))
    return {utterance: value for utterance, (_, value) in most.items()}


def _mean_difference(reports: pd.DataFrame, outlets_total: pd.Series) -> pd.Series:
    """Return the mean absolute difference in share over all pairs of outlets, by utterance.

    This is Gini's mean difference (Gini 1912), from the shares in order.

    Args:
        reports: As :func:`list_reports` returns them.
        outlets_total: Number of outlets by utterance; those without a quotation of it have a
            share of 0.
    """
    ordered = reports.sort_values(["utterance_id", "share_reported"])
    by_utterance = ordered.groupby("utterance_id")["share_reported"]
    outlets = outlets_total.reindex(ordered["utterance_id"]).to_numpy()
    # Of n values in order, the i-th is added in i - 1 pairs and subtracted in n - i.
    rank = outlets - by_utterance.transform("size") + by_utterance.cumcount() + 1
    signed = ordered["share_reported"] * (2 * rank - outlets - 1)
    sums = signed.groupby(ordered["utterance_id"]).sum()
    pairs = outlets_total * (outlets_total - 1) / 2
    difference: pd.Series = (sums.reindex(outlets_total.index) / pairs.where(pairs > 0)).fillna(0.0)
    return difference


def _key_figures(figures: pd.DataFrame) -> list[str]:
    """Return what equal figures share: kind, value without the year of a day, and unit.

    Of a small number it is also what is counted: four ships are not four days.
    """
    columns = (figures[name] for name in ("kind", "value", "unit", "head_noun"))
    return [
        f"{kind} {_YEAR_OF_DAY.sub('--', value) if kind == 'date' else value} "
        f"{'' if kind == 'money' else unit}"
        f"{noun if kind == 'count' and float(value) <= LARGEST_SMALL_NUMBER else ''}"
        for kind, value, unit, noun in zip(*columns, strict=True)
    ]


def _drop_no_items(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions without common nouns and words in capitals.

    A single word that only ever begins sentences may be a common noun too ("Witnesses saw it"),
    unless it is of a person or place.
    """
    index = TextIndex(articles["text"])
    text_of = dict(zip(articles["article_id"], articles["text"], strict=True))
    columns = (mentions[name] for name in ("article_id", "start", "text", "label"))
    spans = zip(*columns, strict=True)
    is_certain = [
        label in _NAMES_OF_ONE_WORD
        or " " in form
        or form.isupper()
        or not is_sentence_start(text_of[article_id], start)
        for article_id, start, form, label in spans
    ]
    certain = set(mentions.loc[np.array(is_certain, bool), "entity_id"])
    forms = mentions.groupby("entity_id")["text"].agg(set)
    names = {
        entity_id
        for entity_id, texts in forms.items()
        if entity_id in certain
        and is_item(texts)
        and not any(index.has_common_noun(text) for text in texts)
    }
    return mentions[mentions["entity_id"].isin(names)]


def _list_items(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    quotes: pd.DataFrame,
    figures: pd.DataFrame,
) -> pd.DataFrame:
    """Return all items of the selection: kind, key, text, outlet_label and their places."""
    mentions = _select_counted(articles, mentions[mentions["kind"] == "name"])
    mentions = _drop_no_items(articles, mentions[mentions["entity_id"] != ""])
    names = entities.set_index("entity_id")["name"]
    quotes = _select_counted(articles, quotes)
    quotes = quotes[quotes["utterance_id"] != ""]
    fullest = sort_by_fullness(quotes).drop_duplicates("utterance_id")
    wordings = fullest.set_index("utterance_id")["text"]
    figures = _select_counted(articles, figures)
    is_one = (figures["kind"] == "count") & (figures["value"] == "1")  # "one of them"
    # "The first time", "the 32nd floor": a place in a sequence or a name, which counts nothing.
    is_ordinal = figures["kind"] == "ordinal"
    figures = figures[(figures["value"] != "") & ~is_one & ~is_ordinal]
    parts = (
        mentions.assign(
            kind="entity", key=mentions["entity_id"], text=mentions["entity_id"].map(names)
        ),
        quotes.assign(
            kind="utterance",
            key=quotes["utterance_id"],
            text=quotes["utterance_id"].map(wordings),
        ),
        figures.assign(kind="figure", key=_key_figures(figures)),
    )
    columns = ["kind", "key", "text", "outlet_label", "article_id", "start", "end"]
    return pd.concat([part[columns] for part in parts], ignore_index=True)


def _first_occurrences(items: pd.DataFrame) -> pd.DataFrame:
    """Return the first occurrence of each item, with the number of occurrences."""
    counted = items.assign(count=items.groupby(["kind", "key"])["key"].transform("size"))
    counted = counted.sort_values(["kind", "key", "article_id", "start"], ignore_index=True)
    return counted.drop_duplicates(["kind", "key"]).sort_values(
        ["outlet_label", "kind", "count", "key"],
        ascending=[True, True, False, True],
        ignore_index=True,
    )
