"""Who and what is named, by outlet, with every sentence."""

import streamlit as st

from analysis.charts import entities, layout, palette, ranking
from analysis.store import queries_entities
from ui import (
    address,
    corrections,
    data,
    evidence,
    figure,
    naming,
    navigation,
    picks,
    rows,
    selection,
)

OUTLETS, BESIDE = 12, 6  # most outlets in one chart, and in one that leaves room beside it

navigation.ensure_router()
filters = selection.current()
looks = data.looks()

with st.container(horizontal=True, vertical_alignment="bottom"):
    measure = st.segmented_control(
        "Count",
        list(entities.MEASURES),
        format_func=lambda name: entities.MEASURES[name][0],
        default="n",
        required=True,
        key="count",
        bind="query-params",
    )
    how_many = st.segmented_control(
        "Names", [15, 30, 60], default=15, required=True, key="names", bind="query-params"
    )
    names_only = not st.toggle(
        "Count pronouns and descriptions too", key="references", bind="query-params"
    )
    apart = st.toggle(
        "Countries as place, people and government apart",
        key="apart",
        bind="query-params",
        help="A country's name is the place, “North Koreans” and “North Korean” are its people. A "
        "capital that speaks or acts is the government (“Pyongyang denied”), elsewhere the place "
        "(“in Pyongyang”). Buildings such as the Kremlin are organisations of their own.",
    )

words = data.ask(queries_entities.words_by_outlet, filters, OUTLETS)
named = data.ask(queries_entities.prominence, filters, how_many, names_only, apart)
if named.empty:
    evidence.nothing("Nobody and nothing is named in what is looked at.")
    st.stop()

early = measure == "first"
unit = entities.MEASURES[measure][1]
bars = "n" if early else measure
bars_unit = entities.MEASURES[bars][1]
own = words[words["outlet_label"] != palette.OTHERS]
table = entities.cells(named, own, measure=measure)
ranked = entities.cells(named, words, measure=bars)
shown = selection.part_names(tuple(named["entity_id"].unique()))
outlets = tuple(own["outlet_label"])
pick = picks.current(shown, outlets)
entity, its_sense = queries_entities.part(pick.entity)

figure.legend(words["outlet_label"])
figure.show(
    ranking.ranking(ranked, looks, done="named", unit=bars_unit, picked=pick.place),
    key="ranking",
    alt=ranking.describe_ranking(ranked, done="named", unit=bars_unit),
    table=lambda: entities.wide(ranked),
    pick=picks.take,
)
with st.grid(2 if len(outlets) <= BESIDE else 1, min_column_width=430):
    with st.container():
        figure.show(
            entities.matrix(table, looks, unit=unit, picked=pick.place, early=early),
            key="matrix",
            alt=entities.describe_matrix(table, unit=unit, early=early),
            table=lambda: entities.wide(table),
            pick=picks.take,
            least_width=layout.columns_width(len(outlets), entities.SQUARE + 6),
        )
    with st.container():
        st.subheader("Behind the numbers")
        picks.choose(shown, outlets)
        if pick.entity:
            usage = data.ask(queries_entities.usage, filters, entity, names_only, its_sense)
            texts, senses = entities.words_and_senses(usage)
            with st.grid(3, min_column_width=150):
                text = address.select("words", "Words used", {"": "Any words", **texts})
                sense = address.select("sense", "Meaning", {"": "Any meaning", **senses})
                role = address.select("role", "Role", {"": "Any role", **entities.ROLES})
            evidence.show(
                data.ask(
                    queries_entities.sentences,
                    filters,
                    entity,
                    outlet=pick.outlet,
                    text=text,
                    sense=sense or its_sense,
                    role=role,
                    only=measure if measure in ("headlines", "first") else "",
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
    naming.labels(filters, entity, shown[pick.entity])
    figure.legend(outlets)
    roles = data.ask(queries_entities.roles, filters, entity, names_only, its_sense)
    figure.show(
        entities.roles(roles, looks, name=shown[pick.entity]),
        key="roles",
        alt=entities.describe_roles(roles, name=shown[pick.entity]),
        table=lambda: entities.readable_roles(roles),
        pick=lambda point: address.put(role=point[0], pick_outlet=point[1]),
    )
    if senses:
        figure.show(
            entities.senses(usage, looks, name=shown[pick.entity]),
            key="senses",
            alt=entities.describe_senses(usage, name=shown[pick.entity]),
            table=lambda: entities.readable(usage),
        )

    naming.days(filters, entity, shown[pick.entity], named=names_only)
    corrections.edit(
        entity,
        data.ask(queries_entities.entity, entity),
        others=selection.entity_choices(),
    )
naming.beside(filters, most=15, named=names_only)
corrections.made()
