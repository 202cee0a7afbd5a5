"""The measures of framing asked in one way: values and evidence by group of measures.

Every group has a function that measures what is looked at, and one that finds what a value was
counted from. Tables have the columns ``measure`` (its key), ``item`` (the id of what is measured),
``name``, ``outlet_label`` and those of :data:`sampling_units.STATISTICS_COLUMNS`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.entity_types import GPE
from analysis.measures import (
    distinctive_words,
    epithet_shares,
    loaded_words,
    prominence,
    reporting_verbs,
    share_of_voice,
)
from analysis.measures.registry import (
    LABELS,
    LOADED,
    PROMINENCE,
    VERBS,
    VOICE,
    VOICES,
    WORDING,
)
from analysis.store.filters import Filters
from analysis.store.queries.selection import Selection


@dataclass(frozen=True)
class Group:
    """One group of measures.

    Attributes:
        measured: the values for what is looked at.
        evidence: what a value was counted from: article_id, start, end; by the measure's key, the
            item and the outlet.
    """

    measured: Callable[[Selection, Filters], pd.DataFrame]
    evidence: Callable[[Selection, Filters, str, str, str], pd.DataFrame]


def asked(rows: pd.DataFrame, entity: pd.Series, filters: Filters, chosen: Selection) -> pd.Series:
    """Return which rows' entity the filters ask for; all when they ask for none."""
    kept = pd.Series(True, index=rows.index)
    if filters.entities:
        kept &= entity.isin(filters.entities)
    if filters.labels:
        typed = chosen.entities["label"].isin(filters.labels)
        kept &= entity.isin(chosen.entities.loc[typed, "entity_id"])
    return kept


def _prominence(chosen: Selection, filters: Filters) -> pd.DataFrame:
    table = prominence.measure(
        chosen.articles, chosen.blocks, chosen.mentions, chosen.entities, filters.entities
    )
    table = table.rename(columns={"entity_id": "item"})
    return table[asked(table, table["item"], filters, chosen)]


def _prominence_evidence(
    chosen: Selection, _: Filters, key: str, item: str, outlet: str
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


def _voice(chosen: Selection, filters: Filters) -> pd.DataFrame:
    table = share_of_voice.measure(chosen.articles, chosen.blocks, chosen.quotes, chosen.entities)
    table = table[asked(table, table["entity_id"], filters, chosen)]
    return table.rename(columns={"form": "measure", "speaker_key": "item", "speaker": "name"})


def _voice_evidence(
    chosen: Selection, _: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    return share_of_voice.evidence(
        chosen.articles,
        chosen.blocks,
        chosen.quotes,
        chosen.entities,
        speaker_key=item,
        outlet_label=outlet,
        form=key,
    )


def _voices(chosen: Selection, _: Filters) -> pd.DataFrame:
    known = (chosen.articles, chosen.blocks, chosen.quotes, chosen.entities, chosen.epithets)
    group = share_of_voice.measure(*known, share_of_voice.GROUP)
    group = group[group["form"] != "paraphrased"]
    group = group.assign(measure="group_" + group["form"].astype(str), name=group["speaker"])
    country = share_of_voice.measure(*known, share_of_voice.COUNTRY)
    country = country[country["form"] == "all"]
    states = chosen.entities[chosen.entities["label"] == GPE].drop_duplicates("country")
    named = country["speaker_key"].map(states.set_index("country")["name"])
    country = country.assign(
        measure="country_all", name=named.astype(object).fillna(country["speaker_key"])
    )
    whole = share_of_voice.attributed(chosen.articles, chosen.blocks, chosen.quotes)
    whole = whole[whole["form"] == "all"]
    whole = whole.assign(measure="attributed", speaker_key="all", name="attributed to anyone")
    return pd.concat([group, country, whole]).rename(columns={"speaker_key": "item"})


def _voices_evidence(
    chosen: Selection, _: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    if key == "attributed":
        own = chosen.articles.loc[chosen.articles["outlet_label"] == outlet, "article_id"]
        return chosen.quotes.loc[
            chosen.quotes["article_id"].isin(own), ["article_id", "start", "end"]
        ]
    by, _sep, form = key.partition("_")
    return share_of_voice.evidence(
        chosen.articles,
        chosen.blocks,
        chosen.quotes,
        chosen.entities,
        chosen.epithets,
        by,
        speaker_key=item,
        outlet_label=outlet,
        form=form,
    )


def _verbs(chosen: Selection, filters: Filters) -> pd.DataFrame:
    quotes = _quotes(chosen, filters)
    verb = reporting_verbs.measure(chosen.articles, chosen.blocks, quotes)
    stance = reporting_verbs.measure_stances(chosen.articles, chosen.blocks, quotes)
    written = quotes.groupby("cue_lemma")["cue"].agg(lambda cues: cues.str.lower().mode().iloc[0])
    named = verb["cue_lemma"].map(written)
    verb = verb.assign(measure="verb", item=verb["cue_lemma"], name=named)
    stance = stance.assign(
        measure="stance", item=stance["stance"], name=stance["stance"].astype(str) + " verbs"
    )
    return pd.concat([verb, stance])


def _verbs_evidence(
    chosen: Selection, filters: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    wanted = {"stance": item} if key == "stance" else {"cue_lemma": item}
    quotes = _quotes(chosen, filters)
    return reporting_verbs.evidence(
        chosen.articles, chosen.blocks, quotes, outlet_label=outlet, **wanted
    )


def _labels(chosen: Selection, filters: Filters) -> pd.DataFrame:
    table = epithet_shares.measure(
        chosen.articles, chosen.blocks, chosen.epithets, chosen.quotes, chosen.entities
    )
    table = table[asked(table, table["entity_id"], filters, chosen)]
    named = table["entity"].astype(str) + ": " + table["word"].astype(str)
    return table.assign(measure="label", name=named)


def _labels_evidence(
    chosen: Selection, _: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    return epithet_shares.evidence(
        chosen.articles,
        chosen.blocks,
        chosen.epithets,
        chosen.quotes,
        item=item,
        outlet_label=outlet,
    )


def _wording(chosen: Selection, _: Filters) -> pd.DataFrame:
    known = (chosen.articles, chosen.blocks, chosen.quotes, chosen.mentions)
    word = distinctive_words.measure(*known).assign(measure="word")
    style = distinctive_words.measure_style(*known).assign(measure="style")
    return pd.concat([word, style]).rename(columns={"word": "item"})


def _wording_evidence(
    chosen: Selection, _: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    return distinctive_words.evidence(
        chosen.articles,
        chosen.blocks,
        chosen.quotes,
        chosen.mentions,
        word=item,
        outlet_label=outlet,
        style=key == "style",
    )


def _loaded(chosen: Selection, _: Filters) -> pd.DataFrame:
    table = loaded_words.measure(chosen.articles, chosen.blocks, chosen.quotes, chosen.mentions)
    return table.assign(
        measure="loaded", item=table["loaded"], name=table["loaded"].astype(str) + " words"
    )


def _loaded_evidence(
    chosen: Selection, _: Filters, key: str, item: str, outlet: str
) -> pd.DataFrame:
    return loaded_words.evidence(
        chosen.articles,
        chosen.blocks,
        chosen.quotes,
        chosen.mentions,
        loaded=item,
        outlet_label=outlet,
    )


def _quotes(chosen: Selection, filters: Filters) -> pd.DataFrame:
    """Return the quotations of the kinds and speakers asked for."""
    quotes = chosen.quotes
    if filters.kinds:
        quotes = quotes[quotes["kind"].isin(filters.kinds)]
    return quotes[asked(quotes, quotes["entity_id"], filters, chosen)]


GROUPS = {
    PROMINENCE: Group(_prominence, _prominence_evidence),
    VOICE: Group(_voice, _voice_evidence),
    VOICES: Group(_voices, _voices_evidence),
    VERBS: Group(_verbs, _verbs_evidence),
    LABELS: Group(_labels, _labels_evidence),
    WORDING: Group(_wording, _wording_evidence),
    LOADED: Group(_loaded, _loaded_evidence),
}
