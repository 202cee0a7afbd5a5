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
filters = selection.current()
styles = data.styles()

totals = data.ask(overview_queries.totals, filters)
article_cards.totals(totals)

stories = data.ask(overview_queries.stories, filters, STORIES)
if len(stories) > 1:
    st.subheader("Stories")
    st.caption("Pick a row to look at one story.")
    selectable_table.choose(
        overview_charts.stories(stories),
        list(stories["story_id"]),
        key="stories",
        state=filters,
        pick=selection.take_story,
        alt=f"The {len(stories)} stories in most outlets",
    )

st.subheader("Headlines and leads")
page = navigation.page_of(totals["articles"], CARDS, key="articles_page")
article_cards.articles(
    data.ask(overview_queries.articles, filters, CARDS, (page - 1) * CARDS), key="articles"
)

words = data.ask(entity_queries.words_by_outlet, filters, OUTLETS)
outlets = tuple(outlet for outlet in words["outlet_label"] if outlet != outlet_styles.OTHERS)
named = entity_matrix.cells(data.ask(entity_queries.named, filters, TOP), words)
quoted = entity_matrix.cells(data.ask(overview_queries.speakers, filters, TOP), words)
coverage = data.ask(overview_queries.coverage, filters, COMPARED)
shown = selection.entity_names((*named["entity_id"], *quoted["entity_id"], *coverage["entity_id"]))
pick = selected_point.current(shown, outlets)

st.subheader("Who is named and quoted most")
chart.legend(words["outlet_label"])
with st.grid(2, min_column_width=440):
    with st.container():
        chart.show(
            ranking.ranking(named, styles, done="named", unit="mentions"),
            key="named",
            alt=ranking.describe_ranking(named, done="named", unit="mentions"),
            table=lambda: entity_matrix.wide(named),
            pick=selected_point.take,
        )
    with st.container():
        chart.show(
            ranking.ranking(quoted, styles, done="quoted", unit="quotations"),
            key="quoted",
            alt=ranking.describe_ranking(quoted, done="quoted", unit="quotations"),
            table=lambda: entity_matrix.wide(quoted),
            pick=selected_point.take_speaker,
        )

with st.container(horizontal=True):
    selection.link("entities", "All names, by outlet")
    selection.link("quotes", "All quotations")
    selection.link("framing", "How they are framed")
    selection.link("compare", "Two articles side by side")

st.subheader("What differs")
if len(outlets) == 1:
    evidence.nothing("There is one outlet only, so there is nothing to compare it with.")
else:
    which = st.segmented_control(
        "Named",
        list(overview_charts.SPREAD),
        format_func=overview_charts.SPREAD.__getitem__,
        default="one",
        required=True,
        key="spread",
        bind="query-params",
    )
    article_cards.names(overview_charts.spread(coverage, which), NAMES)

st.subheader("Behind the numbers")
selected_point.choose(shown, outlets, quotations=True)
if pick.entity and pick.how == selected_point.QUOTED:
    evidence.show(
        data.ask(entity_queries.quotations, filters, pick.entity, pick.outlet),
        key="sentences",
        what=pick.say("quotations of", shown[pick.entity]),
    )
elif pick.entity:
    evidence.show(
        data.ask(entity_queries.sentences, filters, pick.entity, pick.outlet),
        key="sentences",
        what=pick.say("mentions of", shown[pick.entity]),
    )
