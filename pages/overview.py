"""The story at a glance: articles, headlines, who is named and quoted, what differs."""

import streamlit as st

from analysis.charts import (
    entity_matrix,
    outlet_styles,
    ranking,
)
from analysis.charts import (
    overview as overview_charts,
)
from analysis.store.queries import entities as entity_queries
from analysis.store.queries import overview as overview_queries
from ui.core import data, navigation, selected_point, selection
from ui.widgets import article_cards, chart, evidence, selectable_table

TOP, OUTLETS, CARDS, STORIES, COMPARED, NAMES = 10, 12, 6, 50, 300, 60

navigation.ensure_router()
filters = selection.get_filters()
styles = data.get_outlet_styles()

totals = data.cached_query(overview_queries.totals, filters)
article_cards.draw_totals(totals)

stories = data.cached_query(overview_queries.stories, filters, STORIES)
if len(stories) > 1:
    st.subheader("Stories")
    st.caption("Pick a row to look at one story.")
    selectable_table.draw_selectable_table(
        overview_charts.tabulate_stories(stories),
        list(stories["story_id"]),
        key="stories",
        state=filters,
        pick=selection.select_story,
        alt=f"The {len(stories)} stories in most outlets",
    )

st.subheader("Headlines and leads")
page = navigation.draw_pagination(totals["articles"], CARDS, key="articles_page")
article_cards.draw_article_cards(
    data.cached_query(overview_queries.articles, filters, CARDS, (page - 1) * CARDS), key="articles"
)

words = data.cached_query(entity_queries.words_by_outlet, filters, OUTLETS)
outlets = tuple(outlet for outlet in words["outlet_label"] if outlet != outlet_styles.OTHERS)
named = entity_matrix.fill_cells(data.cached_query(entity_queries.named, filters, TOP), words)
quoted = entity_matrix.fill_cells(data.cached_query(overview_queries.speakers, filters, TOP), words)
coverage = data.cached_query(overview_queries.coverage, filters, COMPARED)
shown = selection.name_entities((*named["entity_id"], *quoted["entity_id"], *coverage["entity_id"]))
pick = selected_point.get_selected_point(shown, outlets)

st.subheader("Who is named and quoted most")
chart.draw_legend(words["outlet_label"])
with st.grid(2, min_column_width=440):
    with st.container():
        chart.draw_chart(
            ranking.draw_ranking(named, styles, done="named", unit="mentions"),
            key="named",
            alt=ranking.describe_ranking(named, done="named", unit="mentions"),
            table=lambda: entity_matrix.pivot_by_outlet(named),
            pick=selected_point.select_mentions,
        )
    with st.container():
        chart.draw_chart(
            ranking.draw_ranking(quoted, styles, done="quoted", unit="quotations"),
            key="quoted",
            alt=ranking.describe_ranking(quoted, done="quoted", unit="quotations"),
            table=lambda: entity_matrix.pivot_by_outlet(quoted),
            pick=selected_point.select_quotes,
        )

with st.container(horizontal=True):
    selection.draw_page_link("entities", "All names, by outlet")
    selection.draw_page_link("quotes", "All quotations")
    selection.draw_page_link("framing", "How they are framed")
    selection.draw_page_link("compare", "Two articles side by side")

st.subheader("What differs")
if len(outlets) == 1:
    evidence.draw_note("There is one outlet only, so there is nothing to compare it with.")
else:
    which = st.segmented_control(
        "Named",
        list(overview_charts.SPREAD_LABELS),
        format_func=overview_charts.SPREAD_LABELS.__getitem__,
        default="one",
        required=True,
        key="spread",
        bind="query-params",
    )
    article_cards.draw_names(overview_charts.filter_by_spread(coverage, which), NAMES)

st.subheader("Behind the numbers")
selected_point.draw_point_choice(shown, outlets, quotations=True)
if pick.entity and pick.how == selected_point.QUOTED:
    evidence.draw_evidence(
        data.cached_query(entity_queries.quotations, filters, pick.entity, pick.outlet),
        key="sentences",
        what=pick.say("quotations of", shown[pick.entity]),
    )
elif pick.entity:
    evidence.draw_evidence(
        data.cached_query(entity_queries.sentences, filters, pick.entity, pick.outlet),
        key="sentences",
        what=pick.say("mentions of", shown[pick.entity]),
    )
