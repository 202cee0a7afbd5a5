"""The framing measures of what is looked at, all in one form, with their evidence."""

from collections.abc import Callable

import pandas as pd

from analysis.framing import prominence, verbs, voice
from analysis.framing.measures import GROUPS, MEASURES, PROMINENCE, VERBS, VOICE
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries_evidence import passages
from analysis.store.queries_selection import Selection, selection

_COLUMNS = [
    "measure",
    "item",
    "name",
    "outlet_label",
    "value",
    "low",
    "high",
    "n",
    "distinguishable",
    "others",
]


def measured(catalogue: Catalogue, filters: Filters, group: str) -> pd.DataFrame:
    """Return the measures of a group for every item in every outlet, what differs most first.

    Entities and types of the filters choose among the items; the speaker's entity and the kind of
    quotation choose the quotations whose verbs are counted.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        group: of :data:`analysis.framing.measures.GROUPS`.

    Returns:
        ``measure`` (its key), ``item`` (id of the entity, speaker or verb),
        ``name``, ``outlet_label``, ``value``, ``low``, ``high`` (the interval, NaN where there is
        none), ``n`` (what the value rests on), ``distinguishable``, and ``others``, the mean value
        of the other outlets. Items told apart from chance come first, then those whose values lie
        farthest apart.
    """
    table = _MEASURED[group](selection(catalogue, filters), filters)
    table = table[table["value"].notna()]
    by_item = table.groupby(["measure", "item"])
    told = by_item["distinguishable"].transform("any")
    values = by_item["value"]
    apart = values.transform("max") - values.transform("min")
    size = values.transform("size")
    others = (values.transform("sum") - table["value"]) / (size - 1).where(size > 1)
    order = table.assign(told=told, apart=apart, others=others).sort_values(
        ["measure", "told", "apart", "item", "outlet_label"],
        ascending=[True, False, False, True, True],
    )
    return order[_COLUMNS].reset_index(drop=True)


def differing(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return what chance does not explain, over all measures.

    Returns:
        The rows of :func:`measured` that are distinguishable, those farthest from the other
        outlets first, in proportion to the values.
    """
    told = pd.concat([measured(catalogue, filters, group) for group in GROUPS])
    told = told[told["distinguishable"].astype(bool)]
    middle = (told["value"] + told["others"]) / 2
    apart = (told["value"] - told["others"]).abs() / middle.where(middle > 0)
    return (
        told.assign(apart=apart.fillna(0))
        .sort_values(["apart", "measure", "item"], ascending=[False, True, True])
        .drop(columns="apart")
        .reset_index(drop=True)
    )


def evidence(
    catalogue: Catalogue, filters: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    """Return the passages behind one value, as :func:`queries_evidence.passages` does.

    A headline that was given with an article, and does not stand in its text, is a passage that
    ends before the text begins: its offsets are negative.
    """
    chosen = selection(catalogue, filters)
    found = _EVIDENCE[MEASURES[key].group](chosen, filters, key, item, outlet)
    in_text = found[found["where"] == "text"] if "where" in found else found
    shown = passages(
        catalogue,
        'SELECT unnest(?) AS article_id, unnest(?) AS "start", unnest(?) AS "end", ? AS note',
        (*(in_text[name].tolist() for name in ("article_id", "start", "end")), ""),
    )
    if "where" not in found:
        return shown
    titles = _titles(found[found["where"] == "title"], chosen.articles)
    return pd.concat([titles, shown], ignore_index=True) if len(titles) else shown


def _prominence(chosen: Selection, filters: Filters) -> pd.DataFrame:
    table = prominence.measure(chosen.articles, chosen.blocks, chosen.mentions, chosen.entities)
    table = table.rename(columns={"entity_id": "item"})
    return _asked(table, table["item"], filters, chosen)


def _voice(chosen: Selection, filters: Filters) -> pd.DataFrame:
    table = voice.measure(chosen.articles, chosen.blocks, chosen.quotes, chosen.entities)
    kept = _asked(table, table["entity_id"], filters, chosen)
    return kept.rename(columns={"form": "measure", "speaker_key": "item", "speaker": "name"})


def _verbs(chosen: Selection, filters: Filters) -> pd.DataFrame:
    quotes = _quotes(chosen, filters)
    verb = verbs.measure(chosen.articles, chosen.blocks, quotes)
    stance = verbs.measure_stances(chosen.articles, chosen.blocks, quotes)
    written = quotes.groupby("cue_lemma")["cue"].agg(lambda cues: cues.str.lower().mode().iloc[0])
    named = verb["cue_lemma"].map(written)
    verb = verb.assign(measure="verb", item=verb["cue_lemma"], name=named)
    stance = stance.assign(
        measure="stance", item=stance["stance"], name=stance["stance"] + " verbs"
    )
    return pd.concat([verb, stance]) if len(verb) else verb


def _prominence_evidence(
    chosen: Selection, filters: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    return prominence.evidence(
        chosen.articles,
        chosen.blocks,
        chosen.mentions,
        chosen.entities,
        entity_id=item,
        outlet_label=outlet,
        measure=key,
    )


def _voice_evidence(
    chosen: Selection, filters: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    return voice.evidence(
        chosen.articles,
        chosen.blocks,
        chosen.quotes,
        speaker_key=item,
        outlet_label=outlet,
        form=key,
    )


def _verbs_evidence(
    chosen: Selection, filters: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    asked = {"stance": item} if key == "stance" else {"cue_lemma": item}
    quotes = _quotes(chosen, filters)
    return verbs.evidence(chosen.articles, chosen.blocks, quotes, outlet_label=outlet, **asked)


_MEASURED: dict[str, Callable[[Selection, Filters], pd.DataFrame]] = {
    PROMINENCE: _prominence,
    VOICE: _voice,
    VERBS: _verbs,
}
_EVIDENCE: dict[str, Callable[[Selection, Filters, str, str, str], pd.DataFrame]] = {
    PROMINENCE: _prominence_evidence,
    VOICE: _voice_evidence,
    VERBS: _verbs_evidence,
}


def _quotes(chosen: Selection, filters: Filters) -> pd.DataFrame:
    """Return the quotations of the kinds and speakers asked for."""
    quotes = chosen.quotes
    if filters.kinds:
        quotes = quotes[quotes["kind"].isin(filters.kinds)]
    return _asked(quotes, quotes["entity_id"], filters, chosen)


def _asked(
    rows: pd.DataFrame, entity: pd.Series, filters: Filters, chosen: Selection
) -> pd.DataFrame:
    """Return the rows whose entity the filters ask for; all when they ask for none."""
    kept = pd.Series(True, index=rows.index)
    if filters.entities:
        kept &= entity.isin(filters.entities)
    if filters.labels:
        typed = chosen.entities["label"].isin(filters.labels)
        kept &= entity.isin(chosen.entities.loc[typed, "entity_id"])
    return rows[kept]


def _titles(found: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return headlines that stand beside their text as passages before it."""
    rows = found.merge(articles, on="article_id")
    before = rows["title"].str.len() + 1
    marks = [
        [{"start": start - shift, "end": end - shift, "note": "headline"}]
        for start, end, shift in zip(rows["start"], rows["end"], before, strict=True)
    ]
    return pd.DataFrame(
        {
            "article_id": rows["article_id"],
            "outlet_label": rows["outlet_label"],
            "title": rows["title"],
            "published": rows["published"],
            "block_kind": "headline",
            "start": -before,
            "end": -1,
            "text": rows["title"],
            "marks": marks,
        }
    )
