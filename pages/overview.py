"""The story at a glance: articles, headlines, who is named and quoted, what differs."""

import streamlit as st

from analysis.charts import entities, overview, palette, ranking
from analysis.store import queries_entities, queries_overview
from ui import cards, data, evidence, figure, navigation, picks, rows, selection

TOP, OUTLETS, CARDS, STORIES, COMPARED, NAMES = 10, 12, 6, 50, 300, 60

navigation.ensure_router()
filters = selection.current()
looks = data.looks()

totals = data.ask(queries_overview.totals, filters)
cards.totals(totals)

stories = data.ask(queries_overview.stories, filters, STORIES)
if len(stories) > 1:
    st.subheader("Stories")
    st.caption("Pick a row to look at one story.")
    rows.choose(
        overview.stories(stories),
        list(stories["story_id"]),
        key="stories",
        state=filters,
        pick=selection.take_story,
        alt=f"The {len(stories)} stories in most outlets",
    )

st.subheader("Headlines and leads")
page = navigation.page_of(totals["articles"], CARDS, key="articles_page")
cards.articles(
    data.ask(queries_overview.articles, filters, CARDS, (page - 1) * CARDS), key="articles"
)

words = data.ask(queries_entities.words_by_outlet, filters, OUTLETS)
outlets = tuple(outlet for outlet in words["outlet_label"] if outlet != palette.OTHERS)
named = entities.cells(data.ask(queries_entities.named, filters, TOP), words)
quoted = entities.cells(data.ask(queries_overview.speakers, filters, TOP), words)
coverage = data.ask(queries_overview.coverage, filters, COMPARED)
shown = selection.entity_names((*named["entity_id"], *quoted["entity_id"], *coverage["entity_id"]))
pick = picks.current(shown, outlets)

st.subheader("Who is named and quoted most")
figure.legend(words["outlet_label"])
with st.grid(2, min_column_width=440):
    with st.container():
        figure.show(
            ranking.ranking(named, looks, done="named", unit="mentions"),
            key="named",
            alt=ranking.describe_ranking(named, done="named", unit="mentions"),
            table=lambda: entities.wide(named),
            pick=picks.take,
        )
    with st.container():
        figure.show(
            ranking.ranking(quoted, looks, done="quoted", unit="quotations"),
            key="quoted",
            alt=ranking.describe_ranking(quoted, done="quoted", unit="quotations"),
            table=lambda: entities.wide(quoted),
            pick=picks.take_speaker,
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
        list(overview.SPREAD),
        format_func=overview.SPREAD.__getitem__,
        default="one",
        required=True,
        key="spread",
        bind="query-params",
    )
    cards.names(overview.spread(coverage, which), NAMES)

st.subheader("Behind the numbers")
picks.choose(shown, outlets, quotations=True)
if pick.entity and pick.how == picks.QUOTED:
    evidence.show(
        data.ask(queries_entities.quotations, filters, pick.entity, pick.outlet),
        key="sentences",
        what=pick.say("quotations of", shown[pick.entity]),
    )
elif pick.entity:
    evidence.show(
        data.ask(queries_entities.sentences, filters, pick.entity, pick.outlet),
        key="sentences",
        what=pick.say("mentions of", shown[pick.entity]),
    )
