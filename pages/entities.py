"""Who and what is named, by outlet, with every sentence."""

import streamlit as st

from analysis.charts import entity_matrix, layout, outlet_styles, ranking
from analysis.store.queries import entities as entity_queries
from ui.core import address, data, navigation, selected_point, selection
from ui.sections import entity_details, entity_overrides
from ui.widgets import chart, evidence, selectable_table

OUTLETS, BESIDE = 12, 6  # most outlets in one chart, and in one that leaves room beside it

navigation.ensure_router()
filters = selection.get_filters()
styles = data.get_outlet_styles()

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

words = data.cached_query(entity_queries.words_by_outlet, filters, OUTLETS)
named = data.cached_query(entity_queries.prominence, filters, how_many, names_only, apart)
if named.empty:
    evidence.draw_note("Nobody and nothing is named in what is looked at.")
    st.stop()

early = measure == "first"
unit = entity_matrix.MEASURES[measure][1]
bars = "n" if early else measure
bars_unit = entity_matrix.MEASURES[bars][1]
own = words[words["outlet_label"] != outlet_styles.OTHERS]
table = entity_matrix.fill_cells(named, own, measure=measure)
ranked = entity_matrix.fill_cells(named, words, measure=bars)
shown = selection.name_entity_parts(tuple(named["entity_id"].unique()))
outlets = tuple(own["outlet_label"])
pick = selected_point.get_selected_point(shown, outlets)
entity, its_sense = entity_queries.part(pick.entity)

chart.draw_legend(words["outlet_label"])
chart.draw_chart(
    ranking.draw_ranking(ranked, styles, done="named", unit=bars_unit, picked=pick.place),
    key="ranking",
    alt=ranking.describe_ranking(ranked, done="named", unit=bars_unit),
    table=lambda: entity_matrix.pivot_by_outlet(ranked),
    pick=selected_point.select_mentions,
)
with st.grid(2 if len(outlets) <= BESIDE else 1, min_column_width=430):
    with st.container():
        chart.draw_chart(
            entity_matrix.draw_matrix(table, styles, unit=unit, picked=pick.place, early=early),
            key="matrix",
            alt=entity_matrix.describe_matrix(table, unit=unit, early=early),
            table=lambda: entity_matrix.pivot_by_outlet(table),
            pick=selected_point.select_mentions,
            least_width=layout.compute_least_width(len(outlets), entity_matrix.SQUARE + 6),
        )
    with st.container():
        st.subheader("Behind the numbers")
        selected_point.draw_point_choice(shown, outlets)
        if pick.entity:
            usage = data.cached_query(entity_queries.usage, filters, entity, names_only, its_sense)
            texts, senses = entity_matrix.list_words_and_senses(usage)
            with st.grid(3, min_column_width=150):
                text = address.draw_select("words", "Words used", {"": "Any words", **texts})
                sense = address.draw_select("sense", "Meaning", {"": "Any meaning", **senses})
                role = address.draw_select(
                    "role", "Role", {"": "Any role", **entity_matrix.ROLE_LABELS}
                )
            evidence.draw_evidence(
                data.cached_query(
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
    selectable_table.draw_selectable_table(
        entity_matrix.tabulate_words(usage),
        list(texts),
        key="words_used",
        state=(filters, pick.entity, names_only),
        pick=lambda words: address.set_choices(words=words),
        alt=f"{len(texts)} words for {shown[pick.entity]}, counted by outlet",
    )
    entity_details.draw_epithets(filters, entity, shown[pick.entity])
    chart.draw_legend(outlets)
    roles = data.cached_query(entity_queries.roles, filters, entity, names_only, its_sense)
    chart.draw_chart(
        entity_matrix.draw_roles(roles, styles, name=shown[pick.entity]),
        key="roles",
        alt=entity_matrix.describe_roles(roles, name=shown[pick.entity]),
        table=lambda: entity_matrix.tabulate_roles(roles),
        pick=lambda point: address.set_choices(role=point[0], pick_outlet=point[1]),
    )
    if senses:
        chart.draw_chart(
            entity_matrix.draw_senses(usage, styles, name=shown[pick.entity]),
            key="senses",
            alt=entity_matrix.describe_senses(usage, name=shown[pick.entity]),
            table=lambda: entity_matrix.tabulate_usage(usage),
        )

    entity_details.draw_days(filters, entity, shown[pick.entity], named=names_only)
    entity_overrides.draw_entity_editor(
        entity,
        data.cached_query(entity_queries.entity, entity),
        others=selection.list_entity_choices(),
    )
entity_details.draw_co_mentions(filters, most=15, named=names_only)
entity_overrides.draw_entity_overrides()
