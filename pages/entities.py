"""Who and what is named, by outlet, with every sentence."""

import streamlit as st

from analysis.charts import entities, ranking
from analysis.store import queries_entities
from ui import (
    address,
    corrections,
    data,
    evidence,
    figure,
    navigation,
    picks,
    rows,
    selection,
)

OUTLETS = 20  # most outlets in one chart

navigation.ensure_router()
filters = selection.current()
looks = data.looks()

with st.container(horizontal=True, vertical_alignment="bottom"):
    rate = st.segmented_control(
        "Count",
        [False, True],
        format_func=["mentions", "per 1,000 words"].__getitem__,
        default=False,
        required=True,
        key="per_words",
        bind="query-params",
    )
    how_many = st.segmented_control(
        "Names", [15, 30, 60], default=15, required=True, key="names", bind="query-params"
    )
    names_only = not st.toggle(
        "Count pronouns and descriptions too", key="references", bind="query-params"
    )

words = data.ask(queries_entities.words_by_outlet, filters, OUTLETS)
named = data.ask(queries_entities.named, filters, how_many, names_only)
if named.empty:
    evidence.nothing("Nobody and nothing is named in what is looked at.")
    st.stop()

unit = "mentions per 1,000 words" if rate else "mentions"
table = entities.cells(named, words, rate=rate)
shown = selection.entity_names(tuple(table["entity_id"].unique()))
outlets = tuple(words["outlet_label"])
pick = picks.current(shown, outlets)

figure.legend(outlets)
figure.show(
    ranking.ranking(table, looks, done="named", unit=unit, picked=pick.place),
    key="ranking",
    alt=ranking.describe_ranking(table, done="named", unit=unit),
    table=entities.wide(table),
    pick=picks.take,
)
with st.grid(2, min_column_width=430):
    with st.container():
        figure.show(
            entities.matrix(table, looks, unit=unit, picked=pick.place),
            key="matrix",
            alt=entities.describe_matrix(table, unit=unit),
            table=entities.wide(table),
            pick=picks.take,
        )
    with st.container():
        st.subheader("Behind the numbers")
        picks.choose(shown, outlets)
        if pick.entity:
            usage = data.ask(queries_entities.usage, filters, pick.entity, names_only)
            texts, senses = entities.words_and_senses(usage)
            with st.grid(2, min_column_width=180):
                text = address.select("words", "Words used", {"": "Any words", **texts})
                sense = address.select("sense", "Meaning", {"": "Any meaning", **senses})
            evidence.show(
                data.ask(
                    queries_entities.sentences,
                    filters,
                    pick.entity,
                    outlet=pick.outlet,
                    text=text,
                    sense=sense,
                    named=names_only,
                ),
                key="sentences",
                what=pick.say("mentions of", shown[pick.entity]),
                per_page=8,
            )

if pick.entity:
    st.subheader("In which words")
    st.caption("Pick a row to read the sentences that use its words.")
    rows.choose(
        entities.words_used(usage),
        list(texts),
        key="words_used",
        state=(filters, pick.entity, names_only),
        pick=lambda words: address.put(words=words),
        alt=f"{len(texts)} words for {shown[pick.entity]}, counted by outlet",
    )
    if senses:
        figure.legend(outlets)
        figure.show(
            entities.senses(usage, looks, name=shown[pick.entity]),
            key="senses",
            alt=entities.describe_senses(usage, name=shown[pick.entity]),
            table=entities.readable(usage),
        )

    corrections.edit(
        pick.entity,
        data.ask(queries_entities.entity, pick.entity),
        others=selection.entity_choices(),
    )
corrections.made()
