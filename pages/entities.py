"""Who and what is named, by outlet, with every sentence."""

import streamlit as st

from analysis.charts import entity_matrix, layout, outlet_styles, ranking
from analysis.store.queries import entities as entity_queries
from ui.core import address, data, navigation, selected_point, selection
from ui.sections import entity_details, entity_overrides
from ui.widgets import chart, evidence, selectable_table

OUTLETS, BESIDE = 12, 6  # most outlets in one chart, and in one that leaves room beside it

navigation.ensure_router()
filters = selection.current()
styles = data.styles()

with st.container(horizontal=True, vertical_alignment="bottom"):
    measure = st.segmented_control(
        "Count",
        list(entity_matrix.MEASURES),
        format_func=lambda name: entity_matrix.MEASURES[name][0],
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

words = data.ask(entity_queries.words_by_outlet, filters, OUTLETS)
named = data.ask(entity_queries.prominence, filters, how_many, names_only, apart)
if named.empty:
    evidence.nothing("Nobody and nothing is named in what is looked at.")
    st.stop()

early = measure == "first"
unit = entity_matrix.MEASURES[measure][1]
bars = "n" if early else measure
bars_unit = entity_matrix.MEASURES[bars][1]
own = words[words["outlet_label"] != outlet_styles.OTHERS]
table = entity_matrix.cells(named, own, measure=measure)
ranked = entity_matrix.cells(named, words, measure=bars)
shown = selection.part_names(tuple(named["entity_id"].unique()))
outlets = tuple(own["outlet_label"])
pick = selected_point.current(shown, outlets)
entity, its_sense = entity_queries.part(pick.entity)

chart.legend(words["outlet_label"])
chart.show(
    ranking.ranking(ranked, styles, done="named", unit=bars_unit, picked=pick.place),
    key="ranking",
    alt=ranking.describe_ranking(ranked, done="named", unit=bars_unit),
    table=lambda: entity_matrix.wide(ranked),
    pick=selected_point.take,
)
with st.grid(2 if len(outlets) <= BESIDE else 1, min_column_width=430):
    with st.container():
        chart.show(
            entity_matrix.matrix(table, styles, unit=unit, picked=pick.place, early=early),
            key="matrix",
            alt=entity_matrix.describe_matrix(table, unit=unit, early=early),
            table=lambda: entity_matrix.wide(table),
            pick=selected_point.take,
            least_width=layout.columns_width(len(outlets), entity_matrix.SQUARE + 6),
        )
    with st.container():
        st.subheader("Behind the numbers")
        selected_point.choose(shown, outlets)
        if pick.entity:
            usage = data.ask(entity_queries.usage, filters, entity, names_only, its_sense)
            texts, senses = entity_matrix.words_and_senses(usage)
            with st.grid(3, min_column_width=150):
                text = address.select("words", "Words used", {"": "Any words", **texts})
                sense = address.select("sense", "Meaning", {"": "Any meaning", **senses})
                role = address.select("role", "Role", {"": "Any role", **entity_matrix.ROLES})
            evidence.show(
                data.ask(
                    entity_queries.sentences,
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
    selectable_table.choose(
        entity_matrix.words_used(usage),
        list(texts),
        key="words_used",
        state=(filters, pick.entity, names_only),
        pick=lambda words: address.put(words=words),
        alt=f"{len(texts)} words for {shown[pick.entity]}, counted by outlet",
    )
    entity_details.labels(filters, entity, shown[pick.entity])
    chart.legend(outlets)
    roles = data.ask(entity_queries.roles, filters, entity, names_only, its_sense)
    chart.show(
        entity_matrix.roles(roles, styles, name=shown[pick.entity]),
        key="roles",
        alt=entity_matrix.describe_roles(roles, name=shown[pick.entity]),
        table=lambda: entity_matrix.readable_roles(roles),
        pick=lambda point: address.put(role=point[0], pick_outlet=point[1]),
    )
    if senses:
        chart.show(
            entity_matrix.senses(usage, styles, name=shown[pick.entity]),
            key="senses",
            alt=entity_matrix.describe_senses(usage, name=shown[pick.entity]),
            table=lambda: entity_matrix.readable(usage),
        )

    entity_details.days(filters, entity, shown[pick.entity], named=names_only)
    entity_overrides.edit(
        entity,
        data.ask(entity_queries.entity, entity),
        others=selection.entity_choices(),
    )
entity_details.beside(filters, most=15, named=names_only)
entity_overrides.made()
